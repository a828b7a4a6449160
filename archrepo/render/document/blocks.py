"""What a document is made of, whatever it is written as; its texts are unescaped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 2 opens a section, 3 a part of one."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a `lead` opens a document, a `note` stands back."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbered` where the order counts. An item may have a line below it."""

    items: tuple[tuple[str, str], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns without a heading name what stands beside them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: as SVG, or as text where there are no pictures."""

    title: str
    svg: str = ""
    text: str = ""


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Attributes:
        title: What it is about.
        subtitle: Below the title.
        lang: `en` or `fr`.
        blocks: What it says, in order.
    """

    title: str
    subtitle: str
    lang: str
    blocks: tuple[Block, ...]
