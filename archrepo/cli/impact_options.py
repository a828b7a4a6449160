"""What every event's command shares: day, plan, verdict to fail on, and forms of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import Output, Words, at_option, format_options, plan_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from archrepo.analysis.impact import ImpactReport
    from archrepo.cli.session import Session

SEVERITIES = ("INFO", "MINOR", "MAJOR", "CRITICAL", "BLOCKER")
FINDINGS = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of any event.

    Attributes:
        when: The day and the plan, as the methods of `portfolio.impact` take them.
        fail_on: Severity from which the command exits with 1.
        unfold: Whether informative lines are listed too.
        out: Where the answer goes.
    """

    when: dict[str, Any]
    fail_on: str | None
    unfold: bool
    out: Output

    def show(self, session: Session, report: ImpactReport) -> None:
        """Print the answer; exit with 1 where the verdict is that bad."""
        self.out.emit(session, report, unfold=self.unfold)
        self._judge(report.verdict)

    def show_earliest(self, session: Session, application: str, below: str) -> None:
        """Print from which day on an application can be switched off."""
        found = session.portfolio.impact.earliest_retirement(application, below=below, **self.when)
        self.out.emit(session, found)
        self._judge(found.verdict)

    def _judge(self, verdict: str) -> None:
        if self.fail_on and SEVERITIES.index(verdict) >= SEVERITIES.index(self.fail_on):
            click.get_current_context().exit(FINDINGS)


def impact_options(command: Callable[..., Any]) -> Any:
    """Add the options of every event; the command is called with them as `asked`."""

    @wraps(command)
    def called(
        *args: Any,
        at: dt.date,
        plan: str,
        fail_on: str | None,
        unfold: bool,
        out: Output,
        **rest: Any,
    ) -> Any:
        asked = Asked({"at": at, "plan": plan}, fail_on, unfold, out)
        return command(*args, asked=asked, **rest)

    wrapped: Any = format_options("ImpactReport", "table")(called)
    for option in (
        click.option(
            "--all", "unfold", is_flag=True, help="List every line, the informative ones too."
        ),
        click.option(
            "--fail-on",
            type=Words(SEVERITIES, case_sensitive=False),
            help="Exit with 1 when the verdict is that bad or worse.",
        ),
        plan_option,
        at_option,
    ):
        wrapped = option(wrapped)
    return wrapped
