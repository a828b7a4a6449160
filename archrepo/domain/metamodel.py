"""The metamodel as data: read off the entity and relation classes, plus custom attributes.

Everything that must know kinds, attributes or allowed ends asks a `Metamodel`; nothing lists them
again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import keyword
import re
import types
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from archrepo.domain.entities import NODE_CLASSES
from archrepo.domain.relations import RELATION_CLASSES
from archrepo.domain.types import PeriodEnd
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

LIFECYCLE_DATES = ("planned", "phase_in", "active", "phase_out", "retired")
PROVENANCE = ("sources", "batch_id")


class AttributeType(StrEnum):
    """The types a value may have, named as in `archrepo.toml`."""

    STRING = "string"
    INTEGER = "int"
    NUMBER = "float"
    BOOLEAN = "bool"
    DATE = "date"
    STRINGS = "list"


_PYTHON_TYPES: dict[type, AttributeType] = {
    bool: AttributeType.BOOLEAN,
    int: AttributeType.INTEGER,
    float: AttributeType.NUMBER,
    str: AttributeType.STRING,
    dt.date: AttributeType.DATE,
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a kind or relation type.

    Attributes:
        name: Column, key and property name.
        value_type: Type of its values; STRINGS is an ordered list of text.
        enumeration: Allowed values, where there is a closed list.
        minimum: Least number allowed.
        maximum: Greatest number allowed.
        ends: Whether the date is the first day that no longer belongs to an interval.
        custom: Whether the portfolio's configuration adds it.
    """

    name: str
    value_type: AttributeType
    enumeration: type[StrEnum] | None = None
    minimum: float | None = None
    maximum: float | None = None
    ends: bool = False
    custom: bool = False

    @property
    def is_quantity(self) -> bool:
        """Whether it counts or measures something, without end: no rank, share, port or year."""
        return self.minimum == 0 and self.maximum is None

    @property
    def values(self) -> tuple[str, ...]:
        """Allowed values in their order; empty where anything goes."""
        return tuple(member.value for member in self.enumeration) if self.enumeration else ()


@dataclass(frozen=True)
class NodeKind:
    """A kind of node: its label and its attributes, by name, in their order."""

    name: str
    attributes: Mapping[str, Attribute]
    doc: str
    internal: bool = False

    @cached_property
    def has_lifecycle(self) -> bool:
        """Whether its nodes live through phases."""
        return "phase_in" in self.attributes


@dataclass(frozen=True)
class RelationType:
    """A type of relation: allowed (from, to) kinds, attributes, and what identifies one."""

    name: str
    attributes: Mapping[str, Attribute]
    pairs: tuple[tuple[str, str], ...]
    identity: tuple[str, ...]
    doc: str

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Kinds it may start from, in the metamodel's order."""
        return tuple(dict.fromkeys(source for source, _ in self.pairs))

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Kinds it may lead to, in the metamodel's order."""
        return tuple(dict.fromkeys(target for _, target in self.pairs))

    @cached_property
    def targets_of(self) -> Mapping[str, tuple[str, ...]]:
        """Kinds it may lead to from each kind."""
        return {
            source: tuple(target for start, target in self.pairs if start == source)
            for source in self.sources
        }


