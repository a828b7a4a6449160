"""How to log in to a server: from the environment or a file, never from a URL.

A password is never part of a URL, a message, a log line or a `repr`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

USER_VARIABLE = "ARCHREPO_NEO4J_USER"
PASSWORD_VARIABLE = "ARCHREPO_NEO4J_PASSWORD"  # noqa: S105
PASSWORD_FILE_VARIABLE = "ARCHREPO_NEO4J_PASSWORD_FILE"  # noqa: S105
DEFAULT_USER = "neo4j"
HOW_TO_LOG_IN = (
    f"set {PASSWORD_VARIABLE}, or {PASSWORD_FILE_VARIABLE} to a file that holds the password; "
    f"and {USER_VARIABLE} unless the user is '{DEFAULT_USER}'"
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password; printing it does not print the password."""

    user: str
    password: str = field(repr=False)


def credentials_from(
    password_file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Credentials | None:
    """Return the credentials of the environment; None where it has no password.

    Args:
        password_file: A file that holds the password; it goes before the environment.
        environment: Variables; the process's own unless told otherwise.

    Raises:
        ConfigError: The password's file cannot be read, or holds none.
    """
    user = environment.get(USER_VARIABLE) or DEFAULT_USER
    named = environment.get(PASSWORD_FILE_VARIABLE)
    if password_file is None and environment.get(PASSWORD_VARIABLE):
        return Credentials(user, environment[PASSWORD_VARIABLE])
    file = password_file or (Path(named) if named else None)
    return Credentials(user, _password_in(file)) if file else None


def refuse_password_in(url: str) -> None:
    """Refuse a URL that has a password in it, without repeating it.

    Raises:
        ConfigError: There is one.
    """
    try:
        parts = urlsplit(url)
        has_password = parts.password is not None
    except ValueError:  # a malformed address: whoever opens it says so
        has_password = False
    if has_password:
        raise ConfigError(
            f"the URL of the store ({parts.scheme}://…@{parts.hostname or ''}) holds a password, "
            "which ends up in shell histories and logs",
            hint=f"take it out, and {HOW_TO_LOG_IN}",
        )


def _password_in(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise ConfigError(
            f"cannot read the password's file {file}: {reason}", hint="check its path and rights"
        ) from None
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise ConfigError(
            f"the password's file {file} is empty", hint="its first line must be the password"
        )
    return lines[0].strip()
