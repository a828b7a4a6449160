"""How every change goes: the plan is shown, problems told, somebody agrees, then all or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.cli._common import Output
    from archrepo.cli.session import Session
    from archrepo.portfolio import Proposal

SHOWN = 200  # changes told one by one to people; scripts get all


def go_through(
    session: Session,
    proposal: Proposal,
    out: Output,
    *,
    yes: bool,
    dry_run: bool,
    rejects: str | None = None,
    next_steps: Sequence[str] = (),
) -> None:
    """Show a proposal, ask, and apply it.

    Raises:
        InvalidDataError: It has errors.
        ConflictError: It has conflicts.
        UsageError: It could be applied, and there is nobody to ask.
    """
    if out.fmt != "json":
        out.emit(session, proposal.report(limit=SHOWN if out.fmt == "table" else None))
    _tell_problems(session, proposal, rejects)
    batch = None
    if not dry_run and proposal.is_to_agree and (yes or _agreed(session, out)):
        batch = _apply(session, proposal, next_steps)
    if out.fmt == "json":
        out.emit(session, proposal.report(batch=batch))
    proposal.raise_errors()


def _tell_problems(session: Session, proposal: Proposal, rejects: str | None) -> None:
    from archrepo.render.diagnostics_text import listing

    session.pause_progress()
    # Those of a plan with errors come with the error itself, last on the screen.
    found = (*proposal.plan.rejected, *(() if proposal.plan.errors else proposal.diagnostics))
    click.echo(listing(found, session.in_words), err=True, nl=False)
    if rejects:
        rows, problems = proposal.write_rejects(rejects), len(proposal.plan.rejected)
        said = f"Set aside: {problems:,}; rows to correct in {rejects}: {rows:,}"
        session.say(said if problems else "Nothing to set aside.")


def _agreed(session: Session, out: Output) -> bool:
    if not sys.stdin.isatty() or out.fmt == "json":
        raise click.UsageError("nobody to ask here: add --yes to apply, or --dry-run to look")
    agreed = click.confirm(session.in_words("Apply this plan?"), default=False, err=True)
    if not agreed:
        session.say("Nothing was changed.")
    return agreed


def _apply(session: Session, proposal: Proposal, next_steps: Sequence[str]) -> str:
    """Apply the plan, say what to do next, and return the batch's id."""
    batch = proposal.apply()
    session.pause_progress()
    session.say(f"Applied as batch {batch.id}.")
    session.say(f"To take it back: archrepo undo {batch.id}")
    if next_steps:
        one, *others = next_steps
        session.say(f"Next: {one}, or {others[0]}" if others else f"Next: {one}")
    return batch.id
