"""Problems as lines one can click, grouped by code; a flood is cut, the count comes last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Diagnostic, Level
from archrepo.render.console import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SHOWN = 50
_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


def listing(diagnostics: Iterable[object], in_words: Callable[[str], str] = str) -> str:
    """Return up to 50 problems, errors first, those of a code together, then how many there are.

    Args:
        diagnostics: The problems.
        in_words: Puts a message into the reader's language.
    """
    found = [d for d in diagnostics if isinstance(d, Diagnostic)]
    if not found:
        return ""
    ordered = sorted(found, key=lambda d: (_ORDER[d.level], d.code, d.place, d.message))
    kept = _fairly(ordered)
    lines = [clean(_worded(diagnostic, in_words)) for diagnostic in kept]
    if hidden := len(ordered) - len(kept):
        lines.append(
            in_words("… and {0} more (--format json gives all)").format(in_words(f"{hidden:,}"))
        )
    lines.append(summary(ordered, in_words))
    return "\n".join(lines) + "\n"


def _worded(diagnostic: Diagnostic, in_words: Callable[[str], str]) -> str:
    hint = f" ({in_words(diagnostic.hint)})" if diagnostic.hint else ""
    said = f"{in_words(diagnostic.level.value)} {diagnostic.code} {in_words(diagnostic.message)}"
    return f"{diagnostic.place}: {said}{hint}"


def put_in_words(
    message: str, diagnostics: Sequence[object], in_words: Callable[[str], str]
) -> str:
    """Return a message in the reader's language, whose place the first problem may tell."""
    first = diagnostics[0] if diagnostics else None
    if not isinstance(first, Diagnostic) or not first.message or first.message not in message:
        return in_words(message)
    before, _, after = message.partition(first.message)
    more = f" {in_words(after.strip())}" if after.strip() else ""
    return f"{before}{in_words(first.message)}{more}"


def said_already(message: str, diagnostics: Sequence[object]) -> str:
    """Return the code of the only problem where `message` tells it already; else nothing."""
    if len(diagnostics) != 1 or not isinstance(diagnostics[0], Diagnostic):
        return ""
    return diagnostics[0].code if diagnostics[0].message in message else ""


def summary(diagnostics: Sequence[Diagnostic], in_words: Callable[[str], str] = str) -> str:
    """Return such as `3 errors (2 AR203, 1 AR101), 1 warning (AR151)`."""
    parts = []
    for level in Level:
        counted = Counter(d.code for d in diagnostics if d.level is level)
        if total := sum(counted.values()):
            by_code = ", ".join(
                f"{in_words(f'{n:,}')} {code}" for code, n in sorted(counted.items())
            )
            noun = in_words(f"{level.value}s" if total > 1 else level.value)
            parts.append(f"{in_words(f'{total:,}')} {noun} ({by_code})")
    return ", ".join(parts)


def _fairly(ordered: list[Diagnostic]) -> list[Diagnostic]:
    """Return as many as are shown, so that no code is hidden by the flood of another."""
    if len(ordered) <= SHOWN:
        return ordered
    by_code: dict[tuple[Level, str], list[Diagnostic]] = {}
    for diagnostic in ordered:
        by_code.setdefault((diagnostic.level, diagnostic.code), []).append(diagnostic)
    share = max(1, SHOWN // len(by_code))
    kept = {id(d) for group in by_code.values() for d in group[:share]}
    for diagnostic in ordered:
        if len(kept) >= SHOWN:
            break
        kept.add(id(diagnostic))
    return [d for d in ordered if id(d) in kept][:SHOWN]
