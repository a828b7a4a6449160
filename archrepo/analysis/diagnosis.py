"""What `doctor` tells: what archrepo works with here, what is wrong and what to do."""

from __future__ import annotations

from typing import ClassVar, Literal

from archrepo.analysis.results import Result

State = Literal["ok", "warning", "error"]


class Finding(Result):
    """One thing that was looked at.

    Attributes:
        name: What was looked at, such as `store` or `graphviz`.
        state: Whether it works; `warning` is what may surprise, `error` what stops work.
        found: What is there.
        advice: What to do; empty where nothing is.
    """

    schema_name: ClassVar[str] = "archrepo/finding/1"

    name: str
    state: State = "ok"
    found: str
    advice: str = ""


class Diagnosis(Result):
    """What was found, in the order it was looked at."""

    schema_name: ClassVar[str] = "archrepo/diagnosis/1"

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether something stops work."""
        return any(finding.state == "error" for finding in self.findings)
