from __future__ import annotations

from collections import Counter

import pytest

from tests.sample_portfolio import SAMPLES, TODAY, sample
from tests.sample_rules import findings

TWINS = ("marketing", "marketing-fr")
NAMES = ("worked-example", *TWINS)
# What people read: it differs between the languages, nothing else does.
TEXTS = {"name", "description", "objective", "persona", "subjects", "reason"}
TEXTS_OF_RELATIONS = {"step", "channel", "purpose", "role"}


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_every_reference_resolves(name):
    s = sample(name)
    assert not s.repeated
    for link in s.links:
        where = f"{link.source} {link.type} {link.target}"
        assert link.target in s.nodes, where
        assert link.said_kind in (None, s.kind[link.target]), where
        for named in (*link.values.get("segments", ()), *link.values.get("scopes", ())):
            assert named in s.nodes, where


@pytest.mark.parametrize("name", TWINS)
def test_the_flaws_listed_are_there_and_nothing_else_is_wrong(name):
    s = sample(name)
    assert findings(s) == s.flaws_listed()


@pytest.mark.parametrize("name", TWINS)
def test_whoever_sends_data_has_it(name):
    s = sample(name)
    moves = [
        (s.nodes[x.source]["from"], s.nodes[x.source]["to"], x.target)
        for x in s.by("carries")
        if s.live(x.source)
    ]
    for obj in s.of("data_object"):
        supplied = {
            x.source
            for x in s.accesses(obj)
            if x.values["role"] == "MASTER" or "C" in x.values["crud"]
        }
        reached = True
        while reached:
            reached = {b for a, b, o in moves if o == obj and a in supplied} - supplied
            supplied |= reached
        assert {a for a, _, o in moves if o == obj} <= supplied, obj


def test_the_marketing_sample_has_the_size_it_is_shown_for():
    s = sample("marketing")
    counts = Counter(s.kind.values())
    assert 5 <= counts["domain"] <= 7
    assert 90 <= counts["scope"] <= 115
    assert 58 <= counts["application"] <= 66
    assert 115 <= counts["flow"] <= 135
    assert 28 <= counts["data_object"] <= 33
    travelled = Counter(s.nodes[j]["category"] for j in s.of("journey"))
    assert travelled == {"CUSTOMER": 4, "VALUE_STREAM": 1}
    programmes = {s.nodes[p].get("parent") for p in s.of("project")} - {None}
    assert (len(programmes), counts["project"]) == (2, 10)
    assert {s.nodes[p]["method"] for p in s.of("project")} >= {"AGILE", "V_CYCLE"}


def test_people_are_roles_and_every_one_has_something_to_do():
    s = sample("marketing")
    for person in s.of("person"):
        assert s.by("member_of", source=person), person
    assert any(s.nodes[p].get("external") for p in s.of("person"))


def test_english_and_french_are_the_same_portfolio_up_to_its_texts():
    english, french = (sample(name) for name in TWINS)
    assert list(english.nodes) == list(french.nodes)
    assert english.kind == french.kind
    for node_id, node in english.nodes.items():
        assert _shape(node) == _shape(french.nodes[node_id])


def test_french_names_are_french():
    english, french = (sample(name) for name in TWINS)
    own = [i for i in english.nodes if english.nodes[i]["name"] != french.nodes[i]["name"]]
    assert len(own) > 0.85 * len(english.nodes)
    assert all("'" not in node["name"] for node in french.nodes.values())


@pytest.mark.parametrize("name", NAMES)
def test_files_point_nowhere_outside(name):
    for path in (SAMPLES / name).iterdir():
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "yaml-language-server" not in text


def test_the_old_pim_can_be_asked_about_at_the_end_of_the_year():
    s = sample("marketing")
    old = s.nodes["pim-legacy"]
    assert s.live("pim-legacy")
    assert old["contract_end"].isoformat() == "2026-12-31"
    assert old["retired"] > TODAY
    ready = [
        x.values["valid_from"].isoformat()
        for x in s.by("covers", source="pim", target="product-reference")
        if x.segments == {"brindelle"}
    ]
    assert ready == ["2027-03-01"]


def _shape(node: dict) -> dict:
    """The node without what people read."""
    kept = {key: value for key, value in node.items() if key not in TEXTS}
    for key, value in kept.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            hidden = (
                TEXTS_OF_RELATIONS if key in ("passes_through", "member_of", "accesses") else ()
            )
            keep_role = key == "accesses"
            kept[key] = [
                {k: v for k, v in item.items() if k not in hidden or (keep_role and k == "role")}
                for item in value
            ]
    return kept
