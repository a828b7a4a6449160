"""The words of a map in one language: labels of the vocabulary, and the map's own sentences."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.resources import resource_text
from archrepo.resources.labels import LANGUAGES, load_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.map_result import Box, CapabilityMap, Chip, LegendEntry, Note

_ENUMERATIONS = {
    "coverage": "CoverageLevel",
    "lifecycle": "Phase",
    "time": "Disposition",
    "functional_fit": "FunctionalFit",
    "technical_fit": "TechnicalFit",
}
SEPARATOR = " · "


class Words:
    """What a map says, in `en` or `fr`."""

    def __init__(self, lang: str) -> None:
        self._lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._words: Any = _catalog()[self._lang]
        self._labels = load_labels()

    def say(self, group: str, key: str, **values: object) -> str:
        """Return the text at `group` and `key`, with `values` filled in."""
        return str(self._words[group][key]).format(**values)

    def number(self, group: str, key: str, n: int) -> str:
        """Return the text for `n` of something, in the singular or plural of the language."""
        several = n >= 2 if self._lang == "fr" else n != 1
        return str(self._words[group][key][several]).format(n=n)

    def date(self, day: dt.date) -> str:
        """Return `day` as it is written in the language."""
        written: str = self._words["date"]
        parts = {"%Y": f"{day.year:04}", "%m": f"{day.month:02}", "%d": f"{day.day:02}"}
        for code, digits in parts.items():
            written = written.replace(code, digits)
        return written

    def title(self, result: CapabilityMap) -> str:
        """Return what the map shows."""
        return self.say("title", result.heat)

    def subtitle(self, result: CapabilityMap) -> str:
        """Return its date, plan and counts."""
        plan = result.plan
        known = plan in self._words["plan"]
        planned = self.say("plan", plan) if known else self.say("plan", "named", names=plan)
        counts = result.counts
        counted = ("domains", "scopes", "leaves", "applications", "coverages")
        parts = [self.number("count", name, getattr(counts, name)) for name in counted]
        return SEPARATOR.join([self.date(result.at), planned, *parts])

    def class_label(self, heat: str, name: str) -> str:
        """Return the label of one of a heat's classes."""
        if name == "NONE" and heat != "coverage":
            return self.say("class", "none-covers")
        if name in self._words["class"]:
            return self.say("class", name)
        return self._labels.value(_ENUMERATIONS[heat], name, self._lang)

    def entry(self, heat: str, entry: LegendEntry) -> str:
        """Return what the legend says of a class."""
        return self.class_label(heat, entry.name)

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
        found = []
        if any(box.children or box.folded for box in result.domains):
            found.append(
                self.say("note", "leaves" if result.heat == "coverage" else "leaves-sound")
            )
        return found + [self._note(note) for note in result.notes]

    def _note(self, note: Note) -> str:
        return self.number("note", note.code, note.count)

    def empty(self) -> str:
        """Return what a map without any box says."""
        return str(self._words["empty"])

    def box_tip(self, box: Box, heat: str) -> str:
        """Return what the pointer shows over a box."""
        parts = [f"{self.name(box)} ({box.id})" if box.kind != "Rest" else self.name(box)]
        parts += [f"{box.cell.letter} {self.class_label(heat, box.cell.name)}"]
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
            parts.append(self.say("cell", "weakest", names=self.segments(box.weakest)))
        if box.folded:
            parts.append(self.number("cell", "folded", box.folded))
        if box.hidden:
            parts.append(self.number("cell", "hidden", box.hidden))
        return SEPARATOR.join(parts)

    def chip_tip(self, chip: Chip, heat: str) -> str:
        """Return what the pointer shows over a chip."""
        level = self.class_label("coverage", chip.level or "UNKNOWN")
        parts = [f"{chip.name} ({chip.application})", f"{chip.level_letter} {level}"]
        if chip.absent is not None:
            parts.append(self.say("cell", chip.absent.lower()))
        elif heat != "coverage":
            parts.append(f"{chip.cell.letter} {self.class_label(heat, chip.cell.name)}")
        if chip.role is not None:
            parts.append(self._labels.value("CoverageRole", chip.role, self._lang))
        if chip.cell.computed:
            parts.append(self.say("cell", "computed"))
        if chip.segments:
            parts.append(self.say("cell", "only-for", names=self.segments(chip.segments)))
        if chip.modules:
            parts.append(self.say("cell", "by-modules", names=", ".join(chip.modules)))
        if chip.start is not None:
            parts.append(self.say("cell", "from", date=self.date(chip.start)))
        if chip.end is not None:
            parts.append(self.say("cell", "until", date=self.date(chip.end)))
        return SEPARATOR.join(parts)

    def segments(self, items: Iterable[str]) -> str:
        """Return the names of segments; the empty one is everyone else."""
        return ", ".join(item or self.say("cell", "everyone-else") for item in items)


@cache
def _catalog() -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resource_text("models", "map_words.yaml"), Loader=loader)  # noqa: S506


@cache
def words_in(lang: str) -> Words:
    """Return the words of that language; English where it is not known."""
    return Words(lang)
