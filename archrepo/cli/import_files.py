"""`import`: files come in like a pull request: the plan is shown, agreed to, then applied."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    from archrepo.portfolio import Proposal

_SHOWN = 200  # changes told one by one to people; scripts get all
_MAPPING = "What tables mean: a mapping file, or the name of a shipped one, such as waltz."
HAS_CHANGES = 1


@click.command("import", cls=Command, short_help="Import files, once what changes was shown.")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option("--mapping", type=click.Path(), metavar="FILE", help=_MAPPING)
@click.option("--source", metavar="NAME", help="Name these statements are kept under.")
@click.option("--create-missing", is_flag=True, help="Make a node of an unknown reference.")
@click.option(
    "--rejects",
    type=click.Path(),
    metavar="FILE",
    help="Set bad cells and rows aside in FILE instead of keeping the files out.",
)
@click.option("--dry-run", is_flag=True, help="Show the plan and stop.")
@click.option("--yes", "-y", is_flag=True, help="Apply without asking.")
@click.option("--exit-code", is_flag=True, help="With --dry-run: exit with 1 if there are changes.")
@format_options("PlanReport", "table")
@pass_session
@click.pass_context
def import_command(
    ctx: click.Context,
    session: Session,
    files: tuple[str, ...],
    mapping: str | None,
    source: str | None,
    create_missing: bool,
    rejects: str | None,
    dry_run: bool,
    yes: bool,
    exit_code: bool,
    out: Output,
) -> None:
    """Import FILEs: show what would change and every problem, ask, then apply all or nothing.

    Reads YAML folders, workbooks, the JSON of 'archrepo export json', CSV with a mapping,
    ArchiMate exchange files and Archi's own.

    \b
    Examples:
      archrepo import portfolio.xlsx
      archrepo import portfolio/ --dry-run --format markdown -o plan.md
      archrepo import ratings.csv --mapping ratings.yaml --rejects bad.csv --yes
      archrepo import export.json --dry-run --exit-code
    """
    if not (yes or dry_run or (sys.stdin.isatty() and out.fmt != "json")):
        raise click.UsageError("nobody to ask here: add --yes to apply, or --dry-run to look")
    proposal = session.portfolio.import_plan(
        files, mapping=mapping, source=source, create_missing=create_missing, rejects=bool(rejects)
    )
    if out.fmt != "json":
        out.emit(session, proposal.report(limit=_SHOWN if out.fmt == "table" else None))
    _tell_problems(session, proposal, rejects)
    batch = None if dry_run else _apply(session, proposal, yes=yes)
    if out.fmt == "json":
        out.emit(session, proposal.report(batch=batch))
    proposal.raise_errors()
    ctx.exit(HAS_CHANGES if exit_code and dry_run and not proposal.plan.is_empty else 0)


def _tell_problems(session: Session, proposal: Proposal, rejects: str | None) -> None:
    from archrepo.render.diagnostics_text import listing

    session.pause_progress()
    # Those of a plan with errors come with the error itself, last on the screen.
    found = (*proposal.plan.rejected, *(() if proposal.plan.errors else proposal.diagnostics))
    click.echo(listing(found), err=True, nl=False)
    if rejects:
        rows, problems = proposal.write_rejects(rejects), len(proposal.plan.rejected)
        said = f"Set aside: {problems}; rows to correct in {rejects}: {rows}"
        session.say(said if problems else "Nothing to set aside.")


def _apply(session: Session, proposal: Proposal, *, yes: bool) -> str | None:
    """Apply the plan if there is something to apply and it is agreed to; return the batch's id."""
    plan = proposal.plan
    if plan.errors or plan.is_empty:
        return None
    if not yes and not click.confirm("Apply this plan?", default=False, err=True):
        session.say("Nothing was changed.")
        return None
    batch = proposal.apply()
    session.pause_progress()
    session.say(f"Applied as batch {batch.id}.")
    session.say("Next: archrepo map capability, or archrepo impact retire APPLICATION")
    return batch.id
