"""Says in words what rules say in codes: who reads a site fills in no attribute.

Who mends the portfolio from a terminal reads the codes there, in `archrepo check`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.resources.labels import load_labels
from archrepo.resources.typography import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.metamodel import Metamodel

_CODE = re.compile(r"\b(?:[A-Z]{3,}|[A-Z]+(?:_[A-Z]+)+|[a-z]+(?:_[a-z]+)+)\b")
_ASIDE = re.compile(r" \(([\w, ]+)\)")
_QUOTES = {"fr": "« {} »", "en": "“{}”"}


def terms_of(metamodel: Metamodel, lang: str) -> dict[str, str]:
    """Return what codes are called: values, attributes and relations that have one label only."""
    labels = load_labels()
    found: dict[str, set[str]] = defaultdict(set)
    declared = [kind.attributes for kind in metamodel.kinds.values()]
    declared += [relation.attributes for relation in metamodel.relations.values()]
    for name, attribute in (pair for attributes in declared for pair in attributes.items()):
        found[name].add(labels.attribute(name, lang))
        if (codes := attribute.enumeration) is not None:
            for member in codes:
                found[member.value].add(labels.value(codes.__name__, member.value, lang))
    for name in metamodel.relations:
        found[name].add(labels.relation(name, lang))
    return {code: said for code, (said, *others) in sorted(found.items()) if not others}


def spelled(text: str, terms: Mapping[str, str], lang: str) -> str:
    """Return a text with the codes in it as people call them, quoted.

    Commands, and codes that stand by themselves in brackets, are for a terminal: they go.
    """
    quoted = in_language(_QUOTES[lang], lang)

    def aside(found: re.Match[str]) -> str:
        held = found[1]
        is_code = all(one in terms for one in held.split(", "))
        return "" if is_code or held.startswith("archrepo ") else found[0]

    def called(code: re.Match[str]) -> str:
        said = terms.get(code[0])
        return quoted.format(said) if said else code[0]

    return _CODE.sub(called, _ASIDE.sub(aside, text))
