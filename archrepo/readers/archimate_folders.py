"""Reads the folders of a model as domains, where a mapping file asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.reading import RawNode, RawRelation, Ref
from archrepo.readers.archimate_values import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from archrepo.readers.archimate_model import ArchimateModel

Folder = tuple[str, ...]
_HELD = ("Domain", "Scope")


def domains_of_folders(
    model: ArchimateModel, nodes: Mapping[str, RawNode], contained: Container[str]
) -> tuple[list[RawNode], list[RawRelation]]:
    """Return a domain for every folder that holds domains or scopes, and what they contain.

    Args:
        model: The model, whose elements know their folders.
        nodes: Element → its node.
        contained: Elements that have a parent of their own, which is kept.
    """
    domains: dict[Folder, RawNode] = {}
    relations: list[RawRelation] = []
    for identifier, node in nodes.items():
        folder = model.elements[identifier].folder
        if node.kind not in _HELD or identifier in contained or not folder:
            continue
        for depth in range(1, len(folder) + 1):
            path = folder[:depth]
            if path not in domains:
                domains[path] = _domain(path, node)
                if depth > 1:
                    relations.append(_contains(domains[path[:-1]], domains[path]))
        relations.append(_contains(domains[folder], node))
    return list(domains.values()), relations


def _domain(path: Folder, first: RawNode) -> RawNode:
    values = {"name": path[-1], "external_ids": [f"{SYSTEM}=folder {' / '.join(path)}"]}
    return RawNode("Domain", values, first.mark)


def _contains(parent: RawNode, child: RawNode) -> RawRelation:
    return RawRelation("CONTAINS", Ref(node=parent), Ref(node=child), {}, child.mark)
