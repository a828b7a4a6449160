"""`completion`: scripts for shells, and what they ask for while somebody types."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import click

from archrepo.cli.groups import Command
from archrepo.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Collection

    from click.shell_completion import CompletionItem

_VARIABLE = "_ARCHREPO_COMPLETE"


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and ids.

    \b
    Examples:
      eval "$(archrepo completion bash)"              (in ~/.bashrc)
      eval "$(archrepo completion zsh)"               (in ~/.zshrc)
      archrepo completion fish > ~/.config/fish/completions/archrepo.fish
      archrepo completion powershell >> $PROFILE
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is not None:
        click.echo(made(ctx.find_root().command, {}, "archrepo", _VARIABLE).source())


def ids_from_store(
    ctx: click.Context, incomplete: str, kinds: Collection[str]
) -> list[CompletionItem]:
    """Return ids that start so, with their names; none, in silence, where anything fails."""
    from click.shell_completion import CompletionItem

    session = ctx.find_root().ensure_object(Session)
    session.quiet = True
    with (
        contextlib.suppress(Exception),
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123  (a device)
        contextlib.redirect_stderr(nowhere),
        session.portfolio as portfolio,
    ):
        return [
            CompletionItem(node.id, help=node.name)
            for node in portfolio.ids_from(incomplete)
            if not kinds or node.kind in kinds
        ]
    return []
