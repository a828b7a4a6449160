"""What a code means, for a terminal and for documentation pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.console import printed, styled
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from archrepo.analysis.explanations import ExplainedOutcome, Explanation
    from archrepo.render.registry import View


def render_table(explained: Explanation, view: View) -> str:
    """Return the explanation in paragraphs."""
    parts: list[Any] = []
    for heading, paragraphs in _sections(explained, view.lang):
        parts.append(styled(heading, "bold"))
        parts += [styled(f"  {text}", "") for text in paragraphs]
    return printed(parts, view)


def render_markdown(explained: Explanation, view: View) -> str:
    """Return the explanation as a section of a page."""
    (heading, first), *others = _sections(explained, view.lang)
    lines = [f"## {heading}", "", *first]
    for title, paragraphs in others:
        lines += ["", f"**{title}**", "", *(f"- {text}" for text in paragraphs)]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _sections(explained: Explanation, lang: str) -> list[tuple[str, list[str]]]:
    words = screen_words(lang)
    title = explained.title[lang]
    if explained.query:
        return _of_check(explained, lang)
    if explained.cause and explained.remedy:
        return [
            (f"{explained.code}{colon(lang)}{title}", []),
            (words["cause"], [explained.cause[lang]]),
            (words["remedy"], [explained.remedy[lang]]),
        ]
    labels = load_labels()
    heading = words["rule_of"].format(code=explained.code, event=explained.event)
    outcomes = [_outcome_text(outcome, lang) for outcome in explained.outcomes]
    sections = [(heading, []), (words["rule_when"], [title]), (words["rule_then"], outcomes)]
    if explained.off_here:
        sections.append((words["rule_here"], [words["rule_here_off"]]))
    elif explained.base_here:
        base = labels.value("Severity", explained.base_here, lang)
        sections.append((words["rule_here"], [words["rule_here_base"].format(base=base)]))
    if explained.propagates_to:
        sections.append((words["rule_next"], [", ".join(explained.propagates_to)]))
    return sections


def _of_check(explained: Explanation, lang: str) -> list[tuple[str, list[str]]]:
    words = screen_words(lang)
    severity = load_labels().value("Severity", str(explained.severity), lang)
    heading = f"{explained.code} {explained.name} ({severity}){colon(lang)}{explained.title[lang]}"
    told = [(words["why_it_matters"], explained.cause), (words["remedy"], explained.remedy)]
    sections = [(name, [texts[lang]]) for name, texts in told if texts]
    return [(heading, []), *sections, (words["asked"], str(explained.query).splitlines())]


def _outcome_text(outcome: ExplainedOutcome, lang: str) -> str:
    """Return `Scope: coverage lost (COVERAGE_LOST), CRITICAL, raised or lowered by …`."""
    words, labels = screen_words(lang), load_labels()
    kinds = ", ".join(_kind(name.strip(), lang) for name in outcome.strikes.split(","))
    told = [f"{kinds}{colon(lang)}{outcome.effect_words[lang]} ({outcome.effect})"]
    if outcome.base == "cause":
        told.append(words["base_cause"])
    else:
        told.append(labels.value("Severity", outcome.base, lang))
    if outcome.less:
        told.append(words["less_steps"].format(n=outcome.less))
    if outcome.per_hop:
        told.append(words["less_per_hop"])
    told.append(words[f"adjusted_{outcome.adjusted}"])
    text = ", ".join(told)
    return f"{text}{colon(lang)}{outcome.when[lang]}" if outcome.when else text


def _kind(name: str, lang: str) -> str:
    from archrepo.domain.metamodel import builtin_metamodel

    return load_labels().kind(name, lang) if name in builtin_metamodel().kinds else name
