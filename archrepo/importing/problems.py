"""Collects every problem of an import with its place; none stops the others from being found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level

if TYPE_CHECKING:
    from archrepo.domain.diagnostics import Place
    from archrepo.domain.reading import Reading


@dataclass(slots=True)
class Problems:
    """Every problem met so far.

    Attributes:
        tolerant: Whether a bad cell or row is set aside (`--rejects`) instead of keeping all out.
        found: Problems that stand: errors, warnings and notes.
        rejected: Problems that cost a cell or a row, where tolerant.
        read: Cells read before, by the attributes of their kind, attribute, then text, with the
            wording of an imprecise date: columns repeat themselves.
    """

    tolerant: bool = False
    found: list[Diagnostic] = field(default_factory=list)
    rejected: list[Diagnostic] = field(default_factory=list)
    read: defaultdict[int, defaultdict[str, dict[str, tuple[Any, str | None]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict)), repr=False
    )

    def error(
        self,
        code: str,
        message: str,
        where: Where,
        attribute: str | None = None,
        hint: str = "",
    ) -> None:
        """Take note of what is wrong with a cell or a row."""
        place = where.place(attribute)
        diagnostic = Diagnostic(code, Level.ERROR, message, place, hint)
        (self.rejected if self.tolerant else self.found).append(diagnostic)

    def soften(self, *codes: str) -> None:
        """Make warnings of the errors of some codes."""
        self.found = [replace(d, level=Level.WARNING) if d.code in codes else d for d in self.found]

    def warn(
        self,
        code: str,
        message: str,
        where: Where,
        attribute: str | None = None,
        hint: str = "",
    ) -> None:
        """Take note of what somebody should look at."""
        self.say(Level.WARNING, code, message, where, attribute, hint)

    def say(
        self,
        level: Level,
        code: str,
        message: str,
        where: Where,
        attribute: str | None = None,
        hint: str = "",
    ) -> None:
        """Take note of what keeps nothing out."""
        self.found.append(Diagnostic(code, level, message, where.place(attribute), hint))


@dataclass(frozen=True, slots=True)
class Where:
    """Where a raw fact stands: its reading, and its mark there."""

    reading: Reading
    mark: Any

    def place(self, attribute: str | None = None) -> Place:
        """Return the place, of one attribute where it is known."""
        return self.reading.locate(self.mark, attribute)
