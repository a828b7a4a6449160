"""The words of pictures in one language: their own, dates, plans, and labels of the vocabulary."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from archrepo.render.capability_map.words import words_in
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import filled_in, is_plural, number_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from archrepo.render.capability_map.words import Words

SEPARATOR = " · "


class PictureWords:
    """What pictures say, in `en` or `fr`; see `models/picture_words.yaml`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in ("en", "fr") else "en"
        self._words = topic_words("picture", self.lang)
        self.maps: Words = words_in(self.lang)
        self.labels = load_labels()

    def say(self, key: str, **values: object) -> str:
        """Return the text of that key, with `values` filled in as the language writes them."""
        filled = {name: filled_in(value, self.lang) for name, value in values.items()}
        return self._words[key].format(**filled)

    def number(self, key: str, n: int) -> str:
        """Return the text for `n` of something, in the singular or plural of the language."""
        one, _, many = self._words[key].partition(" | ")
        return (many if many and is_plural(n, self.lang) else one).format(
            n=number_text(n, self.lang)
        )

    def date(self, day: dt.date) -> str:
        """Return a day as it is written in the language."""
        return self.maps.date(day)

    def plan(self, plan: str) -> str:
        """Return whose projects count."""
        return self.maps.plan(plan)

    def value(self, enumeration: str, value: str | None) -> str:
        """Return the label of a value of an enumeration; nothing where it is not stated."""
        return "" if value is None else self.labels.value(enumeration, value, self.lang)

    def subtitle(self, at: dt.date, plan: str, *counts: str) -> str:
        """Return date, plan and counts."""
        return SEPARATOR.join([self.date(at), self.plan(plan), *(c for c in counts if c)])


@cache
def picture_words(lang: str) -> PictureWords:
    """Return the words of that language."""
    return PictureWords(lang)
