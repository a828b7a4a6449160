"""Whole processes, measured by the operating system's own accounting."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """The median wall time in seconds, and the peak resident memory in MiB, of some runs.

    `cpu` is the median processor time in seconds: what others do at the time hardly changes it.
    """

    seconds: float
    mebibytes: float
    cpu: float = 0.0


def process(*command: str, cwd: Path | None = None, runs: int = 5) -> Figure:
    """Return what `command` costs; one run more warms the file cache up where there are several."""
    warm = 1 if runs > 1 else 0
    figures = [_once(command, cwd) for _ in range(runs + warm)][warm:]
    return Figure(
        statistics.median(f.seconds for f in figures),
        max(f.mebibytes for f in figures),
        statistics.median(f.cpu for f in figures),
    )


def archrepo(*arguments: str, cwd: Path | None = None, runs: int = 5) -> Figure:
    """Return what `archrepo ARGUMENTS` costs, as a user starts it."""
    return process(str(Path(sys.executable).parent / "archrepo"), *arguments, cwd=cwd, runs=runs)


def python(code: str, *arguments: str | Path, runs: int = 3) -> Figure:
    """Return what a Python program costs: what a user could write instead."""
    return process(sys.executable, "-c", code, *map(str, arguments), runs=runs)


def output(*command: str | Path) -> str:
    """Return what a command that succeeds prints."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[:3]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def _once(command: tuple[str, ...], cwd: Path | None) -> Figure:
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.stderr.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}\n{said.decode()[-2000:]}")
    return Figure(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
