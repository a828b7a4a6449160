"""What `config show` tells: the settings in force, and where each was set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from archrepo.analysis.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archrepo.settings import Settings


class Setting(Result):
    """A setting in force and where it was set."""

    schema_name: ClassVar[str] = "archrepo/setting/1"

    name: str
    value: str
    origin: str


class SettingsReport(Result):
    """The settings in force; secrets are none, and are never among them.

    Attributes:
        project_file: The `archrepo.toml` in force; None where there is none.
        user_file: Where the user's own settings are looked for.
        user_file_read: Whether there is such a file.
        settings: Name, value and origin, in the order of the reference.
    """

    schema_name: ClassVar[str] = "archrepo/config/1"

    project_file: str | None
    user_file: str
    user_file_read: bool
    settings: tuple[Setting, ...]


def settings_report(settings: Settings, user_file: Path) -> SettingsReport:
    """Return the settings in force with the files they may come from."""
    return SettingsReport(
        project_file=str(settings.project_file) if settings.project_file else None,
        user_file=str(user_file),
        user_file_read=user_file.is_file(),
        settings=settings_in_force(settings),
    )


def settings_in_force(settings: Settings) -> tuple[Setting, ...]:
    """Return every setting that has a value, entries of tables by their dotted names."""
    values = {**settings.options.model_dump(mode="json"), "url": settings.url}
    return tuple(
        Setting(name=name, value=_text(value), origin=settings.origins.get(name, "default"))
        for name, value in _leaves(values)
        if value is not None
    )


def _leaves(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
