"""A plan in a file: looked at and agreed on one day, applied on another.

The file says what each fact must be before, so that it fits a portfolio that moved elsewhere, and
none that moved where the plan does.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.facts import relation_key
from archrepo.domain.history import batches, without_batch
from archrepo.domain.metamodel import AttributeType
from archrepo.domain.recording import node_form, node_from, plain, relation_form, relation_from
from archrepo.errors import ConflictError, InvalidDataError
from archrepo.importing.directory import Directory, name_keys
from archrepo.importing.soundness import unsound_changes
from archrepo.importing.values import ValueProblemError, parse_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Attribute, Metamodel
    from archrepo.domain.ports import GraphStore

SCHEMA = "archrepo/saved-plan/1"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
_BOTH = {Status.UPDATE: (True, True), Status.REMOVE: (True, False)}
_JSON_TYPES: dict[AttributeType, tuple[type, ...]] = {
    AttributeType.STRING: (str,),
    AttributeType.INTEGER: (int,),
    AttributeType.NUMBER: (int, float),
    AttributeType.BOOLEAN: (bool,),
    AttributeType.DATE: (str,),
    AttributeType.STRINGS: (list,),
}
_TOLD = 5

_Change = TypeVar("_Change", NodeChange, RelationChange)


def plan_text(plan: Plan) -> str:
    """Return a plan as JSON, one change a line."""
    head = {
        "schema": SCHEMA,
        "source": plan.source,
        "revision": plan.revision,
        "mapping": plan.mapping,
        "files": dict(sorted(plan.files.items())),
        "unchanged": dict(plan.unchanged),
    }
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    parts.append(_lines("nodes", map(node_form, plan.nodes)))
    parts.append(_lines("relations", map(relation_form, plan.relations)))
    return ",\n".join(parts) + "}\n"


def _lines(name: str, forms: Iterable[dict[str, Any]]) -> str:
    body = ",\n".join(json.dumps(form, ensure_ascii=False, default=plain) for form in forms)
    return f'"{name}": [\n{body}\n]' if body else f'"{name}": []'


def read_plan(text: str, file: str, metamodel: Metamodel) -> Plan:
    """Return the plan in `text`.

    Raises:
        InvalidDataError: It is none, or not one for this metamodel.
    """
    try:
        form = json.loads(text)
    except RecursionError:
        raise _invalid(file, "", "is nested too deep") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _invalid(file, "", f"is not JSON: {where}") from None
    if not isinstance(form, dict) or form.get("schema") != SCHEMA:
        raise _invalid(file, "", f"is no saved plan: its 'schema' is not '{SCHEMA}'")
    nodes = _each(form, "nodes", file, lambda found: _node(found, metamodel))
    relations = _each(form, "relations", file, lambda found: _relation(found, metamodel))
    names = [(c.kind, c.id) for c in nodes] + [(c.type, c.key) for c in relations]
    if len(set(names)) < len(names):
        raise _invalid(file, "", "changes a fact twice")
    texts = {name: form.get(name) for name in ("source", "revision", "mapping")}
    files, unchanged = form.get("files"), form.get("unchanged")
    if not (
        isinstance(files, dict)
        and isinstance(unchanged, dict)
        and all(type(count) is int for count in unchanged.values())
        and all(isinstance(t, str) or (n == "mapping" and t is None) for n, t in texts.items())
    ):
        raise _invalid(file, "", "lacks its source, revision, files or what it left unchanged")
    return Plan(
        source=str(texts["source"]),
        revision=str(texts["revision"]),
        nodes=tuple(nodes),
        relations=tuple(relations),
        unchanged=unchanged,
        files={str(name): str(digest) for name, digest in files.items()},
        mapping=texts["mapping"],
    )


def _each(
    form: Mapping[str, Any], name: str, file: str, read: Callable[[Any], _Change]
) -> list[_Change]:
    found = form.get(name)
    if not isinstance(found, list):
        raise _invalid(file, f"/{name}", "is no list")
    changes = []
    for number, each in enumerate(found):
        try:
            changes.append(read(each))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"lacks {error}" if isinstance(error, KeyError) else str(error)
            raise _invalid(file, f"/{name}/{number}", what) from None
    return changes


def _node(form: Any, metamodel: Metamodel) -> NodeChange:
    if form["kind"] not in metamodel.portfolio_kinds:
        raise ValueError(f"there is no kind {form['kind']!r}")
    if not _ID.fullmatch(form["id"]):
        raise ValueError(f"{form['id']!r} is no id")
    _check(form, metamodel.kinds[form["kind"]].attributes)
    if form["after"] is not None and not form["after"].get("name"):
        raise ValueError("a node has a name")
    return node_from(form, metamodel)


def _relation(form: Any, metamodel: Metamodel) -> RelationChange:
    relation = metamodel.relations.get(form["type"])
    if relation is None:
        raise ValueError(f"there is no relation {form['type']!r}")
    if (form["from_kind"], form["to_kind"]) not in relation.pairs:
        raise ValueError(f"{relation.name} joins no {form['from_kind']!r} and {form['to_kind']!r}")
    _check(form, relation.attributes)
    change = relation_from(form, metamodel)
    values = change.after or change.before or {}
    if change.key != relation_key(relation, change.from_id, change.to_id, values):
        raise ValueError(f"{change.key!r} is not the key of what it tells")
    return change


def _check(form: Mapping[str, Any], attributes: Mapping[str, Attribute]) -> None:
    """Refuse a change whose status does not fit it, or whose values cannot be stored."""
    there = (form["before"] is not None, form["after"] is not None)
    if there != _BOTH.get(Status(form["status"]), (False, True)):
        raise ValueError(f"{form['status']} does not fit what is before and after")
    for values in (form["before"], form["after"]):
        for name, value in (values or {}).items():
            if name not in attributes:
                raise ValueError(f"there is no attribute {name!r}")
            _check_value(attributes[name], value)


def _check_value(attribute: Attribute, value: Any) -> None:
    of_type = _JSON_TYPES[attribute.value_type]
    items = value if isinstance(value, list) else ()
    if type(value) not in of_type or any(type(item) is not str for item in items):
        raise ValueError(f"{attribute.name} cannot be {str(value)[:80]!r}")
    try:
        parse_value(attribute, value)
    except ValueProblemError as problem:
        raise ValueError(f"{attribute.name}: {problem.message}") from None


def rebased(plan: Plan, store: GraphStore, metamodel: Metamodel) -> Plan:
    """Return the plan as it applies to the portfolio as it stands.

    Raises:
        ConflictError: The portfolio moved in a way that touches the plan.
    """
    revision = store.revision()  # before anything is read: what moves meanwhile is noticed
    nodes, relations = _standing(plan, store)
    standing: list[tuple[NodeChange | RelationChange, Values | None]] = [*nodes, *relations]
    moved = [
        f"{_told(change)} is not as it was"
        for change, now in standing
        if without_batch(now) != without_batch(change.before)
    ]
    moved += _known_otherwise(plan, store, metamodel)
    if not moved:
        unsound = unsound_changes(plan.nodes, plan.relations, store, metamodel)
        moved = [f"{_told(change)}: {why}" for change, why in unsound]
    if moved:
        more = f"; and {len(moved) - _TOLD:,} more" if len(moved) > _TOLD else ""
        raise ConflictError(
            f"the portfolio moved where the plan does: {'; '.join(moved[:_TOLD])}{more}",
            hint="plan again: archrepo import FILE… --dry-run --out PLAN",
        )
    return replace(
        plan,
        revision=revision,
        nodes=tuple(replace(change, before=now) for change, now in nodes),
        relations=tuple(replace(change, before=now) for change, now in relations),
    )


def _standing(
    plan: Plan, store: GraphStore
) -> tuple[list[tuple[NodeChange, Values | None]], list[tuple[RelationChange, Values | None]]]:
    """Return each change with the values its fact has now."""
    if not store.revision():
        return [(change, None) for change in plan.nodes], [(c, None) for c in plan.relations]
    held: dict[tuple[str, str], Values] = {}
    for kind in {change.kind for change in plan.nodes}:
        ids = {change.id for change in plan.nodes if change.kind == kind}
        held |= {(kind, node.id): node.values for node in node_facts(store, kind, ids)}
    for name in {change.type for change in plan.relations}:
        keys = {change.key for change in plan.relations if change.type == name}
        held |= {(name, f.key): f.values for f in relation_facts(store, name, keys=keys)}
    return (
        [(change, held.get((change.kind, change.id))) for change in plan.nodes],
        [(change, held.get((change.type, change.key))) for change in plan.relations],
    )


def _known_otherwise(plan: Plan, store: GraphStore, metamodel: Metamodel) -> Iterator[str]:
    """Yield new nodes that somebody else wrote under another id since the plan was made."""
    made = [change for change in plan.nodes if change.before is None]
    if not made or plan.revision == store.revision():
        return
    ids = [row["id"] for row in batches(store)]
    later = ids[ids.index(plan.revision) + 1 :] if plan.revision in ids else ids
    written = {
        node.id
        for kind in {change.kind for change in made}
        for node in node_facts(store, kind, batch_ids=later)
    }
    directory = Directory(store, metamodel)
    for change in made:
        values = change.after or {}
        index = directory.index(change.kind)
        same = {i for key in name_keys(change.kind, values) for i in index.names.get(key, ())}
        for item in values.get("external_ids", ()):  # type: ignore[union-attr]
            same |= index.external_ids.get(item, set())
        for other in sorted((same & written) - {change.id}):
            yield f"{_told(change)} is there now as '{other}'"


def _told(change: NodeChange | RelationChange) -> str:
    if isinstance(change, NodeChange):
        return f"{change.kind} '{change.id}'"
    return f"{change.type} {change.from_id} → {change.to_id}"


def _invalid(file: str, path: str, message: str) -> InvalidDataError:
    hint = "'archrepo import FILE… --dry-run --out PLAN' writes one"
    found = Diagnostic("AR221", Level.ERROR, message, Place(file, path=path), hint)
    return InvalidDataError(f"{found.place}: {message}", hint=hint, diagnostics=[found])
