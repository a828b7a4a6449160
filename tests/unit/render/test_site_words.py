"""What a site says of rules: in the words of the vocabulary, not in its codes."""

from __future__ import annotations

import re

import pytest

from archrepo.analysis.checks.rules import shipped_rules
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.site.spelled import spelled, terms_of

CODE = re.compile(r"\b[A-Z]+_[A-Z]+\b|\b[a-z]+_[a-z]+\b")


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "Name an IT_OWNER.", "Name an “IT owner”."),
        (
            "en",
            "Encrypt it (TLS, SFTP); where it already is, state it (encrypted).",
            "Encrypt it (TLS, SFTP); where it already is, state it.",
        ),
        ("en", "Merge them (archrepo merge), or part them.", "Merge them, or part them."),
        ("en", "Name the master (with role MASTER).", "Name the master (with role “Master”)."),
        ("fr", "Passer la phase à RETIRED.", "Passer la phase à «\u00a0Retirée\u00a0»."),
        ("fr", "Déclarer ce qu’il porte (CARRIES).", "Déclarer ce qu’il porte."),
        ("fr", "minimisation, RGPD article 5", "minimisation, RGPD article 5"),
        ("en", "an UNKNOWN_CODE stays", "an UNKNOWN_CODE stays"),
    ],
)
def test_codes_are_said_as_people_call_them(lang: str, text: str, told: str) -> None:
    assert spelled(text, terms_of(builtin_metamodel(), lang), lang) == told


def test_no_rule_says_a_code_on_a_site() -> None:
    metamodel = builtin_metamodel()
    for lang in ("en", "fr"):
        terms = terms_of(metamodel, lang)
        for rule in shipped_rules().values():
            for text in (rule.why[lang], rule.remedy[lang]):
                said = spelled(text, terms, lang)
                assert not CODE.search(said), rule
                assert not re.search(r"\barchrepo\b", said), rule


def test_no_code_is_called_by_a_code() -> None:
    for lang in ("en", "fr"):
        terms = terms_of(builtin_metamodel(), lang)
        assert terms["DATA_OWNER"]
        assert all(not CODE.search(told) for told in terms.values())
