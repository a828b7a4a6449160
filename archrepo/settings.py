"""Settings: flags > environment `ARCHREPO_*` > `archrepo.toml` > user file > locale > defaults.

Secrets are not settings: no file read here may hold one; `store.opening` takes them from elsewhere.
Plain pydantic and tomllib do what pydantic-settings would, which costs 90 ms at each start.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from archrepo.domain.language import language_of_locale
from archrepo.domain.text import did_you_mean
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT_FILE = "archrepo.toml"
STORE_PATH = Path(".archrepo", "portfolio.lbug")
_TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_TWICE = re.compile(r"Cannot (?:declare|overwrite|mutate)")  # as tomllib says it
_ESCAPE = re.compile(r"hex\svalue|Unescaped")
_UNQUOTED = re.compile(r"\s*([\w-]+)\s*=\s*(?!(?:true|false|inf|nan)\b)[^\W\d]")
_SECRET = re.compile(r"passw|secret|token|credential|^user(name)?$", re.IGNORECASE)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ImpactRule(_Section):
    """What a portfolio makes of one rule: an `[impact.rules."RET-15"]` table.

    Attributes:
        base: Its base severity.
        off: Whether it is switched off.
    """

    base: Severity | None = None
    off: bool = False


class ImpactOptions(_Section):
    """What an impact takes for granted: the `[impact]` table.

    Attributes:
        gap_tolerance_days: A coverage gap of so many days is a minor one.
        users_threshold: From so many users on, moving them is a major task.
        rules: Rule → its base severity here, or whether it is off.
    """

    gap_tolerance_days: int = Field(1, ge=0, le=366)
    users_threshold: int = Field(500, ge=1)
    rules: dict[str, ImpactRule] = Field(default_factory=dict)


class CheckOptions(_Section):
    """What a check takes for granted: the `[check]` table.

    Attributes:
        fail_on: A violation of this severity or worse makes it fail.
        baseline: The file of what is known and waived; a relative path counts from the portfolio's
            folder.
        rules: A folder of rules of your own, asked beside those that come with archrepo.
        assess_from: A rule about what is missing is asked node by node where at least this
            percentage is filled in.
        confirmed_within_months: What nobody confirmed for longer is to be confirmed.
        max_domains: An application with scopes in more domains is spread wide.
        max_critical: Somebody who alone answers for more critical things is a risk.
        severity: Rule → severity, or OFF.
        domains: Domain → rule → severity, or OFF: the `[check.domains.<id>]` tables.
    """

    fail_on: Severity = Severity.MAJOR
    baseline: str = "archrepo-baseline.yaml"
    rules: str | None = None
    assess_from: int = Field(20, ge=0, le=100)
    confirmed_within_months: int = Field(12, ge=1, le=600)
    max_domains: int = Field(4, ge=1)
    max_critical: int = Field(5, ge=1)
    severity: dict[str, Severity | Literal["OFF"]] = Field(default_factory=dict)
    domains: dict[str, dict[str, Severity | Literal["OFF"]]] = Field(default_factory=dict)


class Options(_Section):
    """What `archrepo.toml` and the user's file may hold.

    Attributes:
        url: Where the portfolio is stored; a relative path counts from the
            portfolio's folder.
        language: Language of what people read; that of the system's locale where unset.
        graphviz: What draws pictures: `auto` takes pygraphviz, else `dot` on the PATH.
        timeout: Seconds to wait for a server, or for another writer.
        impact: The `[impact]` table.
        check: The `[check]` table.
        attributes: Kind → attribute → type: the `[attributes.<kind>]` tables.
        maturity: Kind → level → what a record must have: the `[maturity.<kind>]` tables.
    """

    url: str | None = None
    language: Literal["en", "fr"] = "en"
    graphviz: Literal["auto", "pygraphviz", "dot"] = "auto"
    timeout: float = Field(15.0, gt=0, le=3600)
    impact: ImpactOptions = ImpactOptions()
    check: CheckOptions = CheckOptions()
    attributes: dict[str, dict[str, str]] = Field(default_factory=dict)
    maturity: dict[str, dict[str, list[str]]] = Field(default_factory=dict)


_SECTIONS: dict[str, type[_Section]] = {"impact": ImpactOptions, "check": CheckOptions}
_TABLES = (("check", "severity"), ("check", "domains"), ("impact", "rules"))
"""Tables in sections; no variable sets them."""

_RULES_DEPTH = 4  # impact, rules, a rule's id, what is made of it


@dataclass(frozen=True, slots=True)
class Settings:
    """The options in force, where each was set, and the portfolio's folder.

    Attributes:
        options: The values.
        folder: Folder of the project's `archrepo.toml`; the current one where there is none.
        origins: Dotted option → `flag`, `environment ARCHREPO_…` or a file; defaults are left out.
        project_file: The `archrepo.toml` found.
    """

    options: Options
    folder: Path
    origins: Mapping[str, str] = field(default_factory=dict)
    project_file: Path | None = None

    @property
    def url(self) -> str:
        """The store's URL; unset, that of the embedded store beside `archrepo.toml`."""
        stated = self.options.url
        if stated is None:
            return ladybug_url(self.folder / STORE_PATH)
        if "://" in stated:
            return stated
        return ladybug_url(self.folder / stated.removeprefix("ladybug:"))


