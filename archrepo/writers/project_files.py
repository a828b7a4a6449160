"""Writes what makes a folder a portfolio: `archrepo.toml` and `.gitignore`."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from archrepo.errors import ConflictError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROJECT_FILE = "archrepo.toml"
_TEMPLATE = """\
# A portfolio of archrepo. Values shown after '#' are the defaults.
# No password belongs here: see ARCHREPO_NEO4J_PASSWORD_FILE in the documentation.

{url}
{language}
# graphviz = "auto"              # "pygraphviz" or "dot"
# timeout = 15                   # seconds to wait for a server or another writer

# [impact]
# gap_tolerance_days = 1         # a coverage gap of so many days is a minor one
# users_threshold = 500          # from so many users on, moving them is a major task

# Attributes of your own: string, int, float, bool, date or list.
# [attributes.application]
# cloud_ready = "bool"
"""


@contextlib.contextmanager
def write_project_files(folder: Path, *, url: str | None, language: str | None) -> Iterator[None]:
    """Write both files into `folder`, made if need be; take them away if the block fails.

    Raises:
        ConflictError: The folder is a portfolio already.
        StoreUnavailableError: The folder cannot be written.
    """
    project, ignore = folder / PROJECT_FILE, folder / ".gitignore"
    if project.exists():
        raise ConflictError(
            f"'{folder}' is a portfolio already", hint=f"see {project}, or choose another folder"
        )
    made: list[Path] = []
    try:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        made += reversed(missing)
        project.write_text(_project_text(url, language), encoding="utf-8")
        made.append(project)
        if not ignore.exists():
            ignore.write_text(".archrepo/\n", encoding="utf-8")
            made.append(ignore)
    except OSError as exc:
        _remove(made)
        raise StoreUnavailableError(
            f"cannot write into '{folder}': {exc.strerror or exc}", hint="choose another folder"
        ) from exc
    try:
        yield
    except BaseException:
        _remove(made)
        raise


def _project_text(url: str | None, language: str | None) -> str:
    quoted_url = f"url = {json.dumps(url)}" if url else '# url = ".archrepo/portfolio.lbug"'
    stated = f'language = "{language}"' if language else '# language = "en"               # or "fr"'
    return _TEMPLATE.format(url=quoted_url, language=stated)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
