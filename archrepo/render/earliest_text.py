"""When an application can be switched off, on a terminal and in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.earliest.conditions import worded
from archrepo.domain.text import name_key
from archrepo.render import markdown
from archrepo.render.capability_map.words import words_in
from archrepo.render.console import clean, printed, styled
from archrepo.render.impact_words import effect_word, severity_word
from archrepo.resources.typography import day_text, number_text, semicolon
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.earliest.result import (
        Blocker,
        Condition,
        EarliestRetirement,
        Step,
    )
    from archrepo.render.registry import View

_NAMED_AT_MOST = 6


def render_table(answer: EarliestRetirement, view: View) -> str:
    """Return the day or the conditions, then what changes on the way."""
    from rich.padding import Padding

    lang, said = view.lang, topic_words("earliest", view.lang)
    style = "bold green" if answer.day else "bold red"
    parts: list[Any] = [styled(clean(_title(answer, lang)), "bold")]
    first, *others = _verdict(answer, lang)
    parts += [styled(clean(first), style), *map(clean, others)]
    if answer.conditions:
        parts += ["", styled(_remain(answer, lang), "bold")]
    for condition in answer.conditions:
        severity = severity_word(condition.final, lang)
        parts.append(
            Padding(styled(clean(f"{_text(condition, lang)} ({severity})"), ""), (0, 0, 0, 2))
        )
        about = styled(clean(semicolon(lang).join(_about(condition, lang))), "dim")
        parts.append(Padding(about, (0, 0, 0, 6)))
    parts += ["", styled(said["steps"], "bold")]
    for step in answer.steps:
        count = f"{severity_word(step.verdict, lang)}, {_count(step, lang)}"
        parts.append(f"  {day_text(step.day, lang)}  {count}")
        parts += [
            Padding(styled(clean(change), "dim"), (0, 0, 0, 6)) for change in _changes(step, lang)
        ]
    parts += ["", *map(clean, _apart(answer, lang))]
    return printed(parts, view)


def render_markdown(answer: EarliestRetirement, view: View) -> str:
    """Return the same to paste in a mail or a committee paper."""
    lang, said = view.lang, topic_words("earliest", view.lang)
    first, *others = (markdown.escaped(sentence) for sentence in _verdict(answer, lang))
    parts = [f"## {markdown.escaped(_title(answer, lang))}", f"**{first}**", *others]
    if answer.conditions:
        parts.append(f"**{markdown.escaped(_remain(answer, lang))}**")
        headings = [said["condition"], said["severity"], said["who"]]
        rows = [
            (
                _text(condition, lang),
                severity_word(condition.final, lang),
                semicolon(lang).join(_about(condition, lang)),
            )
            for condition in answer.conditions
        ]
        parts.append(markdown.table(headings, rows))
    parts.append(f"**{said['steps']}**")
    steps = [
        (
            day_text(step.day, lang),
            f"{severity_word(step.verdict, lang)}, {_count(step, lang)}",
            semicolon(lang).join(_changes(step, lang)),
        )
        for step in answer.steps
    ]
    parts.append(markdown.table([said["day"], said["verdict"], said["changes"]], steps))
    parts += [markdown.escaped(sentence) for sentence in _apart(answer, lang)]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _title(answer: EarliestRetirement, lang: str) -> str:
    return topic_words("earliest", lang)["title"].format(
        name=answer.name,
        day=answer.at,
        plan=words_in(lang).plan(answer.plan),
        below=severity_word(answer.below, lang),
    )


def _verdict(answer: EarliestRetirement, lang: str) -> list[str]:
    said = topic_words("earliest", lang)
    key = "never" if answer.day is None else "clear_now" if answer.day == answer.at else "clear"
    filled = {
        "day": answer.day,
        "verdict": severity_word(answer.verdict, lang).upper(),
        "below": severity_word(answer.below, lang).upper(),
    }
    told = [said[key].format(**filled)]
    if answer.but_for_freezes:
        told.append(said["moved"].format(day=answer.but_for_freezes))
    return told


def _remain(answer: EarliestRetirement, lang: str) -> str:
    key = "remain_one" if len(answer.conditions) == 1 else "remain"
    said = topic_words("earliest", lang)[key]
    return said.format(day=answer.conditions_from, count=len(answer.conditions))


def _text(condition: Condition, lang: str) -> str:
    filled = dict(condition.filled)
    filled["notes"] = semicolon(lang).join(note.text(lang) for note in condition.notes)
    if condition.key == "other":
        filled["effect"] = effect_word(condition.effect, lang)
    segments = [s for s in filled.pop("segments").split("\n") if s]
    text = worded(condition.key, filled, segments, lang)
    return text[:1].upper() + text[1:]


def _about(condition: Condition, lang: str) -> list[str]:
    """Return who can clear a condition, and what it threatens."""
    said = topic_words("earliest", lang)
    owners = [
        f"{owner.name} ({said['inherited']})" if owner.inherited else owner.name
        for owner in condition.owners
    ]
    told = [", ".join(owners) if owners else said["nobody"]]
    if condition.threatens:
        told.append(said["threatens"].format(names=", ".join(condition.threatens)))
    return told


def _count(step: Step, lang: str) -> str:
    said, count = topic_words("earliest", lang), len(step.blockers)
    key = "none_left" if not count else "in_the_way_one" if count == 1 else "in_the_way"
    return said[key].format(count=number_text(count, lang))


def _changes(step: Step, lang: str) -> list[str]:
    said = topic_words("earliest", lang)
    found = [("went", step.went), ("came", step.came)]
    return [said[key].format(names=_listed(blockers, lang)) for key, blockers in found if blockers]


def _listed(blockers: Sequence[Blocker], lang: str) -> str:
    worst_first = sorted(
        blockers, key=lambda b: (-b.final.rank, b.kind, name_key(b.name, b.node), b.effect)
    )
    told = [f"{b.name} ({effect_word(b.effect, lang)})" for b in worst_first[:_NAMED_AT_MOST]]
    names, left = ", ".join(told), len(blockers) - len(told)
    more = topic_words("impact", lang)["more"]
    return more.format(names=names, count=number_text(left, lang)) if left else names


def _day_of_year(day: dt.date | None, lang: str) -> str:
    if day is None:
        return "…"
    return day.strftime("%d/%m" if lang == "fr" else "%m-%d")


def _apart(answer: EarliestRetirement, lang: str) -> Iterable[str]:
    """Yield what was left apart, and what is not known."""
    said = topic_words("earliest", lang)
    if answer.seasons:
        names = ", ".join(
            said["season"].format(
                name=season.name,
                start=_day_of_year(season.starts_on, lang),
                end=_day_of_year(season.ends_on, lang),
            )
            for season in answer.seasons
        )
        yield said["seasons"].format(names=names)
    if answer.knowledge.lower_bound:
        day = answer.day or answer.conditions_from  # for a command to type
        yield said["lower_bound"].format(
            total=answer.knowledge.applications, target=answer.target, day=f"{day}"
        )
