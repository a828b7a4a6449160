"""One rule of a mapping at work: rows in, nodes and relations out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.reading import RawNode, RawRelation, Ref
from archrepo.domain.text import normalise
from archrepo.importing.mapping import CELL, COLUMN
from archrepo.readers.mapping_cells import CellReader, holds, joined, template
from archrepo.readers.mapping_trees import TreeRows
from archrepo.readers.mapping_values import Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.domain.diagnostics import Place
    from archrepo.domain.metamodel import Attribute
    from archrepo.importing.mapping import LinkRule, Rule
    from archrepo.importing.mapping import Mapping as MappingFile
    from archrepo.readers.assembly import Assembly
    from archrepo.readers.mapping_cells import Row

    Path = tuple[str, ...]


def columns_of(rule: Rule) -> list[str]:
    """Return the columns a rule reads, its templates' among them."""
    texts = [*rule.id, rule.source, rule.target, *rule.external_ids.values(), *rule.set.values()]
    texts += [lookup.find for lookup in rule.lookups]
    wanted = [*rule.where]
    for link in rule.relations:
        texts += [link.source, link.target, *link.set.values()]
        wanted += link.where
    if rule.tree is not None:
        wanted += [*rule.tree.levels, *filter(None, (rule.tree.indent, rule.tree.path))]
    named = [c for text in texts if text for c in template(text).columns]
    made = (CELL, COLUMN) if rule.matrix is not None else ()
    listed = dict.fromkeys((*rule.columns, *wanted, *rule.properties, *named))
    return [name for name in listed if name not in made]


