"""What a maturity level asks, in words."""

from __future__ import annotations

from archrepo.analysis.freshness.levels import CONFIRMED
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.resources.labels import load_labels
from archrepo.resources.words import topic_words


def item_in_words(item: str, kind: str, lang: str) -> str:
    """Return an item of a level as people of `lang` read it, such as `Users / used by`.

    Args:
        item: Attributes and relation types with `|` between them, as a level states it.
        kind: The kind whose level it is: relations are read from its end.
        lang: `en` or `fr`.
    """
    text = " / ".join(_part(part, kind, lang) for part in item.split("|"))
    return text[:1].upper() + text[1:]


def _part(part: str, kind: str, lang: str) -> str:
    if part == CONFIRMED:
        return topic_words("freshness", lang)["confirmed_lately"]
    relation = builtin_metamodel().relations.get(part)
    if relation is None:
        return load_labels().attribute(part, lang)
    return load_labels().relation(part, lang, inverse=kind not in relation.sources)
