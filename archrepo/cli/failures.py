"""The one place where errors meet the screen: what, what to do, and the exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

import click

from archrepo.errors import ArchrepoError, ConfigError, InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from archrepo.cli.session import Session

INTERRUPTED = 130
BROKEN_PIPE = 141
UNEXPECTED = 70
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_SURROUNDINGS = _FULL | {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR,
}  # fmt: skip
_HARMLESS = "\n\u00a0\u202f"


@contextlib.contextmanager
def errors_told(ctx: click.Context) -> Iterator[None]:
    """Tell errors on stderr and exit with their code; with `--debug`, let them through."""
    try:
        yield
        sys.stdout.flush()
    except click.ClickException as exc:
        vars(exc)["message"] = spoken(ctx)(exc.message)
        raise
    except click.exceptions.Exit:
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo(spoken(ctx)("Interrupted; nothing more was changed."), err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        ctx.exit(_unheard(sys.stdout))
    except Exception as exc:
        if getattr(ctx.find_root().obj, "debug", False):
            raise
        try:
            code = _tell(exc, spoken(ctx))
        except BrokenPipeError:
            code = _unheard(sys.stdout, sys.stderr)
        ctx.exit(code)


@contextlib.contextmanager
def usage_told(session: Session | None) -> Iterator[None]:
    """Have what is wrong before a command runs, help on a full disk too, told in its language."""
    try:
        yield
    except click.ClickException as exc:
        if session is not None:
            vars(exc)["message"] = session.in_words(exc.message)
        raise
    except OSError as exc:
        if exc.errno not in _FULL:
            raise  # a pipe nobody reads is click's to end
        sys.exit(_tell(exc, session.in_words if session is not None else str))


def spoken(ctx: click.Context) -> Callable[[str], str]:
    """Return what puts a message into the language of the run."""
    session = ctx.find_root().obj
    in_words: Callable[[str], str] | None = getattr(session, "in_words", None)
    return in_words or str


def _unheard(*streams: TextIO) -> int:
    """Return the code of a run whose reader has enough; nothing may be written at exit either."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return BROKEN_PIPE


def _tell(exc: Exception, say: Callable[[str], str]) -> int:
    """Write the error to stderr and return its exit code."""
    if isinstance(exc, OSError) and exc.errno in _SURROUNDINGS:
        exc = _of_surroundings(exc)
    if not isinstance(exc, ArchrepoError):
        _tell_unexpected(exc, say)
        return UNEXPECTED
    message = say(exc.message)
    if isinstance(exc, InvalidDataError):
        from archrepo.render.diagnostics_text import listing, put_in_words, said_already

        message = put_in_words(exc.message, exc.diagnostics, say)
        if code := said_already(exc.message, exc.diagnostics):
            message = f"{message} [{code}]"
        else:
            click.echo(listing(exc.diagnostics, say), err=True, nl=False)
    _line(say("Error: {0}"), message)
    if exc.hint:
        _line(say("Hint: {0}"), say(exc.hint))
    if exc.exit_code == UNEXPECTED:
        _line(say("Details: {0}"), _write_log(exc))
    return exc.exit_code


def _of_surroundings(exc: OSError) -> ConfigError:
    """Return what the system did not let us do, which is no fault of ours."""
    if exc.errno in _FULL:
        with contextlib.suppress(OSError, ValueError):
            _unheard(sys.stdout)  # what is still to be written there would fail again at exit
        return ConfigError(
            f"not all could be written: {exc.strerror}",
            hint="free some space, or write elsewhere: what is written is not whole",
        )
    place = f"{exc.filename}: " if exc.filename else ""
    return ConfigError(f"{place}{exc.strerror}", hint="check the path, and what you may do there")


def _line(shape: str, text: str) -> None:
    click.echo(shape.replace("{0}", _one_line(text)), err=True)


def _tell_unexpected(exc: Exception, say: Callable[[str], str]) -> None:
    what = f"{type(exc).__name__}: {exc}" if str(exc) else type(exc).__name__
    _line(say("Error: {0}"), say(f"something unexpected happened ({what})"))
    _line(say("Details: {0}"), _write_log(exc))
    _line(say("Hint: {0}"), say("this is a fault of archrepo; please report it with that file"))


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
    return "".join(
        c if c.isprintable() or c in _HARMLESS else "\N{REPLACEMENT CHARACTER}" for c in text
    )
