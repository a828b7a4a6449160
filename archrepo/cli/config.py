"""`config`: the settings in force."""

from __future__ import annotations

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session


@click.group(cls=Group, short_help="Show the settings in force and where each was set.")
def config() -> None:
    """Show settings: flags go before the environment, archrepo.toml, your own file, defaults."""


@config.command()
@format_options("SettingsReport", "table")
@pass_session
def show(session: Session, out: Output) -> None:
    """Show each setting in force, its value and where it was set; secrets are never settings.

    \b
    Examples:
      archrepo config show
      archrepo config show --json | jq '.settings[] | {name, origin}'
    """
    from archrepo.analysis.settings_report import settings_report
    from archrepo.settings import user_config_file

    out.emit(session, settings_report(session.settings, user_config_file()))
