"""The language a system is set to."""

from __future__ import annotations

import pytest

from archrepo.domain.language import language_of_locale


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_variables_say_it(environment: dict[str, str], language: str) -> None:
    assert language_of_locale(environment) == language


@pytest.mark.parametrize(("region", "language"), [("fr_FR", "fr"), ("en_GB", "en"), (None, "en")])
def test_windows_says_it_otherwise(
    monkeypatch: pytest.MonkeyPatch, region: str | None, language: str
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: (region, "cp1252"))
    assert language_of_locale({}) == language
    assert language_of_locale({"LANG": "fr_FR.UTF-8"}) == "fr"
