"""`map impact`: the report of any event as a graph."""

from __future__ import annotations

import copy
from typing import Any

import click

from archrepo.cli._common import USUAL_FORM
from archrepo.cli._pictures import picture_options
from archrepo.cli.groups import Group
from archrepo.cli.impact import EVENTS

_FORM = "tree"


class EventPictures(Group):
    """The commands of `impact`, whose answers are drawn unless another form is asked for."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of an event, with the options of pictures and its form told."""
        command = super().get_command(ctx, cmd_name)
        if command is None:
            return None
        drawn = copy.copy(command)
        drawn.help = (command.help or "").replace("archrepo impact ", "archrepo map impact ")
        drawn.params = [_told(param) for param in command.params]
        return picture_options(drawn)  # type: ignore[no-any-return]


def _told(param: click.Parameter) -> click.Parameter:
    """Return the parameter; of `--format`, with the form that is usual here in its help."""
    if param.name != "fmt" or not isinstance(param, click.Option):
        return param
    told = copy.copy(param)
    told.help = (param.help or "").replace("else table", f"else {_FORM}")
    return told


@click.group(
    "impact", cls=EventPictures, sections=EVENTS, short_help="Draw what an event does, as a graph."
)
@click.pass_context
def map_impact(ctx: click.Context, /, **_: Any) -> None:
    """Draw what an event does: the event, the ways from it, and who is struck how badly.

    \b
    Examples:
      archrepo map impact retire pim1 --at 2026-12-31
      archrepo map impact retire pim1 --at 2026-12-31 -o impact.svg
      archrepo map impact retire pim1 --severity MAJOR --theme dark -o impact.png
    """
    ctx.meta[USUAL_FORM] = _FORM
