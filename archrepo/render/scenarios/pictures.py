"""A plateau as a picture: its capability map, under its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.pictures import drawing as map_drawing
from archrepo.render.capability_map.sheet import Said
from archrepo.render.label_text import one_line
from archrepo.render.picture.words import SEPARATOR, picture_words
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from archrepo.analysis.scenarios.results import Scenario
    from archrepo.render.picture.drawing import Drawing
    from archrepo.render.registry import View


def drawing(found: Scenario, view: View) -> Drawing:
    """Return the capability map of a plateau on its day."""
    title = topic_words("scenario", view.lang)["map"].format(name=one_line(found.name))
    return map_drawing(found.map, view, Said(title, _subtitle(found, view.lang)))


def _subtitle(found: Scenario, lang: str) -> str:
    """Return day, counts, and the names of the projects whose actions count."""
    words = picture_words(lang)
    day, plan, *counts = words.maps.subtitle_parts(found.map)
    names = {project.id: project.name for project in (*found.projects, *found.leading)}
    counted = found.plan.split(",")
    if all(project in names for project in counted):
        named = ", ".join(one_line(names[project]) for project in counted)
        plan = words.maps.say("plan", "named", names=named)
    return SEPARATOR.join([day, *counts, plan])
