"""`data show`, `matrix`, `register` and `circulation`: who has which data, and where it goes."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._analyses import all_option, analysis_options
from archrepo.cli._common import Output, at_option, complete_ids, format_options, plan_option
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


@click.command("show", cls=Command)
@click.argument("data_object", metavar="OBJECT", shell_complete=complete_ids("DataObject"))
@at_option
@plan_option
@all_option
@format_options("DataSheet", "table")
@pass_session
def show(session: Session, /, data_object: str, unfold: bool, out: Output, **wanted: Any) -> None:
    """Show OBJECT: master and copies, owner and steward, personal data, where it is used.

    \b
    Examples:
      archrepo data show customer
      archrepo data show "Product sheet" --at 2027-06-30
      archrepo data show customer --lang fr --format markdown
    """
    out.emit(session, session.portfolio.data.show(data_object, **wanted), unfold=unfold)


@click.command("matrix", cls=Command)
@analysis_options
@format_options("DataMatrix", "text")
@pass_session
def matrix(session: Session, /, out: Output, **wanted: Any) -> None:
    """Show objects × applications: C R U D, the stage, and a star for the master.

    \b
    Examples:
      archrepo data matrix --domain marketing
      archrepo data matrix -o data.xlsx
    """
    out.emit(session, session.portfolio.data.matrix(**wanted))


@click.command("register", cls=Command)
@analysis_options
@all_option
@format_options("DataRegister", "table")
@pass_session
def register(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """List what is done with personal data: the record of processing, and what it lacks.

    \b
    Examples:
      archrepo data register
      archrepo data register -o register.csv
      archrepo data register --domain marketing --lang fr -o registre.html
    """
    out.emit(session, session.portfolio.data.register(**wanted), unfold=unfold)


@click.command("circulation", cls=Command)
@analysis_options
@all_option
@format_options("DataCirculation", "table")
@pass_session
def circulation(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Count what goes from domain to domain, what never leaves one, what is mastered twice.

    \b
    Examples:
      archrepo data circulation
      archrepo data circulation -o circulation.xlsx
      archrepo data circulation --domain marketing --at 2027-12-31
    """
    out.emit(session, session.portfolio.data.circulation(**wanted), unfold=unfold)