class RuleReader:
    """Makes nodes or relations of rows, as one rule says."""

    def __init__(self, rule: Rule, mapping: MappingFile, assembly: Assembly, table: str) -> None:
        self._rule = rule
        self._assembly = assembly
        self._table = table
        names = assembly.names
        self._attributes = names.attributes(rule.node or str(rule.relation))
        self._readers = [
            (column, target.keep_as, CellReader(target, attribute, mapping.dates, column))
            for column, targets in rule.columns.items()
            for target in targets
            for attribute in [self._attributes.get(target.attribute or "")]
        ]
        self._links = [(link, _link_translations(link)) for link in rule.relations]
        self._seen: set[str] = set()
        self._made = _Made.of(assembly) if rule.merge else None
        self._tree = TreeRows(rule.tree) if rule.tree is not None else None
        self._by_path: dict[Path, RawNode] = {}  # folded names from the top down → node

    @property
    def places(self) -> dict[str, str]:
        """Attribute → column it is read from, for places."""
        rule = self._rule
        found = {r.attribute.name: column for column, _, r in self._readers if r.attribute}
        if self._tree is not None:
            found.setdefault("name", self._tree.column)
        ends = (("from", rule.source), ("to", rule.target))
        for name, text in (*(("id", text) for text in rule.id[:1]), *ends):
            columns = template(text).columns if text else ()
            if columns:
                found.setdefault(name, columns[-1])
        return found

    def take(self, row: Row, rest: Row, mark: Any, given: Mapping[str, str] | None = None) -> None:
        """Make what the rule makes of one row.

        Args:
            row: Cells by column.
            rest: Cells to keep as properties, by key.
            mark: Where the row stands.
            given: Attributes that a cell of a matrix states.
        """
        values = self._values(row, mark)
        for name, text in (given or {}).items():
            several = self._attributes[name].value_type is AttributeType.STRINGS
            values[name] = [text] if several else text
        kept = [(key, row.get(column, "")) for column, key in self._rule.properties.items()]
        for key, cell in (*kept, *rest.items()):
            text = joined(cell)
            if text:
                values.setdefault("properties", []).append(f"{key}={text}")
                self._assembly.reading.tally[f"{self._table}.{key}", "properties"] += 1
        if self._tree is not None:
            self._hang(self._tree, row, values, mark)
        elif self._rule.node is not None:
            self._node(self._rule.node, row, values, mark)
        else:
            self._relation(str(self._rule.relation), row, values, mark)

    def say_shifts(self, place: Place) -> None:
        """Say how many end dates were moved to the day after."""
        shifted = sum(reader.shifted for _, _, reader in self._readers)
        if shifted:
            one = "the last day of an interval was moved to the first day after"
            many = f"{shifted:,} last days were moved to the first day after"
            message = one if shifted == 1 else many
            self._assembly.note("AR116", message, place)

    def left_out(self) -> Iterator[Translation]:
        """Yield the translations that took texts for nothing which nobody has listed."""
        of_links = [each for _, translations in self._links for each in translations.values()]
        for translation in (*(reader.translation for _, _, reader in self._readers), *of_links):
            if translation.left_out.counts:
                yield translation

    def look_at(self, rows: Iterable[Row]) -> None:
        """Look at all rows before they are taken: a name of one version goes without it."""
        for column, _, reader in self._readers:
            if reader.rule.version is not None:
                reader.look_at(row.get(column, "") for row in rows)

    def _values(self, row: Row, mark: Any) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, key, reader in self._readers:
            found = reader.read(row.get(column, ""), mark[1])
            if found in (None, []):
                continue
            if key is not None:
                values.setdefault("properties", []).extend(f"{key}={text}" for text in found)
                self._assembly.reading.tally[f"{self._table}.{column}", "properties"] += 1
            elif reader.attribute is not None:
                found = self._without_version(reader, found, values)
                _add(values, reader.attribute, found)
        for name, text in self._rule.set.items():
            rendered = template(text).render(row)
            if rendered:
                attribute = self._attributes[name]
                several = attribute.value_type is AttributeType.STRINGS
                _add(values, attribute, [rendered] if several else rendered)
                if name == "properties":
                    key = text.partition("=")[0]  # as in the rule: a row may have a key of its own
                    self._assembly.reading.tally[f"{self._table}.{key}", "properties"] += 1
        return values

    def _without_version(self, reader: CellReader, found: Any, values: dict[str, Any]) -> Any:
        """Return a name without its version, which is kept beside it, as is the whole wording."""
        name, version = reader.versioned(found)
        if not version:
            return found
        _add(values, self._attributes["aliases"], [found])
        if "version" in self._attributes:
            values.setdefault("version", version)
        else:
            values.setdefault("properties", []).append(f"version={version}")
        return name

    def _hang(self, tree: TreeRows, row: Row, values: dict[str, Any], mark: Any) -> None:
        """Make the row's node, and those above it that no row before has made."""
        names = tree.names(row)
        if not names:
            self._assembly.refuse(self._table, "names nothing in the tree")
            return
        values = self._known_elsewhere(row, {**self._id(row), **values})
        above: RawNode | None = None
        for depth in range(1, len(names) + 1):
            own = values if depth == len(names) else {}
            above = self._branch(tree.kind(depth - 1), names[:depth], own, above, mark)
        if above is not None:
            self._finish(above, row, mark)

    def _branch(
        self,
        kind: str,
        names: Sequence[str],
        values: dict[str, Any],
        above: RawNode | None,
        mark: Any,
    ) -> RawNode:
        """Return the node that `names` lead to, made where no row before has made it."""
        path = tuple(normalise(name) for name in names)
        raw = self._by_path.get(path)
        if raw is not None:
            _merge(raw.values, self._fitting(raw.kind, values, mark))
            return raw
        given = self._fitting(kind, {"name": names[-1], **values}, mark)
        raw = self._by_path[path] = self._assembly.node(kind, given, mark, self._table)
        if above is not None:
            ends = Ref(node=above), Ref(node=raw)
            self._assembly.relation("CONTAINS", *ends, {}, mark, self._table)
        return raw

    def _fitting(self, kind: str, values: dict[str, Any], mark: Any) -> dict[str, Any]:
        """Return the values a kind of the tree has attributes for; say which it has not."""
        known = self._assembly.names.attributes(kind)
        for name in values.keys() - known.keys():
            place = self._assembly.reading.locate(mark, name)
            message = f"a {kind} has no '{name}': it is left out"
            self._assembly.warn("AR102", message, place, "map it in a rule of its own")
            self._assembly.refuse(f"{self._table}.{name}", f"no attribute of a {kind}")
        return {name: value for name, value in values.items() if name in known}

    def _node(self, kind: str, row: Row, values: dict[str, Any], mark: Any) -> None:
        if self._rule.id:
            identity = self._id(row)
            if not identity:
                self._refuse(kind, "id", template(self._rule.id[-1]).columns, mark)
                return
            if self._rule.unique and identity["id"] in self._seen:
                return
            self._seen.add(identity["id"])
            values = {**identity, **values}
        values = self._known_elsewhere(row, values)
        raw = self._made.nodes.get(values["id"]) if self._made else None
        if raw is None:
            raw = self._assembly.node(kind, values, mark, self._table)
            if self._made:
                self._made.nodes[values["id"]] = raw
        else:
            _merge(raw.values, values)
            self._assembly.reading.tally[self._table, _merged(values)] += 1
        self._finish(raw, row, mark)

    def _id(self, row: Row) -> dict[str, str]:
        """Return the id that the first template gives which gives any."""
        found = (template(text).render(row).lower() for text in self._rule.id)
        return next(({"id": text} for text in found if text), {})

    def _known_elsewhere(self, row: Row, values: dict[str, Any]) -> dict[str, Any]:
        """Return values with the ids by which other systems know the row's node."""
        for system, text in self._rule.external_ids.items():
            external = template(text).render(row)
            if external:
                values.setdefault("external_ids", []).append(f"{system}={external}")
        return values

    def _finish(self, raw: RawNode, row: Row, mark: Any) -> None:
        for link, translations in self._links:
            self._link(raw, link, translations, row, mark)

    def _link(
        self,
        raw: RawNode,
        link: LinkRule,
        translations: Mapping[str, Translation],
        row: Row,
        mark: Any,
    ) -> None:
        if not all(holds(wanted, row.get(name, "")) for name, wanted in link.where.items()):
            return
        incoming = link.source is not None
        text = template(link.source or link.target or "")
        for name in text.render_each(row, link.split):
            if not name:
                continue
            rendered = {key: template(value).render(row) for key, value in link.set.items()}
            values = {
                key: value
                for key, text in rendered.items()
                if (value := translations[key].of(text, mark[1]))
            }
            other = Ref(name, link.kind, create=link.create, optional=link.optional)
            own = Ref(node=raw)
            ends = (other, own) if incoming else (own, other)
            origin = f"{self._table}.{'+'.join(text.columns)}"
            self._assembly.relation(link.relation, *ends, values, mark, origin)

    def _relation(self, relation: str, row: Row, values: dict[str, Any], mark: Any) -> None:
        rule = self._rule
        source, target = template(str(rule.source)), template(str(rule.target))
        ends = source.render(row), target.render(row)
        for end, name, text in (("from", ends[0], source), ("to", ends[1], target)):
            if not name:
                self._refuse(relation, end, text.columns, mark)
                return
        earlier = self._made.relations.get((relation, *ends)) if self._made else None
        if earlier is not None:
            _merge(earlier.values, values)
            self._assembly.reading.tally[self._table, _merged(values)] += 1
            return
        refs = (
            Ref(ends[0], rule.from_kind, create=rule.create),
            Ref(ends[1], rule.to_kind, create=rule.create),
        )
        raw = self._assembly.relation(relation, *refs, values, mark, self._table)
        if self._made:
            self._made.relations[relation, *ends] = raw

    def _refuse(self, what: str, part: str, columns: tuple[str, ...], mark: Any) -> None:
        place = self._assembly.reading.locate(mark, part)
        empty = " or ".join(f"'{column}'" for column in columns)
        message = f"no {part} for this {what}: {empty} is empty"
        hint = "fill it, or leave the row out with `where`"
        self._assembly.problem("AR114", message, place, hint)
        self._assembly.refuse(self._table, f"no {part}")


