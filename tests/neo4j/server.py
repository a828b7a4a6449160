"""Real Neo4j servers for the tests: found, started, shared between processes, emptied.

Where they come from, in this order: `ARCHREPO_TEST_NEO4J_URI` (with
`ARCHREPO_TEST_NEO4J_PASSWORD`, and `ARCHREPO_TEST_NEO4J_USER` unless `neo4j`), whose database the
tests **empty**; Maven Central and a Java runtime; testcontainers and Docker. Where there is none,
tests are skipped with the reason, or fail under `ARCHREPO_REQUIRE_NEO4J=1`.

All processes of a run, xdist workers included, share one server a version (see `keeper.py`), one
test at a time: `lease` waits for its turn and hands the server over empty.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import scratch
from tests.neo4j import java

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

KEEPER = Path(__file__).with_name("keeper.py")
EXTERNAL = "external"
CONTAINER = "container"
_START_WITHIN = 180.0  # seconds, also on a machine that has much else to do
_ANSWER_WITHIN = 30.0
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size={heap}g
server.memory.pagecache.size={pages}m
"""

# The machine is small and the server short-lived: quick compilation beats quick code, and to verify
# the classes of a published server costs as much as an archive of them would save.
_SHORT_LIVED = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
)

_PLANNED_ONCE = (
    "dbms.cypher.min_replan_interval=1h",
    "internal.cypher.use_parameter_size=false",
    "internal.cypher.expression_recompilation_limit=1000000000",
)
"""Else statements are planned anew once a test has left other counts, again for lists of 1, 10 and
100 items, and again when they have run some ten times; planning is what costs.
"""


@dataclass(frozen=True)
class Server:
    """A running server and how to log in."""

    url: str
    user: str
    password: str
    version: str
    process: int | None = None  # of the server itself, where it is ours

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, _, port = self.url.rpartition("://")[2].partition(":")
        return host, int(port or 7687)


class NoServerError(Exception):
    """There is no Neo4j to be had; the text says why."""


@dataclass
class _Held:
    """What this process holds until its tests are over."""

    servers: dict[str, Server] = field(default_factory=dict)
    connections: list[socket.socket] = field(default_factory=list)
    containers: list[Any] = field(default_factory=list)


_held = _Held()


@cache
def versions() -> tuple[str, ...]:
    """Return the versions tests can run on here, without starting anything; empty for none."""
    if os.environ.get("ARCHREPO_TEST_NEO4J_URI"):
        return (EXTERNAL,)
    can_fetch = shutil.which("mvn") is not None
    found = tuple(
        release.version
        for release in java.RELEASES
        if java.java_for(release) and (can_fetch or release.libraries.is_dir())
    )
    return found or ((CONTAINER,) if _docker_runs() else ())


def why_none() -> str:
    """Return the reason tests on Neo4j give for being skipped."""
    newest = max(java.java_runtimes(), default=None)
    runtime = f"Java {newest}" if newest else "no Java"
    maven = "mvn" if shutil.which("mvn") else "no mvn"
    return (
        f"no Neo4j: ARCHREPO_TEST_NEO4J_URI is not set, {runtime} and {maven} here (Java 17 or "
        "later and mvn start one), and testcontainers with a running Docker is not there either"
    )


@contextlib.contextmanager
def lease(version: str) -> Iterator[Server]:
    """Yield the shared server of that version, empty, to this test alone.

    Raises:
        NoServerError: It cannot be had.
    """
    server = _held.servers.get(version) or _obtain(version)
    _held.servers[version] = server
    with _locked(java.CACHE / f"{version}.lease"):
        empty(server)
        yield server


@contextlib.contextmanager
def own(
    *,
    data: Path | None = None,
    password: str | None = None,
    settings: Iterable[str] = (),
    heap: int = 1,
) -> Iterator[Server]:
    """Yield a server that nobody shares: one that the test may kill.

    Args:
        data: Where it keeps its data; a folder that goes with it where None.
        password: What `data` has been given before.
        settings: Lines for its configuration.
        heap: Its memory, in GiB; from two on it is a server that stays, and compiles well.

    Raises:
        NoServerError: It cannot be started here.
    """
    release = next((r for r in java.RELEASES if r.version in versions()), None)
    if release is None:
        raise NoServerError("tests that kill a server start one of their own: Java and mvn needed")
    with _locked(java.CACHE / f"{release.version}.start"):
        problem = java.fetch(release)
    if problem:
        raise NoServerError(problem)
    lines = [*settings, *([f"server.directories.data={data}"] if data else [])]
    server, connection, _ = _start(release, lines, password, heap)
    try:
        yield server
    finally:
        _hang_up(connection)


def release_all() -> None:
    """Let go of every server; the last process to do so returns once it is down."""
    while _held.connections:
        _hang_up(_held.connections.pop())
    while _held.containers:
        _held.containers.pop().stop()
    _held.servers.clear()


def empty(server: Server) -> None:
    """Delete everything in the database but its constraints."""
    with _driver(server) as driver:
        driver.verify_connectivity()
        if server.version == EXTERNAL:
            _check_is_for_tests(driver)
        driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")


