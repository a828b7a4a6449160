"""Words in English and French, a file in `models/` for each topic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from archrepo.resources import resource_yaml
from archrepo.resources.typography import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def topic_words(topic: str, lang: str) -> Mapping[str, str]:
    """Return key → wording in `en` or `fr`, from `models/<topic>_words.yaml`."""
    words = resource_yaml(f"{topic}_words.yaml")
    position = ("en", "fr").index(lang)
    return {key: in_language(str(wordings[position]), lang) for key, wordings in words.items()}


def screen_words(lang: str) -> Mapping[str, str]:
    """Return what the screen says around results."""
    return topic_words("screen", lang)
