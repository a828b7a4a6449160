"""Whole processes, measured by the operating system's own accounting."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")


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
    done = _run(list(map(str, command)), None)
    return done.stdout


def _once(command: tuple[str, ...], cwd: Path | None) -> Figure:
    done = _run([sys.executable, "-S", str(_LAUNCH), *command], cwd)
    told = json.loads(done.stdout)
    if told["code"]:
        raise SystemExit(f"{' '.join(command)}: exit {told['code']}\n{done.stderr[-2000:]}")
    return Figure(told["seconds"], told["kibibytes"] / 1024, told["cpu"])


def _run(command: list[str], cwd: Path | None) -> subprocess.CompletedProcess[str]:
    """Run a command as people do: what Python compiles is kept for the next time."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[:3]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done
