"""The file `-`: what another program pipes in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.portfolio.piped_file import PipedFile

STDIN = "-"


def taken_from_stdin(files: Sequence[str], form: str | None) -> PipedFile | None:
    """Return what comes on stdin, where it is one of the files.

    Raises:
        UsageError: Its form is not given, there is nothing piped in, or a form without stdin.
    """
    if STDIN not in files:
        if form is not None:
            raise click.UsageError("--from says the form of stdin: give '-' as the file")
        return None
    if form is None:
        raise click.UsageError("'-' reads stdin: say its form, such as --from csv")
    if sys.stdin.isatty():
        raise click.UsageError("'-' reads stdin, and nothing is piped in")
    from archrepo.portfolio.piped_file import PipedFile

    return PipedFile(sys.stdin.buffer, form)
