"""A journey in the terminal, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.journey.pictures import subtitle_of, title_of, weak_words
from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.words import picture_words
from archrepo.render.terminal_text import broken, colored, columns_of
from archrepo.resources.typography import colon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.journey_map import JourneyMap, JourneyStep
    from archrepo.render.registry import View

_WIDTH, _LEAST = 80, 40


def render(result: JourneyMap, view: View) -> str:
    """Return the steps as lines of at most the view's columns; 80 where it has none."""
    return "\n".join(_lines(result, view)) + "\n"


def _lines(result: JourneyMap, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or _WIDTH, _LEAST)
    yield from broken(one_line(title_of(result)), width)
    yield from broken(subtitle_of(result, words), width)
    if result.persona:
        yield from broken(words.say("journey_persona", persona=one_line(result.persona)), width)
    if not result.steps:
        yield from ("", words.say("journey_empty"))
    for number, step in enumerate(result.steps, 1):
        yield ""
        yield from _step(step, number, view, width)


def _step(step: JourneyStep, number: int, view: View, width: int) -> Iterator[str]:
    words = picture_words(view.lang)
    head = f"{number:>2}. "
    channel = f" [{one_line(step.channel)}]" if step.channel else ""
    optional = "" if step.essential else f" ({words.say('journey_optional')})"
    said = f"{one_line(step.step or step.scope_name)}{channel}{optional}"
    lines = broken(said, width - len(head))
    yield head + lines[0]
    indent = " " * len(head)
    yield from (indent + line for line in lines[1:])
    applications = ", ".join(f"{one_line(a.name)} {a.letter}" for a in step.applications)
    applications = applications or words.say("journey_no_application").lower()
    told = [f"{step.coverage.letter} {one_line(step.scope_name)}{colon(view.lang)}{applications}"]
    if step.data:
        names = ", ".join(map(one_line, step.data))
        told.append(f"→ {words.say('journey_data_short')}{colon(view.lang)}{names}")
    for line in told:
        first, *rest = broken(line, width - columns_of(indent))
        yield indent + first
        yield from (f"{indent}  {more}" for more in broken(" ".join(rest), width - 6) if more)
    for weak in step.weak:
        for line in broken("! " + weak_words(weak, words), width - columns_of(indent)):
            alarm = THEMES[view.theme].alarm
            yield indent + (colored(line, alarm, bold=True) if view.color else line)
