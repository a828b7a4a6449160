"""The one place where errors meet the screen: what, what to do, and the exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

from archrepo.errors import ArchrepoError, InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

INTERRUPTED = 130
BROKEN_PIPE = 141
UNEXPECTED = 70


@contextlib.contextmanager
def errors_told(ctx: click.Context) -> Iterator[None]:
    """Tell errors on stderr and exit with their code; with `--debug`, let them through."""
    try:
        yield
        sys.stdout.flush()
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted; nothing more was changed.", err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        ctx.exit(_unheard(sys.stdout))
    except Exception as exc:
        if getattr(ctx.find_root().obj, "debug", False):
            raise
        try:
            code = _tell(exc)
        except BrokenPipeError:
            code = _unheard(sys.stdout, sys.stderr)
        ctx.exit(code)


def _unheard(*streams: TextIO) -> int:
    """Return the code of a run whose reader has enough; nothing may be written at exit either."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return BROKEN_PIPE


def _tell(exc: Exception) -> int:
    """Write the error to stderr and return its exit code."""
    if not isinstance(exc, ArchrepoError):
        _tell_unexpected(exc)
        return UNEXPECTED
    message = exc.message
    if isinstance(exc, InvalidDataError):
        from archrepo.render.diagnostics_text import listing, said_already

        if code := said_already(message, exc.diagnostics):
            message = f"{message} [{code}]"
        else:
            click.echo(listing(exc.diagnostics), err=True, nl=False)
    click.echo(f"Error: {_one_line(message)}", err=True)
    if exc.hint:
        click.echo(f"Hint: {_one_line(exc.hint)}", err=True)
    if exc.exit_code == UNEXPECTED:
        click.echo(f"Details: {_write_log(exc)}", err=True)
    return exc.exit_code


def _tell_unexpected(exc: Exception) -> None:
    what = f"{type(exc).__name__}: {exc}" if str(exc) else type(exc).__name__
    click.echo(f"Error: something unexpected happened ({_one_line(what)})", err=True)
    click.echo(f"Details: {_write_log(exc)}", err=True)
    click.echo("Hint: this is a fault of archrepo; please report it with that file", err=True)


def _write_log(exc: Exception) -> str:
    """Write the traceback to a file and return where; to stderr's reader where none can be."""
    import tempfile
    import traceback
    from pathlib import Path

    from archrepo import __version__
    from archrepo.settings import user_log_folder

    text = f"archrepo {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
    text += "".join(traceback.format_exception(exc))
    for folder in (user_log_folder(), Path(tempfile.gettempdir())):
        path = folder / "archrepo-error.log"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return str(path)
    return "no file could be written; '--debug' shows them"


def _one_line(text: str) -> str:
    """Return `text` without what would break or hide lines of a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