def ladybug_url(path: Path) -> str:
    """Return the URL of the embedded store kept in the file `path`."""
    return f"ladybug://{Path(os.path.normpath(path.absolute())).as_posix()}"


def load_settings(
    start: Path | None = None,
    *,
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    user_file: Path | None = None,
) -> Settings:
    """Return the settings in force in the folder `start`.

    Args:
        start: Folder, or `archrepo.toml` itself; from a folder, the file is looked for upward.
        flags: Options given on the command line, by name; None counts as not given.
        environment: Variables; the process's where None.
        user_file: The user's own file; the platform's place for it where None.

    Raises:
        ConfigError: For what cannot be read or is not an option, with its place.
    """
    start = (start or Path.cwd()).absolute()
    project = start if start.is_file() else find_project_file(start)
    folder = project.parent if project else start
    variables = os.environ if environment is None else environment
    layers: list[tuple[str, dict[str, Any]]] = []
    if (spoken := language_of_locale(variables)) != Options().language:
        layers.append(("locale", {"language": spoken}))
    personal = user_file or user_config_file()
    if personal.is_file():
        layers.append((str(personal), _checked(_toml(personal), personal, personal=True)))
    if project:
        layers.append((str(project), _checked(_toml(project), project)))
    layers += _environment(variables)
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    layers.append(("flag", _parse(given, "option", _flag_name).model_dump(exclude_unset=True)))
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, values in layers:
        for path, value in _leaves(values):
            _put(merged, path, value)
            origins[".".join(path)] = origin
    return Settings(Options.model_validate(merged), folder, origins, project)


def find_project_file(start: Path) -> Path | None:
    """Return the nearest `archrepo.toml` in `start` or above; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder / PROJECT_FILE
    return None


def user_config_file() -> Path:
    """Return where the user's own settings are looked for on this platform."""
    from platformdirs import user_config_path

    return user_config_path("archrepo", appauthor=False) / "config.toml"


def user_log_folder() -> Path:
    """Return where reports of unexpected errors are written on this platform."""
    from platformdirs import user_log_path

    return user_log_path("archrepo", appauthor=False)


def _toml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ConfigError(
            f"{path}: cannot be read: it is not UTF-8", hint="save it as UTF-8 in your editor"
        ) from exc
    except OSError as exc:
        raise ConfigError(
            f"{path}: cannot be read: {exc.strerror}", hint="see that it is a file you may read"
        ) from exc
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise _not_toml(path, text, str(exc)) from exc


def _not_toml(path: Path, text: str, problem: str) -> ConfigError:
    """Return where a file is no TOML and what to write instead.

    Not what stands there, which may be a secret, nor what the parser says, which is English.
    """
    lines = text.splitlines() or [""]
    found = _TOML_PLACE.search(problem)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    advice = _toml_advice(problem, lines[min(line, len(lines)) - 1])
    return ConfigError(f"{path}:{line}:{column}: not valid TOML", hint=advice)


