"""Lists and sheets as people read them: figures parted, segments by name, one word for ids."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.inventory_results import (
    Hit,
    NodeList,
    NodeRef,
    NodeSheet,
    SearchHits,
    SheetRelation,
)
from archrepo.render.registry import View, render

CRM = {"id": "crm", "name": "CRM", "run_cost": 720000.0, "rto_h": 0.5, "users_count": 1200}
LISTED = NodeList(kind="Application", columns=tuple(CRM), nodes=(CRM,), total=1)
COVERS = SheetRelation(
    type="COVERS",
    direction="out",
    node=NodeRef(kind="Scope", id="sales", name="Sales"),
    values={"segments": ("brand-a+belgium", "tag:x"), "share": 12.5},
)
SHEET = NodeSheet(
    kind="Application",
    id="crm",
    name="CRM",
    at=dt.date(2026, 12, 31),
    values={"run_cost": 720000.0},
    relations=(COVERS,),
    segment_names={"brand-a": "Brand A"},
)


def test_figures_of_a_list_are_parted_for_people_and_not_in_csv() -> None:
    for form in ("table", "markdown"):
        told = str(render(LISTED, form, View()))
        assert "720,000" in told
        assert "1,200" in told
        assert "0.5" in told
    assert "720\u202f000" in str(render(LISTED, "table", View(lang="fr")))
    assert "720000" in str(render(LISTED, "csv", View()))


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_sheet_calls_segments_by_name_and_parts_amounts(form: str) -> None:
    told = str(render(SHEET, form, View()))
    assert "segments Brand A + belgium, tag:x" in told.replace("\\", "")
    assert "share (%) 12.5" in told
    assert "720,000" in told


@pytest.mark.parametrize(("lang", "word"), [("en", "Id"), ("fr", "Identifiant")])
def test_ids_stand_under_one_word(lang: str, word: str) -> None:
    hit = Hit(
        kind="Application", id="crm", name="CRM", matched="CRM", matched_in="name", exact=True
    )
    hits = SearchHits(text="crm", hits=(hit,), total=1)
    for found in (LISTED, hits):
        assert str(render(found, "table", View(lang=lang))).split()[0] == word
