"""The check of a portfolio as its settings say, and the file of what is known and waived."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.domain.steadily import steadily
from archrepo.domain.validity import PlanWord
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError
from archrepo.portfolio.defaults import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archrepo.analysis.checks import CheckReport
    from archrepo.analysis.checks.baseline import Baseline
    from archrepo.analysis.checks.parameters import Thresholds
    from archrepo.analysis.checks.rules import Rule
    from archrepo.domain.ports import GraphStore
    from archrepo.settings import Settings


class Checks:
    """What of a portfolio does not hang together."""

    store: GraphStore
    settings: Settings

    def check(
        self,
        *,
        at: dt.date | None = None,
        plan: str = PlanWord.COMMITTED,
        domain: str | None = None,
        rules: Sequence[str] = (),
        fail_on: str | None = None,
        rules_folder: Path | None = None,
    ) -> CheckReport:
        """Return what does not hang together, rule by rule.

        Args:
            at: The day it is about; today where None.
            plan: Which projects' actions count: `committed`, `all` or `none`.
            domain: Only what belongs to the domain or scope of that id or name.
            rules: Only these, by id or name.
            fail_on: Severity from which `failed` is set; settings say where None.
            rules_folder: Rules of one's own; settings say where None.

        Raises:
            NotFoundError: The domain or scope, or a rule, is unknown.
            ConfigError: The plan, a rule or the baseline cannot be used.
        """
        from archrepo import __version__
        from archrepo.analysis.checks import CheckRequest, check

        if plan not in set(PlanWord):
            raise ConfigError(
                f"a check takes no plan '{plan}'", hint=f"one of {', '.join(sorted(PlanWord))}"
            )
        stated = self.settings.options.check
        request = CheckRequest(
            day=at or today(),
            version=__version__,
            plan=PlanWord(plan),
            domain=domain,
            only=tuple(rules),
            fail_on=Severity(fail_on) if fail_on else stated.fail_on,
            users_rules=users_rules_of(self.settings, rules_folder),
            severities=stated.severity,
            domain_severities=stated.domains,
            assess_from=stated.assess_from,
            thresholds=_thresholds(self.settings),
            baseline=_baseline(self.settings),
        )
        return steadily(self.store, lambda: check(request, self.store))

    def known_parameters(self, text: str) -> Mapping[str, Any]:
        """Return the parameters of rules that a text asks for, with their values of today."""
        asked = set(re.findall(r"\$(\w+)", text))
        if not asked:
            return {}
        from archrepo.analysis.checks.parameters import parameters

        known = parameters(self.store, today(), _thresholds(self.settings))
        return {name: known[name] for name in sorted(asked & known.keys())}

    def write_baseline(self, report: CheckReport) -> Path:
        """Make what a check found known: the baseline is written anew, waivers stay as they are.

        Returns:
            The file.

        Raises:
            ConfigError: It cannot be read or written.
        """
        from archrepo.analysis.checks.baseline import with_known
        from archrepo.writers.files import write_file

        path = baseline_file(self.settings)
        write_file(path, with_known(_text(path), report.violations).encode("utf-8"))
        return path


def users_rules_of(settings: Settings, folder: Path | None = None) -> Mapping[str, Rule]:
    """Return id → rule, of the folder given, else of the one that settings name, if any.

    Raises:
        ConfigError: The folder or a rule cannot be used.
    """
    from archrepo.analysis.checks.rules import users_rules

    stated = settings.options.check.rules
    if folder is None and stated is None:
        return {}
    return users_rules(folder or settings.folder / str(stated))


def baseline_file(settings: Settings) -> Path:
    """Return the file of what is known and waived; it need not be there."""
    return settings.folder / settings.options.check.baseline


def _thresholds(settings: Settings) -> Thresholds:
    from archrepo.analysis.checks.parameters import Thresholds

    stated = settings.options.check
    return Thresholds(
        settings.options.impact.gap_tolerance_days,
        stated.confirmed_within_months,
        stated.max_domains,
        stated.max_critical,
    )


def _baseline(settings: Settings) -> Baseline:
    from archrepo.analysis.checks.baseline import read_baseline

    path = baseline_file(settings)
    return read_baseline(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
