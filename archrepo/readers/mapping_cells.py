"""What mappings do to single cells: templates, conditions, translations, dates."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import Attribute, AttributeType
from archrepo.domain.text import slug
from archrepo.importing import dates
from archrepo.importing.values import ValueProblemError, parse_value
from archrepo.readers.cells import cell_text
from archrepo.readers.mapping_values import Translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archrepo.importing.mapping import ColumnRule, Condition

Row = dict[str, Any]
_PLACEHOLDER = re.compile(r"\{([^{}|]+)(?:\|([a-z|]+))?\}")
_PATH_STEP = re.compile(r"\s*>\s*")
_FILTERS: dict[str, Callable[[str], str]] = {
    "slug": slug,
    "lower": str.lower,
    "upper": str.upper,
    "last": lambda text: _PATH_STEP.split(text)[-1],
    "above": lambda text: " > ".join(_PATH_STEP.split(text)[:-1]),
    "parent": lambda text: text.rpartition(" / ")[0],
}
_NUMBER = Attribute("number", AttributeType.NUMBER)
_DATE_PARTS = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d"), ("hh", "%H"), ("mi", "%M"))


@dataclass(frozen=True, slots=True)
class Template:
    """Text with columns in braces, such as `app-{id}` or `{sector|slug}`."""

    literals: tuple[str, ...]
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns it names."""
        return tuple(column for column, _ in self.fields)

    def render(self, row: Row) -> str:
        """Return the text for a row; empty where a column it names is."""
        parts = [self.literals[0]]
        for (column, filters), literal in zip(self.fields, self.literals[1:], strict=True):
            text = joined(row.get(column, ""))
            for name in filters:
                text = _FILTERS[name](text)
            if not text:
                return ""
            parts += (text, literal)
        return "".join(parts).strip()

    def render_each(self, row: Row, separator: str | None) -> Iterator[str]:
        """Yield the text for each value of its first column, parted by `separator`."""
        cell = row.get(self.fields[0][0], "") if self.fields else ""
        if not self.fields or not (separator or isinstance(cell, list)):
            yield self.render(row)
            return
        for value in values_in(cell, separator):
            yield self.render({**row, self.fields[0][0]: value})


@lru_cache(maxsize=4096)
def template(text: str) -> Template:
    """Return the template written as `text`, its filters known to be right."""
    found = list(_PLACEHOLDER.finditer(text))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    literals = tuple(text[end:start] for end, start in zip(ends, starts, strict=True))
    fields = tuple((m[1].strip(), tuple(m[2].split("|")) if m[2] else ()) for m in found)
    return Template(literals, fields)


def joined(cell: Any) -> str:
    """Return a cell as one text."""
    return "; ".join(cell) if isinstance(cell, list) else cell_text(cell)


def values_in(cell: Any, separator: str | None) -> list[str]:
    """Return the values of a cell: the items of a list, or what `separator` parts."""
    items = cell if isinstance(cell, list) else [cell_text(cell)]
    if separator:
        items = [part for item in items for part in item.split(separator)]
    return [item.strip() for item in items if item.strip()]


def holds(condition: Condition, cell: Any) -> bool:
    """Return whether a cell is as `condition` wants it."""
    text = joined(cell)
    if condition.empty is not None and condition.empty != (text == ""):
        return False
    if condition.one_of is not None and text not in condition.one_of:
        return False
    return condition.none_of is None or text not in condition.none_of


def read_date(text: str, formats: Sequence[str]) -> dt.date | None:
    """Return the day that `text` writes in one of `formats` (`dd/mm/yyyy` or `%d/%m/%Y`)."""
    for wanted in formats:
        try:
            return dt.datetime.strptime(text, _directives(wanted)).date()
        except ValueError:
            continue
    return None


def _exact_day(text: str) -> dt.date | None:
    """Return a day written as people do, such as 31/12/2026; None for what is less exact."""
    try:
        day, exact = dates.read_date(text, ends=True)
    except (ValueError, OverflowError):
        return None
    return day if exact else None


@lru_cache(maxsize=64)
def _directives(wanted: str) -> str:
    if "%" in wanted:
        return wanted
    for part, directive in _DATE_PARTS:
        wanted = re.sub(part, directive, wanted, flags=re.IGNORECASE)
    return wanted


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one column into values of one attribute.

    Attributes:
        rule: What the mapping says of the column.
        attribute: Attribute it fills; None for a property.
        formats: Date formats of the mapping.
        column: The column.
        shifted: How many end dates were moved to the day after.
        names: For versioned names, how many versions of each the table holds.
        translation: What its texts mean.
    """

    rule: ColumnRule
    attribute: Attribute | None
    formats: Sequence[str]
    column: str = ""
    shifted: int = 0
    names: Counter[str] = field(default_factory=Counter)
    translation: Translation = field(init=False)

    def __post_init__(self) -> None:
        """Make the translation ready."""
        sets = self.rule.attribute or str(self.rule.keep_as)
        self.translation = Translation(self.rule.values, self.column, sets)

    def look_at(self, cells: Iterable[Any]) -> None:
        """Count the versions of each name."""
        mark = str(self.rule.version)
        for text in {joined(cell) for cell in cells}:
            self.names[text.partition(mark)[0].strip()] += 1

    def versioned(self, text: Any) -> tuple[str, str]:
        """Return name and version; no version where the table holds several, which then differ."""
        if self.rule.version is None or not isinstance(text, str):
            return "", ""
        name, _, version = (part.strip() for part in text.partition(self.rule.version))
        return (name, version) if name and self.names[name] == 1 else ("", "")

    def read(self, cell: Any, row: int) -> Any:
        """Return the raw value that a row's cell gives; None, or no items, where it gives none."""
        if self.attribute is None or self.attribute.value_type is AttributeType.STRINGS:
            items = values_in(cell, self.rule.separator)
            found = (self.translation.of(item, row) for item in items)
            return [item for item in found if item]
        if isinstance(cell, list):
            cell = joined(cell)
        if not isinstance(cell, str):
            cell = self.translation.of(cell_text(cell), row) if self.rule.values else cell
        else:
            cell = self.translation.of(cell.strip(), row)
        if cell in ("", None):
            return None
        if self.attribute.value_type is AttributeType.DATE:
            return self._date(cell)
        is_number = self.attribute.value_type in (AttributeType.NUMBER, AttributeType.INTEGER)
        return self._multiplied(cell) if is_number and self.rule.factor else cell

    def _multiplied(self, cell: Any) -> Any:
        """Return a number in the unit of the attribute; what is none, for the plan to say so."""
        try:
            number = parse_value(_NUMBER, cell)
        except ValueProblemError:
            return cell
        return round(float(str(number)) * (self.rule.factor or 1), 6)

    def _date(self, cell: Any) -> Any:
        day = cell
        if isinstance(cell, str):
            day = read_date(cell, self.rule.dates or self.formats or ("%Y-%m-%d",))
            day = _exact_day(cell) if day is None and self.rule.inclusive else day
        elif isinstance(cell, dt.datetime):
            day = cell.date()
        if not isinstance(day, dt.date):
            return cell  # imprecise or wrong: the plan says which, at its place
        if self.rule.inclusive and self.attribute is not None and self.attribute.ends:
            self.shifted += 1
            try:
                return day + dt.timedelta(days=1)
            except OverflowError:
                return day
        return day
