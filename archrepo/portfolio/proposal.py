"""What an import would change, until it is applied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.portfolio.defaults import user

if TYPE_CHECKING:
    from archrepo.analysis.plan_report import PlanReport
    from archrepo.domain.changes import Plan
    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.reading import Reading
    from archrepo.portfolio.changing import Changing


_WAYS_OUT = {
    True: "undo the later batch first, or leave these as they are: --leave-conflicts",
    False: "correct the ids, take the new names with --accept-renames, or decide in identity.yaml",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an import would change; nothing is written before `apply`."""

    portfolio: Changing
    plan: Plan
    readings: tuple[Reading, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem met; those of level error keep it from being applied."""
        return self.plan.diagnostics

    @property
    def counts(self) -> dict[str, int]:
        """Status → number of facts."""
        return self.plan.counts()

    @property
    def is_to_agree(self) -> bool:
        """Whether it changes something, and nothing keeps it from being applied."""
        return not (self.plan.errors or self.plan.conflicts or self.plan.is_empty)

    def report(self, *, batch: str | None = None, limit: int | None = None) -> PlanReport:
        """Return the plan as a result to render; see `plan_report`."""
        from archrepo.analysis.plan_report import plan_report

        return plan_report(self.plan, self.portfolio.store, batch=batch, limit=limit)

    def write_rejects(self, file: str | Path) -> int:
        """Write what was set aside, in the layout of its source, to correct and import alone.

        Returns:
            How many rows; where nothing was set aside, no file is written.

        Raises:
            ConfigError: The file cannot be written.
        """
        from archrepo.writers.rejects import write_rejects

        if not self.plan.rejected:
            return 0
        return write_rejects(self.readings, self.plan.rejected, Path(file))

    def save(self, file: str | Path) -> None:
        """Write the plan, to be looked at and applied later; see `Portfolio.saved_plan`.

        Raises:
            InvalidDataError: It has errors: there is nothing to apply.
            ConfigError: The file cannot be written.
        """
        from archrepo.importing.saved_plan import plan_text
        from archrepo.writers.files import write_file

        self.raise_errors()
        write_file(Path(file), plan_text(self.plan).encode())

    def raise_errors(self) -> None:
        """Do nothing where the plan can be applied.

        Raises:
            InvalidDataError: It has errors; all its diagnostics are in it.
            ConflictError: It has conflicts.
        """
        from archrepo.errors import ConflictError, InvalidDataError

        if self.plan.errors:
            count = len(self.plan.errors)
            raise InvalidDataError(
                f"{count:,} {'errors' if count > 1 else 'error'}; nothing is changed",
                hint=f"'archrepo explain {self.plan.errors[0].code}' says more",
                diagnostics=self.diagnostics,
            )
        if self.plan.conflicts:
            count = len(self.plan.conflicts)
            raise ConflictError(
                f"{count:,} {'conflicts' if count > 1 else 'conflict'}; nothing is changed",
                hint=_WAYS_OUT[self.plan.undoes is not None],
            )

    def apply(self, *, actor: str | None = None, now: dt.datetime | None = None) -> ChangeBatch:
        """Write everything, or nothing, and return the batch.

        Raises:
            InvalidDataError: There are errors.
            ConflictError: There are conflicts, or the portfolio moved since this was planned.
        """
        from archrepo.importing.applying import apply_plan

        return apply_plan(
            self.plan,
            self.portfolio.store,
            actor=actor or user(),
            now=now or dt.datetime.now(dt.UTC),
            report=self.portfolio.progress,
        )
