"""Who is who: every node known by id, external id, alias, name and e-mail, stored or planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import nearest, normalise, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

_COLUMNS = ("name", "aliases", "external_ids", "email")


@dataclass(slots=True)
class KindIndex:
    """The nodes of one kind by what identifies them; several may share a name.

    Attributes:
        names: Folded name, alias or e-mail → ids.
        external_ids: External id, with its system and without → ids.
        systems: Id → system → external id there.
        emails: Id → e-mail.
        written: Names, aliases and e-mails as people write them.
    """

    names: dict[str, set[str]] = field(default_factory=dict)
    external_ids: dict[str, set[str]] = field(default_factory=dict)
    systems: dict[str, dict[str, str]] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def add(self, kind: str, node_id: str, values: Mapping[str, Any]) -> None:
        """Make a node known by its values."""
        self.written += _texts(values)
        for key in name_keys(kind, values):
            self.names.setdefault(key, set()).add(node_id)
        if values.get("email"):
            self.emails[node_id] = values["email"]
        full = values.get("external_ids") or ()
        if full:
            known = self.systems.setdefault(node_id, {})
            known.update(item.split("=", 1) for item in full)
            for key in (*full, *(item.split("=", 1)[1] for item in full)):
                self.external_ids.setdefault(key, set()).add(node_id)


class Directory:
    """All nodes by identity; indexes of a kind are built when it is first asked about.

    Attributes:
        revision: What the store was at before anything was read: what moves meanwhile is noticed.
        kinds: Id → kind.
        merged: Kind and alias → the id of the node it became.
        stored: The ids the store holds.
    """

    def __init__(self, store: GraphStore, metamodel: Metamodel) -> None:
        self._store = store
        self.revision = store.revision()
        self._metamodel = metamodel
        self._indexes: dict[str, KindIndex] = {}
        self._pending: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        self._tables: dict[str, Any] = {}
        self.kinds: dict[str, str] = {}
        self.merged: dict[tuple[str, str], str] = {}
        self.stored: set[str] = set()
        if self.revision:
            self._load_ids()

    def _load_ids(self) -> None:
        for kind in self._metamodel.portfolio_kinds:
            known = self._metamodel.kinds[kind].attributes
            wanted = ("id", *(name for name in _COLUMNS if name in known))
            table = self._tables[kind] = self._store.scan(kind, wanted)
            self.kinds.update(dict.fromkeys(table["id"].to_pylist(), kind))
            self._load_aliases(kind, table)
        self.stored.update(self.kinds)

    def _load_aliases(self, kind: str, table: Any) -> None:
        """Take note of aliases: the id of a merged node is one of the node it became."""
        told = table.select(["id", "aliases"]).filter(table["aliases"].is_valid())
        for row in told.to_pylist():
            for alias in row["aliases"]:
                self.merged[kind, alias] = row["id"]

    def index(self, kind: str) -> KindIndex:
        """Return the index of `kind`, stored nodes included."""
        found = self._indexes.get(kind)
        if found is None:
            found = self._indexes[kind] = KindIndex()
            table = self._tables.pop(kind, None)
            for row in table.to_pylist() if table is not None else ():
                found.add(kind, row["id"], row)
        for node_id, values in self._pending.pop(kind, ()):
            found.add(kind, node_id, values)
        return found

    def add(self, kind: str, node_id: str, values: Mapping[str, Any]) -> None:
        """Make a planned node known."""
        self.kinds[node_id] = kind
        self._pending.setdefault(kind, []).append((node_id, values))

    def by_name(self, kind: str, text: str) -> set[str]:
        """Return the ids of the nodes of `kind` whose name or alias is `text`."""
        return self.index(kind).names.get(name_key(kind, text), set())

    def by_external_id(self, kind: str, external_id: str) -> set[str]:
        """Return the ids of the nodes of `kind` known as `external_id` (`system=id`, or `id`)."""
        return self.index(kind).external_ids.get(external_id, set())

    def stored_names(self, kind: str) -> dict[str, set[str]]:
        """Return folded name or alias → the stored nodes of a kind that bear it."""
        found = ((key, ids & self.stored) for key, ids in self.index(kind).names.items())
        return {key: ids for key, ids in found if ids}

    def emails(self, kind: str) -> dict[str, str]:
        """Return id → e-mail of the nodes of a kind that have one."""
        return self.index(kind).emails

    def new_id(self, kind: str, name: str) -> str:
        """Return an unused id made of `name`; with the kind appended where another kind has it."""
        base = slug(name) or kind.lower()
        if base not in self.kinds:
            return base
        if self.kinds[base] != kind and (with_kind := f"{base}-{kind.lower()}") not in self.kinds:
            return with_kind
        number = 2
        while f"{base}-{number}" in self.kinds:
            number += 1
        return f"{base}-{number}"

    def nearest_to(self, text: str, kinds: Iterable[str]) -> list[str]:
        """Return the ids and names of `kinds` that look most like `text`."""
        wanted = set(kinds)
        ids = [i for i, kind in self.kinds.items() if kind in wanted]
        names = [name for kind in wanted for name in self.index(kind).written]
        return nearest(text, [*ids, *names] if len(ids) < 20_000 else ids)


def name_key(kind: str, name: str) -> str:
    """Return what a name is compared by; a person's in either order of its words."""
    folded = normalise(name)
    return " ".join(sorted(folded.split())) if kind == "Person" else folded


def name_keys(kind: str, values: Mapping[str, Any]) -> list[str]:
    """Return what a node's names are compared by: name, aliases, a person's e-mail."""
    return [key for text in _texts(values) if (key := name_key(kind, text))]


def _texts(values: Mapping[str, Any]) -> list[str]:
    texts = (values.get("name"), *(values.get("aliases") or ()), values.get("email"))
    return [text for text in texts if text]
