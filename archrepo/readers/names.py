"""The words by which files call kinds, relations and columns → the metamodel's names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.domain.forms import RELATION_MARK
from archrepo.domain.metamodel import plural_snake_case, snake_case
from archrepo.domain.text import normalise
from archrepo.resources.labels import LANGUAGES, load_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.metamodel import Attribute, Metamodel

_NEVER_READ = {"batch_id"}


class Names:
    """Recognises kinds, relation types and columns, in English and French, however spelt."""

    def __init__(self, metamodel: Metamodel) -> None:
        self.metamodel = metamodel
        self._columns: dict[str, dict[str, str]] = {}
        self._attributes: dict[str, dict[str, Attribute]] = {}

    def kind(self, text: str) -> str | None:
        """Return the kind that `text` names (`applications`, `Objets de données`), if any."""
        return self.kinds.get(normalise(text))

    def relation(self, text: str) -> str | None:
        """Return the relation type that `text` names (`covers`, `RUNS_ON`), if any."""
        return self.relations.get(normalise(text))

    def owner(self, text: str) -> str | None:
        """Return the kind or relation type that a sheet or file called `text` holds.

        A kind goes first (`needs` are nodes) unless `text` says otherwise (`NEEDS (relation)`).
        Of `jane.applications`, the last part counts: whose file it is may stand before.
        """
        bare, marked, _ = text.partition(RELATION_MARK)
        if marked:
            return self.relation(bare)
        found = self.kind(text) or self.relation(text)
        _, dot, last = text.rpartition(".")
        return found or (self.owner(last) if dot else None)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Normalised word → kind."""
        labels = load_labels()
        found: dict[str, str] = {}
        for kind in self.metamodel.portfolio_kinds:
            plural = plural_snake_case(kind)
            words = [kind, snake_case(kind), plural, plural.replace("_", "")]
            for lang in LANGUAGES:
                words += [labels.kind(kind, lang), labels.kind(kind, lang, plural=True)]
            found |= {normalise(word): kind for word in words if normalise(word) not in found}
        return found

    @cached_property
    def relations(self) -> dict[str, str]:
        """Normalised word → relation type."""
        labels = load_labels()
        found: dict[str, str] = {}
        for relation in self.metamodel.relations:
            words = [relation, *(labels.relation(relation, lang) for lang in LANGUAGES)]
            found |= {normalise(word): relation for word in words if normalise(word) not in found}
        return found

    def attributes(self, owner: str) -> dict[str, Attribute]:
        """Return the attributes of a kind or relation type that a file may state."""
        if owner not in self._attributes:
            declared = self.metamodel.kinds.get(owner) or self.metamodel.relations[owner]
            known = {n: a for n, a in declared.attributes.items() if n not in _NEVER_READ}
            self._attributes[owner] = known
        return self._attributes[owner]

    def link(self, kind: str, key: str) -> tuple[str, bool] | None:
        """Return the relation type that a key inside a node stands for, and whether it comes in.

        `parent` is the CONTAINS that comes in; in a flow, `from` the EMITS that comes in and `to`
        the FEEDS that goes out. Any other is a relation type that may start from `kind`.
        """
        relations = self.metamodel.relations
        if key == "parent":
            return ("CONTAINS", True) if kind in relations["CONTAINS"].targets else None
        if kind == "Flow" and key in ("from", "to"):
            return ("EMITS", True) if key == "from" else ("FEEDS", False)
        relation = relations.get(key.upper())
        if relation is None or kind not in relation.sources:
            return None
        return relation.name, False

    def links(self, kind: str) -> list[str]:
        """Return the keys of relations that a node of `kind` may hold."""
        names = [name.lower() for name in self.metamodel.relations]
        return [key for key in ("parent", "from", "to", *names) if self.link(kind, key)]

    def columns(self, owner: str) -> dict[str, str]:
        """Return normalised header → attribute, or key of a relation, for a sheet of `owner`."""
        if owner not in self._columns:
            known = {normalise(name): name for name in self.attributes(owner)}
            if owner in self.metamodel.kinds:
                known |= {normalise(key): key for key in self.links(owner)}
                if "parent" in self.links(owner):
                    known["order"] = "order"
            else:
                known |= {"from": "from", "to": "to"}
            for lang in LANGUAGES:
                for name in self.attributes(owner):
                    known.setdefault(normalise(load_labels().attribute(name, lang)), name)
                known |= self._link_labels(owner, lang, known)
            for header, name in load_labels().header_aliases(owner).items():
                known.setdefault(header, name)
            self._columns[owner] = known
        return self._columns[owner]

    def words_beside(self, owner: str, headers: Iterable[str]) -> Iterable[str]:
        """Return the headers to propose in a sheet of `owner`: in the language of those it has."""
        known = self.columns(owner)
        read = {word for word in map(normalise, headers) if word in known}
        names = {normalise(name): name for name in self.columns(owner).values()}
        for lang in LANGUAGES:
            labels = {
                normalise(load_labels().attribute(name, lang)): name
                for name in self.attributes(owner)
            }
            own = names | labels | self._link_labels(owner, lang, {})
            if read and read <= own.keys():
                return own
        return known

    def _link_labels(self, owner: str, lang: str, known: dict[str, str]) -> dict[str, str]:
        if owner not in self.metamodel.kinds:
            return {}
        keys = [key for key in self.links(owner) if key.upper() in self.metamodel.relations]
        found = {normalise(load_labels().relation(key.upper(), lang)): key for key in keys}
        return {header: key for header, key in found.items() if header not in known}
