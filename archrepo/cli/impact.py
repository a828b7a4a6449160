"""`impact`: what an event does, to whom, how badly, and who must be told."""

from __future__ import annotations

import click

from archrepo.cli.groups import Group, Sections

EVENTS: Sections = {
    "Events": {
        "retire": "archrepo.cli.impact_application:retire",
        "change": "archrepo.cli.impact_application:change",
        "outage": "archrepo.cli.impact_application:outage",
        "data": "archrepo.cli.impact_data:data",
        "project": "archrepo.cli.impact_project:project",
        "scope": "archrepo.cli.impact_scope:scope",
        "technology": "archrepo.cli.impact_technology:technology",
    }
}


@click.group(cls=Group, sections=EVENTS, short_help="Tell what an event breaks, and how badly.")
def impact() -> None:
    """Tell what an event does: to whom, how badly, why, and who must know."""
