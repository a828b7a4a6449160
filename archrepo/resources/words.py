"""What the screen says around results, in English and French."""

from __future__ import annotations

from functools import cache

from archrepo.resources import resource_text


@cache
def screen_words(lang: str) -> dict[str, str]:
    """Return key → wording in `en` or `fr`, from `models/screen_words.yaml`."""
    import yaml  # noqa: PLC0415  (commands that print no words do not pay for it)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words = yaml.load(resource_text("models", "screen_words.yaml"), Loader=loader)  # noqa: S506
    position = ("en", "fr").index(lang)
    return {key: str(wordings[position]) for key, wordings in words.items()}
