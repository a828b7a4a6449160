"""`db`: the store itself."""

from __future__ import annotations

from pathlib import Path

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session


@click.group(cls=Group, short_help="Look after the store, its copies and backups.")
def db() -> None:
    """Look after the store: what it is, copies, backups."""


@db.command()
@format_options("StoreReport", "table")
@pass_session
def info(session: Session, out: Output) -> None:
    """Show engine, version, place, revision, counts and the settings in force.

    \b
    Examples:
      archrepo db info
      archrepo db info --json
    """
    out.emit(session, session.portfolio.info())


@db.command()
@click.option("--to", "target", required=True, metavar="URL", help="A new or empty store.")
@pass_session
def copy(session: Session, target: str) -> None:
    """Copy the whole portfolio into another, empty store, of either engine.

    \b
    Examples:
      archrepo db copy --to bolt://localhost:7687
      archrepo db copy --url bolt://localhost:7687 --to ladybug:///srv/portfolio.lbug
    """
    from archrepo.portfolio.stores import copied

    counts = copied(session.settings, target, session.progress())
    session.pause_progress()
    session.say(f"Copied {sum(counts.values()):,} facts to {target}")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def backup(session: Session, file: Path) -> None:
    """Write the portfolio, its history too, into FILE: a store that --url reads as well.

    FILE holds all that is there, whatever archrepo.toml says of attributes.

    \b
    Examples:
      archrepo db backup portfolio-2026-12-31.lbug
    """
    from archrepo.portfolio.stores import backed_up

    written = backed_up(session.settings, file, session.progress())
    session.pause_progress()
    session.say(f"Wrote {written}; 'archrepo db restore {written}' puts it back")


@db.command()
@click.option("--drop", is_flag=True, help="Let go of attributes archrepo.toml no longer has.")
@pass_session
def upgrade(session: Session, drop: bool) -> None:
    """Write the portfolio anew as this archrepo and your settings have it, once after a change.

    Until then, or until the next change, every command reads it through a copy. Where attributes
    hold values and archrepo.toml no longer has them, nothing is written: declare them again, or
    --drop lets go of them, and 'archrepo db restore' brings back what was there; for a server,
    only a backup made before does. Copies and backups hold these values too.

    \b
    Examples:
      archrepo db upgrade
      archrepo db upgrade --drop
    """
    from archrepo.portfolio import Portfolio
    from archrepo.portfolio.stores import engine_of

    upgraded = Portfolio.upgrade(session.settings, drop=drop, progress=session.progress())
    session.pause_progress()
    if not upgraded:
        session.say(
            "Nothing to upgrade: the portfolio is as this archrepo and your settings have it"
        )
    elif engine_of(session.settings) == "ladybug":
        session.say("Upgraded; 'archrepo db restore' brings back what was there")
    else:
        session.say("Upgraded")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@pass_session
def restore(session: Session, file: Path | None, yes: bool) -> None:
    """Put back what FILE holds; without FILE, the store as it was before the last change.

    \b
    Examples:
      archrepo db restore
      archrepo db restore portfolio-2026-12-31.lbug --yes
    """
    from archrepo.domain.undeclared import DROP_HINT, RETYPE_HINT, listed, typed
    from archrepo.portfolio.stores import restorable, restored

    restorable(session.settings, file)
    session.confirm("Replace what the portfolio holds now?", yes=yes)
    done = restored(session.settings, file, session.progress())
    session.pause_progress()
    session.say(f"Restored; the portfolio is at {done.revision or 'its beginning'}")
    if told := typed(done.otherwise, session.metamodel):
        session.say(f"It holds values of other types than archrepo.toml says: {told}")
        session.say(f"No command reads it so: {RETYPE_HINT}")
    if told := listed(done.lacking):
        session.say(f"It holds values of attributes that archrepo.toml does not have: {told}")
        session.say(f"No change is taken until you choose: {DROP_HINT}")
