"""Mappings of spreadsheets: guessed from files, and checked against them; no portfolio needed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.mapping_report import GuessedTable, MappingCheck, MappingGuess
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.readers.guess_tables import TableGuess


def guessed_mapping(
    paths: Sequence[str | Path],
    metamodel: Metamodel,
    progress: Report | None = None,
    lang: str = "en",
) -> MappingGuess:
    """Return the mapping that spreadsheets seem to need, with the reason of every guess.

    Args:
        paths: CSV files, workbooks, or folders of such.
        metamodel: Kinds, relations and attributes to read into.
        progress: Told of what takes long.
        lang: Language of the mapping's comments.

    Raises:
        InvalidDataError: One of them is no table, or cannot be read.
    """
    from archrepo.analysis.mapping_report import MappingGuess
    from archrepo.analysis.plan_report import reported_problem
    from archrepo.readers.guessing import guess_mapping

    guess = guess_mapping([Path(path) for path in paths], metamodel, progress, lang)
    return MappingGuess(
        files=tuple(map(str, paths)),
        certain=guess.is_certain,
        tables=tuple(map(_table, guess.tables)),
        problems=tuple(map(reported_problem, guess.problems)),
        mapping=guess.text,
    )


def checked_mapping(
    paths: Sequence[str | Path],
    mapping: str | Path,
    metamodel: Metamodel,
    progress: Report | None = None,
) -> MappingCheck:
    """Return what files state through a mapping, and every problem seen without a portfolio.

    Raises:
        InvalidDataError: The mapping is wrong, or a file cannot be read.
    """
    from archrepo.analysis.mapping_report import MappingCheck
    from archrepo.analysis.plan_report import TallyLine, reported_problem
    from archrepo.importing.checking import check_values
    from archrepo.readers.registry import read_all

    given = [Path(path) for path in paths]
    readings = read_all(given, metamodel, mapping=Path(mapping), report=progress)
    counts: Counter[str] = Counter()
    tally: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        counts.update(node.kind for node in reading.nodes)
        counts.update(relation.type for relation in reading.relations)
        tally.update(reading.tally)
    found = [problem for reading in readings for problem in check_values(reading, metamodel)]
    return MappingCheck(
        files=tuple(map(str, paths)),
        mapping=Path(mapping).name,
        counts=dict(sorted(counts.items())),
        problems=tuple(map(reported_problem, found)),
        tally=tuple(
            TallyLine(read=read, became=became, count=count)
            for (read, became), count in sorted(tally.items())
        ),
    )


def _table(guess: TableGuess) -> GuessedTable:
    from archrepo.analysis.mapping_report import GuessedColumn, GuessedTable

    columns = tuple(
        GuessedColumn(
            header=column.header,
            means=column.attribute or (column.link.relation if column.link else None),
            confidence=round(column.confidence, 2),
            reason=column.reason,
        )
        for column in guess.columns
    )
    return GuessedTable(
        table=guess.table.name,
        kind=guess.owner,
        confidence=round(guess.confidence, 2),
        reason=guess.reason,
        columns=columns,
        questions=tuple(guess.asked),
    )
