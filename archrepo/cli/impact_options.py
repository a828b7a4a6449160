"""What every event's command shares: day, plan, verdict to fail on, and forms of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import (
    Output,
    Words,
    at_option,
    complete_ids,
    format_options,
    plan_option,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from archrepo.analysis.impact import ImpactReport
    from archrepo.cli.session import Session
    from archrepo.portfolio.impacts import Impacts

SEVERITIES = ("INFO", "MINOR", "MAJOR", "CRITICAL", "BLOCKER")
FINDINGS = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of any event.

    Attributes:
        when: The day and the plan, as the methods of `portfolio.impact` take them.
        fail_on: Severity from which the command exits with 1.
        shown: What of the answer is shown, as `portfolio.impact.narrowed` takes it.
        unfold: Whether informative lines are listed too.
        all_paths: Whether the other ways to what is struck are shown.
        out: Where the answer goes.
        also: Further events, as they were written.
    """

    when: dict[str, Any]
    fail_on: str | None
    shown: dict[str, Any]
    unfold: bool
    all_paths: bool
    out: Output
    also: tuple[str, ...] = ()

    def impacts(self, session: Session) -> Impacts:
        """Return what answers, the further events beside the one asked for."""
        from archrepo.cli.impact_also import further_events

        events = further_events(self.also, self.when["at"], self.when["plan"])
        return session.portfolio.impact.beside(*events)

    def show(self, session: Session, report: ImpactReport) -> None:
        """Print the answer; exit with 1 where the verdict is that bad."""
        from archrepo.cli.large_maps import emit_impact

        part = session.portfolio.impact.narrowed(report, **self.shown)
        emit_impact(session, self.out, part, unfold=self.unfold, all_paths=self.all_paths)
        self._judge(report.verdict)

    def show_earliest(self, session: Session, application: str, below: str) -> None:
        """Print from which day on an application can be switched off."""
        if self.also:
            raise click.UsageError(
                "--earliest looks for the day of one retirement alone; leave out --also"
            )
        found = session.portfolio.impact.earliest_retirement(application, below=below, **self.when)
        drawn = self.out.fmt == "tree"  # what 'map impact' takes where nobody says
        (Output("table", self.out.path) if drawn else self.out).emit(session, found)
        self._judge(found.verdict)

    def _judge(self, verdict: str) -> None:
        if self.fail_on and SEVERITIES.index(verdict) >= SEVERITIES.index(self.fail_on):
            click.get_current_context().exit(FINDINGS)


def impact_options(command: Callable[..., Any], *, at: Callable[[Any], Any] = at_option) -> Any:
    """Add the options of every event; the command is called with them as `asked`.

    Args:
        command: The command.
        at: What adds `--at`, where an event has a day of its own.
    """
    add_day = at

    @wraps(command)
    def called(
        *args: Any,
        at: dt.date | None,
        plan: str,
        fail_on: str | None,
        depth: int | None,
        severity: str | None,
        domain: str | None,
        unfold: bool,
        all_paths: bool,
        out: Output,
        also: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        shown = {"depth": depth, "severity": severity, "domain": domain}
        asked = Asked({"at": at, "plan": plan}, fail_on, shown, unfold, all_paths, out, also)
        return command(*args, asked=asked, **rest)

    wrapped: Any = format_options("ImpactReport", "table")(called)
    for option in (
        click.option(
            "--all-paths", is_flag=True, help="Show every way to what is struck, not the first."
        ),
        click.option(
            "--also",
            multiple=True,
            metavar="EVENT",
            help="Another event beside it, as after 'archrepo impact': 'retire crm'. Repeatable.",
        ),
        click.option(
            "--all", "unfold", is_flag=True, help="List every line, the informative ones too."
        ),
        click.option(
            "--domain",
            metavar="ID",
            shell_complete=complete_ids("Domain", "Scope"),
            help="Show only lines in this domain, or scope.",
        ),
        click.option(
            "--severity",
            type=Words(SEVERITIES, case_sensitive=False),
            help="Show only lines that bad or worse.",
        ),
        click.option(
            "--depth",
            type=click.IntRange(min=0),
            metavar="N",
            help="Show only lines at most N hops away; all is computed.",
        ),
        click.option(
            "--fail-on",
            type=Words(SEVERITIES, case_sensitive=False),
            help="Exit with 1 when the verdict is that bad or worse.",
        ),
        plan_option,
        add_day,
    ):
        wrapped = option(wrapped)
    return wrapped
