"""The language of one run: flag, environment, settings, locale, in that order.

Help and errors of usage come before anything else is read, so that the settings are only loaded
where they say something of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.language import LANGUAGES, language_of_locale

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATED = re.compile(r"^\s*language\s*=", re.MULTILINE)


def language_asked(words: Sequence[str]) -> str | None:
    """Return what `--lang` says among the words of a command line, whatever stands after it."""
    found = None
    for position, word in enumerate(words):
        if word.startswith("--lang="):
            found = word.partition("=")[2]
        elif word == "--lang" and position + 1 < len(words):
            found = words[position + 1]
    return found if found in LANGUAGES else None


def language_unasked() -> str:
    """Return the language where no flag says it."""
    from_environment = os.environ.get("ARCHREPO_LANGUAGE", "").lower()
    if from_environment in LANGUAGES:
        return from_environment
    if any(map(_states_one, _files())):
        from archrepo.errors import ArchrepoError
        from archrepo.settings import load_settings

        try:
            return load_settings().options.language
        except ArchrepoError:
            return "en"  # what is wrong with the settings is told when they are needed
    return language_of_locale(os.environ)


def _files() -> list[Path]:
    from platformdirs import user_config_path

    here = Path.cwd()
    return [
        *(folder / "archrepo.toml" for folder in (here, *here.parents)),
        user_config_path("archrepo", appauthor=False) / "config.toml",
    ]


def _states_one(path: Path) -> bool:
    try:
        return bool(_STATED.search(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        return False
