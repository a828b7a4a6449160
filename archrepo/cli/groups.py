"""Groups and commands as every part of the command line uses them.

Groups load their commands when asked for them. A group by itself prints its help, on stdout, and
succeeds. Every command takes the options of `EVERYWHERE` besides its own, at the end of its help.
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.everywhere import everywhere_options
from archrepo.cli.failures import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PAUSE = re.compile(r"(?<=[^\s\u202f]); ")
Sections = dict[str, dict[str, str]]
"""Title → command → `module:attribute`."""


def paragraphs(help_text: str) -> list[str]:
    """Return the paragraphs of a help that are prose, each on one line; examples are left out."""
    parts = inspect.cleandoc(help_text).split("\n\n")
    return [" ".join(part.split()) for part in parts if not part.startswith("\b")]


class _Formatter(click.HelpFormatter):
    """Writes help as the language sets it: a space that holds before colons and semicolons."""

    lang = "en"

    def write_heading(self, heading: str) -> None:
        """Write a heading, with its colon."""
        from archrepo.resources.typography import colon  # only help needs it

        super().write_heading(heading + colon(self.lang)[:-2])

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Write options or commands; click puts semicolons between what it adds to them."""
        from archrepo.resources.typography import semicolon  # only help needs it

        kept = [(name, _PAUSE.sub(semicolon(self.lang), text)) for name, text in rows]
        super().write_dl(kept, *args, **kwargs)


class _Context(click.Context):
    formatter_class = _Formatter

    def make_formatter(self) -> click.HelpFormatter:
        made = super().make_formatter()
        made.lang = getattr(self.find_root().obj, "spoken", "en")  # type: ignore[attr-defined]
        return made


class _Worded(click.Command):
    """A command whose help comes in the language of the run."""

    context_class = _Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, paragraph by paragraph; examples stay as they are."""
        stated = self.help
        parts = inspect.cleandoc(stated or "").split("\n\n")
        say = spoken(ctx)
        self.help = "\n\n".join(
            part.replace("Examples:", say("Examples:"))
            if part.startswith("\b")
            else say(" ".join(part.split()))
            for part in parts
        )
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = stated

    def records(self, ctx: click.Context) -> Iterator[tuple[click.Parameter, tuple[str, str]]]:
        """Yield options with how they are written and what they do."""
        say = spoken(ctx)
        for param in self.get_params(ctx):
            if not isinstance(param, click.Option):
                continue
            stated = param.help
            param.help = say(stated) if stated else stated
            try:
                record = param.get_help_record(ctx)
            finally:
                param.help = stated
            if record is not None:
                yield param, record


class Command(_Worded):
    """A command that takes the options of every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(everywhere_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then those of every command."""
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param, record in self.records(ctx):
            is_shared = not param.expose_value and param.name != "help"
            (shared if is_shared else own).append(record)
        say = spoken(ctx)
        for title, records in (("Options", own), ("Everywhere", shared)):
            if records:
                with formatter.section(say(title)):
                    formatter.write_dl(records)


class Group(_Worded, click.Group):
    """A group whose commands are loaded when needed, listed by section in its help."""

    command_class = Command

    def __init__(self, *args: Any, sections: Sections | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "invoke_without_command": True})
        self.sections = sections or {}

    @property
    def lazy(self) -> Mapping[str, str]:
        """Every command that is loaded when needed, by name."""
        return {name: at for commands in self.sections.values() for name, at in commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module loaded."""
        path = self.lazy.get(cmd_name)
        if path is None:
            return super().get_command(ctx, cmd_name)
        module, attribute = path.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command named first, or an error that suggests the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as exc:
            from archrepo.domain.text import nearest

            known = self.list_commands(ctx)
            if self is not ctx.find_root().command and not nearest(exc.command_name, known):
                told = f"there is no command '{exc.command_name}' here"
                raise click.UsageError(f"{told}; one of {', '.join(known)}", ctx) from None
            raise click.exceptions.NoSuchCommand(
                exc.command_name, possibilities=known, ctx=ctx
            ) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for; print the help where none is."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            click.echo(ctx.get_help())
        return result

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        with formatter.section(spoken(ctx)("Options")):
            formatter.write_dl([record for _, record in self.records(ctx)])
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write where to start, its heading in the language of the run."""
        stated = self.epilog
        if stated:
            self.epilog = stated.replace("Start here:", spoken(ctx)("Start here:"))
        try:
            super().format_epilog(ctx, formatter)
        finally:
            self.epilog = stated

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, section by section."""
        sections = self.sections or {"Commands": dict.fromkeys(self.list_commands(ctx), "")}
        width = max(len(name) for name in self.list_commands(ctx))
        say = spoken(ctx)
        for title, commands in sections.items():
            with formatter.section(say(title)):
                formatter.write_dl([(n.ljust(width), self._short(ctx, n)) for n in commands])

    def _short(self, ctx: click.Context, name: str) -> str:
        """Return what a command does, up to the first pause of its help."""
        command = self.get_command(ctx, name)
        text = spoken(ctx)(command.get_short_help_str(limit=200)) if command else ""
        return re.split(r"\s?[:;]", text)[0].removesuffix(".") + "."


Group.group_class = type
