"""The errors a user can meet: what happened, what to do about it, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ArchrepoError(Exception):
    """An error with a message, an optional hint and the exit code of the command line."""

    code = "error"
    exit_code = 70

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(ArchrepoError):
    """The configuration or the arguments cannot be used."""

    code = "config"
    exit_code = 2


class NotTextError(ConfigError):
    """What was given holds bytes that are no text."""

    def __init__(self) -> None:
        super().__init__(
            "what was given is not text in UTF-8", hint="set the terminal, or LC_ALL, to UTF-8"
        )


class NotFoundError(ArchrepoError):
    """A name or id is unknown; the hint gives the nearest ones."""

    code = "not-found"
    exit_code = 3


class StoreUnavailableError(ArchrepoError):
    """The store cannot be opened, reached or written."""

    code = "store-unavailable"
    exit_code = 4


class StoreLockedError(StoreUnavailableError):
    """Somebody else is writing to the store."""

    code = "store-locked"


class AuthError(StoreUnavailableError):
    """The server refused the credentials."""

    code = "auth"


class InvalidDataError(ArchrepoError):
    """What was read has errors; `diagnostics` holds every one of them."""

    code = "invalid-data"
    exit_code = 5

    def __init__(
        self, message: str, *, hint: str | None = None, diagnostics: Sequence[object] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.diagnostics = tuple(diagnostics)


class ConflictError(ArchrepoError):
    """The portfolio moved under a plan, or something of that name exists already."""

    code = "conflict"
    exit_code = 6


class RenderUnavailableError(ArchrepoError):
    """No Graphviz can draw the picture."""

    code = "render-unavailable"
    exit_code = 7


class QueryError(ArchrepoError):
    """A statement failed in an engine."""

    code = "query"
    exit_code = 70
