"""Keeps a Neo4j server for the tests and stops it when the last test process has gone.

Run as a script: `keeper.py HOME COMMAND...`. It prints the port it listens on and a token, starts
the server, and counts the connections of those who use it. A connection ends with the process that
holds it, however that dies, so no server outlives a test run, Ctrl-C and `kill -9` included.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import secrets
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

FIRST_CONNECTION_WITHIN = 60.0  # seconds
ANSWER_WITHIN = 30.0
POLL = 0.5


def die_with_parent() -> None:
    """Have the Linux kernel kill this process when the keeper is killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


class Keeper:
    """Counts who is connected; the server lives as long as somebody is."""

    def __init__(self, home: Path, command: list[str]) -> None:
        self.home = home
        self.token = secrets.token_hex(16)
        self.selector = selectors.DefaultSelector()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.users: set[socket.socket] = set()
        with (home / "console.log").open("wb") as log:
            self.server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent if sys.platform == "linux" else None,
            )

    def announce(self) -> None:
        """Tell the starting process where to connect."""
        port = self.listener.getsockname()[1]
        print(json.dumps({"port": port, "token": self.token, "server": self.server.pid}))
        sys.stdout.flush()
        os.close(sys.stdout.fileno())  # the starting process reads until here

    def keep(self) -> None:
        """Return when nobody is left, or the server is gone."""
        deadline = time.monotonic() + FIRST_CONNECTION_WITHIN
        while self.server.poll() is None:
            for key, _ in self.selector.select(POLL):
                if key.fileobj is self.listener:
                    self.welcome()
                    deadline = 0.0
                elif isinstance(key.fileobj, socket.socket):
                    self.dismiss(key.fileobj)
            if not self.users and time.monotonic() > deadline:
                return

    def welcome(self) -> None:
        """Take a new connection that knows the token."""
        user, _ = self.listener.accept()
        user.settimeout(ANSWER_WITHIN)
        with contextlib.suppress(OSError):
            if user.recv(64).decode("ascii", "replace") == self.token:
                user.sendall(b"welcome")
                self.users.add(user)
                self.selector.register(user, selectors.EVENT_READ)
                return
        user.close()

    def dismiss(self, user: socket.socket) -> None:
        """Forget a connection; the last one is closed once the server is down."""
        self.selector.unregister(user)
        self.users.discard(user)
        if not self.users:
            self.stop()
        user.close()

    def stop(self) -> None:
        """Kill the server: nothing it holds is worth a shutdown."""
        if self.server.poll() is None:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def main() -> None:
    """Keep the server given on the command line, in a process that is nobody's child."""
    if os.fork():
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keeper = Keeper(Path(sys.argv[1]), sys.argv[2:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        keeper.announce()
        keeper.keep()
    finally:
        keeper.stop()


if __name__ == "__main__":
    main()
