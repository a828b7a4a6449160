"""What stands above a map: a legend of what is on it, and notes that explain its letters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from lxml import etree

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.map_result import CapabilityMap
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.capability_map.chips import chip_frames, chip_rows
from archrepo.render.capability_map.frames import DENSE
from archrepo.render.capability_map.notes import shown_legend
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture.words import picture_words
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder, grid


def portfolio(*levels: str | None) -> Builder:
    """Return a domain with a scope for each level, covered at it."""
    made = Builder()
    made.node("Domain", "d", "Sales")
    for number, level in enumerate(levels):
        scope, application = f"s{number}", f"a{number}"
        made.node("Scope", scope)
        made.relate("CONTAINS", "d", scope)
        made.node("Application", application, "Recommendation engine")
        made.relate("COVERS", application, scope, level=level)
    return made


def drawn(made: Builder, **wanted: Any) -> CapabilityMap:
    return capability_map(
        made.store(), builtin_metamodel(), MapRequest(dt.date(2026, 12, 31), **wanted)
    )


def test_the_legend_names_only_what_is_on_the_map() -> None:
    result = drawn(portfolio("FULL", "PARTIAL"))
    assert [entry.letter for entry in shown_legend(result)] == ["F", "P"]
    assert {entry.name for entry in result.legend} > {"MARGINAL", "NONE"}


def test_a_class_only_applications_are_of_is_in_the_legend() -> None:
    made = portfolio("FULL")
    made.node("Application", "helper")
    made.relate("COVERS", "helper", "s0", level="MARGINAL")
    result = drawn(made)
    said = [words_in("en").counted(result.heat, entry) for entry in shown_legend(result)]
    assert said == ["Full: 1", "Marginal"]


def test_counts_stand_apart_from_what_they_count() -> None:
    made = Builder()
    made.node("Domain", "d", "Sales")
    made.node("Scope", "s0")
    made.relate("CONTAINS", "d", "s0")
    made.node("Application", "a0", users_count=32)
    made.relate("COVERS", "a0", "s0", level="FULL")
    result = drawn(made, heat="users")
    said = [words_in("en").counted(result.heat, entry) for entry in shown_legend(result)]
    assert said == ["≤ 32: 1"]


def test_letters_after_applications_are_explained_where_another_heat_colours_the_map() -> None:
    made = portfolio("FULL", "PARTIAL")
    english, french = words_in("en"), words_in("fr")
    told = english.notes(drawn(made, heat="time"))
    assert "after an application, its coverage: F full, P partial" in told
    assert "après une application, sa couverture\xa0: F totale, P partielle" in french.notes(
        drawn(made, heat="time")
    )
    assert not any("after an application" in note for note in english.notes(drawn(made)))


def test_the_unknown_is_explained_only_where_there_is_some() -> None:
    words = words_in("en")
    known, unknown = (words.notes(drawn(portfolio(*levels))) for levels in (["FULL"], [None]))
    assert known[0] == "k/n: of the n lowest-level scopes inside, k are covered"
    assert unknown[0] == known[0] + " · u ?: u of these at a level not stated"


def test_an_application_alone_in_its_row_uses_all_of_it_for_its_name() -> None:
    made = portfolio("FULL")
    (domain,) = drawn(made).domains
    box = domain.children[0]
    ((chip,),) = chip_frames(box, chip_rows(box, 110, DENSE), DENSE)
    assert chip.width == 110
    assert "…" not in "".join(chip.lines)


def notes(heat: str, lang: str = "en") -> list[str]:
    return words_in(lang).notes(drawn(portfolio("FULL", "FULL"), heat=heat))


def test_figures_are_explained_by_letters_of_the_legend_alone() -> None:
    inside = "k/n: of the n lowest-level scopes inside"
    assert notes("obsolescence")[0] == (
        f"{inside}, k are in a sound state · u ?: u of them not stated"
    )
    assert notes("payer")[0].startswith(f"{inside}, k have a payer;")
    assert notes("hosting")[0].startswith(f"{inside}, k have a value ·")
    assert notes("coverage")[0] == f"{inside}, k are covered"


def test_parents_whose_sum_is_not_known_say_of_how_many() -> None:
    figure, proportion = notes("cost", "fr")[:2]
    assert "coût annuel" in figure
    assert "k sont renseignés" in proportion.replace("\xa0", " ")


def test_thousands_are_parted_as_the_language_does() -> None:
    assert words_in("en").number("count", "scopes", 9697) == "9,697 scopes"
    assert words_in("fr").number("count", "scopes", 9697) == "9\u202f697 périmètres"
    assert picture_words("fr").number("flows", 10_000) == "10\u202f000 flux"


def test_how_many_applications_are_not_named_stands_only_where_no_other_number_does() -> None:
    made = grid(8, 14, 4)
    for n, node in enumerate(made.nodes):
        if node.kind == "Application":
            made.nodes[n] = replace(node, values={**node.values, "run_cost": 150_000.0})
    said, figures = {}, {}
    for heat in ("lifecycle", "cost"):
        svg = render(drawn(made, heat=heat), "svg", View(size="slide"))
        assert isinstance(svg, bytes)
        texts = list(etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
        said[heat] = " ".join(str(t.text) for t in texts)
        figures[heat] = {str(t.text) for t in texts if t.get("font-weight") != "bold"}
    assert "figure in a box: how many applications cover it" in said["lifecycle"]
    assert {"2", "3"} <= figures["lifecycle"]
    assert "applications left out" in said["cost"]
    assert not {"1", "2", "3"} & figures["cost"]
