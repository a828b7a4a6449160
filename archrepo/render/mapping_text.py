"""A guessed mapping as its file, and what a mapping makes of files, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.console import clean, printed, styled
from archrepo.render.diagnostics_text import SHOWN
from archrepo.render.plan_text import became_text
from archrepo.resources.labels import load_labels
from archrepo.resources.translation import translated
from archrepo.resources.typography import colon, number_text
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.mapping_report import MappingCheck, MappingGuess
    from archrepo.render.registry import View


def render_yaml(guess: MappingGuess, view: View) -> str:  # noqa: ARG001  (a file is no screen)
    """Return the mapping file."""
    return guess.mapping


def render_check(check: MappingCheck, view: View) -> str:
    """Return what is stated, what became of every table and column, and the count of problems."""
    words, labels = screen_words(view.lang), load_labels()
    lang = view.lang
    parts: list[Any] = [styled(words["check_of"].format(mapping=clean(check.mapping)), "bold")]
    for name, count in check.counts.items():
        is_relation = name.isupper()
        label = name if is_relation else labels.kind(name, lang, plural=True)
        parts.append(f"  {label}{colon(lang)}{number_text(count, lang)}")
    parts += ["", words["read_as"]]
    parts += [
        f"  {number_text(line.count, lang)} {clean(line.read)} → {became_text(line.became, lang)}"
        for line in check.tally
    ]
    parts += _problem_lines(check, words, lang)
    found = {level: sum(p.level == level for p in check.problems) for level in ("error", "warning")}
    key = "check_bad" if found["error"] else "check_good"
    told = words[key].format(errors=found["error"], warnings=found["warning"])
    return printed([*parts, "", styled(told, "bold")], view)


def _problem_lines(check: MappingCheck, words: Mapping[str, str], lang: str) -> list[Any]:
    """Return up to 50 problems, those that keep the files out first."""
    order = ("error", "warning", "note")
    found = sorted(check.problems, key=lambda p: (order.index(p.level), p.code))
    lines: list[Any] = [""] if found else []
    for problem in found[:SHOWN]:
        hint = f" ({translated(problem.hint, lang)})" if problem.hint else ""
        said = f"{translated(problem.level, lang)} {problem.code} "
        text = f"{problem.place}{colon(lang)}{said}{translated(problem.message, lang)}{hint}"
        lines.append(styled(clean(text), "red" if problem.level == "error" else ""))
    if hidden := len(found) - SHOWN:
        lines += (
            [words["hidden_changes"].format(count=number_text(hidden, lang))] if hidden > 0 else []
        )
    return lines
