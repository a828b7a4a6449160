"""What entities of a Backstage catalogue say of each other, as relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.reading import Ref
from archrepo.readers.archimate_values import property_line, sorted_properties
from archrepo.readers.backstage_entities import SYSTEM, Entity, Key, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.reading import RawNode
    from archrepo.readers.assembly import Assembly
    from archrepo.readers.yaml_document import YamlNode

_FROM, _TO = True, False
_SPEC: tuple[tuple[str, str, str, bool], ...] = (
    ("system", "system", "CONTAINS", _FROM),
    ("domain", "domain", "COVERS", _TO),
    ("subdomainOf", "domain", "CONTAINS", _FROM),
    ("providesApis", "api", "EMITS", _TO),
    ("consumesApis", "api", "FEEDS", _FROM),
    ("dependsOn", "component", "USES_TECH", _TO),
    ("dependencyOf", "component", "USES_TECH", _FROM),
    ("parent", "group", "CONTAINS", _FROM),
    ("children", "group", "CONTAINS", _TO),
    ("members", "user", "MEMBER_OF", _FROM),
    ("memberOf", "group", "MEMBER_OF", _TO),
    ("subcomponentOf", "component", "", _TO),
)
"""Key of the spec, kind it refers to unless it says, relation, whether that comes from the other
end; a pair of kinds the relation does not join is kept as a property."""


class Links:
    """Adds the relations between entities; what two entities both say is one."""

    def __init__(self, assembly: Assembly, entities: Mapping[Key, Entity]) -> None:
        self._assembly = assembly
        self._entities = entities
        self._seen: set[tuple[str, int, int]] = set()

    def add(self) -> None:
        """Add every relation."""
        for entity in self._entities.values():
            if entity.node is None:
                continue
            for key, kind, relation_type, incoming in _SPEC:
                for reference, node in entity.texts("spec", key):
                    self._link(
                        entity, entity.node, (key, reference, node), kind, relation_type, incoming
                    )
            for reference, node in entity.texts("spec", "owner"):
                self._own(entity, entity.node, reference, node)

    def _link(
        self,
        entity: Entity,
        own: RawNode,
        said: tuple[str, str, YamlNode],
        kind: str,
        relation_type: str,
        incoming: bool,
    ) -> None:
        key, reference, node = said
        other = self._find(entity, reference, kind)
        if isinstance(other, Ref):
            self._missing(entity, own, key, reference, other, relation_type, incoming, node)
            return
        ends = None if other is None else (other, own) if incoming else (own, other)
        if ends is not None and self._may_join(relation_type, *ends):
            self._relation(relation_type, *ends, {}, (entity.mark[0], node), key)
        else:
            self._keep(own, key, reference)

    def _own(self, entity: Entity, own: RawNode, reference: str, node: YamlNode) -> None:
        owner = self._find(entity, reference, "group")
        mark = (entity.mark[0], node)
        is_group = isinstance(owner, Ref) or (owner is not None and owner.kind == "Organisation")
        if owner is None:
            self._keep(own, "owner", reference)
        elif is_group and own.kind == "Application":
            self._relation("OWNS", owner, own, {}, mark, "owner")
        else:
            role = "BUSINESS_OWNER" if own.kind == "Scope" else "IT_OWNER"
            self._relation("RESPONSIBLE_FOR", owner, own, {"role": role}, mark, "owner")

    def _find(self, entity: Entity, reference: str, kind: str) -> RawNode | Ref | None:
        """Return the node a reference means; a reference by name where no file describes it."""
        key = key_of(reference, kind, entity.namespace)
        if key is None:
            return None
        found = self._entities.get(key)
        if found is None:
            return Ref(key[2])
        return found.node

    def _missing(
        self,
        entity: Entity,
        own: RawNode,
        key: str,
        reference: str,
        other: Ref,
        relation_type: str,
        incoming: bool,
        node: YamlNode,
    ) -> None:
        """Refer by name to what no file describes, or keep what joins unknown kinds."""
        relation = self._assembly.names.metamodel.relations.get(relation_type)
        place = 1 if incoming else 0
        kinds = (
            {pair[1 - place] for pair in relation.pairs if pair[place] == own.kind}
            if relation
            else ()
        )
        if len(kinds) != 1:
            self._keep(own, key, reference)
            return
        named = Ref(other.text, next(iter(kinds)))
        start, end = (named, own) if incoming else (own, named)
        self._relation(relation_type, start, end, {}, (entity.mark[0], node), key)

    def _may_join(self, relation_type: str, start: RawNode, end: RawNode) -> bool:
        relation = self._assembly.names.metamodel.relations.get(relation_type)
        return relation is not None and (start.kind, end.kind) in relation.pairs

    def _relation(
        self,
        relation_type: str,
        start: RawNode | Ref,
        end: RawNode | Ref,
        values: dict[str, Any],
        mark: Any,
        origin: str,
    ) -> None:
        ends = [e if isinstance(e, Ref) else Ref(node=e) for e in (start, end)]
        seen = (relation_type, id(start), id(end))
        if seen in self._seen:
            self._assembly.reading.tally[origin, "merged"] += 1
            return
        self._seen.add(seen)
        self._assembly.relation(relation_type, ends[0], ends[1], values, mark, origin)

    def _keep(self, own: RawNode, key: str, reference: str) -> None:
        line = property_line(f"{SYSTEM}:{key}", reference)
        own.values["properties"] = sorted_properties([*own.values.get("properties", ()), line])
        self._assembly.reading.tally[key, "properties"] += 1
