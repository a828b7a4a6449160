"""`import`: files come in like a pull request: the plan is shown, agreed to, then applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, Words, format_options
from archrepo.cli.agreeing import go_through
from archrepo.cli.groups import Command
from archrepo.cli.piped import taken_from_stdin
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    from archrepo.portfolio.proposal import Proposal

_MAPPING = "What tables mean: a mapping file, or the name of a shipped one, such as waltz."
_NEXT = ("archrepo map capability", "archrepo impact retire APPLICATION")
HAS_CHANGES = 1


@click.command("import", cls=Command, short_help="Import files, once what changes was shown.")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option("--mapping", type=click.Path(), metavar="FILE", help=_MAPPING)
@click.option(
    "--from",
    "form",
    type=Words(["csv", "json", "yaml", "xlsx", "xls", "ods", "xml"]),
    help="Form of what comes on stdin, given as the file '-'.",
)
@click.option("--source", metavar="NAME", help="Name these statements are kept under.")
@click.option(
    "--mode",
    type=Words(["add", "replace", "remove"]),
    default="add",
    show_default=True,
    help="replace: withdraw what the source no longer states; remove: withdraw what is listed.",
)
@click.option(
    "--allow-removals",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="How many facts --mode replace or remove may remove.",
)
@click.option(
    "--accept-renames",
    is_flag=True,
    help="Take new names of known ids, and new ids of known names.",
)
@click.option("--create-missing", is_flag=True, help="Make a node of an unknown reference.")
@click.option(
    "--rejects",
    type=click.Path(),
    metavar="FILE",
    help="Set bad cells and rows aside in FILE instead of keeping the files out.",
)
@click.option("--dry-run", is_flag=True, help="Show the plan and stop.")
@click.option(
    "--out",
    "plan_file",
    type=click.Path(dir_okay=False),
    metavar="PLAN",
    help="With --dry-run: save the plan for 'archrepo apply'.",
)
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
    form: str | None,
    source: str | None,
    mode: str,
    allow_removals: int,
    accept_renames: bool,
    create_missing: bool,
    rejects: str | None,
    dry_run: bool,
    plan_file: str | None,
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
      archrepo import portfolio.xlsx --dry-run --out plan.json
      archrepo import portfolio.xlsx --mode replace --allow-removals 35
      cat ratings.csv | archrepo import - --from csv --mapping ratings.yaml --yes
    """
    if plan_file and not dry_run:
        raise click.UsageError("--out saves a plan that is not applied: add --dry-run")
    proposal = session.portfolio.import_plan(
        files,
        stdin=taken_from_stdin(files, form),
        mapping=mapping,
        source=source,
        accept_renames=accept_renames,
        create_missing=create_missing,
        rejects=bool(rejects),
        mode=mode,
        allowed_removals=allow_removals,
    )
    go_through(
        session,
        proposal,
        out,
        yes=yes,
        dry_run=dry_run,
        rejects=rejects,
        next_steps=_next(proposal),
    )
    if plan_file:
        proposal.save(plan_file)
        session.say(f"Saved the plan. To apply it: archrepo apply {plan_file}")
    ctx.exit(HAS_CHANGES if exit_code and dry_run and not proposal.plan.is_empty else 0)


def _next(proposal: Proposal) -> tuple[str, ...]:
    """Return what to look at next: no application is to be retired where none was read."""
    read = {change.kind for change in proposal.plan.nodes}
    if not read or "Application" in read:
        return _NEXT
    return ("archrepo map capability" if "Scope" in read else "archrepo check",)


@click.command("apply", cls=Command, short_help="Apply a plan that was saved.")
@click.argument("plan", type=click.Path(dir_okay=False), metavar="PLAN")
@click.option("--dry-run", is_flag=True, help="Show the plan and stop.")
@click.option("--yes", "-y", is_flag=True, help="Apply without asking.")
@format_options("PlanReport", "table")
@pass_session
def apply_command(session: Session, plan: str, dry_run: bool, yes: bool, out: Output) -> None:
    """Apply PLAN, which 'archrepo import --dry-run --out PLAN' saved: all of it or nothing.

    It is refused (exit code 6) where the portfolio moved since in a way that touches it.

    \b
    Examples:
      archrepo apply plan.json
      archrepo apply plan.json --dry-run
    """
    proposal = session.portfolio.saved_plan(plan)
    go_through(session, proposal, out, yes=yes, dry_run=dry_run, next_steps=_next(proposal))
