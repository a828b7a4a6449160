"""Which kind of node every element of an ArchiMate model becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level
from archrepo.readers.archimate_table import ElementType
from archrepo.readers.archimate_values import OWN_KIND, name_of, stated

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.archimate_model import ArchimateModel, Element
    from archrepo.readers.archimate_table import ArchimateTable

_NOTHING = ElementType()


def kinds_of(model: ArchimateModel, table: ArchimateTable, metamodel: Metamodel) -> dict[str, str]:
    """Return element → kind for every element that becomes a node; modules as applications yet.

    Unknown types are told, and so are kinds that properties state and there are not.
    """
    kinds: dict[str, str] = {}
    conditional: set[str] = set()
    for element in model.elements.values():
        if element.type not in table.elements:
            message = f"unknown element type '{element.type}'"
            hint = f"'{name_of(element)}' is kept only as a property of what it is related to"
            model.tell("AR163", Level.WARNING, message, element.line, hint)
        own = _own_kind(model, element, metamodel)
        of_type = table.elements.get(element.type, _NOTHING)
        kind = own or of_type.kind
        if kind is not None:
            kinds[element.id] = kind
            if own is None and of_type.holds:
                conditional.add(element.id)
    _drop_what_holds_other_things(model, table, kinds, conditional)
    return kinds


def _own_kind(model: ArchimateModel, element: Element, metamodel: Metamodel) -> str | None:
    own = stated(element, OWN_KIND)
    if not own:
        return None
    if own in metamodel.portfolio_kinds:
        return "Application" if own == "Module" else own
    message = f"'{OWN_KIND}={own}' names no kind"
    model.tell("AR174", Level.WARNING, message, element.line)
    return None


def _drop_what_holds_other_things(
    model: ArchimateModel, table: ArchimateTable, kinds: dict[str, str], conditional: set[str]
) -> None:
    """Take their kind from elements that hold something, and nothing of what they ought to.

    What is drawn in an element counts where no relationship says that it holds anything.
    """
    held_by: dict[str, list[str]] = {}
    fitting: dict[str, int] = {}
    stated_members = [
        (r.source, r.target) for r in model.relationships.values() if r.type in table.trees
    ]
    holding = {holder for holder, _ in stated_members}
    drawn = [(holder, member) for holder, member in model.nested if holder not in holding]
    for holder, member in (*stated_members, *drawn):
        if holder in conditional and holder != member:
            held_by.setdefault(member, []).append(holder)
            holds = table.elements[model.elements[holder].type].holds
            fitting[holder] = fitting.get(holder, 0) + (kinds.get(member) in holds)
    waiting = [holder for holder, count in fitting.items() if count == 0]
    while waiting:
        holder = waiting.pop()
        lost = kinds.pop(holder, None)
        for above in held_by.get(holder, ()) if lost else ():
            if lost in table.elements[model.elements[above].type].holds:
                fitting[above] -= 1
                if fitting[above] == 0:
                    waiting.append(above)
