"""Text that refers to a node → the node: by id, external id, name, alias or path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level
from archrepo.domain.text import normalise
from archrepo.importing.stated import Stated
from archrepo.resources.table_words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.domain.facts import Values
    from archrepo.domain.reading import Ref
    from archrepo.importing.directory import Directory
    from archrepo.importing.nodes import NodeMerger, PlannedNode
    from archrepo.importing.problems import Problems, Where

_TREE_KINDS = ("Domain", "Scope", "DataObject", "Organisation", "Technology", "Project")


class Rejected(Exception):  # noqa: N818 - not an error: the row it hangs on was refused already
    """The node referred to was refused; what hangs on it goes with it."""


class ReferenceResolver:
    """Resolves references; the same text among the same kinds is looked up once."""

    def __init__(
        self,
        directory: Directory,
        nodes: NodeMerger,
        stored_parents: Mapping[str, str],
        problems: Problems,
        create_missing: bool,
    ) -> None:
        self._directory = directory
        self._nodes = nodes
        self._parents = stored_parents
        self._problems = problems
        self._create_missing = create_missing
        self._found: dict[tuple[str, Sequence[str]], set[str]] = {}

    def resolve(self, ref: Ref, kinds: Sequence[str], where: Where, column: str) -> str | None:
        """Return the id `ref` means among `kinds`; None after having reported a problem.

        Raises:
            Rejected: If it means a raw node that was refused, or an optional one that is unknown.
        """
        if ref.node is not None:
            planned: PlannedNode | None = self._nodes.by_raw.get(id(ref.node))
            if planned is None:
                raise Rejected
            return planned.id
        if ref.kind is not None and ref.kind in kinds:
            kinds = (ref.kind,)
        text = ref.text.strip()
        exact = text if text in self._directory.kinds else text.lower()
        if exact in self._directory.kinds:
            return exact
        found = self._found.get((text, tuple(kinds)))
        if found is None:
            found = self._found[text, tuple(kinds)] = self._search(text, kinds)
        if len(found) == 1:
            return next(iter(found))
        if found:
            self._problems.error(
                "AR206",
                f"'{text}' may be any of {', '.join(sorted(found))}",
                where,
                column,
                "give the id",
            )
            return None
        if ref.optional:
            message = f"'{text}' is not known: the relation is left out"
            self._problems.warn("ST-02", message, where, column, "import what it refers to first")
            raise Rejected
        return self._missing(text, kinds, where, column, create=ref.create)

    def _search(self, text: str, kinds: Sequence[str]) -> set[str]:
        found = {i for kind in kinds for i in self._directory.by_external_id(kind, text)}
        if not found:
            found = {i for kind in kinds for i in self._directory.by_name(kind, text)}
        if not found and ("/" in text or ">" in text):
            found = {i for kind in kinds for i in self._by_path(kind, text)}
        return found

    def _by_path(self, kind: str, text: str) -> set[str]:
        """Return the nodes named by the last part of a path whose parents carry the others."""
        *above, last = [part.strip() for part in re.split(r"\s*[/>]\s*", text) if part.strip()]
        found = self._directory.by_name(kind, last)
        return {node for node in found if self._hangs_under(node, above)}

    def _hangs_under(self, node_id: str, above: Sequence[str]) -> bool:
        for part in reversed(above):
            planned = self._nodes.planned.get(node_id)
            parents = set(planned.parents) if planned else set()
            stored = self._parents.get(node_id)
            wanted = normalise(part)
            candidates = {
                i for kind in _TREE_KINDS for i in self._directory.by_name(kind, part)
            } | ({part} if part in self._directory.kinds else set())
            if stored in candidates:
                node_id = str(stored)
            elif wanted in parents and len(candidates) == 1:
                node_id = candidates.pop()
            else:
                return False
        return True

    def _missing(
        self, text: str, kinds: Sequence[str], where: Where, column: str, *, create: bool
    ) -> str | None:
        if (create or self._create_missing) and text:
            kind = "Organisation" if _is_team(text, kinds) else kinds[0]
            return self._created(kind, text, where, column, asked=create)
        what = kinds[0] if len(kinds) == 1 else "node"
        close = self._directory.nearest_to(text, kinds)
        hint = "did you mean " + ", ".join(f"'{c}'" for c in close) + "?" if close else ""
        self._problems.error(
            "ST-02" if column == "parent" else "ST-06",
            f"unknown {what} '{text}'" if text else f"no {what} given",
            where,
            column,
            hint or "state it too, or use --create-missing",
        )
        return None

    def _created(self, kind: str, text: str, where: Where, column: str, *, asked: bool) -> str:
        """Return the id of a new node of that name; a warning unless the mapping asks for it."""
        values: Values = {"name": text}
        if kind == "Person" and "@" in text:
            values["email"] = text.lower()
        new_id = self._directory.new_id(kind, text)
        self._nodes.add(kind, new_id, Stated(values), where)
        level = Level.NOTE if asked else Level.WARNING
        message = f"{kind} '{text}' is created"
        self._problems.say(level, "AR213", message, where, column)
        self._found.clear()
        return new_id


def _is_team(text: str, kinds: Sequence[str]) -> bool:
    """Return whether an owner who may be a person or an entity is one by its first word."""
    first = normalise(text).split(" ", 1)[0]
    may_be = {"Person", "Organisation"} <= set(kinds) and "@" not in text
    return may_be and first in words_of("teams")
