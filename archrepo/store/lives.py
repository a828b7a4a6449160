"""When everything with a lifecycle is live, as it is stored beside the facts.

What is live under a plan follows from a node's dates, from what projects do to it, and, of a
module, from its application. Rules ask that of whole portfolios, so each apply keeps the answer in
columns of its own (`schema.LIVE_ATTRIBUTES`), which no export shows: for every node it touches, and
for those whose life a touched project, action or application decides.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.changes import NodeChange, RelationChange
from archrepo.domain.metamodel import LIFECYCLE_DATES
from archrepo.domain.validity import Lives, PlanWord, ProjectAction, lifecycle_interval
from archrepo.store.schema import LIVE_ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.validity import Interval
    from archrepo.store.changeset import ChangeSet

LivesOf = Mapping[str, Mapping[str, Lives]]
"""Kind → id → lives."""

Read = Callable[[str, str | None, list[str] | None], list[dict[str, Any]]]
"""Reads a statement of `cypher/store/`: its name, the label that fills it, the ids it is around."""

_DECIDING = (*LIFECYCLE_DATES, "phase", "phase_on")
_ACTED_ON = ("Application", "Flow")
_OF_ACTION = ("action", "date", "committed")


@dataclass
class _Deciding:
    """What decides when things are live.

    Attributes:
        lifecycles: Kind → id → dates and stated phase.
        actions: Target → what projects do to it.
        application_of: Module → the application it is a part of.
    """

    lifecycles: dict[str, dict[str, Mapping[str, Any]]]
    actions: Mapping[str, list[ProjectAction]]
    application_of: Mapping[str, str]
    _known: dict[tuple[Any, ...], Lives] = field(default_factory=dict)

    def lives(self, kind: str, ids: Iterable[str]) -> dict[str, Lives]:
        """Return when each of these nodes is live."""
        return {node_id: self._lives(kind, node_id) for node_id in ids}

    def _lives(self, kind: str, node_id: str) -> Lives:
        values = self.lifecycles[kind][node_id]
        owner = self.application_of.get(node_id) if kind == "Module" else None
        if owner is None and node_id not in self.actions:  # most nodes share a few lifecycles
            deciding = tuple(values.get(name) for name in _DECIDING)
            if deciding not in self._known:
                self._known[deciding] = Lives.of(lifecycle_interval(values))
            return self._known[deciding]
        own = Lives.of(lifecycle_interval(values), self.actions.get(node_id, ()))
        return own if owner is None else own.within(self._lives("Application", owner))


def lives_of_everything(metamodel: Metamodel, table: Callable[[str], pyarrow.Table]) -> LivesOf:
    """Return when everything is live, out of whole families (columns as a scan gives them)."""
    projects = _by_id(table("Project"), ("status", "end"))
    actions: dict[str, list[ProjectAction]] = defaultdict(list)
    for row in table("IMPACTS").select(["from", "to_kind", "to", *_OF_ACTION]).to_pylist():
        if row["to_kind"] in _ACTED_ON:
            actions[row["to"]].append(_action(row["from"], row, projects[row["from"]]))
    contained = table("CONTAINS").select(["from", "to_kind", "to"]).to_pylist()
    owners = {row["to"]: row["from"] for row in contained if row["to_kind"] == "Module"}
    kinds = live_kinds(metamodel)
    deciding = _Deciding({k: _by_id(table(k), _DECIDING) for k in kinds}, actions, owners)
    return {kind: deciding.lives(kind, deciding.lifecycles[kind]) for kind in kinds}


def lives_after(changes: ChangeSet, read: Read) -> LivesOf:
    """Return when everything is live whose life the changes touch.

    Args:
        changes: What is about to be written.
        read: Reads the portfolio as it was before.
    """
    kinds = live_kinds(changes.metamodel)
    touched = {
        kind: {n.id for n in changes.nodes.get(kind, ()) if n.after is not None} for kind in kinds
    }
    acted = [r for t, some in changes.relations.items() if t[0] == "IMPACTS" for r in some]
    hung = changes.relations.get(("CONTAINS", "Application", "Module"), ())
    projects = changes.nodes.get("Project", ())
    if not (any(touched.values()) or acted or hung or projects):
        return {}
    actions, kind_of = _actions_after(projects, acted, read)
    moved = {n.id for n in projects}
    for target, some in actions.items():
        if any(action.project in moved for action in some):
            touched[kind_of(target)].add(target)
    for relation in acted:
        if relation.to_kind in _ACTED_ON:
            touched[relation.to_kind].add(relation.to_id)
    owners: dict[str, str] = {}
    if touched["Application"] or touched["Module"] or hung:
        owners = _owners_after(hung, read)
        touched["Module"] |= {r.to_id for r in hung}
        touched["Module"] |= {m for m, a in owners.items() if a in touched["Application"]}
    for kind in kinds:
        touched[kind] -= {n.id for n in changes.nodes.get(kind, ()) if n.after is None}
    needed = {kind: set(ids) for kind, ids in touched.items()}
    needed["Application"] |= {owners[m] for m in touched["Module"] if m in owners}
    lifecycles = {kind: _lifecycles_after(changes, kind, needed[kind], read) for kind in kinds}
    deciding = _Deciding(lifecycles, actions, owners)
    return {kind: deciding.lives(kind, sorted(ids)) for kind, ids in touched.items() if ids}


def live_kinds(metamodel: Metamodel) -> list[str]:
    """Return the kinds whose nodes have a lifecycle."""
    return [name for name, kind in metamodel.kinds.items() if kind.has_lifecycle]


def columns_of(lives: Lives) -> dict[str, dt.date]:
    """Return what is stored of when a node is live: an open end is the first or last day of all."""
    stored = {}
    for plan in PlanWord:
        span: Interval = getattr(lives, plan.value)
        stored[f"_live_from_{plan}"] = span.start or dt.date.min
        stored[f"_live_to_{plan}"] = span.end or dt.date.max
    return stored


def with_lives(table: pyarrow.Table, lives: Mapping[str, Lives]) -> pyarrow.Table:
    """Return facts of a kind with the columns that say when they are live."""
    import pyarrow as pa

    stored: dict[Lives, dict[str, dt.date]] = {}
    rows = []
    for node_id in table["id"].to_pylist():
        one = lives[node_id]
        if one not in stored:
            stored[one] = columns_of(one)
        rows.append(stored[one])
    for attribute in LIVE_ATTRIBUTES:
        days = pa.array([row[attribute.name] for row in rows], pa.date32())
        table = table.append_column(attribute.name, days)
    return table


def only_lives(lives: Mapping[str, Lives], ids: Iterable[str]) -> pyarrow.Table:
    """Return ids with the columns that say when they are live, and nothing else."""
    import pyarrow as pa

    return with_lives(pa.table({"id": pa.array(ids, pa.string())}), lives)


def _by_id(table: pyarrow.Table, names: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in table.select(["id", *names]).to_pylist()}


def _action(project: str, stated: Mapping[str, Any], values: Mapping[str, Any]) -> ProjectAction:
    return ProjectAction(
        project=project,
        action=str(stated.get("action") or ""),
        date=stated.get("date"),
        committed=stated.get("committed"),
        status=values.get("status"),
        project_end=values.get("end"),
    )


def _actions_after(
    projects: Iterable[NodeChange], acted: Iterable[RelationChange], read: Read
) -> tuple[dict[str, list[ProjectAction]], Callable[[str], str]]:
    """Return what projects do to each target, and what tells a target's kind."""
    rows = {row["key"]: row for row in read("store.actions", None, None)}
    kinds = {row["target"]: row["kind"] for row in rows.values()}
    known: dict[str, Values | dict[str, Any]] = {
        row["project"]: {"status": row["status"], "end": row["project_end"]}
        for row in rows.values()
    }
    known.update({n.id: n.after or {} for n in projects})
    for relation in acted:
        rows.pop(relation.key, None)
        if relation.after is not None and relation.to_kind in _ACTED_ON:
            kinds[relation.to_id] = relation.to_kind
            ends = {"project": relation.from_id, "target": relation.to_id}
            rows[relation.key] = {**relation.after, **ends}
    unknown = sorted({row["project"] for row in rows.values()} - known.keys())
    known.update({row["id"]: row for row in read("store.project", None, unknown) if unknown})
    found: dict[str, list[ProjectAction]] = defaultdict(list)
    for key in sorted(rows):
        row = rows[key]
        found[row["target"]].append(_action(row["project"], row, known[row["project"]]))
    return dict(found), kinds.__getitem__


def _owners_after(hung: Iterable[RelationChange], read: Read) -> dict[str, str]:
    owners = {row["module"]: row["application"] for row in read("store.modules", None, None)}
    for relation in hung:
        if relation.after is None and owners.get(relation.to_id) == relation.from_id:
            del owners[relation.to_id]
    owners.update({r.to_id: r.from_id for r in hung if r.after is not None})
    return owners


def _lifecycles_after(
    changes: ChangeSet, kind: str, ids: set[str], read: Read
) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {
        n.id: n.after for n in changes.nodes.get(kind, ()) if n.after is not None and n.id in ids
    }
    others = sorted(ids - found.keys())
    if others:
        found.update({row["id"]: row for row in read("store.lifecycle", kind, others)})
    return found
