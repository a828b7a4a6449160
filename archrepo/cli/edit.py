"""`add`, `set`, `remove`, `link`, `unlink`, `move` and `merge`: one edit, through a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import Output, complete_ids, complete_kinds, equalities, format_options
from archrepo.cli.agreeing import go_through
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.portfolio import Proposal


def _stated(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return `attribute=value` texts as a mapping; a value left out would change nothing."""
    values = equalities(ctx, param, given)
    for name, value in values.items():
        if not value:
            told = f"'{name}=' gives no value: '{name}=-' clears what is there"
            raise click.BadParameter(told, ctx, param)
    return values


_values = click.argument("values", nargs=-1, callback=_stated, metavar="[ATTRIBUTE=VALUE]…")


def _edit_options(command: Any) -> Any:
    """Add what every edit takes: `--dry-run`, `--yes`, and the forms of a plan."""
    command = format_options("PlanReport", "table")(command)
    command = click.option("--yes", "-y", is_flag=True, help="Apply without asking.")(command)
    return click.option("--dry-run", is_flag=True, help="Show the plan and stop.")(command)


def _relation_options(command: Any) -> Any:
    """Add what tells a relation: its two ends, its type, and values of it."""
    command = _values(_edit_options(command))
    command = click.argument("end", metavar="TO", shell_complete=complete_ids())(command)
    command = click.argument("relation", metavar="TYPE")(command)
    return click.argument("start", metavar="FROM", shell_complete=complete_ids())(command)


def _go(
    session: Session, out: Output, dry_run: bool, yes: bool, propose: Callable[[], Proposal]
) -> None:
    go_through(session, propose(), out, yes=yes, dry_run=dry_run)


@click.command("add", cls=Command, short_help="Add a node.")
@click.argument("kind", shell_complete=complete_kinds)
@click.argument("name")
@_values
@click.option("--under", metavar="PARENT", shell_complete=complete_ids(), help="Its parent.")
@_edit_options
@pass_session
def add_command(
    session: Session,
    kind: str,
    name: str,
    values: dict[str, str],
    under: str | None,
    dry_run: bool,
    yes: bool,
    out: Output,
) -> None:
    """Add a node of KIND called NAME, with an id made of the name unless given.

    \b
    Examples:
      archrepo add application "Customer data platform" id=cdp criticality=BUSINESS_CRITICAL
      archrepo add scope "Loyalty" --under customer
    """
    edit = session.portfolio.edit
    _go(session, out, dry_run, yes, lambda: edit.add(kind, name, values, under=under))


@click.command("set", cls=Command, short_help="Give a node other values.")
@click.argument("node", metavar="ID", shell_complete=complete_ids())
@click.argument("values", nargs=-1, required=True, callback=_stated, metavar="ATTRIBUTE=VALUE…")
@_edit_options
@pass_session
def set_command(
    session: Session, node: str, values: dict[str, str], dry_run: bool, yes: bool, out: Output
) -> None:
    """Set attributes of the node ID; ATTRIBUTE=- clears one, lists have ';' between.

    \b
    Examples:
      archrepo set crm disposition=MIGRATE retired=2027-12-31
      archrepo set crm retired=-
    """
    _go(session, out, dry_run, yes, lambda: session.portfolio.edit.set(node, values))


@click.command("remove", cls=Command, short_help="Remove nodes with all their relations.")
@click.argument("nodes", nargs=-1, required=True, metavar="ID…", shell_complete=complete_ids())
@click.option(
    "--allow-removals",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="How many nodes may go.",
)
@_edit_options
@pass_session
def remove_command(
    session: Session,
    nodes: tuple[str, ...],
    allow_removals: int,
    dry_run: bool,
    yes: bool,
    out: Output,
) -> None:
    """Remove the nodes ID with all that hangs on them: coverage, flows' ends, roles.

    The plan lists it all. A file that states such a node brings it back when imported again.

    \b
    Examples:
      archrepo remove old-crm --dry-run
    """
    edit = session.portfolio.edit
    _go(session, out, dry_run, yes, lambda: edit.remove(nodes, allowed_removals=allow_removals))


@click.command("link", cls=Command, short_help="Relate two nodes.")
@_relation_options
@pass_session
def link_command(
    session: Session, /, dry_run: bool, yes: bool, out: Output, **relation: Any
) -> None:
    """Relate FROM to TO by a relation TYPE, or change the relation they have.

    \b
    Examples:
      archrepo link crm covers campaign-management level=FULL
    """
    _go(session, out, dry_run, yes, lambda: session.portfolio.edit.link(**relation))


@click.command("unlink", cls=Command, short_help="Cut the relation between two nodes.")
@_relation_options
@pass_session
def unlink_command(
    session: Session, /, dry_run: bool, yes: bool, out: Output, **relation: Any
) -> None:
    """Cut the relation TYPE from FROM to TO; where there are several, the one with these values.

    \b
    Examples:
      archrepo unlink crm covers campaign-management
    """
    _go(session, out, dry_run, yes, lambda: session.portfolio.edit.unlink(**relation))


@click.command("move", cls=Command, short_help="Hang a node under another parent.")
@click.argument("node", metavar="ID", shell_complete=complete_ids())
@click.option("--under", required=True, metavar="PARENT", shell_complete=complete_ids())
@_edit_options
@pass_session
def move_command(
    session: Session, node: str, under: str, dry_run: bool, yes: bool, out: Output
) -> None:
    """Move the node ID under PARENT, with all that is below it.

    \b
    Examples:
      archrepo move loyalty --under customer
    """
    _go(session, out, dry_run, yes, lambda: session.portfolio.edit.move(node, under=under))


@click.command("merge", cls=Command, short_help="Make one node of two.")
@click.argument("duplicate", metavar="DUPLICATE", shell_complete=complete_ids())
@click.option("--into", required=True, metavar="KEPT", shell_complete=complete_ids())
@_edit_options
@pass_session
def merge_command(
    session: Session, duplicate: str, into: str, dry_run: bool, yes: bool, out: Output
) -> None:
    """Merge DUPLICATE into KEPT, which takes over its relations and the values it lacks.

    The duplicate's id and name become aliases: files that state it mean KEPT from then on.

    \b
    Examples:
      archrepo merge crm-2 --into crm
    """
    _go(session, out, dry_run, yes, lambda: session.portfolio.edit.merge(duplicate, into=into))
