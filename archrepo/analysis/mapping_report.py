"""What a mapping makes of files, guessed or given, as people and scripts read it."""

from __future__ import annotations

from typing import ClassVar

from archrepo.analysis.plan_report import ReportedProblem, TallyLine
from archrepo.analysis.results import Result


class GuessedColumn(Result):
    """What a column seems to mean: an attribute, a relation, or neither."""

    schema_name: ClassVar[str] = "archrepo/guessed-column/1"

    header: str
    means: str | None = None
    confidence: float
    reason: str


class GuessedTable(Result):
    """What a table seems to hold; `kind` is absent where it is left out."""

    schema_name: ClassVar[str] = "archrepo/guessed-table/1"

    table: str
    kind: str | None = None
    confidence: float
    reason: str
    columns: tuple[GuessedColumn, ...] = ()
    questions: tuple[str, ...] = ()


class MappingGuess(Result):
    """The mapping that files seem to need.

    Attributes:
        files: The files looked at.
        certain: Whether they can be imported without a mapping file.
        tables: What each table seems to hold.
        problems: What reading the files brought up.
        mapping: The mapping file, with a comment for every guess.
    """

    schema_name: ClassVar[str] = "archrepo/mapping-guess/1"

    files: tuple[str, ...]
    certain: bool
    tables: tuple[GuessedTable, ...]
    problems: tuple[ReportedProblem, ...] = ()
    mapping: str


class MappingCheck(Result):
    """What files state through a mapping, looked at without a portfolio.

    Attributes:
        files: The files read.
        mapping: The mapping's name.
        counts: Kind or relation type → how many are stated.
        problems: Every problem; those of level error would keep the files out.
        tally: What became of everything read.
    """

    schema_name: ClassVar[str] = "archrepo/mapping-check/1"

    files: tuple[str, ...]
    mapping: str
    counts: dict[str, int]
    problems: tuple[ReportedProblem, ...]
    tally: tuple[TallyLine, ...]

    @property
    def errors(self) -> int:
        """How many problems would keep the files out."""
        return sum(problem.level == "error" for problem in self.problems)
