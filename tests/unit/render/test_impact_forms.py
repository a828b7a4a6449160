"""Impact reports as people get them: on a terminal, in Markdown, as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from markdown_it import MarkdownIt

from archrepo.analysis.impact import ImpactReport, Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.rules import rule_table
from archrepo.render.impact_words import words
from archrepo.render.registry import View, render
from archrepo.render.terminal_text import columns_of
from tests.plans import node, relation

DAY = dt.date(2026, 12, 31)
NASTY = "[red]Shop[/] \x1b[31m\x07 | <b>*x*</b>\r\nnext \u202e"


def report(name: str = "The shop", **of_scope: str) -> ImpactReport:
    """Return the impact of retiring an application that covers one scope and feeds another."""
    old = node("Application", "old", name=name, run_cost=1000.0, currency="EUR")
    shop, scope = node("Application", "shop", name=name), node("Scope", "s", name=name, **of_scope)
    flow, boss = node("Flow", "f", name=name), node("Person", "boss", name=name)
    new = node("Application", "new", name=name, active=dt.date(2027, 1, 31))
    facts = [
        *(relation("COVERS", app, scope, level="FULL") for app in (old, new)),
        relation("REPLACED_BY", old, new),
        relation("EMITS", old, flow),
        relation("FEEDS", flow, shop),
        relation("RESPONSIBLE_FOR", boss, scope, role="BUSINESS_OWNER"),
    ]
    return assess(Retire("old", DAY), MemoryFacts([old, shop, scope, flow, boss, new], facts))


def text(fmt: str, of: ImpactReport | None = None, **view: object) -> str:
    return str(render(of or report(), fmt, View(**view)))  # type: ignore[arg-type]


def test_the_verdict_comes_first_and_informative_lines_are_folded() -> None:
    folded = text("table").splitlines()
    assert folded[0] == "The shop retired on 2026-12-31 (committed projects)"
    assert folded[1] == "Verdict: CRITICAL (1 critical, 1 major, 1 information)"
    assert not any("RET-16" in line for line in folded)
    assert "and 1 informative: 1 cost freed (--all lists them)" in folded
    assert any("RET-16" in line for line in text("table", unfold=True).splitlines())


def test_a_line_says_how_bad_whom_what_by_which_rule_and_why() -> None:
    critical = report(criticality="MISSION_CRITICAL")
    shown = text("table", critical, width=140)
    (line,) = [line for line in shown.splitlines() if "RET-02" in line]
    assert line.startswith("B Blocker")
    assert "The shop (s)" in line
    assert "coverage gap" in line
    assert "covers The shop (MISSION +1); 2026-12-31 → 2027-01-31 = 31 days" in line


def test_it_ends_with_people_and_what_is_not_known() -> None:
    shown = text("table")
    assert "The shop (Business owner): The shop" in shown
    assert "Nobody answers for The shop." in shown
    assert "Lower bound: among 3 applications impacted or adjacent, 1 without flows" in shown


def test_in_french() -> None:
    shown = text("table", lang="fr", width=140)
    assert "Retrait de The shop le 31/12/2026" in shown
    assert "Verdict\u00a0: CRITIQUE (1 critique, 1 majeur, 1 information)" in shown
    assert "rupture de couverture" in shown
    assert "= 31 jours" in shown
    assert "Borne basse" in shown
    assert "Borne basse" in text("markdown", lang="fr")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_fits_the_width(width: int, lang: str) -> None:
    long = report("Référentiel des produits et des offres de la distribution spécialisée")
    shown = text("table", long, width=width, lang=lang, unfold=True)
    assert max(columns_of(line) for line in shown.splitlines()) <= width


def test_nothing_is_folded_where_there_is_no_terminal() -> None:
    name = " ".join(["Référentiel des produits et des offres"] * 5)
    long = report(name)
    told = f"covers {name} (criticality ?); 2026-12-31 → 2027-01-31 = 31 days"
    assert told in text("table", long, width=0)


def test_colour_only_where_it_may_be() -> None:
    assert "\x1b" not in text("table")
    assert "\x1b[1;31m" in text("table", color=True)


def test_names_can_neither_move_the_cursor_nor_form_markup() -> None:
    shown = text("table", report(NASTY), width=0, unfold=True)
    assert "[red]Shop[/]" in shown
    assert not any(c in shown for c in "\x1b\x07\r\u202e")


def test_markdown_is_one_table_whatever_the_names() -> None:
    html = MarkdownIt("commonmark").enable("table").render(text("markdown", report(NASTY)))
    assert html.count("<table>") == 1
    assert html.count("<tr>") == 1 + 3
    assert html.count("<td") == 3 * 6
    assert not any(tag in html for tag in ("<b>", "<em>", "\x1b"))


def test_csv_has_a_row_a_line_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(text("csv", report("=1+1")))))
    assert [row["rule"] for row in rows] == ["RET-02", "RET-06", "RET-16"]
    assert rows[0]["name"] == "'=1+1"
    assert (rows[0]["final"], rows[0]["gap_days"], rows[0]["inform"]) == ("CRITICAL", "31", "boss")


def test_json_is_the_published_contract() -> None:
    told = json.loads(text("json"))
    assert list(told)[:5] == ["schema", "event", "verdict", "lines", "benefits"]
    assert told["schema"] == "archrepo/impact-report/1"
    line = told["lines"][0]
    assert {"node", "kind", "name", "effect", "base", "final", "rule", "path", "objects"} <= set(
        line
    )
    assert {"note", "alternatives", "confidence", "causes", "inform"} <= set(line)
    assert told["inform"][0]["person"] == "boss"
    assert told["inform"][0]["roles"] == ["BUSINESS_OWNER"]


def test_every_text_is_there_in_both_languages() -> None:
    table = rule_table()
    texts = [*table.effects.values(), *table.notes.values()]
    texts += [rule.condition for rule in table.rules.values()]
    texts += [o.words for rule in table.rules.values() for o in rule.outcomes if o.words]
    assert all(set(said) == {"en", "fr"} for said in texts)
    assert set(words("en")) == set(words("fr"))
    effects = {o.effect for rule in table.rules.values() for o in rule.outcomes}
    assert effects == set(table.effects)
