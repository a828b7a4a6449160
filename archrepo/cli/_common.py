"""What commands share: options, arguments, and how a result reaches the screen or a file."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.session import Session
from archrepo.render.registry import formats_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from click.shell_completion import CompletionItem

USUAL_FORM = "archrepo.cli.usual_form"
"""Key of a context's `meta`: the form of answers where a group of commands has one of its own."""

_BINARY = ("png", "pdf", "xlsx")
_READ = ("table", "text", "tree")  # by people; all others by tools, in UTF-8 whatever the locale is
_FIGURES = re.compile(r"\d{1,2}[/.-]\d")  # a day or a month comes first
_SUFFIXES = {"md": "markdown", "txt": "text", "gv": "dot", "dot": "dot"}


class Day(click.ParamType[dt.date]):
    """A day as `2026-12-31`, as imports take it too (`31/12/2026`), or `today`."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the day."""
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return dt.datetime.now().astimezone().date()
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return self._in_words(value, param, ctx)

    def _in_words(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the day of `31/12/2026` or `31 décembre 2026`; one read in two ways is refused."""
        from archrepo.importing.dates import read_date

        try:
            day, exact = read_date(value, ends=False)
        except ValueError:
            exact = False
        if not exact:
            self.fail(f"{value!r} is not a day such as 2026-12-31, or 'today'", param, ctx)
        if day.day <= 12 and day.day != day.month and _FIGURES.match(value.strip()):
            other = day.replace(month=day.day, day=day.month)
            self.fail(f"{value!r} can be read in two ways: write {day} or {other}", param, ctx)
        return day


class Words(click.Choice[str]):
    """A closed list of words that suggests the nearest one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as exc:
            from archrepo.domain.text import did_you_mean

            near = did_you_mean(str(value), [str(word) for word in self.choices])
            self.fail(f"{exc.message[:-1]}; {near}" if near else exc.message, param, ctx)


def at_option(command: Any) -> Any:
    """Add `--at`: the day an answer is about."""
    return click.option(
        "--at",
        type=Day(),
        default="today",
        show_default=True,
        metavar="DATE",
        help="The day the answer is about, such as 2026-12-31.",
    )(command)


def plan_option(command: Any) -> Any:
    """Add `--plan`: which projects' actions count."""
    return click.option(
        "--plan",
        default="committed",
        show_default=True,
        metavar="committed|all|none|PROJECT,…",
        help="Which projects' actions count.",
    )(command)


def format_options(
    result: str, default: str | None = None, *, also: tuple[str, ...] = ()
) -> Callable[[Any], Any]:
    """Return what adds `--format`, `--json` and `--output`, for the formats a result has.

    Args:
        result: Name of the result's class; its formats are those of the registry.
        default: Format where neither `--format` nor the suffix of `--output` says.
        also: Formats the command makes without the registry.
    """
    formats = sorted({*formats_of(result), *also}, key=_human_first)
    first = default or formats[0]

    def add(command: Any) -> Any:
        options = (
            click.option(
                "--format",
                "fmt",
                type=Words(formats),
                help=f"Form of the answer; else by the suffix of --output, else {first}.",
            ),
            click.option("--json", "as_json", is_flag=True, help="Same as --format json."),
            click.option(
                "--output",
                "-o",
                metavar="FILE",
                help="Write there instead of stdout; '-' is stdout.",
            ),
        )
        for option in reversed(options):
            command = option(command)
        return _Formatted(formats, first).wrap(command)

    return add


class _Formatted:
    """Turns the three options into the one `Output` a command is called with."""

    def __init__(self, formats: list[str], default: str) -> None:
        self.formats = formats
        self.default = default

    def wrap(self, command: Any) -> Any:
        from functools import wraps

        @wraps(command)
        def called(
            *args: Any, fmt: str | None, as_json: bool, output: str | None, **rest: Any
        ) -> Any:
            path = None if output in (None, "-") else Path(str(output))
            if as_json and fmt not in (None, "json"):
                raise click.UsageError(f"--json and --format {fmt} exclude each other")
            usual = click.get_current_context().meta.get(USUAL_FORM, self.default)
            chosen = "json" if as_json else fmt or self._by_suffix(path) or usual
            return command(*args, out=Output(chosen, path), **rest)

        return called

    def _by_suffix(self, path: Path | None) -> str | None:
        suffix = path.suffix.lstrip(".").lower() if path else ""
        named = _SUFFIXES.get(suffix, suffix)
        if path and suffix and named not in self.formats:
            shown = ", ".join(self.formats)
            raise click.UsageError(f"no form goes by '.{suffix}'; --format is one of {shown}")
        return named or None


class Output:
    """Where an answer goes, and in which form."""

    def __init__(self, fmt: str, path: Path | None) -> None:
        self.fmt = fmt
        self.path = path

    def emit(
        self,
        session: Session,
        result: object,
        *,
        unfold: bool = False,
        all_paths: bool = False,
    ) -> None:
        """Render `result` and write it.

        Raises:
            ConfigError: The file cannot be written.
            RenderUnavailableError: The picture cannot be drawn.
        """
        from archrepo.render.registry import render

        view = session.view(to_file=self.path is not None, unfold=unfold, all_paths=all_paths)
        self.write(session, render(result, self.fmt, view))

    def write(self, session: Session, content: str | bytes) -> None:
        """Write what has been rendered, to the file or to stdout."""
        data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        if self.path is not None:
            from archrepo.writers.files import write_file

            write_file(self.path, data)
            session.say(f"Wrote {self.path}")
        elif isinstance(content, bytes) and self.fmt in _BINARY and sys.stdout.isatty():
            raise click.UsageError(f"{self.fmt} is not for a terminal; add --output FILE")
        else:
            is_read = self.fmt in _READ or sys.stdout.isatty()
            click.echo(content if is_read else data, nl=False)


def _human_first(fmt: str) -> tuple[bool, str]:
    return (fmt not in ("table", "text"), fmt)


def name_of(file: BinaryIO) -> str:
    """Return what a file is called; what comes through a pipe may have no name."""
    return str(getattr(file, "name", "<stdin>"))


def text_of(file: BinaryIO) -> str:
    """Return what a file says, in UTF-8, or in UTF-16 as shells of Windows write.

    Raises:
        InvalidDataError: It is in neither.
    """
    from archrepo.readers.source import decode_utf8

    return decode_utf8(file.read(), name_of(file))


def equalities(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """Return `attribute=value` texts as a mapping."""
    wrong = next((text for text in given if "=" not in text), None)
    if wrong is not None:
        raise click.BadParameter(f"'{wrong}' is not attribute=value", ctx, param)
    return {name.strip(): value.strip() for name, _, value in (t.partition("=") for t in given)}


def complete_ids(*kinds: str) -> Callable[..., list[CompletionItem]]:
    """Return what completes ids of these kinds (all where none is given) from the store."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        from archrepo.cli.completion import ids_from_store

        return ids_from_store(ctx, incomplete, kinds)

    return complete


def complete_kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the kinds that start so, as they are typed."""
    from archrepo.domain.metamodel import builtin_metamodel, snake_case

    names = (snake_case(kind) for kind in builtin_metamodel().portfolio_kinds)
    return [name for name in names if name.startswith(incomplete.lower())]
