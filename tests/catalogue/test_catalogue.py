"""The catalogue of messages: complete, compiled, and with the same to fill in on both sides."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from archrepo.analysis.checks.rules import shipped_rules
from archrepo.analysis.explanations import diagnostic_texts
from archrepo.analysis.impact.rules import rule_table
from archrepo.resources import resource_text
from archrepo.resources.labels import load_labels
from archrepo.resources.words import topic_words
from tests.catalogue.messages import CATALOGUE, COMPILED, ROOT, compiled, messages, of_click

HINT = "'make locale' finds new messages; their French goes into models/locale/"
TOPICS = sorted(
    path.name.removesuffix("_words.yaml")
    for path in (ROOT / "models").glob("*_words.yaml")
    if path.name not in ("map_words.yaml", "table_words.yaml")  # of another shape
)
_LOOSE = re.compile(r" [;:?!»%](?=$|[\s).,*])|« ")
_CODE = re.compile(r"`[^`]*`")
_ENGLISH = {"{number_type}"}  # click fills it with words it translates nowhere
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
        and set(_FIELD.findall(message.id)) - _ENGLISH != set(_FIELD.findall(message.string))
    }
    assert not differing


@pytest.mark.parametrize("topic", TOPICS)
def test_words_are_set_as_french_is(topic: str) -> None:
    loose = [
        text for text in topic_words(topic, "fr").values() if _LOOSE.search(_CODE.sub("", text))
    ]
    assert not loose


def test_messages_and_labels_are_set_as_french_is() -> None:
    with COMPILED.open("rb") as file:
        compiled_messages = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    kept = yaml.safe_load(resource_text("models", "vocabulary.yaml"))
    labels = load_labels()
    said = [
        *compiled_messages.values(),
        *(labels.value(e, value, "fr") for e, values in kept["values"].items() for value in values),
        *(labels.attribute(name, "fr") for name in kept["attributes"]),
        *(text for texts in diagnostic_texts().values() for text in texts["fr"].values()),
        *(note["fr"] for note in rule_table().notes.values()),
        *(rule.condition["fr"] for rule in rule_table().rules.values()),
        *(
            text["fr"]
            for r in shipped_rules().values()
            for text in (r.title, r.why, r.remedy)
            if text
        ),
    ]
    assert not [text for text in said if _LOOSE.search(_CODE.sub("", text))]


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: Any) -> None:
    assert compiled(catalogue) == COMPILED.read_bytes(), HINT
