"""How results are told: words of a topic, labels of codes, days and amounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.render.capability_map.words import words_in
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import about, day_text, filled_in, is_plural, number_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in `en` or `fr`, of one topic; days are written as the language does."""

    lang: str
    topic: str

    @property
    def said(self) -> Mapping[str, str]:
        """Key → wording."""
        return topic_words(self.topic, self.lang)

    def say(self, key: str, **filled: object) -> str:
        """Return a wording, filled in; days and numbers as the language writes them."""
        shown = {name: filled_in(value, self.lang) for name, value in filled.items()}
        return self.said[key].format(**shown)

    def count(self, key: str, number: int, **filled: object) -> str:
        """Return the wording of `key` for a number: `key_one` is the singular."""
        chosen = key if is_plural(number, self.lang) else f"{key}_one"
        return self.say(chosen, count=self.number(number), **filled)

    def titled(self, key: str, part: str | None) -> str:
        """Return a title, with the part of the portfolio that the answer is about, if it is one."""
        return about(self.said[key], part)

    def columns(self, *keys: str) -> tuple[str, ...]:
        """Return headings."""
        return tuple(self.said[key] for key in keys)

    def day(self, day: dt.date | None) -> str:
        """Return a day: ISO 8601 in English, dd/mm/yyyy in French."""
        if day is None:
            return ""
        return day_text(day, self.lang)

    def plan(self, plan: str) -> str:
        """Return whose projects count."""
        return words_in(self.lang).plan(plan)

    def code(self, enumeration: str, value: str | None) -> str:
        """Return the label of a code."""
        return load_labels().value(enumeration, value, self.lang) if value else ""

    def kind(self, name: str, *, plural: bool = False) -> str:
        """Return the label of a kind."""
        return load_labels().kind(name, self.lang, plural=plural)

    def number(self, number: float) -> str:
        """Return a whole number, thousands parted."""
        return number_text(number, self.lang)

    def amount(self, amount: float | None, currency: str | None) -> str:
        """Return an amount of money, thousands parted."""
        return "" if amount is None else f"{self.number(amount)} {currency or ''}".strip()
