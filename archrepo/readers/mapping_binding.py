"""Rules with column patterns such as `owner:*`, bound to the header of one table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.importing.mapping import CELL, COLUMN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.importing.mapping import LinkRule, Rule

_UNSPEAKABLE = re.compile(r"[{}|]")


def bound(rule: Rule, header: Sequence[str]) -> Rule:
    """Return `rule` with a column, or a link, for every header its patterns take."""
    patterns = [name for name in rule.columns if "*" in name]
    links = [link for link in rule.relations if link.each]
    if not patterns and not links:
        return rule
    columns = {name: targets for name, targets in rule.columns.items() if "*" not in name}
    for pattern in patterns:
        for name, _ in matching(pattern, header):
            columns.setdefault(name, rule.columns[pattern])
    relations = [link for link in rule.relations if not link.each]
    for link in links:
        found = matching(str(link.each), header)
        relations += [_bound_link(link, name, parts) for name, parts in found]
    return rule.model_copy(update={"columns": columns, "relations": relations})


def matching(pattern: str, header: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the headers a pattern takes, each with what its stars stand for."""
    text = re.escape(pattern).replace(r"\*", "(.+)")
    wanted = re.compile(text, re.IGNORECASE)
    found = ((name, wanted.fullmatch(name)) for name in header if not _UNSPEAKABLE.search(name))
    return [(name, match.groups()) for name, match in found if match]


def _bound_link(link: LinkRule, name: str, parts: tuple[str, ...]) -> LinkRule:
    words = {COLUMN: name, **{str(number): part for number, part in enumerate(parts, 1)}}
    return link.model_copy(
        update={
            "each": None,
            "source": _filled(link.source, name, words) if link.source else None,
            "target": _filled(link.target, name, words) if link.target else None,
            "set": {key: _filled(text, name, words) for key, text in link.set.items()},
        }
    )


def _filled(text: str, name: str, words: dict[str, str]) -> str:
    """Return a template with the cell's column named and the words of its header put in."""
    for word, meant in words.items():
        text = text.replace(f"{{{word}}}", meant)
    return re.sub(rf"\{{{CELL}(?=[|}}])", lambda _: f"{{{name}", text)
