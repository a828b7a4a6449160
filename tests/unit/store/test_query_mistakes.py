"""A query that does not compile is told with the place, the word and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError
from archrepo.store.ladybug.store import LadybugStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    path: Path = tmp_path_factory.mktemp("queries") / "portfolio.lbug"
    made = LadybugStore.create(path, builtin_metamodel())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        (
            "MATCH (a:Application RETURN a",
            "'RETURN' is not expected at line 1, column 22",
            "before",
        ),
        ("MATCH (a:Scope) RETURN a.id LIMT 3", "'LIMT' is not expected at line 1", "the word"),
        ("MATCH\n(a:Scope)\nRETURN a.id)", "')' is not expected at line 3, column 12", "bracket"),
        ("MATCH (a:Application)", "it breaks off at line 1, column 22", "what it is to return"),
        ("MATCH (a:Scope) WHERE a.id = crm RETURN a", "nothing in it is called 'crm'", "'crm'"),
        ("MATCH (a:Aplication) RETURN a", "no kind or relation 'Aplication'", "'Application'"),
        ("MATCH (a:Scope) RETURN a.nme", "'a' has no attribute 'nme'", "'name'"),
        ("MATCH (a:Scope) RETURN counted(a)", "there is no function 'COUNTED'", "count"),
        ("MATCH (a:Scope) RETURN a.id + 1", "'+' does not take STRING,INT64", "one type"),
        ("MATCH (a:Scope) RETURN sum(a.name)", "'SUM' does not take STRING", "one type"),
        ("MATCH (a:Period) WHERE a.starts_on > 3 RETURN a", "DATE and INT64 do not", "date('2026"),
        ("MATCH (a:Scope) WHERE a.id RETURN a", "'a.id' is STRING, where BOOL is", "one type"),
        ("UNWIND 3 AS x RETURN x", "'3' is INT64, where LIST is expected", "one type"),
        ("MATCH (a:Period) WHERE a.starts_on > 'x' RETURN a", "'x' is not a date", "date('2026"),
        ("MATCH (a:Scope) DELETE a", "it writes", "a query reads"),
        ("MATCH (a:Scope) RETURN a; MATCH (b:Scope) RETURN b", "more than one", "one at a time"),
    ],
)
def test_mistakes_are_told_in_our_words(
    store: LadybugStore, query: str, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        store.user_query(query, {})
    assert message in raised.value.message
    assert hint in str(raised.value.hint)
    assert "\n" not in raised.value.message
