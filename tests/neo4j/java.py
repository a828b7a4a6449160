"""Finds Java runtimes on this machine and, from Maven Central, the Neo4j server they can run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "neo4j"
POM = Path(__file__).with_name("pom.xml")


@dataclass(frozen=True)
class Release:
    """A Neo4j version, its main class and the Java versions it runs on, the best first."""

    version: str
    main_class: str
    java: range

    @property
    def libraries(self) -> Path:
        """The folder its jars are copied to."""
        return CACHE / self.version / "lib"


RELEASES = (
    Release("5.26.30", "org.neo4j.server.CommunityEntryPoint", range(17, 22)),
    Release("2026.08.1", "org.neo4j.server.Neo4jCommunity", range(21, 100)),
)


@cache
def java_runtimes() -> dict[int, Path]:
    """Return feature version → `java`, from JAVA_HOME, PATH and the usual folders."""
    found: dict[int, Path] = {}
    candidates = [Path(os.environ["JAVA_HOME"]) / "bin/java"] if "JAVA_HOME" in os.environ else []
    on_path = shutil.which("java")
    candidates += [Path(on_path)] if on_path else []
    for folder in ("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"):
        candidates += sorted(Path(folder).glob("*/bin/java"))
        candidates += sorted(Path(folder).glob("*/Contents/Home/bin/java"))
    for java in candidates:
        version = _feature_version(java)
        if version is not None:
            found.setdefault(version, java)
    return found


def java_for(release: Release) -> Path | None:
    """Return a `java` that can run `release`: a supported one, else any newer one."""
    runtimes = java_runtimes()
    usable = [v for v in sorted(runtimes) if v >= release.java.start]
    supported = [v for v in usable if v in release.java]
    return runtimes[(supported or usable)[0]] if usable else None


def _feature_version(java: Path) -> int | None:
    if not java.is_file():
        return None
    release_file = java.resolve().parents[1] / "release"
    if release_file.is_file():
        said = release_file.read_text(encoding="utf-8", errors="replace")
    else:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    match = re.search(r'(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)', said)
    return int(match[1]) if match else None


def fetch(release: Release) -> str | None:
    """Bring the jars of `release` into the cache; return what went wrong, if something did."""
    if release.libraries.is_dir():
        return None
    maven = shutil.which("mvn")
    if maven is None:
        return "Neo4j is not in .cache/neo4j and there is no mvn to fetch it from Maven Central"
    arriving = release.libraries.with_name(f"lib.{os.getpid()}")
    command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
    command += [f"-Dneo4j.version={release.version}"]
    command += [f"-DoutputDirectory={arriving}", "-DincludeScope=runtime"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(arriving, ignore_errors=True)
        said = (done.stdout + done.stderr).strip().splitlines()
        return f"mvn could not fetch Neo4j {release.version}: {said[0] if said else 'no reason'}"
    arriving.rename(release.libraries)
    return None
