"""A known id under a new name, a known name under a new id: conflicts until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.importing.identity import decision_line, goes_by, is_renamed, with_old_name

if TYPE_CHECKING:
    from archrepo.domain.facts import Values
    from archrepo.importing.identity import Decisions
    from archrepo.importing.nodes import PlannedNode
    from archrepo.importing.problems import Problems

_ACCEPT = "--accept-renames takes it, or identity.yaml decides: "


@dataclass(frozen=True, slots=True)
class RenameJudge:
    """Says what becomes of nodes whose id and name do not belong together any more."""

    problems: Problems
    decisions: Decisions
    accept: bool

    def judged(
        self, node: PlannedNode, before: Values | None, after: Values
    ) -> tuple[Values, bool]:
        """Return the values a node gets, and whether they are a conflict; a problem says why."""
        if before is None:
            return after, bool(node.rival) and self._is_rival(node, after)
        old, new = str(before.get("name", "")), str(after.get("name", ""))
        if old == new:
            return after, False
        if not is_renamed(node.kind, node.id, before, after):
            keeps = goes_by(node.kind, new, before) and "aliases" not in node.stated.values
            return ({**after, "name": old} if keeps else after), False
        accepted = self.accept or self.decisions.meant(node.kind, new) == node.id
        decision = decision_line(node.kind, "name", new, node.id)
        hint = "" if accepted else f"{_ACCEPT}{decision}"
        self._tell("ID-05", f"'{node.id}' is renamed from '{old}' to '{new}'", node, "name", hint)
        return (with_old_name(before, after) if accepted else after), not accepted

    def _is_rival(self, node: PlannedNode, after: Values) -> bool:
        decision = decision_line(node.kind, "id", node.id, node.rival)
        message = f"'{after['name']}' is known as '{node.rival}', here it is '{node.id}'"
        hint = (
            ""
            if self.accept
            else f"{_ACCEPT}{decision}; if they differ, different: and from: for same: and as:"
        )
        self._tell("ID-07", message, node, "id", hint)
        return not self.accept

    def _tell(self, code: str, message: str, node: PlannedNode, at: str, hint: str) -> None:
        if self.problems.tolerant and hint:
            self.problems.error(code, message, node.where, at, hint)
        else:
            self.problems.warn(code, message, node.where, at, hint)
