"""French as French people set it: spaces that hold, apostrophes, elision, days."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.resources.translation import translated
from archrepo.resources.typography import (
    colon,
    day_text,
    elided,
    in_language,
    in_languages,
    moment_text,
    number_text,
    percent,
)
from archrepo.resources.words import topic_words


@pytest.mark.parametrize(
    ("written", "set_so"),
    [
        ("Verdict : {worst}", "Verdict\u00a0: {worst}"),
        ("écartés ; vus ?", "écartés\u202f; vus\u202f?"),
        ("« {name} »", "«\u00a0{name}\u00a0»"),
        ("à {percent} % au plus", "à {percent}\u202f% au plus"),
        ("arrêt de {hours} h ; {size} Mio", "arrêt de {hours}\u00a0h\u202f; {size}\u00a0Mio"),
        ("l'historique d'{name}", "l’historique d’{name}"),
        ("criticité ?", "criticité\u202f?"),
        ("archrepo set --at 2026-12-31 x:y", "archrepo set --at 2026-12-31 x:y"),
        ("'{0}' : prenez `a : b` ou ':memory:'", "'{0}'\u00a0: prenez `a : b` ou ':memory:'"),
        ("de 9:00 à 17:30, https://x.org?a;b", "de 9:00 à 17:30, https://x.org?a;b"),
    ],
)
def test_spaces_and_apostrophes(written: str, set_so: str) -> None:
    assert in_language(written, "fr") == set_so
    assert in_language(set_so, "fr") == set_so
    assert in_language(written, "en") == written


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("Retrait de {name}", "Oracle", "Retrait d’Oracle"),
        ("Retrait de {name}", "Émetteur", "Retrait d’Émetteur"),
        ("Retrait de {name}", "Historique client", "Retrait d’Historique client"),
        ("Retrait de {name}", "Hub", "Retrait de Hub"),
        ("Retrait de {name}", "Unified Commerce", "Retrait de Unified Commerce"),
        ("Retrait de {name}", "OneStream", "Retrait de OneStream"),
        ("Retrait de {name}", "User directory", "Retrait de User directory"),
        ("Retrait de {name}", "Unités de vente", "Retrait d’Unités de vente"),
        ("Retrait de {name}", "Univers client", "Retrait d’Univers client"),
        ("Retrait de {name}", "Europe", "Retrait d’Europe"),
        ("Retrait de {name}", "SAP", "Retrait de SAP"),
        ("Retrait de {name}", "8 applications", "Retrait de 8 applications"),
        ("plus que {name}", "elle", "plus qu’elle"),
        ("au sein de '{name}'", "Oracle", "au sein de 'Oracle'"),
        ("le {name}", "ERP", "l’ERP"),
        ("une {name}", "application", "une application"),
        ("Guide {name}", "Oracle", "Guide Oracle"),
    ],
)
def test_elision_where_a_name_is_filled_in(written: str, name: str, told: str) -> None:
    assert in_language(written, "fr").format(name=name) == told
    assert in_language(written, "fr").format_map({"name": name}) == told
    assert in_language(written, "en").format(name=name) == written.format(name=name)


def test_days_are_filled_in_as_each_language_writes_them() -> None:
    day = dt.date(2026, 12, 31)
    assert in_language("le {day}", "fr").format(day=day) == "le 31/12/2026"
    assert in_language("on {day}", "en").format(day=day) == "on 2026-12-31"
    assert in_language("en {day:%Y}", "fr").format(day=day) == "en 2026"
    assert (day_text(day, "fr"), day_text(day, "en")) == ("31/12/2026", "2026-12-31")
    assert moment_text("2026-11-24T09:30:00.123+00:00", "fr") == "24/11/2026 09:30:00"
    assert moment_text("2026-11-24T09:30:00", "en") == "2026-11-24 09:30:00"
    assert moment_text(None, "fr") == ""


def test_numbers_and_marks() -> None:
    assert (percent(30, "en"), percent(30, "fr")) == ("30%", "30\u202f%")
    assert number_text(1_234_567, "fr") == "1\u202f234\u202f567"
    assert number_text(1_234_567, "en") == "1,234,567"
    assert (colon("fr"), colon("en")) == ("\u00a0: ", ": ")


def test_only_what_stands_under_french_is_set_so() -> None:
    held = {"a": {"en": "why ?", "fr": ["pourquoi ?", {"b": "qui ?"}]}, "n": 1}
    assert in_languages(held) == {
        "a": {"en": "why ?", "fr": ["pourquoi\u202f?", {"b": "qui\u202f?"}]},
        "n": 1,
    }


def test_messages_elide_what_fills_them() -> None:
    assert elided(["pas de ", "application", " '", "x", "'"]) == "pas d’application 'x'"
    said = translated("did you mean 'pim'?", "fr")
    assert said == "vouliez-vous dire 'pim'\u202f?"


def test_messages_part_thousands_as_french_does() -> None:
    said = translated("1,234,567 facts would be removed, 20 at most are allowed", "fr")
    assert said == "1\u202f234\u202f567 faits seraient retirés, 20 au plus sont permis"
    assert translated("no domain is called '20,000'", "fr").count("'20,000'")
    assert translated("2,000", "fr") == "2\u202f000"


def test_a_report_says_so() -> None:
    title = topic_words("impact", "fr")["retire"]
    told = title.format(name="Archivage", day=dt.date(2027, 1, 31))
    assert told == "Retrait d’Archivage le 31/01/2027"
