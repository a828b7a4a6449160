"""Impact reports drawn: as a tree, as a graph, as a page."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from archrepo.analysis.impact import ImpactReport, Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.paths import Step
from archrepo.analysis.impact.report import ImpactLine
from archrepo.domain.vocabulary import Severity
from archrepo.render.impact_graph.bundles import MOST_BOXES, readable
from archrepo.render.impact_graph.graph import Edge, Graph, Node
from archrepo.render.registry import View, render
from archrepo.render.terminal_text import columns_of
from tests.plans import node, relation

DAY = dt.date(2026, 12, 31)
NASTY = "<b>R\\N</b> \"&quot;' \\ {x|y} ]]> </script><script>alert(1)</script>"


def report(name: str = "Shop", fed: int = 1) -> ImpactReport:
    """Return the impact of retiring what covers a scope and feeds others, one by a module."""
    old, scope = node("Application", "old", name=name), node("Scope", "s", name=name)
    part, data = node("Module", "part", name=name), node("DataObject", "o", name=name)
    facts = [relation("COVERS", old, scope), relation("CONTAINS", old, part)]
    nodes = [old, scope, part, data]
    for n in range(fed):
        app, flow = node("Application", f"app{n}", name=name), node("Flow", f"f{n}", name=name)
        nodes += [app, flow]
        facts += [relation("EMITS", part if n % 2 else old, flow), relation("FEEDS", flow, app)]
        facts += [relation("CARRIES", flow, data), relation("COVERS", app, scope)]
    return assess(Retire("old", DAY), MemoryFacts(nodes, facts))


def drawn(fmt: str, of: ImpactReport | None = None, **view: object) -> str:
    made = render(of or report(), fmt, View(**view))  # type: ignore[arg-type]
    return made.decode() if isinstance(made, bytes) else made


def test_the_tree_follows_the_paths_and_names_rules() -> None:
    shown = drawn("tree", report(fed=2))
    assert "├─ ─f0[Shop]→ Shop" in shown
    assert "└─ / Shop" in shown
    assert "   └─ ─f1[Shop]→ Shop" in shown
    assert "M Shop (app1): input lost (RET-06)" in shown


@pytest.mark.parametrize("width", [40, 80])
def test_the_tree_fits_the_width(width: int) -> None:
    shown = drawn("tree", report("Référentiel des produits et des offres", 3), width=width)
    assert max(columns_of(line) for line in shown.splitlines()) <= width


def test_other_ways_are_shown_when_asked() -> None:
    old, app = node("Application", "old"), node("Application", "app")
    flows = [node("Flow", f) for f in ("f", "g")]
    facts = [r for f in flows for r in (relation("EMITS", old, f), relation("FEEDS", f, app))]
    told = assess(Retire("old", DAY), MemoryFacts([old, app, *flows], facts))
    for fmt, other in (
        ("table", "RET-06: flow g (?) to app"),
        ("tree", "─g[?]→"),
        ("dot", "g: ?"),
    ):
        assert other not in drawn(fmt, told, width=0)
        assert other in drawn(fmt, told, width=0, all_paths=True)


def test_the_graph_holds_only_what_is_on_a_reported_path() -> None:
    dot = drawn("dot")
    boxes = re.findall(r"^  n\d+ \[label=", dot, re.MULTILINE)
    assert len(boxes) == 3  # the event, the scope, who is fed
    assert "RET-06" in dot
    assert "RET-01" not in dot  # another covers the scope
    assert "RET-05" in drawn("dot", unfold=True)


def test_the_graph_is_the_same_whatever_the_order_of_the_facts() -> None:
    assert drawn("dot", report(fed=3)) == drawn("dot", report(fed=3))


def test_any_name_is_drawn_as_it_is() -> None:
    svg = drawn("svg", report(NASTY), lang="fr")
    root = ET.fromstring(svg)
    said = "".join(element.text or "" for element in root.iter())
    assert "<b>R\\N</b>" in said
    assert "<script" not in svg


def test_of_a_graph_too_large_to_read_what_is_struck_alike_stands_in_one_box() -> None:
    dot = drawn("dot", report(fed=2 * MOST_BOXES))
    boxes = re.findall(r"^  n\d+ \[label=", dot, re.MULTILINE)
    assert len(boxes) == 4  # the event, its module, who is fed by each
    assert dot.count("60 applications") == 2
    assert dot.count("+ 50 more") == 2
    assert dot.count("60 flows") == 4  # written, and shown by the pointer
    assert "what is struck alike stands in one box" in dot
    assert "one box" not in drawn("dot", report(fed=MOST_BOXES // 2))


def test_of_a_column_higher_than_a_page_the_mildest_that_lead_nowhere_stand_in_one_box() -> None:
    struck = {"shop": Node("shop", "Shop", is_target=True)}
    steps = {}
    severities = [Severity.CRITICAL] * 6 + [Severity.MAJOR] * 6 + [Severity.MINOR] * 6
    for n, severity in enumerate(severities):
        line = ImpactLine.model_construct(kind="Application", effect="lost", final=severity)
        struck[f"a{n:02}"] = Node(f"a{n:02}", f"A {n}", [line])
        step = Step("shop", f"a{n:02}", f"f{n}", "?")
        steps[step] = Edge(step, {"RET-06"})
    leading = Step("a17", "end", "f", "?")
    steps[leading] = Edge(leading, {"RET-08"})
    struck["end"] = Node("end", "End", struck["a17"].lines)
    found = readable(Graph(dict(struck), dict(steps)))
    assert {n.id: 1 + len(n.alike) for n in found.nodes.values() if n.alike} == {"a12": 5}
    assert [e.times for e in found.edges.values() if e.step.far == "a12"] == [5]
    assert {"a17", "end"} <= set(found.nodes)  # what goes on from there is not lost
    for n in range(18, 24):
        major = struck["a06"].lines
        struck[f"a{n}"] = Node(f"a{n}", f"A {n}", major)
        step = Step("shop", f"a{n}", f"f{n}", "?")
        steps[step] = Edge(step, {"RET-06"})
    found = readable(Graph(struck, steps))
    assert {n.id: 1 + len(n.alike) for n in found.nodes.values() if n.alike} == {
        "a06": 12,
        "a12": 5,
    }
    few = dict(list(struck.items())[:17])
    graph = Graph(few, {s: e for s, e in steps.items() if s.far in few})
    assert readable(graph) is graph


def test_of_very_many_effects_those_of_one_severity_stand_together_the_worst_first() -> None:
    struck = {"shop": Node("shop", "Shop", is_target=True)}
    steps = {}
    for n in range(MOST_BOXES):
        lines = [
            ImpactLine.model_construct(kind="Application", effect=f"e{n}", final=Severity.MAJOR),
            ImpactLine.model_construct(kind="Application", effect="same", final=Severity.MINOR),
        ]
        struck[f"a{n}"] = Node(f"a{n}", f"A {n}", lines if n % 2 else lines[1:])
        step = Step("shop", f"a{n}", f"f{n}", "?")
        steps[step] = Edge(step, {"RET-06"})
    found = readable(Graph(struck, steps))
    assert [1 + len(each.alike) for each in found.nodes.values()] == [1, 30, 30]
    minor, major = list(found.nodes.values())[1:]
    assert [line.effect for line in minor.lines] == ["same"]
    assert major.severity is Severity.MAJOR
    assert [line.effect for line in major.lines][-1] == "same"
    assert [edge.times for edge in found.edges.values()] == [30, 30]


def test_of_very_many_struck_first_all_but_what_strikes_them_stand_in_one_box() -> None:
    lost = ImpactLine.model_construct(kind="Application", effect="lost", final=Severity.MAJOR)
    struck = {"exit": Node("exit", "Exit", is_target=True), "end": Node("end", "End", [lost])}
    steps = {}
    for n in range(MOST_BOXES):
        struck[f"a{n}"] = Node(f"a{n}", f"A {n}", is_target=True)
        for step in (Step("exit", f"a{n}", "IMPACTS", "?"), Step(f"a{n}", "end", f"f{n}", "?")):
            steps[step] = Edge(step, set())
    found = readable(Graph(struck, steps))
    assert [(n.id, 1 + len(n.alike)) for n in found.nodes.values()] == [
        ("exit", 1),
        ("a0", MOST_BOXES),
        ("end", 1),
    ]
    assert [(e.step.near, e.step.far, e.times) for e in found.edges.values()] == [
        ("exit", "a0", MOST_BOXES),
        ("a0", "end", MOST_BOXES),
    ]


class _Page(HTMLParser):
    """Notes what a page asks for, and the tags it holds."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asked: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        asks = ("src", "href", "xlink:href", "action", "data")
        self.asked += [v for n, v in attrs if n in asks and v and not v.startswith("#")]


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    page = _Page(html := drawn("html", report(NASTY)))
    assert page.asked == []
    assert "script" not in page.tags
    assert {"svg", "table", "h1", "ul"} <= set(page.tags)
    assert "default-src 'none'" in html


def test_the_page_says_all_lines_of_a_picture_with_boxes_of_many() -> None:
    told = report(fed=2 * MOST_BOXES)
    page = _Page(drawn("html", told))
    assert "svg" in page.tags
    assert page.tags.count("tr") == 1 + len(told.lines)


def test_the_graph_says_what_its_lines_and_codes_mean() -> None:
    said = drawn("dot", lang="fr")
    assert "trait plein : flux" in said.replace("\xa0", " ")
    assert "la règle appliquée" in said
    assert "--all" not in said  # nobody types into a picture
