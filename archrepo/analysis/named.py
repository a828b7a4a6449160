"""A node as it is named in answers, and as people name it in questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.results import Part
from archrepo.analysis.stated_values import as_texts
from archrepo.domain.text import by_name, did_you_mean, nearest, normalise
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.domain.facts import NodeFact
    from archrepo.domain.text import Called


class Named(Part):
    """The id and name of a node whose kind goes without saying."""

    id: str
    name: str


def named(nodes: Iterable[Called]) -> tuple[Named, ...]:
    """Return nodes as answers name them, by name."""
    return tuple(Named(id=node.id, name=node.name) for node in sorted(nodes, key=by_name))


def called(nodes: Iterable[NodeFact]) -> dict[str, tuple[str, ...]]:
    """Return what people may call each node beside its id: its name, then its aliases."""
    return {node.id: (node.name, *as_texts(node.values.get("aliases"))) for node in nodes}


def meant(text: str, noun: str, *families: Mapping[str, Sequence[str]], hint: str) -> str:
    """Return the id of the node that `text` means: by its id, else by a name that it alone bears.

    Args:
        text: An id, a name or an alias; case, accents and punctuation of the latter do not matter.
        noun: What the node is, as it stands in a sentence.
        families: Id → names, as `called` gives them; where several bear a name, those of the first
            family that has one go first.
        hint: What to do where nothing looks like `text`.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    if any(text in names for names in families):
        return text
    folded = normalise(text)
    for family in families if folded else ():
        bearing = [i for i, names in family.items() if folded in map(normalise, names)]
        if len(bearing) == 1:
            return bearing[0]
        if bearing:
            raise NotFoundError(
                f"more than one {noun} is called '{text}'",
                hint=f"one of {', '.join(sorted(bearing))}",
            )
    raise NotFoundError(f"no {noun} is called '{text}'", hint=_near(text, families) or hint)


def domain_meant(text: str, *families: Mapping[str, Sequence[str]]) -> str:
    """Return the id of the domain, else of what the families beside may have, that `text` means.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    noun = "domain or scope" if len(families) > 1 else "domain"
    return meant(text, noun, *families, hint="'archrepo list domain' names them")


def _near(text: str, families: Iterable[Mapping[str, Sequence[str]]]) -> str:
    """Return the ids whose id, else a name, looks like `text`, as a question."""
    if not normalise(text):
        return ""
    ids = [node for family in families for node in family]
    if close := did_you_mean(text, ids):
        return close
    bearing = {
        name: node for family in families for node, names in family.items() for name in names
    }
    told = {f"'{bearing[name]}' ({name})": None for name in nearest(text, bearing)}
    return f"did you mean {', '.join(told)}?" if told else ""
