"""The languages people read archrepo in."""

from __future__ import annotations

import locale
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "fr")


def language_of_locale(environment: Mapping[str, str]) -> str:
    """Return the language a system is set to, where it is one of ours; English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _ours(environment[name])
    if sys.platform == "win32":  # which sets none of them
        return _ours(locale.getlocale()[0] or "")
    return "en"


def _ours(language: str) -> str:
    return "fr" if language.lower().startswith("fr") else "en"
