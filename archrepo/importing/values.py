"""Values as files state them → values of the metamodel, or a problem that says what is expected."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import Attribute, AttributeType
from archrepo.domain.text import did_you_mean, normalise
from archrepo.importing.dates import read_date
from archrepo.resources.labels import load_labels

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from archrepo.domain.facts import Value

MAX_TEXT = 1_000_000
_TRUE = {"true", "vrai", "oui", "o", "yes", "y", "x", "1", "ja", "wahr"}
_FALSE = {"false", "faux", "non", "n", "no", "0", "nein", "falsch"}
_TICKED, _CROSSED_OUT = frozenset("✓✔☑☒✅"), frozenset("✗✘✕☐❌")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,2})?")  # no comma parts its thousands
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SORTED_LISTS = {"external_ids", "tags", "sources", "properties", "date_notes", "segments"}
_COMMA_LISTS = {"tags", "segments", "scopes"}


class ValueProblemError(ValueError):
    """A value that cannot be taken; `hint` says what is expected or nearest."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_value(attribute: Attribute, raw: Any) -> Value:
    """Return `raw` as a value of `attribute`.

    Raises:
        ValueProblemError: If it is none.
    """
    if attribute.value_type is AttributeType.STRINGS:
        return _strings(attribute, raw)
    if attribute.enumeration is not None:
        return _member(attribute.enumeration, clean_text(raw))
    return _PARSERS[attribute.value_type](attribute, raw)


def clean_text(raw: Any) -> str:
    """Return text without control characters and outer spaces; numbers without a void `.0`."""
    text = raw if type(raw) is str else _text_of(raw)
    if not text.isprintable():
        text = _CONTROL.sub("\ufffd", text)
    if len(text) > MAX_TEXT:
        raise ValueProblemError(f"text of {len(text):,} characters", f"at most {MAX_TEXT:,}")
    return text.strip()


def _text_of(raw: Any) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, (dict, list)):
        raise ValueProblemError("text is expected here, not a list or mapping")
    return str(raw)


def _string(attribute: Attribute, raw: Any) -> str:
    text = clean_text(raw)
    if attribute.name == "name":
        return " ".join(text.split())
    return text.lower() if attribute.name == "email" else text


def _number(attribute: Attribute, raw: Any) -> float:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _bounded(attribute, float(raw))
    text = re.sub(r"[\s\u00a0\u202f'%€$£]", "", clean_text(raw))
    if _PLAIN_NUMBER.fullmatch(text):
        return _bounded(attribute, float(text.replace(",", ".")))
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?|[+-]?\d{1,3}(,\d{3})+\.\d+", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3}){2,}|[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        plain = text.replace(",", "")
        raise ValueProblemError(
            f"'{raw}' can be read in two ways", f"write {plain} or {text.replace(',', '.')}"
        )
    try:
        return _bounded(attribute, float(text.replace(",", ".")))
    except (ValueError, OverflowError) as error:
        if isinstance(error, ValueProblemError):
            raise
        raise ValueProblemError(f"'{raw}' is not a number", "such as 1250 or 12.5") from None


def _integer(attribute: Attribute, raw: Any) -> int:
    if isinstance(raw, str):
        raw = re.sub(r"(?<=\d)[,.\s\u00a0\u202f](?=\d{3}(\D|$))", "", raw)
    number = _number(attribute, raw)
    if number != int(number):
        raise ValueProblemError(f"'{raw}' is not a whole number", "such as 12")
    return int(number)


def _bounded(attribute: Attribute, number: float) -> float:
    low, high = attribute.minimum, attribute.maximum
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueProblemError(f"'{number}' is not a number", "such as 12.5")
    if (low is not None and number < low) or (high is not None and number > high):
        wanted = f"at least {low:g}" if high is None else f"from {low or 0:g} to {high:g}"
        raise ValueProblemError(f"{number:g} is out of range", wanted)
    if abs(number) >= 2**53:
        raise ValueProblemError(f"{number:g} is out of range", "a smaller number")
    return number


def _boolean(_: Attribute, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = clean_text(raw).removesuffix("\ufe0f")  # which only asks for it in colours
    if text in _TICKED or text in _CROSSED_OUT:
        return text in _TICKED
    word = normalise(text)
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueProblemError(f"'{raw}' is neither true nor false", "true or false, oui or non")


def _date(attribute: Attribute, raw: Any) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    try:
        return read_date(clean_text(raw), ends=attribute.ends)[0]
    except (ValueError, OverflowError) as error:
        if isinstance(error, ValueProblemError):
            raise
        raise ValueProblemError(
            f"'{raw}' is not a date", "such as 2027-03-31, 31/03/2027, T3 2027 or mars 2027"
        ) from None


def date_wording(raw: Any, *, ends: bool) -> str | None:
    """Return the wording of a date that is not exact; None for an exact one or none at all."""
    if not isinstance(raw, str):
        return None
    try:
        _, exact = read_date(raw, ends=ends)
    except (ValueError, OverflowError):
        return None
    return None if exact else raw.strip()


def _member(enumeration: type[StrEnum], text: str) -> str:
    values = _values_of(enumeration)
    if text in values:
        return text
    wanted = normalise(text)
    for member in enumeration:
        if wanted in (normalise(member.value), normalise(member.name)):
            return member.value
    for member in enumeration:
        for lang in ("en", "fr"):
            label = load_labels().value(enumeration.__name__, member.value, lang)
            if wanted == normalise(label):
                return member.value
    hint = did_you_mean(text, values) or f"one of {', '.join(values)}"
    raise ValueProblemError(f"'{text}' is no {_spaced(enumeration.__name__)}", hint)


@cache
def _values_of(enumeration: type[StrEnum]) -> dict[str, None]:
    return {member.value: None for member in enumeration}


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _strings(attribute: Attribute, raw: Any) -> tuple[str, ...]:
    items = (
        [clean_text(i) for i in raw] if isinstance(raw, (list, tuple)) else _split(attribute, raw)
    )
    items = [item for item in items if item]
    if attribute.enumeration is not None:
        members = {_member(attribute.enumeration, item) for item in items}
        return tuple(value for value in attribute.values if value in members)
    if attribute.name == "external_ids":
        for item in items:
            if not re.fullmatch(r"[^=\s][^=]*=.+", item):
                raise ValueProblemError(f"'{item}' is no external id", "write system=id")
    if attribute.name in _SORTED_LISTS:
        return tuple(sorted(set(items)))
    return tuple(dict.fromkeys(items))


def _split(attribute: Attribute, raw: Any) -> list[str]:
    text = clean_text(raw)
    if attribute.name == "crud":
        return [letter for letter in text.upper() if letter.isalpha()]
    commas = attribute.enumeration is not None or attribute.name in _COMMA_LISTS
    return [part.strip() for part in re.split(r"[;\n,]" if commas else r"[;\n]", text)]


_PARSERS: dict[AttributeType, Callable[[Attribute, Any], Value]] = {
    AttributeType.STRING: _string,
    AttributeType.INTEGER: _integer,
    AttributeType.NUMBER: _number,
    AttributeType.BOOLEAN: _boolean,
    AttributeType.DATE: _date,
}


def shown(value: Value) -> str:
    """Return a value as a message shows it; a list as people write one."""
    return "; ".join(value) if isinstance(value, tuple) else str(value)