def _toml_advice(problem: str, line: str) -> str:
    if _TWICE.match(problem):
        return "it stands twice in the file: put what both say under one of them"
    if _ESCAPE.search(problem):
        return (
            "a backslash is special in double quotes: write '/', or put the text in single quotes"
        )
    if unquoted := _UNQUOTED.match(line):
        return f'texts stand in quotes: {unquoted[1]} = "…"'
    if line.lstrip().startswith("["):
        return "a section stands alone on its line, in brackets: [check]"
    return 'a setting is a line such as fail_on = "MAJOR", a section one such as [check]'


def _checked(values: dict[str, Any], path: Path, *, personal: bool = False) -> dict[str, Any]:
    """Return the file's options as stated, once they are valid."""

    def place(key: tuple[str, ...]) -> str:
        return f"{path}:{_line_of(path, key[-1])}: {'.'.join(key)}"

    if personal and "attributes" in values:
        raise ConfigError(
            f"{place(('attributes',))}: custom attributes belong to a portfolio",
            hint=f"move the table to the {PROJECT_FILE} of the portfolio",
        )
    return _parse(values, "key", place).model_dump(exclude_unset=True)


def _parse(values: Mapping[str, Any], noun: str, place: Any) -> Options:
    try:
        return Options.model_validate(values)
    except ValidationError as exc:
        first = exc.errors()[0]
        key = tuple(str(part) for part in first["loc"])
        raise _config_error(first, key, noun, place(key)) from None


def _config_error(first: Any, key: tuple[str, ...], noun: str, place: str) -> ConfigError:
    if first["type"] != "extra_forbidden":
        got = f" (got {first['input']!r})" if not isinstance(first["input"], dict) else ""
        told = f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}{got}"
        return ConfigError(told, hint=did_you_mean(str(first["input"]), _words_in(first["msg"])))
    if _SECRET.search(key[-1]):
        return ConfigError(
            f"{place}: credentials are not kept in settings",
            hint="set ARCHREPO_NEO4J_USER and ARCHREPO_NEO4J_PASSWORD_FILE (or _PASSWORD)",
        )
    known: type[_Section] = _SECTIONS.get(key[0], Options) if len(key) > 1 else Options
    if key[:2] == ("impact", "rules") and len(key) == _RULES_DEPTH:
        known = ImpactRule
    names = sorted(known.model_fields)
    hint = did_you_mean(key[-1], names) or f"one of {', '.join(names)}"
    return ConfigError(f"{place}: unknown {noun} '{key[-1]}'", hint=hint)


def _words_in(message: str) -> list[str]:
    """Return the words a message quotes: those a value may have."""
    return re.findall(r"'(\w+)'", message)


def _line_of(path: Path, key: str) -> int:
    """Return the line of `path` where `key` is set or its table opened; 1 where it is not found."""
    wanted = re.compile(rf"\s*(?:\[.*\b)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if wanted.match(line)), 1)


def _flag_name(key: tuple[str, ...]) -> str:
    return "--" + "-".join(key).replace("_", "-")


def _environment(variables: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what each variable sets, such as `ARCHREPO_IMPACT_USERS_THRESHOLD`."""
    plain = [
        name for name in Options.model_fields if name not in (*_SECTIONS, "attributes", "maturity")
    ]
    paths: list[tuple[str, ...]] = [(name,) for name in plain]
    for section, options in _SECTIONS.items():
        plain = [name for name in options.model_fields if (section, name) not in _TABLES]
        paths += [(section, name) for name in plain]
    for path in paths:
        variable = f"ARCHREPO_{'_'.join(path).upper()}"
        if variables.get(variable):
            values: dict[str, Any] = {}
            _put(values, path, variables[variable])
            parsed = _parse(values, "variable", lambda _, name=variable: name)
            yield f"environment {variable}", parsed.model_dump(exclude_unset=True)


def _leaves(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[Any]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value
