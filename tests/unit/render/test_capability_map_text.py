"""The map in the terminal: it fits, and letters carry it without colour."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from rich.cells import cell_len

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.map_result import CapabilityMap
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder, grid


def drawn(made: Builder, **wanted: Any) -> CapabilityMap:
    return capability_map(
        made.store(), builtin_metamodel(), MapRequest(dt.date(2026, 12, 31), **wanted)
    )


def nested(levels: int) -> Builder:
    made = Builder()
    parent = made.node("Domain", "d", "Domaine")
    for i in range(levels):
        scope = made.node("Scope", f"s{i}", "Un périmètre au nom plutôt long " * 3)
        made.relate("CONTAINS", parent, scope)
        parent = scope
    return made


@pytest.mark.parametrize("width", [80, 60, 120])
@pytest.mark.parametrize("heat", ["coverage", "lifecycle", "time"])
def test_lines_fit_the_terminal(width: int, heat: str) -> None:
    text = render(drawn(grid(3, 10, 3), heat=heat), "text", View(lang="fr", width=width))
    assert max(cell_len(line) for line in str(text).splitlines()) <= width


@pytest.mark.parametrize("name", ["中文字符" * 20, "x" * 300, "emoji 😀" * 20])
def test_wide_and_endless_names_fit_too(name: str) -> None:
    made = Builder()
    made.node("Domain", "d", name)
    made.node("Scope", "s", name)
    made.relate("CONTAINS", "d", "s")
    made.node("Application", "a", name)
    made.relate("COVERS", "a", "s", level="FULL")
    text = str(render(drawn(made), "text", View(width=80)))
    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_deep_trees_fit() -> None:
    text = str(render(drawn(nested(40)), "text", View(width=80)))
    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_letters_and_bars_say_it_without_colour() -> None:
    made = Builder()
    made.node("Domain", "d", "Sales")
    for leaf, level in (("a", "FULL"), ("b", "PARTIAL"), ("c", "MARGINAL"), ("e", None)):
        made.node("Scope", leaf, f"Scope {leaf}")
        made.relate("CONTAINS", "d", leaf)
        if level:
            made.node("Application", f"app-{leaf}")
            made.relate("COVERS", f"app-{leaf}", leaf, level=level)
    text = str(render(drawn(made), "text", View(width=80)))
    assert "F █ Scope a  app-a F" in text
    assert "P ▓ Scope b  app-b P" in text
    assert "M ▒ Scope c  app-c M" in text
    assert "– ░ Scope e" in text
    assert re.search(r"– Sales +██▓▓▓▒▒░░░ +3/4", text)
    assert "\x1b" not in text


def test_colour_adds_escape_codes_and_changes_no_word() -> None:
    result = drawn(grid(1, 6, 2))
    plain = str(render(result, "text", View(width=80)))
    painted = str(render(result, "text", View(width=80, color=True)))
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_names_cannot_send_codes_to_the_terminal() -> None:
    made = Builder()
    made.node("Domain", "d", "\x1b[2Jgone\x07\u202e")
    assert "\x1b" not in str(render(drawn(made), "text", View()))


def test_dates_and_words_follow_the_language() -> None:
    result = drawn(grid(1, 6, 2))
    assert "31/12/2026 · projets engagés" in str(render(result, "text", View(lang="fr")))
    assert "2026-12-31 · committed projects" in str(render(result, "text", View(lang="en")))