def _check_is_for_tests(driver: Any) -> None:
    """Refuse to empty a database that no test run has claimed while it was empty."""
    claim = "archrepo_tests"
    names, _, _ = driver.execute_query("SHOW CONSTRAINTS YIELD name", database_="neo4j")
    if claim in [row["name"] for row in names]:
        return
    found, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_="neo4j")
    if found[0]["nodes"]:
        raise NoServerError(
            "the database at ARCHREPO_TEST_NEO4J_URI is not empty; the tests would delete it all"
        )
    driver.execute_query(
        f"CREATE CONSTRAINT {claim} FOR (t:ArchrepoTests) REQUIRE t.id IS UNIQUE",
        database_="neo4j",
    )


def _driver(server: Server) -> Any:
    import neo4j

    return neo4j.GraphDatabase.driver(
        server.url, auth=(server.user, server.password), connection_timeout=_ANSWER_WITHIN
    )


def _obtain(version: str) -> Server:
    if version == EXTERNAL:
        return Server(
            os.environ["ARCHREPO_TEST_NEO4J_URI"],
            os.environ.get("ARCHREPO_TEST_NEO4J_USER", "neo4j"),
            os.environ.get("ARCHREPO_TEST_NEO4J_PASSWORD", "neo4j"),
            version,
        )
    if version == CONTAINER:
        return _container()
    release = next(r for r in java.RELEASES if r.version == version)
    with _locked(java.CACHE / f"{version}.start"):
        state_file = java.CACHE / f"{version}.json"
        running = _running(state_file)
        if running is None:
            problem = java.fetch(release)
            if problem:
                raise NoServerError(problem)
            server, connection, state = _start(release, _PLANNED_ONCE)
            state_file.write_text(json.dumps(state), encoding="utf-8")
        else:
            server, connection = running
        _held.connections.append(connection)
        return server


def _running(state_file: Path) -> tuple[Server, socket.socket] | None:
    """Return the server another process of ours has started, if it is still there."""
    try:
        state = json.loads(state_file.read_text(encoding="utf-8"))
        connection = _greet(state["port"], state["token"])
    except (OSError, ValueError, KeyError):
        return None
    return Server(**state["server"]), connection


def _start(
    release: java.Release,
    settings: Sequence[str] = (),
    password: str | None = None,
    heap: int = 1,
) -> tuple[Server, socket.socket, dict[str, Any]]:
    home = Path(tempfile.mkdtemp(prefix="archrepo-neo4j-", dir=scratch.for_all_runs()))
    for folder in ("data", "logs", "run", "import", "plugins", "conf"):
        (home / folder).mkdir()
    port = _free_port()
    conf = _CONF.format(port=port, heap=heap, pages=heap * 512 if heap > 1 else 128) + "".join(
        f"{line}\n" for line in settings
    )
    (home / "conf/neo4j.conf").write_text(conf, encoding="utf-8")
    command = [str(java.java_for(release)), "-cp", f"{release.libraries}/*", f"-Xmx{heap}g"]
    command += ["-XX:+UseSerialGC", *(_SHORT_LIVED if heap == 1 else ())]
    command += [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENS]
    command += [release.main_class, f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    keeper = subprocess.run(
        [sys.executable, "-S", str(KEEPER), str(home), *command],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper notices that they are gone
        check=True,
    )
    told = json.loads(keeper.stdout)
    connection = _greet(told["port"], told["token"])
    server = Server(
        f"bolt://127.0.0.1:{port}",
        "neo4j",
        password or secrets.token_urlsafe(12),
        release.version,
        told["server"],
    )
    try:
        _wait_for(server, home)
        if password is None:
            _set_password(server)
    except BaseException:
        connection.close()
        raise
    return server, connection, {**told, "server": vars(server)}


def _wait_for(server: Server, home: Path) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while "Started." not in _log(home):
        if time.monotonic() > deadline or not home.is_dir():
            raise NoServerError(f"Neo4j {server.version} did not start: {_log(home)[-400:]}")
        time.sleep(0.1)


def _set_password(server: Server) -> None:
    """Replace the password that every new server has."""
    import neo4j

    with neo4j.GraphDatabase.driver(server.url, auth=(server.user, "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new",
            new=server.password,
            database_="system",
        )


def _log(home: Path) -> str:
    texts = []
    for name in ("console.log", "logs/neo4j.log"):
        with contextlib.suppress(FileNotFoundError):
            texts.append((home / name).read_text(encoding="utf-8", errors="replace"))
    return "".join(texts)


def _greet(port: int, token: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_WITHIN)
    try:
        connection.sendall(token.encode())
        if connection.recv(16) != b"welcome":
            raise OSError("it is another program's port by now")
    except BaseException:
        connection.close()
        raise
    return connection


def _hang_up(connection: socket.socket) -> None:
    """Say good-bye, and wait until the keeper has stopped the server if we were the last."""
    with contextlib.suppress(OSError):
        connection.settimeout(20)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)
    connection.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that the kernel frees when the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@cache
def _docker_runs() -> bool:
    if importlib.util.find_spec("testcontainers") is None or not shutil.which("docker"):
        return False
    asked = subprocess.run(["docker", "info"], capture_output=True, timeout=20)
    return asked.returncode == 0


def _container() -> Server:
    testcontainers = importlib.import_module("testcontainers.neo4j")
    password = secrets.token_urlsafe(12)
    image = f"neo4j:{java.RELEASES[0].version}-community"
    container = testcontainers.Neo4jContainer(image, password=password)
    container.start()
    _held.containers.append(container)
    return Server(container.get_connection_url(), "neo4j", password, CONTAINER)
