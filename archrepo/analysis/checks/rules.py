"""The rules: Cypher files whose header says what they find, why it matters and how to repair it.

    // name: checks.coverage.uncovered_scope     (a user's own rule: uncovered-scope)
    // id: CO-01
    // severity: MAJOR
    // title en: No application covers a scope
    // why en: …          // remedy en: …        (and the same in French: `title fr`)
    // assessed: Scope COVERS                    (absent: assessed always; see `assessing`)
    // detail: Application, Module               (what `detail` holds; see `Rule`)
    // choose: plan                              ({{plan}} is committed, all or none)
    // params: at: date                          (see `parameters`)
    // returns: node: string, …                  (see COLUMNS; only `node` is needed)
    // mode: read
    MATCH …

The rules that come with archrepo are statements of the catalog, `cypher/checks/<family>/`; those of
a user's folder are run as `query` runs a stranger's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.text import did_you_mean
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError
from archrepo.resources import resource_root
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

LANGUAGES = ("en", "fr")
COLUMNS = {
    "node": "id of the node at fault",
    "kind": "its kind",
    "name": "what people call it",
    "other": "id of the other node, where two do not go together",
    "other_name": "what people call that",
    "relation": "key of the relation at fault, or its type where it is missing",
    "date": "the day that matters",
    "until": "the day with which it does not go together",
    "severity": "where it is not the rule's own",
    "detail": "codes, ids and figures",
    "parent": "id of the node under which violations are folded on screen",
    "parent_name": "what people call that",
}
"""The columns a rule may return, as `Violation` has them."""

_FIELD = re.compile(
    r"//\s*(id|name|severity|assessed|detail|choose|params|(?:title|why|remedy) \w\w):(.*)"
)
_COMPUTED_KIND = re.compile(r"[^'\s]\s+AS kind\b")  # else it is a literal: 'Scope' AS kind
_ID = re.compile(r"[A-Z][A-Z0-9]{0,7}-\d{1,4}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: Such as `CO-01`.
        name: Such as `uncovered-scope`.
        severity: Of a violation that states no other.
        title: Language → what it finds.
        why: Language → why it matters.
        remedy: Language → how to repair it.
        text: Its Cypher; with `{{plan}}` in it, where it is about what is live.
        params: Names of the parameters it takes.
        assessed: What must be filled for it to be assessed; see `assessing`.
        detail: What `detail` holds: kinds, of the nodes whose ids it lists; an enumeration, whose
            codes it has; `attributes`, a level and names of attributes; `none`, what the title
            says already. Empty: a text.
        statement: Its name in the catalog; empty for a user's own rule.
        takes_plan: Whether a plan is chosen.
    """

    id: str
    name: str
    severity: Severity
    title: Mapping[str, str]
    why: Mapping[str, str]
    remedy: Mapping[str, str]
    text: str
    params: tuple[str, ...]
    assessed: str = ""
    detail: str = ""
    statement: str = ""
    takes_plan: bool = False

    @property
    def listed_kinds(self) -> tuple[str, ...]:
        """The kinds of the nodes whose ids `detail` lists; none where it is something else."""
        kinds = builtin_metamodel().kinds
        return tuple(k for k in self.detail.split(", ") if k in kinds)

    @property
    def many_kinds(self) -> bool:
        """Whether it is about nodes of whatever kind, so that each must be told."""
        return _COMPUTED_KIND.search(self.text) is not None

    def query(self, plan: str = "committed") -> str:
        """Return its text under a plan, as `archrepo query` takes it."""
        return self.text.replace("{{plan}}", plan)


@cache
def shipped_rules(engine: str = "ladybug") -> Mapping[str, Rule]:
    """Return id → rule, of those that come with archrepo, with the text an engine is asked."""
    rules: dict[str, Rule] = {}
    for file in _cypher_files(resource_root("cypher") / "checks"):
        if file.name.count(".") > 1 and not file.name.endswith(f".{engine}.cypher"):
            continue  # the twin of another engine has the same header
        rule = _parsed(file.read_text(encoding="utf-8"), file.name, shipped=True)
        rules[rule.id] = rule
    return dict(sorted(rules.items()))


def users_rules(folder: Path) -> Mapping[str, Rule]:
    """Return id → rule, of the `.cypher` files of a user's folder.

    Raises:
        ConfigError: The folder or a header cannot be used, or an id is taken.
    """
    if not folder.is_dir():
        raise ConfigError(
            f"there is no folder {folder}", hint="rules are .cypher files in a folder"
        )
    rules: dict[str, Rule] = {}
    for file in sorted(folder.rglob("*.cypher")):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: cannot be read: {error}") from error
        rule = _parsed(text, str(file), shipped=False)
        if rule.id in rules or rule.id in shipped_rules():
            raise ConfigError(f"{file}: there is a rule {rule.id} already", hint="take another id")
        rules[rule.id] = rule
    if not rules:
        raise ConfigError(
            f"{folder} holds no .cypher file", hint="one rule a file, with its header"
        )
    return rules


def _cypher_files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda found: found.name):
        if item.is_dir():
            yield from _cypher_files(item)
        elif item.name.endswith(".cypher"):
            yield item


def _parsed(text: str, where: str, *, shipped: bool) -> Rule:
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("//")):
        if found := _FIELD.match(lines.pop(0)):
            before = f"{header[found[1]]}, " if found[1] in header else ""
            header[found[1]] = before + found[2].strip()
    if not _ID.fullmatch(header.get("id", "")):
        raise ConfigError(f"{where}: its header needs an id", hint="such as '// id: XX-01'")
    if header.get("severity") not in set(Severity):
        allowed = ", ".join(Severity)
        raise ConfigError(f"{where}: its header needs a severity", hint=f"one of {allowed}")
    if not shipped:
        _must_hold(header.get("detail", ""), where)
    name = header.get("name", header["id"].lower())
    params = re.findall(r"(\w+)\s*:", header.get("params", ""))
    return Rule(
        id=header["id"],
        name=name.rpartition(".")[2].replace("_", "-"),
        severity=Severity(header["severity"]),
        title=_texts(header, "title") or dict.fromkeys(LANGUAGES, name),
        why=_texts(header, "why"),
        remedy=_texts(header, "remedy"),
        text="\n".join(lines).strip(),
        params=tuple(params),
        assessed=header.get("assessed", ""),
        detail=header.get("detail", ""),
        statement=name if shipped else "",
        takes_plan="{{plan}}" in text,
    )


def _must_hold(detail: str, where: str) -> None:
    """Refuse a header that says of `detail` what nobody can read."""
    kinds = builtin_metamodel().kinds
    if detail in {"", "none", "attributes", *load_labels().enumerations()}:
        return
    if unknown := [word for word in detail.split(", ") if word not in kinds]:
        hint = did_you_mean(unknown[0], [*kinds, *load_labels().enumerations()])
        hint = hint or "kinds, an enumeration such as Phase, attributes or none"
        raise ConfigError(f"{where}: 'detail' holds no '{unknown[0]}'", hint=hint)


def _texts(header: Mapping[str, str], what: str) -> dict[str, str]:
    """Return language → text; a language left out is told in the other one."""
    stated = {lang: header[f"{what} {lang}"] for lang in LANGUAGES if f"{what} {lang}" in header}
    return {
        lang: in_language(stated.get(lang) or next(iter(stated.values())), lang)
        for lang in LANGUAGES
        if stated
    }
