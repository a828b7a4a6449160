"""The catalogue of messages: complete, compiled, and with the same to fill in on both sides."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.catalogue.messages import CATALOGUE, COMPILED, messages, of_click

HINT = "'make locale' finds new messages; their French goes into models/locale/"
_FIELD = re.compile(r"\{\w*(?:!\w)?\}|%\(\w+\)s")


@pytest.fixture(scope="module")
def catalogue() -> Any:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


def test_every_message_is_told_in_french(catalogue: Any) -> None:
    wanted = {*messages(), *(texts[0] for texts in of_click())}
    found = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalogue
        if message.id
    }
    untold = sorted(text for text in wanted if not found.get(text) or not all(found[text]))
    assert not untold, HINT


def test_nothing_is_kept_that_nobody_says(catalogue: Any) -> None:
    said = {*messages(), *(texts[0] for texts in of_click())}
    kept = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    assert kept == said, HINT


def test_translations_fill_in_what_messages_do(catalogue: Any) -> None:
    differing = {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str)
        and message.id
        and set(_FIELD.findall(message.id)) != set(_FIELD.findall(message.string))
    }
    assert not differing


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: Any) -> None:
    from tests.catalogue.messages import _Catalogue

    made = _Catalogue(locale="fr")
    for message in catalogue:
        if message.id:
            made.add(message.id, message.string)
    compiled = io.BytesIO()
    write_mo(compiled, made)
    assert compiled.getvalue() == COMPILED.read_bytes(), HINT
