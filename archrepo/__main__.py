"""Runs the command line: `archrepo` and `python -m archrepo`."""

from __future__ import annotations

import atexit
import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from archrepo.cli.root import cli
    from archrepo.cli.streams import fit_streams

    fit_streams()
    try:
        cli(prog_name="archrepo")
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> None:
    """End at once: everything is closed by now, and taking it apart in memory takes long.

    Raises:
        SystemExit: Something is left to tell, which the ordinary end does.
    """
    if not isinstance(end.code, int):
        raise end
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception:
        raise end from None
    os._exit(end.code)


if __name__ == "__main__":
    main()
