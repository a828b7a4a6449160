"""`explain`: what a code means."""

from __future__ import annotations

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


def _complete_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from archrepo.analysis.explanations import codes

    return [code for code in codes() if code.startswith(incomplete.upper())]


@click.command(cls=Command, short_help="Explain the code of a rule or a problem.")
@click.argument("code", shell_complete=_complete_codes)
@format_options("Explanation", "table")
@pass_session
def explain(session: Session, code: str, out: Output) -> None:
    """Explain CODE: a rule of an impact or a check, or a problem met by an import.

    \b
    Examples:
      archrepo explain RET-06
      archrepo explain CO-01
      archrepo explain CO-01 --json | jq -r .query | archrepo query --file -
    """
    from archrepo.analysis.explanations import explanation
    from archrepo.portfolio.checks import users_rules_of
    from archrepo.portfolio.impact_rules import changed_rules_of
    from archrepo.portfolio.stores import engine_of

    settings = session.settings
    rules, changed = users_rules_of(settings), changed_rules_of(settings)
    out.emit(session, explanation(code, rules, changed, engine_of(settings)))
