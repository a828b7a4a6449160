"""What ArchiMate has no word for, counted, so that nothing goes in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Losses:
    """What ArchiMate has no word for.

    Attributes:
        stand_ins: (kind, element type that stands for it) → how many.
        associations: Relation type written as a mere association → how many.
        characters: How many characters XML cannot hold.
    """

    stand_ins: Counter[tuple[str, str]] = field(default_factory=Counter)
    associations: Counter[str] = field(default_factory=Counter)
    characters: int = 0

    def told(self) -> Iterator[str]:
        """Yield lines that say it."""
        if self.stand_ins or self.associations:
            yield (
                "ArchiMate has no word for these; the properties archrepo:kind and archrepo:type "
                "say what they are, and import reads them back:"
            )
            kinds = sorted(self.stand_ins.items(), key=lambda item: (-item[1], item[0]))
            for (kind, element), count in kinds:
                yield f"  {count:,} {kind} as {element}"
            for name, count in sorted(self.associations.items(), key=lambda i: (-i[1], i[0])):
                yield f"  {count:,} {name} as Association"
        if self.characters:
            yield f"Lost: {self.characters:,} characters that XML cannot hold (shown as \ufffd)."
        yield "Not in the file: which source states what, and the history of changes."
