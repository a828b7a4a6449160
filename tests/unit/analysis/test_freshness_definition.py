"""Levels, lacks and owners of records, against what they are defined to be, one node at a time."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.analysis.freshness.records import Records
from archrepo.analysis.situation import Situation
from archrepo.domain.validity import PlanChoice
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 1)
LEVELS = {
    "Application": {
        1: ("category|COVERS", "criticality"),
        2: ("OWNS|OPERATES",),
        3: ("confirmed",),
    },
    "Flow": {1: ("EMITS",), 3: ("mode", "confirmed")},
}
days = st.sampled_from([None, dt.date(2024, 1, 1), DAY, dt.date(2027, 1, 1)])
APPLICATIONS, PEOPLE = ("a0", "a1", "m0"), ("o0", "o1")
relations = st.tuples(
    st.sampled_from(
        [
            *[("COVERS", a, "s0") for a in APPLICATIONS],
            *[("EMITS", a, f) for a in APPLICATIONS for f in ("f0", "f1")],
            *[(name, o, a) for name in ("OWNS", "OPERATES") for o in PEOPLE for a in ("a0", "a1")],
            *[("RESPONSIBLE_FOR", o, a) for o in PEOPLE for a in ("a0", "a1", "f0")],
        ]
    ),
    days,
    days,
)
values = st.fixed_dictionaries(
    {},
    optional={
        "category": st.just("SAAS"),
        "criticality": st.just("MISSION_CRITICAL"),
        "confirmed_on": days,
    },
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(values, min_size=2, max_size=2),
    st.sampled_from([None, "SYNC"]),
    st.lists(relations, max_size=14, unique_by=lambda r: r[0]),
)
def test_records_are_what_the_levels_define(stated, mode, related) -> None:
    made = Builder()
    for name, own in zip(("a0", "a1"), stated, strict=True):
        made.node("Application", name, **own)
    made.node("Module", "m0")
    made.node("Scope", "s0")
    for name in ("f0", "f1"):
        made.node("Flow", name, mode=mode)
    for name in PEOPLE:
        made.node("Organisation", name)
    made.relate("CONTAINS", "a1", "m0")
    for (name, source, target), start, end in related:
        made.relate(name, source, target, valid_from=start, valid_to=end)
    here = Situation.read(made.store(), DAY, PlanChoice())
    force = [
        (r.type, "a1" if r.from_id == "m0" else r.from_id, r.to_id)  # a module counts for its own
        for r in made.relations
        if (r.values.get("valid_from") or DAY) <= DAY < (r.values.get("valid_to") or dt.date.max)
    ]
    for record in Records(here, LEVELS, 12).all():
        node = record.node
        lacks = [
            (level, item)
            for level, items in sorted(LEVELS[node.kind].items())
            for item in items
            if not any(_has(node, part, force) for part in item.split("|"))
        ]
        assert list(record.lacks) == lacks
        assert record.level == (lacks[0][0] - 1 if lacks else 3)
        assert record.owner == _owner(node.id, force)
        assert record.is_fresh == _has(node, "confirmed", force)


def _has(node, part, force) -> bool:
    if part == "confirmed":
        day = node.values.get("confirmed_on")
        return day is not None and day > dt.date(2025, 12, 2)
    if part.isupper():
        return any(name == part and node.id in ends for name, *ends in force)
    return bool(node.values.get(part))


def _owner(node, force) -> str | None:
    for name in ("RESPONSIBLE_FOR", "OWNS", "OPERATES"):
        found = [source for kind, source, target in force if kind == name and target == node]
        if found:
            return min(found)
    senders = [source for kind, source, target in force if kind == "EMITS" and target == node]
    return _owner(min(senders), force) if senders else None
