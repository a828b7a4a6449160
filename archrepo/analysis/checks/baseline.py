"""What is known and what is waived, in one YAML file beside `archrepo.toml`.

The baseline is written by `check --write-baseline`, a line a violation, sorted, so that its history
reads well. Waivers are written by people; rewriting the baseline leaves all they wrote as it is.

    known:
      - {rule: CO-05, node: old-tool}
    waivers:
      - rule: CO-09
        node: gift-cards
        reason: The committee decides in March.
        author: domain manager of sales
        until: 2027-04-01
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks.report import Fixed, Standing, Violation, Waived
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Known = tuple[str, str, str]  # rule, node, other node; the last is empty where there is none

_HEADER = (
    "# Violations known when this was written; 'archrepo check --write-baseline' writes it anew.\n"
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LIKE_SOMETHING_ELSE = re.compile(
    r"[0-9.]+|[0-9-]+|(?i:true|false|null|yes|no|on|off|y|n|~)|0x.*|.*e[0-9]+"
)
_WAIVER_KEYS = {"rule", "node", "reason", "author", "until"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known and what is waived.

    Attributes:
        known: The violations known; None where no baseline was ever written.
        waivers: (rule, node) → the waiver.
    """

    known: frozenset[Known] | None = None
    waivers: Mapping[tuple[str, str], Waived] | None = None

    def standing(self, violation: Violation, day: dt.date) -> Violation:
        """Return the violation with how it stands on a day."""
        waiver = (self.waivers or {}).get((violation.rule, violation.node))
        if waiver is not None:
            standing = Standing.WAIVED if day < waiver.until else Standing.EXPIRED
            return violation.model_copy(update={"standing": standing, "waiver": waiver})
        if self.known and known(violation) in self.known:
            return violation.model_copy(update={"standing": Standing.KNOWN})
        return violation

    def fixed(self, found: Iterable[Violation], asked: Collection[str]) -> tuple[Fixed, ...]:
        """Return what is known and not found, of the rules that were asked."""
        left = (self.known or frozenset()) - {known(violation) for violation in found}
        return tuple(
            Fixed(rule=rule, node=node, other=other or None)
            for rule, node, other in sorted(left)
            if rule in asked
        )


def known(violation: Violation) -> Known:
    """Return what tells a violation from others in a baseline."""
    return violation.rule, violation.node, violation.other or ""


def read_baseline(text: str, where: str) -> Baseline:
    """Return what a file says.

    Raises:
        ConfigError: It cannot be understood; the message names the place.
    """
    import yaml  # noqa: PLC0415

    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ConfigError(f"{where}: not valid YAML: {' '.join(str(error).split())}") from None
    body = {} if loaded is None else loaded
    if not isinstance(body, dict) or not set(body) <= {"known", "waivers"}:
        raise ConfigError(f"{where}: it holds something else", hint="its keys are known, waivers")
    stated = body.get("known")
    entries = None if stated is None else _entries(stated, f"{where}: known")
    waivers = {}
    for entry in _entries(body.get("waivers") or [], f"{where}: waivers"):
        waivers[str(entry.get("rule")), str(entry.get("node"))] = _waiver(entry, where)
    return Baseline(None if entries is None else frozenset(map(_known, entries)), waivers)


def with_known(text: str, violations: Iterable[Violation]) -> str:
    """Return a file's text with these violations known, and all else as it was.

    What is waived is not known besides: when its waiver is over, it counts again.
    """
    kept = [v for v in violations if v.standing not in (Standing.WAIVED, Standing.EXPIRED)]
    lines = [f"  - {{{_line(*entry)}}}\n" for entry in sorted({known(v) for v in kept})]
    block = "known:\n" + "".join(lines) if lines else "known: []\n"
    start = re.search(r"^known:", text, re.MULTILINE)
    if start is None:
        return _HEADER + block + (f"\n{text}" if text.strip() else "")
    after = re.search(r"^(?![ \t]|- |-$|known:|$)", text[start.start() :], re.MULTILINE)
    rest = text[start.start() + after.start() :] if after else ""
    return text[: start.start()] + block + (f"\n{rest}" if rest.strip() else "")


def _entries(stated: Any, where: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(stated, list) or not all(isinstance(entry, dict) for entry in stated):
        raise ConfigError(f"{where}: it is a list of entries with a rule and a node each")
    return stated


def _known(entry: Mapping[str, Any]) -> Known:
    return str(entry.get("rule", "")), str(entry.get("node", "")), str(entry.get("other") or "")


def _waiver(entry: Mapping[str, Any], where: str) -> Waived:
    named = f"{where}: the waiver of {entry.get('rule')} for {entry.get('node')}"
    if missing := sorted(_WAIVER_KEYS - entry.keys()):
        raise ConfigError(f"{named} has no {missing[0]}", hint="rule, node, reason, author, until")
    if not isinstance(entry["until"], dt.date):
        raise ConfigError(f"{named}: until is no day", hint="such as until: 2027-04-01")
    return Waived(reason=str(entry["reason"]), author=str(entry["author"]), until=entry["until"])


def _line(rule: str, node: str, other: str) -> str:
    named = f"rule: {rule}, node: {_scalar(node)}"
    return f"{named}, other: {_scalar(other)}" if other else named


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _LIKE_SOMETHING_ELSE.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)
