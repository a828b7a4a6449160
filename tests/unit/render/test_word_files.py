"""Files of words: both languages everywhere, and no word asked for that is not there."""

from __future__ import annotations

import re
from string import Formatter

import pytest
import yaml

from archrepo.resources import resource_root, resource_text

_SHAPED_OTHERWISE = {"map_words.yaml", "table_words.yaml"}
MODELS = resource_root("models")
PAIRED = sorted(
    entry.name
    for entry in MODELS.iterdir()
    if entry.name.endswith("_words.yaml") and entry.name not in _SHAPED_OTHERWISE
)
_OF_CODES = {"portfolio", "as_of", "sorted_up", "sorted_down", "is_true", "is_false"}


def _words(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(resource_text("models", name))
    return found


@pytest.mark.parametrize("name", PAIRED)
def test_every_word_is_there_in_both_languages(name: str) -> None:
    broken = [
        key
        for key, wordings in _words(name).items()
        if not isinstance(key, str)
        or len(wordings) != 2
        or not all(isinstance(wording, str) and wording for wording in wordings)
    ]
    assert not broken


@pytest.mark.parametrize("name", PAIRED)
def test_both_languages_have_the_same_to_fill_in(name: str) -> None:
    def fields(text: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(text) if field}

    differing = {k: w for k, w in _words(name).items() if fields(w[0]) != fields(w[1])}
    assert not differing


def test_the_site_says_only_what_it_has_words_for() -> None:
    site = MODELS / "site"
    script = "".join(e.read_text(encoding="utf-8") for e in site.iterdir() if e.suffix == ".js")
    said = set(re.findall(r'say\("(\w+)"', script))
    said |= set(re.findall(r'\["(\w+)", "#/', script))
    said |= set(re.findall(r"words\.(\w+)", resource_text("models", "site", "page.html")))
    assert said | _OF_CODES == set(_words("site_words.yaml"))


def test_pictures_and_pages_name_no_options_of_the_command_line() -> None:
    words = _words("picture_words.yaml") | _words("site_words.yaml")
    in_text_form_only = {"landscape_ungrouped"}
    naming = {k for k, said in words.items() if any("--" in w or "archrepo " in w for w in said)}
    assert naming <= in_text_form_only | {"footer"}
