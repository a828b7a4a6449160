"""What people read for kinds, relations, attributes and values, in English and French.

The words stand in `models/vocabulary.yaml`; it is read once, when a label is first asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import PROVENANCE, builtin_metamodel
from archrepo.domain.text import normalise
from archrepo.resources import resource_yaml
from archrepo.resources.typography import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

LANGUAGES = ("en", "fr")
_POSITION = {lang: position for position, lang in enumerate(LANGUAGES)}


class Labels:
    """The vocabulary, by language (`en` or `fr`); codes and ids are never translated."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._kinds = content["kinds"]
        self._relations = content["relations"]
        self._attributes = content["attributes"]
        self._values = content["values"]
        self._headers = content["headers"]
        self._aliases: dict[str, dict[str, str]] = {}

    def kind(self, name: str, lang: str, plural: bool = False) -> str:
        """Return the label of a kind, such as `Data objects`."""
        return in_language(str(self._kinds[name][lang][1 if plural else 0]), lang)

    def kind_words(self, name: str) -> list[str]:
        """Return everything a kind goes by, plurals too, normalised."""
        entry = self._kinds[name]
        words = [*entry["en"], *entry["fr"], *entry.get("words", ())]
        return list(dict.fromkeys(normalise(word) for word in words))

    def relation(self, name: str, lang: str, inverse: bool = False) -> str:
        """Return a relation type as a verb read from its start, or with `inverse` from its end."""
        return in_language(str(self._relations[name][lang][1 if inverse else 0]), lang)

    def related(self, name: str, lang: str, far: str, inverse: bool = False) -> str:
        """Return a relation type as a verb, and what it leads to: `composant d’ERP`."""
        verb = self._relations[name][lang][1 if inverse else 0]
        return in_language(f"{verb} {{far}}", lang).format(far=far)

    def attribute(self, name: str, lang: str) -> str:
        """Return the label of an attribute; a portfolio's own attribute is spelt out."""
        entry = self._attributes.get(name)
        spelt = name.replace("_", " ").capitalize()
        return in_language(str(entry[lang]), lang) if entry else spelt

    def enumerations(self) -> frozenset[str]:
        """Return the names of all enumerations."""
        return frozenset(self._values)

    def value(self, enumeration: type[StrEnum] | str, value: str, lang: str) -> str:
        """Return the label of one value of an enumeration, named or given as its class."""
        words = self._values[_name(enumeration)][value]
        return in_language(str(words[_POSITION[lang]]), lang)

    def value_or(self, enumeration: str, value: str, lang: str) -> str:
        """Return the label of a value within a sentence; what is no such value stays."""
        if value not in self._values[enumeration]:
            return value
        label = self.value(enumeration, value, lang)
        return label if any(map(str.isupper, label[1:])) else label.lower()  # SaaS stays

    def value_aliases(self, enumeration: type[StrEnum] | str) -> dict[str, str]:
        """Return wording → value for everything that means a value, wordings normalised."""
        return {
            normalise(word): value
            for value, words in self._values[_name(enumeration)].items()
            for word in (value, *words)
        }

    def header_aliases(self, owner: str) -> dict[str, str]:
        """Return header → attribute for the columns of a kind or relation type.

        Headers are normalised. Beside attributes, columns may lead to `from` and `to` (relations
        and flows), `carries` (flows) and `parent` (kinds that stand in a tree).
        """
        if owner not in self._aliases:
            found: dict[str, str] = {}
            for attribute, headers in self._claims(owner):
                for header in headers:
                    found.setdefault(normalise(header), attribute)
            self._aliases[owner] = found
        return dict(self._aliases[owner])

    def _claims(self, owner: str) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield attributes with headers that mean them; the earlier claim wins."""
        metamodel = builtin_metamodel()
        declared = metamodel.kinds.get(owner) or metamodel.relations[owner]
        names = [name for name in declared.attributes if name not in PROVENANCE]
        yield from self._headers["owners"].get(owner, {}).items()
        for name in names:
            yield name, (name, *(self._attributes[name][lang] for lang in LANGUAGES))
        if owner in metamodel.kinds:
            yield from self._kind_claims(owner)
        else:
            yield from self._end_claims(owner)
        for name in names:
            yield name, self._attributes[name].get("headers", ())

    def _kind_claims(self, kind: str) -> Iterator[tuple[str, Iterable[str]]]:
        patterns = self._headers["patterns"]
        words = self._words(kind)
        attributes = builtin_metamodel().kinds[kind].attributes
        in_tree = kind in builtin_metamodel().relations["CONTAINS"].targets
        for name, shapes in patterns.items():
            if name in attributes or (name == "parent" and in_tree):
                yield name, [shape.format(word=word) for word in words for shape in shapes]
        if in_tree:
            yield "parent", self._headers["parent"]
            yield "order", ("order", *(self._attributes["order"][lang] for lang in LANGUAGES))
        if kind == "Flow":
            yield from self._headers["ends"].items()

    def _end_claims(self, relation_type: str) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the ends: by the general words, then by the kinds only one end may have."""
        yield from self._headers["ends"].items()
        declared = builtin_metamodel().relations[relation_type]
        shapes = [*self._headers["patterns"]["name"], *self._headers["patterns"]["id"]]
        for end, kinds, others in (
            ("from", declared.sources, declared.targets),
            ("to", declared.targets, declared.sources),
        ):
            own = [word for kind in kinds if kind not in others for word in self._words(kind)]
            yield end, [shape.format(word=word) for word in own for shape in shapes]

    def _words(self, kind: str) -> list[str]:
        entry = self._kinds[kind]
        labels = [entry[lang][0] for lang in LANGUAGES]
        return [*labels, *entry.get("words", ())]


def _name(enumeration: type[StrEnum] | str) -> str:
    return enumeration if isinstance(enumeration, str) else enumeration.__name__


@cache
def load_labels() -> Labels:
    """Return the shipped labels."""
    return Labels(resource_yaml("vocabulary.yaml"))
