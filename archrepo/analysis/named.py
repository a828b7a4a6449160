"""A node as it is named in answers, and as people name it in questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.results import Part
from archrepo.domain.text import did_you_mean, normalise
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Named(Part):
    """The id and name of a node whose kind goes without saying."""

    id: str
    name: str


def domain_meant(
    text: str, domains: Mapping[str, str], scopes: Mapping[str, str] | None = None
) -> str:
    """Return the id of the domain, else scope, that `text` means: by id, else by a name of one.

    Args:
        text: An id or a name.
        domains: Id → name.
        scopes: Id → name, where a scope may be meant too.

    Raises:
        NotFoundError: None does; the hint names the nearest.
    """
    families = (domains, scopes or {})
    if any(text in names for names in families):
        return text
    folded = normalise(text)
    for names in families:
        named = [node for node, name in names.items() if normalise(name) == folded]
        if len(named) == 1:
            return named[0]
    hint = did_you_mean(text, domains) or did_you_mean(text, domains.values())
    raise NotFoundError(
        f"no domain is called '{text}'", hint=hint or "'archrepo list domain' names them"
    )
