"""What is lacking as things to do: in words, with who answers for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.people import People
from archrepo.analysis.parity.result import ParityItem, ParityOwner
from archrepo.analysis.parity.service import service_gaps
from archrepo.analysis.segment_names import parts_of, segment_called
from archrepo.domain.text import name_key
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import day_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.lacking import MissingCoverage, MissingFlow, Parity
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact

TOPICS = ("coverage", "feeds", "fed_by", "master", "users", "service")
_STATES = ("missing", "lower", "later", "unknown", "different")
_CODES = {"hosting": "Hosting", "data_location": "DataLocation"}

Drawn = dict[str, Any]
"""An item before it has words and owners."""


class Listing:
    """Lists what a successor lacks.

    Args:
        state: The day of the comparison, the old application gone.
        coverages: The scopes it covers.
        lacking: What the successor lacks.
        everything: All there is to take over.
    """

    def __init__(
        self,
        state: State,
        coverages: Mapping[str, ScopeCoverage],
        lacking: Parity,
        everything: Parity,
    ) -> None:
        self._state = state
        self._lacking = lacking
        self._everything = everything
        self._coverages = coverages

    def items(self) -> tuple[ParityItem, ...]:
        """Return every item, by topic, then by how it stands, name and id."""
        drawn = list(self._drawn())
        names = self._names(drawn)
        owners = self._owners({(item["kind"], item["node"]) for item in drawn})
        found = [_item(item, names, owners.get(item["node"], ())) for item in drawn]
        return tuple(sorted(found, key=_by_topic))

    def _drawn(self) -> Iterator[Drawn]:
        lacking = self._lacking
        for coverage in lacking.coverage:
            yield _coverage(coverage)
        for topic, flows in (("feeds", lacking.feeds), ("fed_by", lacking.fed_by)):
            for flow in flows:
                yield self._flow(topic, flow)
        for data_object in lacking.masters:
            yield {"topic": "master", "state": "missing", "node": data_object, "kind": "DataObject"}
        counts = self._users()
        for organisation in lacking.users:
            yield {
                "topic": "users",
                "state": "missing",
                "node": organisation,
                "kind": "Organisation",
                "users": counts.get(organisation),
            }
        taken = sorted({coverage.scope for coverage in self._everything.coverage})
        yield from service_gaps(self._state, lacking.replaces[0], lacking.successor, taken)

    def _flow(self, topic: str, flow: MissingFlow) -> Drawn:
        kind = self._state.parties.node(flow.application).kind
        return {
            "topic": topic,
            "state": "missing",
            "node": flow.application,
            "kind": kind,
            "data_object": flow.data_object,
            "flow": flow.flow,
        }

    def _users(self) -> dict[str, int]:
        old = self._lacking.replaces[0]
        return {
            relation.from_id: int(str(relation.values["users_count"]))
            for relation in self._state.facts.entering("Application", [old])
            if relation.type == "USES"
            and "users_count" in relation.values
            and self._state.did(old, validity(relation))
        }

    def _names(self, drawn: Iterable[Drawn]) -> dict[tuple[str, str], str]:
        wanted: dict[str, set[str]] = {}
        for item in drawn:
            wanted.setdefault(item["kind"], set()).add(item["node"])
            if item.get("segment"):
                wanted.setdefault("Organisation", set()).update(parts_of([item["segment"]]))
            if item.get("data_object"):
                wanted.setdefault("DataObject", set()).add(item["data_object"])
        return {
            (kind, node_id): node.name
            for kind, ids in sorted(wanted.items())
            for node_id, node in self._state.facts.nodes(kind, sorted(ids)).items()
        }

    def _owners(self, nodes: set[tuple[str, str]]) -> dict[str, tuple[ParityOwner, ...]]:
        contacts = People(self._state).to_inform(sorted(nodes))
        names: dict[str, NodeFact] = {}
        for kind in ("Organisation", "Person"):
            ids = {c.id for told in contacts.values() for c in told if c.kind == kind}
            names.update(self._state.facts.nodes(kind, sorted(ids)))
        return {
            node: tuple(
                ParityOwner(
                    person=contact.id,
                    name=names[contact.id].name if contact.id in names else contact.id,
                    inherited=True if contact.inherited else None,
                )
                for contact in {c.id: c for c in reversed(told)}.values()
            )[::-1]
            for node, told in contacts.items()
        }


def _coverage(lacking: MissingCoverage) -> Drawn:
    state = "later" if lacking.available else "lower" if lacking.has else "missing"
    return {
        "topic": "coverage",
        "state": state,
        "node": lacking.scope,
        "kind": "Scope",
        "segment": lacking.segment,
        "needed": lacking.level,
        "has": lacking.has,
        "available": lacking.available,
    }


def _item(
    drawn: Drawn, names: Mapping[tuple[str, str], str], owners: tuple[ParityOwner, ...]
) -> ParityItem:
    name = names.get((drawn["kind"], drawn["node"]), drawn["node"])
    data_object = drawn.get("data_object")
    filled = {key: "?" if value is None else str(value) for key, value in drawn.items()}
    filled["name"] = name
    filled["object"] = names.get(("DataObject", data_object), data_object) if data_object else "?"
    if drawn.get("segment"):
        called = {node: told for (kind, node), told in names.items() if kind == "Organisation"}
        filled["segment"] = segment_called(drawn["segment"], called)
    text = item_text(drawn["topic"], drawn["state"], filled)
    return ParityItem(**drawn, name=name, text=text, owners=owners, filled=filled)


def item_text(topic: str, state: str, filled: Mapping[str, str], lang: str | None = None) -> str:
    """Return what to do, in words; without a language in English with codes, as JSON has it."""
    said = topic_words("parity", lang or "en")
    attribute = filled.get("attribute")
    named = {**filled, "attribute": said[f"attribute_{attribute}"] if attribute else ""}
    if lang:
        named |= _in_language(topic, filled, lang)
    about_scope = topic == "service" and filled["kind"] == "Scope"
    text = said[f"{topic}_{state}{'_scope' if about_scope else ''}"].format(**named)
    segment = filled.get("segment", "?")
    return text if segment == "?" else text + said["for_segment"].format(name=segment)


def _in_language(topic: str, filled: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return the levels, places and days among what is filled in, as a language has them."""
    code = "CoverageLevel" if topic == "coverage" else _CODES.get(filled.get("attribute", ""))
    named = {}
    for name in ("needed", "has"):
        if code and name in filled:
            named[name] = load_labels().value_or(code, filled[name], lang)
    if (day := filled.get("available", "?")) != "?":
        named["available"] = day_text(dt.date.fromisoformat(day), lang)
    return named


def _by_topic(item: ParityItem) -> tuple[object, ...]:
    about = (name_key(item.name, item.node), item.data_object or "", item.flow or "")
    more = (item.attribute or "", item.segment or "")
    return (TOPICS.index(item.topic), _STATES.index(item.state), *about, *more)
