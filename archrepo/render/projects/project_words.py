"""How projects are told: labels of their codes, days, people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.resources.labels import load_labels
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.projects.results import ActionItem, MilestoneItem, Ref, Somebody


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """Words in `en` or `fr`; days are written as the language does."""

    lang: str

    @property
    def said(self) -> Mapping[str, str]:
        """Key → wording."""
        return topic_words("dossier", self.lang)

    def say(self, key: str, **filled: object) -> str:
        """Return a wording, filled in; days as the language writes them."""
        shown = {n: self.day(v) if isinstance(v, dt.date) else v for n, v in filled.items()}
        return self.said[key].format(**shown)

    def day(self, day: dt.date | None) -> str:
        """Return a day: ISO 8601 in English, dd/mm/yyyy in French."""
        if day is None:
            return ""
        return f"{day:%d/%m/%Y}" if self.lang == "fr" else day.isoformat()

    def code(self, enumeration: str, value: str | None) -> str:
        """Return the label of a code."""
        return load_labels().value(enumeration, value, self.lang) if value else ""

    def kind(self, name: str) -> str:
        """Return the label of a kind."""
        return load_labels().kind(name, self.lang)

    def names(self, refs: Iterable[Ref]) -> str:
        """Return names with commas."""
        return ", ".join(ref.name for ref in refs)

    def people(self, people: Iterable[Somebody]) -> str:
        """Return people with their roles, one role each mentioned once."""
        by_person: dict[str, list[str]] = {}
        for person in people:
            roles = by_person.setdefault(person.name, [])
            roles += [self.code("Responsibility", person.role)] if person.role else []
            roles += [self.said["external"]] if person.external else []
        return "; ".join(
            f"{name} ({', '.join(dict.fromkeys(roles))})" if roles else name
            for name, roles in by_person.items()
        )

    def action_day(self, action: ActionItem) -> str:
        """Return when an action is done, and whether the date is its own."""
        if action.on is None:
            return self.said["undated"]
        return self.day(action.on) if action.dated else self.say("end_of_project", day=action.on)

    def distance(self, milestone: MilestoneItem) -> str:
        """Return how far a milestone is, in days."""
        if milestone.days is None:
            return self.said["undated"]
        if milestone.days == 0:
            return self.said["today"]
        return self.say("in_days" if milestone.days > 0 else "days_ago", days=abs(milestone.days))

    def amount(self, amount: float | None, currency: str | None) -> str:
        """Return an amount of money, thousands parted."""
        if amount is None:
            return ""
        parted = f"{amount:,.0f}"
        shown = parted.replace(",", "\u202f") if self.lang == "fr" else parted
        return f"{shown} {currency or ''}".strip()
