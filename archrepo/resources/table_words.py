"""The words by which spreadsheets are understood, from `models/table_words.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from archrepo.domain.text import normalise
from archrepo.resources import resource_text


@dataclass(frozen=True, slots=True)
class LinkWord:
    """What a column that names other nodes means.

    Attributes:
        relation: Relation type.
        incoming: Whether the other node is where the relation starts.
        kind: Kind of the other node.
        role: Role of the relation, where there is one.
    """

    relation: str
    incoming: bool
    kind: str
    role: str | None = None


@cache
def _words() -> dict[str, Any]:
    import yaml  # noqa: PLC0415  (native files need no words)

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    words: dict[str, Any] = yaml.load(resource_text("models", "table_words.yaml"), Loader=loader)  # noqa: S506
    return words


@cache
def words_of(topic: str) -> frozenset[str]:
    """Return the words of a list such as `type_rows`, normalised."""
    return frozenset(normalise(word) for word in _words()[topic])


@cache
def texts_of(topic: str) -> frozenset[str]:
    """Return the texts of a list such as `unknowns`, as they are written but for case."""
    return frozenset(text.casefold() for text in _words()[topic])


@cache
def link_words(owner: str) -> dict[str, LinkWord]:
    """Return header, normalised → what it leads to in a sheet of `owner`; the earlier one wins."""
    from archrepo.resources.labels import load_labels  # noqa: PLC0415

    found: dict[str, LinkWord] = {}
    entries = _words()["links"].get(owner, ())
    for entry in entries:
        link = _link(entry, entry.get("role"))
        for header in entry["headers"]:
            found.setdefault(normalise(header), link)
    for entry in entries:
        if entry.get("words") == "true":
            for word in load_labels().kind_words(entry["kind"]):
                found.setdefault(word, _link(entry, entry.get("role")))
        if entry.get("roles") == "true":
            for word, role in load_labels().value_aliases("Responsibility").items():
                found.setdefault(word, _link(entry, role))
    return found


def _link(entry: dict[str, Any], role: str | None) -> LinkWord:
    return LinkWord(entry["relation"], entry["end"] == "from", entry["kind"], role)


@cache
def matrix_words() -> dict[str, frozenset[str]]:
    """Return relation → words in the name of a matrix of such relations."""
    return {
        relation: frozenset(normalise(word) for word in words)
        for relation, words in _words()["matrices"].items()
    }


@cache
def marks(sort: str) -> dict[str, str]:
    """Return mark, folded → value it stands for: `level`, `role`; of `bare` and `no`, itself."""
    entries = _words()["marks"][sort]
    pairs = entries.items() if isinstance(entries, dict) else ((mark, mark) for mark in entries)
    return {mark_key(mark): value for mark, value in pairs}


def mark_key(mark: str) -> str:
    """Return how a mark compares: signs stay, letters lose case and accents."""
    return normalise(mark) or mark.strip()
