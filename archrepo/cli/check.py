"""`check`: what does not hang together, rule by rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, Words, at_option, format_options
from archrepo.cli._pictures import domain_option
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import FINDINGS, SEVERITIES
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.checks import CheckReport


def _complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from archrepo.analysis.checks.rules import shipped_rules

    return [rule for rule in shipped_rules() if rule.startswith(incomplete.upper())]


@click.command(cls=Command, short_help="Tell what does not hang together, rule by rule.")
@domain_option
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID",
    shell_complete=_complete_rules,
    help="Only this rule, such as CO-01; may be repeated.",
)
@click.option(
    "--fail-on",
    type=Words(SEVERITIES, case_sensitive=False),
    help="Exit with 1 when a violation is that bad or worse; else archrepo.toml says, or MAJOR.",
)
@at_option
@click.option(
    "--plan",
    type=Words(("committed", "all", "none")),
    default="committed",
    show_default=True,
    help="Which projects' actions count.",
)
@click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A folder of rules of your own; they can read, and nothing else.",
)
@click.option("--write-baseline", is_flag=True, help="Make all that is found known.")
@click.option("--all", "unfold", is_flag=True, help="List every violation, minor ones too.")
@format_options("CheckReport", "table")
@pass_session
@click.pass_context
def check(
    ctx: click.Context,
    session: Session,
    domain: str | None,
    rules: tuple[str, ...],
    fail_on: str | None,
    at: dt.date,
    plan: str,
    folder: Path | None,
    write_baseline: bool,
    unfold: bool,
    out: Output,
) -> None:
    """Tell what does not hang together: which node, by which rule, how bad.

    With a baseline, only what is new makes it fail. archrepo explain RULE tells what a rule
    finds, why it matters and how to repair it.

    \b
    Examples:
      archrepo check
      archrepo check --domain marketing --at 2027-01-31 --all
      archrepo check --rule CO-01 --rule CO-09 --plan all
      archrepo check --fail-on CRITICAL --format sarif -o check.sarif
      archrepo check --write-baseline
    """
    portfolio = session.portfolio
    report = portfolio.check(
        at=at, plan=plan, domain=domain, rules=rules, fail_on=fail_on, rules_folder=folder
    )
    if write_baseline:
        _write(session, report, whole=not rules and domain is None)
        return
    out.emit(session, report, unfold=unfold)
    ctx.exit(FINDINGS if report.failed else 0)


def _write(session: Session, report: CheckReport, *, whole: bool) -> None:
    if not whole:
        raise click.UsageError("--write-baseline is for the whole: leave --rule and --domain out")
    path = session.portfolio.write_baseline(report)
    session.say(f"Wrote {path}: what is in it is known, and only what is new makes a check fail.")