@dataclass(frozen=True)
class Metamodel:
    """Kinds and relation types by name."""

    kinds: Mapping[str, NodeKind]
    relations: Mapping[str, RelationType] = field(default_factory=dict)

    @cached_property
    def portfolio_kinds(self) -> tuple[str, ...]:
        """Kinds that portfolios state and exchange: all but the internal ones."""
        return tuple(name for name, kind in self.kinds.items() if not kind.internal)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that shapes a physical schema."""
        owners: list[NodeKind | RelationType] = [*self.kinds.values(), *self.relations.values()]
        lines = [
            f"{owner.name}.{attribute.name}:{attribute.value_type}"
            for owner in owners
            for attribute in owner.attributes.values()
        ]
        lines += [f"{r.name}:{pair}" for r in self.relations.values() for pair in r.pairs]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def with_custom(self, declared: Mapping[str, Mapping[str, str]]) -> Metamodel:
        """Return this metamodel with a portfolio's own attributes added.

        Args:
            declared: Kind in snake case (`application`, `data_object`) → attribute → type, one of
                `AttributeType`'s values, as in the `[attributes.…]` tables of `archrepo.toml`.

        Raises:
            ConfigError: For an unknown kind or type, or a name that is taken or unusable.
        """
        by_table = {snake_case(name): name for name in self.portfolio_kinds}
        kinds = dict(self.kinds)
        for table, attributes in declared.items():
            if table not in by_table:
                raise ConfigError(
                    f"[attributes.{table}]: no such kind",
                    hint=f"one of {', '.join(sorted(by_table))}",
                )
            kind = kinds[by_table[table]]
            added = {n: _custom(table, n, of, kind) for n, of in sorted(attributes.items())}
            kinds[kind.name] = replace(kind, attributes={**kind.attributes, **added})
        return replace(self, kinds=kinds)


_RESERVED = {"kind", "type", "from", "to", "key", "from_id", "to_id", "label"}


def _custom(table: str, name: str, declared: str, kind: NodeKind) -> Attribute:
    where = f"[attributes.{table}] {name}"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name) or keyword.iskeyword(name):
        raise ConfigError(f"{where}: not a usable name", hint="lower-case letters, digits and _")
    if name in kind.attributes or name in _RESERVED:
        raise ConfigError(f"{where}: the name is taken", hint="choose another name")
    try:
        return Attribute(name, AttributeType(declared), custom=True)
    except ValueError:
        allowed = ", ".join(AttributeType)
        raise ConfigError(f"{where}: unknown type '{declared}'", hint=f"one of {allowed}") from None


def snake_case(name: str) -> str:
    """Return `DataObject` as `data_object`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def plural_snake_case(name: str) -> str:
    """Return `Technology` as `technologies`: how files of a kind are called."""
    singular = snake_case(name)
    if re.search(r"[^aeiou]y$", singular):
        return f"{singular[:-1]}ies"
    return f"{singular}s"


@cache
def builtin_metamodel() -> Metamodel:
    """Return the metamodel of every portfolio, without custom attributes."""
    kinds = {
        cls.__name__: NodeKind(
            cls.__name__, _attributes(cls, frozenset()), cls.__doc__ or "", cls.internal
        )
        for cls in NODE_CLASSES
    }
    relations = {}
    for cls in RELATION_CLASSES:
        name = snake_case(cls.__name__).upper()
        attributes = _attributes(cls, frozenset({"from_id", "to_id"}))
        relations[name] = RelationType(
            name, attributes, cls.pairs, ("valid_from", *cls.identity), cls.__doc__ or ""
        )
    return Metamodel(kinds, relations)


def _attributes(cls: type[BaseModel], without: frozenset[str]) -> dict[str, Attribute]:
    return {
        name: _attribute(name, info)
        for name, info in cls.model_fields.items()
        if name not in without
    }


def _attribute(name: str, info: FieldInfo) -> Attribute:
    metadata = [*info.metadata, *_nested_metadata(info.annotation)]
    python_type, many = _value_type(info.annotation)
    enumeration = python_type if issubclass(python_type, StrEnum) else None
    value_type = AttributeType.STRING if enumeration else _PYTHON_TYPES[python_type]
    return Attribute(
        name,
        AttributeType.STRINGS if many else value_type,
        enumeration,
        minimum=next((m.ge for m in metadata if hasattr(m, "ge")), None),
        maximum=next((m.le for m in metadata if hasattr(m, "le")), None),
        ends=any(isinstance(m, PeriodEnd) for m in metadata),
    )


def _value_type(annotation: Any) -> tuple[type, bool]:
    """Return the type of one value, and whether the attribute holds a list of them."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return next(_value_type(arg) for arg in get_args(annotation) if arg is not type(None))
    if origin is tuple:
        return _value_type(get_args(annotation)[0])[0], True
    if origin is not None:  # Annotated
        return _value_type(get_args(annotation)[0])
    return annotation, False


def _nested_metadata(annotation: Any) -> Iterator[Any]:
    """Yield what `Annotated` holds inside an optional type, its constraints unpacked."""
    for arg in get_args(annotation):
        for item in getattr(arg, "__metadata__", ()):
            yield from getattr(item, "metadata", None) or (item,)
