"""`map time`: applications by their two fits."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._analyses import all_option, analysis_options
from archrepo.cli._common import Output, format_options
from archrepo.cli._pictures import picture_options
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


@click.command("time", cls=Command)
@analysis_options
@all_option
@picture_options
@format_options("TimeChart", "table")
@pass_session
def time(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Chart applications by functional and technical fit, beside what was declared of them.

    As SVG a bubble chart: area is run cost, shade is users, dashes mark what was declared otherwise
    (TIME: tolerate, invest, migrate, eliminate).

    \b
    Examples:
      archrepo map time
      archrepo map time --domain marketing -o time.svg
      archrepo map time --lang fr --theme dark --size slide -o time.png
      archrepo map time --format csv
    """
    out.emit(session, session.portfolio.time(**wanted), unfold=unfold)
