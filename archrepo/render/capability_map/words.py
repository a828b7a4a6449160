"""The words of a map in one language: labels of the vocabulary, and the map's own sentences."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.analysis.segment_names import segment_called
from archrepo.render.capability_map.notes import Notes
from archrepo.resources import resource_yaml
from archrepo.resources.labels import LANGUAGES, load_labels
from archrepo.resources.typography import (
    colon,
    day_text,
    filled_in,
    in_languages,
    is_plural,
    number_text,
    share_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.map_result import Box, CapabilityMap, Chip, Leaves, LegendEntry

_ENUMERATIONS = {
    "coverage": "CoverageLevel",
    "lifecycle": "Phase",
    "time": "Disposition",
    "functional_fit": "FunctionalFit",
    "technical_fit": "TechnicalFit",
}
SEPARATOR = " · "
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d+[kMG]?)")


class Words:
    """What a map says, in `en` or `fr`."""

    def __init__(self, lang: str) -> None:
        self._lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._words: Any = _catalog()[self._lang]
        self._labels = load_labels()

    def say(self, group: str, key: str, **values: object) -> str:
        """Return the text at `group` and `key`, with `values` as the language writes them."""
        said: str = self._words[group][key]
        return said.format(**{name: filled_in(value, self._lang) for name, value in values.items()})

    def number(self, group: str, key: str, n: int) -> str:
        """Return the text for `n` of something, in the singular or plural of the language."""
        said: str = self._words[group][key][is_plural(n, self._lang)]
        return said.format(n=number_text(n, self._lang))

    def date(self, day: dt.date) -> str:
        """Return `day` as it is written in the language."""
        return day_text(day, self._lang)

    def title(self, result: CapabilityMap) -> str:
        """Return what the map shows."""
        if result.event is not None:
            event = result.event
            return self.say("title", "impact", event=self._event(event.type), name=event.name)
        return self.heat_title(result.heat)

    def is_own(self, heat: str) -> bool:
        """Return whether a heat is one of ours, rather than an attribute."""
        return heat in self._words["title"]

    def heat_title(self, heat: str) -> str:
        """Return what a map under that heat shows."""
        if self.is_own(heat):
            return self.say("title", heat)
        attribute = self._labels.attribute(heat.rpartition(".")[2], self._lang)
        return self.say("title", "attribute", name=attribute)

    def _event(self, kind: str) -> str:
        known = kind in self._words["event"]
        return self.say("event", kind) if known else kind.replace("_", " ")

    def subtitle(self, result: CapabilityMap) -> str:
        """Return its date, plan and counts."""
        return SEPARATOR.join(self.subtitle_parts(result))

    def subtitle_parts(self, result: CapabilityMap) -> list[str]:
        """Return its date, its plan, and each of its counts."""
        counted = ("domains", "scopes", "leaves", "applications", "coverages")
        counts = [self.number("count", name, getattr(result.counts, name)) for name in counted]
        return [self.date(result.at), self.plan(result.plan), *counts]

    def plan(self, plan: str) -> str:
        """Return whose projects count."""
        known = plan in self._words["plan"]
        return (
            self.say("plan", plan)
            if known
            else self.say("plan", "named", names=plan.replace(",", ", "))
        )

    def heat_name(self, heat: str) -> str:
        """Return a heat in a word or two, to be said within a title."""
        if heat in self._words["heat"]:
            return self.say("heat", heat)
        return self._labels.attribute(heat.rpartition(".")[2], self._lang).lower()

    def class_label(self, result: CapabilityMap, name: str) -> str:
        """Return the label of one of a heat's classes."""
        entry = next((e for e in result.legend if e.name == name), None)
        return name if entry is None else self.legend_label(result.heat, entry)

    def entry(self, result: CapabilityMap, entry: LegendEntry) -> str:
        """Return what the legend says of a class."""
        return self.legend_label(result.heat, entry)

    def counted(self, heat: str, entry: LegendEntry) -> str:
        """Return the same with how many leaves are of it; there may be applications alone."""
        said = self.legend_label(heat, entry)
        leaves = number_text(entry.leaves, self._lang)
        return f"{said}{colon(self._lang)}{leaves}" if entry.leaves else said

    def counted_twice(self, result: CapabilityMap, entry: LegendEntry, before: int) -> str:
        """Return the same with how many leaves were of it before."""
        said = self.entry(result, entry)
        if not (before or entry.leaves):
            return said
        then, now = (number_text(leaves, self._lang) for leaves in (before, entry.leaves))
        return f"{said}{colon(self._lang)}{then} → {now}"

    def legend_label(self, heat: str, entry: LegendEntry) -> str:
        """Return the label of a class of a heat."""
        name = entry.name
        if entry.label:
            return self.figure(entry.label)
        if entry.vocabulary:
            return self._labels.value(entry.vocabulary, name.removesuffix("*"), self._lang)
        if name == "NONE" and heat != "coverage":
            return self.say("class", "none-covers")
        if name == "UNKNOWN" and f"unknown-{heat}" in self._words["class"]:
            return self.say("class", f"unknown-{heat}")
        if name in self._words["class"]:
            return self.say("class", name)
        if heat in _ENUMERATIONS:
            return self._labels.value(_ENUMERATIONS[heat], name, self._lang)
        return name

    def figure(self, text: str) -> str:
        """Return a figure such as `1.2M` as it is written in the language."""
        return _DECIMAL.sub(",", text) if self._lang == "fr" else text

    def proportion(self, leaves: Leaves | None) -> str:
        """Return how many leaves do well out of how many, the unknown apart."""
        if leaves is None or not leaves.total:
            return ""
        unknown = f" · {number_text(leaves.unknown, self._lang)} ?" if leaves.unknown else ""
        return share_text(leaves.good, leaves.total, self._lang) + unknown

    def share(self, leaves: Leaves) -> str:
        """Return the same without the unknown, for the corner of a card."""
        return share_text(leaves.good, leaves.total, self._lang)

    def band(self, band: str | None) -> str:
        """Return the heading of a row of domains."""
        if band is None:
            return self.say("heading", "no-band")
        return self._labels.value("Band", band, self._lang)

    def name(self, box: Box) -> str:
        """Return what is written on a box."""
        return self.say("heading", "rest") if box.kind == "Rest" else box.name

    def notes(self, result: CapabilityMap) -> list[str]:
        """Return what the reader must know, sentence by sentence."""
        return Notes(result, self).told()

    def note_of(self, topic: str, heat: str, usual: str = "") -> str:
        """Return the key of the note on a topic under a heat; the usual one where it has none."""
        own = f"{topic}-{heat}"
        return own if own in self._words["note"] else usual

    def empty(self) -> str:
        """Return what a map without any box says."""
        return str(self._words["empty"])

    def box_tip(self, box: Box, result: CapabilityMap) -> str:
        """Return what the pointer shows over a box."""
        parts = [f"{self.name(box)} ({box.id})" if box.kind != "Rest" else self.name(box)]
        parts += [f"{box.cell.letter} {self.class_label(result, box.cell.name)}"]
        if box.cell.figure and box.present:
            parts.append(self.figure(box.cell.figure))
        if not box.present:
            parts[1:] = [self.say("cell", "absent-scope")]
        elif box.leaves is not None:
            parts.append(
                self.say("cell", "of-leaves", good=box.leaves.good, total=box.leaves.total)
            )
            if box.leaves.unknown:
                parts.append(self.number("cell", "unknown", box.leaves.unknown))
        if box.derived:
            parts.append(self.say("cell", "derived"))
        if box.weakest:
            parts.append(
                self.say("cell", "weakest", names=self.segments(box.weakest, result.segment_names))
            )
        if box.folded:
            parts.append(self.number("cell", "folded", box.folded))
        if box.hidden:
            parts.append(self.number("cell", "hidden", box.hidden))
        return SEPARATOR.join(parts)

    def chip_tip(self, chip: Chip, result: CapabilityMap) -> str:
        """Return what the pointer shows over a chip."""
        level = self._level(chip.level)
        parts = [f"{chip.name} ({chip.application})", f"{chip.level_letter} {level}"]
        if chip.absent is not None:
            parts.append(self.say("cell", chip.absent.lower()))
        elif result.heat != "coverage" and chip.cell.letter:
            parts.append(f"{chip.cell.letter} {self.class_label(result, chip.cell.name)}")
        if chip.role is not None:
            parts.append(self._labels.value("CoverageRole", chip.role, self._lang))
        if chip.cell.computed:
            parts.append(self.say("cell", "computed"))
        if chip.cell.figure:
            parts.append(self.figure(chip.cell.figure))
        if chip.segments:
            parts.append(
                self.say(
                    "cell", "only-for", names=self.segments(chip.segments, result.segment_names)
                )
            )
        if chip.modules:
            modules = [result.module_names.get(m, m) for m in chip.modules]
            parts.append(self.say("cell", "by-modules", names=", ".join(modules)))
        if chip.start is not None:
            parts.append(self.say("cell", "from", date=self.date(chip.start)))
        if chip.end is not None:
            parts.append(self.say("cell", "until", date=self.date(chip.end)))
        return SEPARATOR.join(parts)

    def _level(self, level: str | None) -> str:
        if level is None or level in self._words["class"]:
            return self.say("class", level or "UNKNOWN")
        return self._labels.value("CoverageLevel", level, self._lang)

    def segments(self, items: Iterable[str], names: Mapping[str, str]) -> str:
        """Return segments by name; the empty one is everyone else."""
        rest = self.say("cell", "everyone-else")
        return ", ".join(segment_called(item, names) or rest for item in items)


@cache
def _catalog() -> Any:
    return in_languages(resource_yaml("map_words.yaml"))


@cache
def words_in(lang: str) -> Words:
    """Return the words of that language; English where it is not known."""
    return Words(lang)
