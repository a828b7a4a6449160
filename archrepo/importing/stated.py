"""What rows state of one node or relation: values read, cells that clear, wordings of dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.reading import CLEAR
from archrepo.domain.text import did_you_mean
from archrepo.importing.values import ValueProblemError, date_wording, parse_value

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Mapping

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Attribute
    from archrepo.importing.problems import Problems, Where

_KEPT = 20_000  # readings of a column kept for the rows that say the same
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")


@dataclass(slots=True, eq=False)
class Stated:
    """What rows state: values, the attributes they clear, and the wording of imprecise dates."""

    values: Values = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()
    notes: Mapping[str, str] | None = None

    def note(self, name: str, wording: str) -> None:
        """Keep the wording of a date that is not exact."""
        self.notes = {**(self.notes or {}), name: wording}


def is_id(text: str) -> bool:
    """Return whether a text can be the id of a node."""
    return _ID.fullmatch(text) is not None


def read_values(
    attributes: Mapping[str, Attribute],
    raw: Mapping[str, Any],
    where: Where,
    problems: Problems,
    skip: frozenset[str] = frozenset(),
) -> Stated:
    """Return what a row states; a problem for every cell that cannot be taken."""
    stated = Stated()
    values = stated.values
    read = problems.read[id(attributes)]
    for name, value in raw.items():
        if name in skip:
            continue
        if type(value) is str and name in read and (known := read[name].get(value)):
            parsed, wording = known  # most cells say what others of their column said
            values[name] = parsed
            if wording:
                stated.note(name, wording)
            continue
        if value is None or value == "" or value == []:
            continue
        attribute = attributes.get(name)
        if attribute is None:
            hint = did_you_mean(name, attributes) or "see the reference of the metamodel"
            problems.warn("AR102", f"unknown attribute '{name}'", where, name, hint)
        elif isinstance(value, str) and value.strip() in CLEAR:
            stated.cleared |= {name}
        else:
            _read_value(attribute, value, stated, where, problems, read)
    return stated


def _read_value(
    attribute: Attribute,
    value: Any,
    stated: Stated,
    where: Where,
    problems: Problems,
    read: defaultdict[str, dict[str, tuple[Any, str | None]]],
) -> None:
    """Read a cell, and keep what it says for those of its column that say the same."""
    wording = None
    try:
        parsed = parse_value(attribute, value)
        if attribute.value_type is AttributeType.DATE:
            wording = date_wording(value, ends=attribute.ends)
    except ValueProblemError as problem:
        message = f"{attribute.name}: {problem.message}"
        problems.error("AR104", message, where, attribute.name, problem.hint)
        return
    if parsed == "" or parsed == ():
        return
    stated.values[attribute.name] = parsed
    if wording:
        stated.note(attribute.name, wording)
    if type(value) is str and _comes_again(attribute, value):
        known = read[attribute.name]
        if len(known) < _KEPT:
            known[value] = (parsed, wording)


def _comes_again(attribute: Attribute, text: str) -> bool:
    """Return whether other rows are likely to say the same: names and descriptions differ."""
    is_free = attribute.value_type is AttributeType.STRING and attribute.enumeration is None
    return not is_free and len(text) < 100
