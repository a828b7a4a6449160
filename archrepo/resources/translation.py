"""Messages and help in the reader's language.

What arises anywhere is written in English and knows no language: errors, hints, problems, help. It
is translated where it is shown, from a gettext catalogue (`models/locale/`) whose entries are the
English templates, what is filled in numbered in its order: `no project is called '{0}'`. A text is
looked up whole, else matched against the templates; what fills them is translated in its turn,
except within quotes and commands.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.resources import resource_root

if TYPE_CHECKING:
    from collections.abc import Mapping

DOMAIN = "archrepo"
_FIELD = re.compile(r"\{(\d+)\}")
_VERBATIM = re.compile(r"'$|archrepo [a-z -]*$")
_LEAST = 6  # characters a template says itself: below, it would match anything
_LISTED = "; "
_PARTED = re.compile(r"\d{1,3}(?:,\d{3})+")  # a whole number, as messages tell it in English
_DEEP = 5  # templates filled with templates


def translated(text: str, lang: str) -> str:
    """Return `text` in `lang`; as it is where the catalogue has nothing for it."""
    return text if lang == "en" or not text else _catalogue(lang).of(text)


def speak(lang: str) -> None:
    """Have the strings of click itself come in `lang`, for this process."""
    folder = resource_root("models").joinpath("locale")
    if isinstance(folder, Path):
        gettext.bindtextdomain(DOMAIN, str(folder))
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = lang


class _Catalogue:
    """Templates with their translations, the most telling first."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = entries

    @cached_property
    def _templates(self) -> list[tuple[str, str, str]]:
        """Longest literal part, template and translation, what says most first."""
        found = []
        for template, translation in self._entries.items():
            parts = [part for part in _FIELD.split(template)[::2] if part]
            if _FIELD.search(template) and sum(map(len, parts)) >= _LEAST:
                found.append((max(parts, key=len), template, translation))
        return sorted(found, key=lambda t: (-len(_FIELD.sub("", t[1])), t[1]))

    def of(self, text: str, depth: int = 0) -> str:
        """Return the translation of `text`."""
        if text in self._entries:
            return self._entries[text]
        if _PARTED.fullmatch(text):
            from archrepo.resources.typography import NARROW  # noqa: PLC0415  (as below)

            return text.replace(",", NARROW)
        if depth == _DEEP:
            return text
        if depth and (listed := self._of_each(text, depth)):
            return listed
        for part, template, translation in self._templates:
            if part in text and (filled := _pattern(template).fullmatch(text)):
                from archrepo.resources.typography import elided  # noqa: PLC0415  (English needs none)

                values = filled.groupdict()
                pieces = _FIELD.split(translation)
                pieces[1::2] = [
                    value if _VERBATIM.search(before) else self.of(value, depth + 1)
                    for before, value in zip(
                        pieces[::2], (values[f"f{n}"] for n in pieces[1::2]), strict=False
                    )
                ]
                return elided(pieces)
        return self._after_a_name(text, depth)

    def _of_each(self, text: str, depth: int) -> str:
        """Return the translations of a list filled in, `;` between; empty where it is none."""
        from archrepo.resources.typography import semicolon  # noqa: PLC0415  (as above)

        pieces = text.split(_LISTED)
        told = [self.of(piece, depth + 1) for piece in pieces]
        return semicolon("fr").join(told) if len(pieces) > 1 and told != pieces else ""

    def _after_a_name(self, text: str, depth: int) -> str:
        """Translate what follows a name, such as `criticality: 'x' is no criticality`."""
        from archrepo.resources.typography import colon  # noqa: PLC0415  (as above)

        name, mark, said = text.partition(": ")
        if not mark:
            return text
        told = self.of(said, depth + 1)
        return f"{name.rstrip()}{colon('fr')}{told}" if told != said or " " not in name else text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches a text made from a template; a field that recurs is the same text."""
    pieces, seen = [], set()
    for position, piece in enumerate(_FIELD.split(template)):
        if position % 2 == 0:
            pieces.append(re.escape(piece))
        else:
            pieces.append(f"(?P=f{piece})" if piece in seen else f"(?P<f{piece}>.*?)")
            seen.add(piece)
    return re.compile("".join(pieces), re.DOTALL)


@cache
def _catalogue(lang: str) -> _Catalogue:
    file = resource_root("models").joinpath("locale", lang, "LC_MESSAGES", f"{DOMAIN}.mo")
    with file.open("rb") as compiled:
        read: Any = gettext.GNUTranslations(compiled)
    entries = vars(read)["_catalog"]  # the only way to all entries; the same since Python 2
    return _Catalogue({m: t for m, t in entries.items() if isinstance(m, str) and m and t})
