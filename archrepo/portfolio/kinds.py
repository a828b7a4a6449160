"""Kinds as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.text import did_you_mean, normalise
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel


def kind_named(text: str, metamodel: Metamodel) -> str:
    """Return the kind a text stands for: `application`, `data-objects`, `Domaines métier`.

    Raises:
        ConfigError: It stands for none.
    """
    from archrepo.resources.labels import LANGUAGES, load_labels

    labels = load_labels()
    known = {}
    for name in metamodel.portfolio_kinds:
        for lang in LANGUAGES:
            for plural in (False, True):
                known[normalise(labels.kind(name, lang, plural))] = name
        known[name.lower()] = name
    wanted = normalise(text)
    if wanted not in known:
        hint = did_you_mean(wanted, known) or f"one of {', '.join(sorted(set(known.values())))}"
        raise ConfigError(f"no kind is called '{text}'", hint=hint)
    return known[wanted]
