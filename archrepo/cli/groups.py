"""Groups and commands as every part of the command line uses them.

Groups load their commands when asked for them. A group by itself prints its help, on stdout, and
succeeds. Every command takes the options of `EVERYWHERE` besides its own, at the end of its help.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.everywhere import everywhere_options

if TYPE_CHECKING:
    from collections.abc import Mapping

Sections = dict[str, dict[str, str]]
"""Title → command → `module:attribute`."""


class Command(click.Command):
    """A command that takes the options of every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(everywhere_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then those of every command."""
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                is_shared = not param.expose_value and param.name != "help"
                (shared if is_shared else own).append(record)
        for title, records in (("Options", own), ("Everywhere", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


class Group(click.Group):
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
            known = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(
                exc.command_name, possibilities=known, ctx=ctx
            ) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for; print the help where none is."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            click.echo(ctx.get_help())
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, section by section."""
        sections = self.sections or {"Commands": dict.fromkeys(self.list_commands(ctx), "")}
        width = max(len(name) for name in self.list_commands(ctx))
        for title, commands in sections.items():
            with formatter.section(title):
                formatter.write_dl([(n.ljust(width), self._short(ctx, n)) for n in commands])

    def _short(self, ctx: click.Context, name: str) -> str:
        """Return what a command does, up to the first pause of its help."""
        command = self.get_command(ctx, name)
        text = command.get_short_help_str(limit=200) if command else ""
        return re.split(r"[:;]", text)[0].removesuffix(".") + "."


Group.group_class = type
