"""What each column of a table seems to mean, with the confidence in it and the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.text import normalise
from archrepo.readers.cells import header_text
from archrepo.readers.guess_values import (
    Sample,
    date_format,
    factor_said,
    fit,
    is_last_day,
    sample_of,
    separator,
    translations,
)
from archrepo.resources.table_words import LinkWord, link_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.domain.metamodel import Attribute
    from archrepo.readers.names import Names

TREES = ("Domain", "Scope", "DataObject", "Organisation", "Technology", "Project")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|[*:]+$")
_NEAR = 84  # likeness of a header to a known one, of 100, from which on it is a candidate
_LEAST = 0.5  # confidence below which a column means nothing known


@dataclass(slots=True)
class ColumnGuess:
    """What a column seems to mean.

    Attributes:
        header: Its header.
        position: Its position from 0.
        attribute: Attribute its cells are values of, `from` and `to` among them for relations.
        link: What its cells lead to.
        confidence: From 0 to 1.
        reason: Why.
        values: Translations of values that are not known as they are, with the confidence in each.
        separator: What parts several values of a cell.
        dates: Format of dates that are not read as they are.
        inclusive: Whether its dates are last days.
        factor: What its numbers are to be multiplied by.
        beside: Of a link, columns that say something of it: attributes of its relation.
        within: Of a link, the kind and the column of what its end lies in.
        sample: Its cells.
    """

    header: str
    position: int
    sample: Sample
    attribute: str | None = None
    link: LinkWord | None = None
    confidence: float = 0.0
    reason: str = ""
    values: dict[str, tuple[str | None, float]] = field(default_factory=dict)
    separator: str | None = None
    dates: str | None = None
    inclusive: bool = False
    factor: int = 1
    beside: list[ColumnGuess] = field(default_factory=list)
    within: tuple[str, ColumnGuess] | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    attribute: str | None
    link: LinkWord | None
    likeness: float
    reason: str


class ColumnGuesser:
    """Guesses the columns of tables of one kind or relation type."""

    def __init__(self, owner: str, names: Names) -> None:
        self.owner = owner
        self._names = names
        self._attributes = names.attributes(owner)
        self._columns = names.columns(owner)
        self._links = link_words(owner)
        self._known = [*self._columns, *self._links]
        self._seen: dict[str, bool] = {}

    def knows(self, header: str) -> bool:
        """Return whether a header is one of those known, whatever its cells hold."""
        if header not in self._seen:
            self._seen[header] = any(True for _ in self._exact(header))
        return self._seen[header]

    def guess(self, rows: Sequence[tuple[int, list[object]]]) -> list[ColumnGuess]:
        """Return a guess for each column with a header; `rows` start with the header."""
        header = [header_text(cell) for cell in rows[0][1]]
        columns = [
            ColumnGuess(name, position, sample_of(rows[1:], position))
            for position, name in enumerate(header)
            if name and name not in header[:position]
        ]
        ranked = [
            (score, -column.position, number, candidate)
            for number, column in enumerate(columns)
            for candidate in self._candidates(column.header)
            if (score := self._score(candidate, column.sample)) >= _LEAST
        ]
        ranked.sort(key=lambda found: found[:2], reverse=True)
        taken: set[str] = set()
        for score, _, number, candidate in ranked:
            column = columns[number]
            target = candidate.attribute or ""
            if column.confidence or (target in taken and target != "parent"):
                continue
            taken.add(target or f"link {number}")
            self._settle(column, candidate, score)
        for column in columns:
            if not column.confidence:
                self._say_unknown(column)
        return columns

    def _score(self, candidate: _Candidate, sample: Sample) -> float:
        attribute = self._attributes.get(candidate.attribute or "")
        if attribute is None:
            return candidate.likeness
        fitting = fit(attribute, sample)
        if attribute.enumeration is not None:
            return candidate.likeness * (0.6 + 0.4 * fitting) if fitting else 0.0
        return candidate.likeness * (fitting if fitting > 0.5 else 0.0)

    def _settle(self, column: ColumnGuess, candidate: _Candidate, score: float) -> None:
        column.attribute, column.link = candidate.attribute, candidate.link
        column.confidence, column.reason = score, candidate.reason
        attribute = self._attributes.get(candidate.attribute or "")
        if attribute is not None:
            self._look_at_values(column, attribute)
            if attribute.enumeration is not None and score < candidate.likeness:
                column.confidence = candidate.likeness  # its values are asked about one by one
        elif candidate.attribute not in ("from", "to", "parent", None) or candidate.link:
            kind = candidate.link.kind if candidate.link else ""
            column.separator = separator(
                column.sample, of_paths=kind in TREES, of_people=kind == "Person"
            )

    @staticmethod
    def _look_at_values(column: ColumnGuess, attribute: Attribute) -> None:
        if attribute.value_type is AttributeType.DATE:
            column.dates = date_format(column.sample)
            column.inclusive = attribute.ends and is_last_day(column.header)
        elif attribute.value_type in (AttributeType.NUMBER, AttributeType.INTEGER):
            column.factor = factor_said(column.header)
        elif attribute.value_type is AttributeType.STRINGS:
            column.separator = separator(column.sample, of_paths=False, of_people=False)
        column.values = translations(attribute, column.sample)

    def _candidates(self, header: str) -> Iterator[_Candidate]:
        yield from self._exact(header)
        yield from self._near(header)

    def _exact(self, header: str) -> Iterator[_Candidate]:
        bare = normalise(_ASIDE.sub(" ", header))
        last = normalise(header.rpartition(" / ")[2])  # below a header that spans several
        for folded, likeness in ((normalise(header), 1.0), (bare, 0.97), (last, 0.85)):
            name = self._columns.get(folded)
            if name is not None:
                yield self._candidate(name, likeness, "a known header")
            if folded in self._links:
                link = self._links[folded]
                reason = f"names of {link.kind}"
                yield _Candidate(None, link, likeness * 0.95, reason)

    def _near(self, header: str) -> Iterator[_Candidate]:
        from rapidfuzz import fuzz, process

        folded = normalise(_ASIDE.sub(" ", header))
        if len(folded) < 4:
            return
        found = process.extract(
            folded, self._known, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=4
        )
        for known, likeness, _ in found:
            reason = f"looks like '{known}'"
            share = likeness / 100 * 0.9
            if known in self._columns:
                yield self._candidate(self._columns[known], share, reason)
            else:
                yield _Candidate(None, self._links[known], share, reason)

    def _candidate(self, name: str, likeness: float, reason: str) -> _Candidate:
        relation = None if name in self._attributes else self._names.link(self.owner, name)
        if name == "parent" or relation is None:
            return _Candidate(name, None, likeness, reason)
        relation_type, incoming = relation
        declared = self._names.metamodel.relations[relation_type]
        kinds = [
            (a if incoming else b)
            for a, b in declared.pairs
            if (b if incoming else a) == self.owner
        ]
        return _Candidate(None, LinkWord(relation_type, incoming, kinds[0]), likeness, reason)

    def _attribute_called(self, header: str) -> str:
        """Return the attribute that a header is a known word for; empty where it is for none."""
        known = (candidate.attribute or "" for candidate in self._exact(header))
        return next((name for name in known if name in self._attributes), "")

    def _say_unknown(self, column: ColumnGuess) -> None:
        if not column.sample.filled:
            column.reason = "it is empty"
        elif normalise(column.header) in words_of("counters") and _counts(column.sample):
            column.reason = "it numbers the rows"
        elif known := self._attribute_called(column.header):
            column.reason = f"it is called like {known}, but most of its cells are none"
        else:
            column.reason = "nothing known is called so"


def _counts(sample: Sample) -> bool:
    return sample.texts == [str(number) for number in range(1, len(sample.texts) + 1)]