def _link_translations(link: LinkRule) -> dict[str, Translation]:
    """Return what the texts mean that a link sets, by attribute."""
    column = "".join(template(link.source or link.target or "").columns[:1])
    return {key: Translation(link.values.get(key, {}), column, key) for key in link.set}


class _Made:
    """What earlier rules made, by id and by ends, for a rule that adds to it."""

    def __init__(
        self,
        nodes: dict[str, RawNode],
        relations: dict[tuple[str, str, str], RawRelation],
    ) -> None:
        self.nodes = nodes
        self.relations = relations

    @classmethod
    def of(cls, assembly: Assembly) -> _Made:
        reading = assembly.reading
        nodes = {str(raw.values["id"]): raw for raw in reading.nodes if "id" in raw.values}
        relations: dict[tuple[str, str, str], RawRelation] = {}
        for raw in reading.relations:
            key = (raw.type, _text(raw.source), _text(raw.target))
            relations.setdefault(key, raw)
        return cls(nodes, relations)


def _text(ref: Ref) -> str:
    return ref.text if ref.node is None else str(ref.node.values.get("id", ""))


def _add(values: dict[str, Any], attribute: Attribute, found: Any) -> None:
    """Add a value; lists grow, of single values the first stands."""
    if attribute.value_type is AttributeType.STRINGS:
        listed = values.setdefault(attribute.name, [])
        listed += [item for item in found if item not in listed]
    else:
        values.setdefault(attribute.name, found)


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    """Add `values` to what was read before; what would contradict it is kept as a property."""
    for name, value in values.items():
        earlier = into.setdefault(name, value)
        if earlier == value:
            continue
        if isinstance(earlier, list):
            earlier += [item for item in value if item not in earlier]
        else:
            into.setdefault("properties", []).append(f"{name}={joined(value)}")


def _merged(values: dict[str, Any]) -> str:
    """Return what became of a row that was merged, as a tally says it."""
    return "properties" if values.keys() <= {"id", "properties"} else "merged"
