"""What people type for a node: an id, a name, an alias; and what they are told where it is none."""

from __future__ import annotations

import pytest

from archrepo.analysis.named import called, domain_meant, meant
from archrepo.errors import NotFoundError
from tests.plans import node

APPLICATIONS = called(
    [
        node("Application", "a-17", name="Catalogue produits", aliases=("Vieux PIM", "CAT")),
        node("Application", "crm", name="Fidélité"),
        node("Application", "crm-2", name="fidelite"),
        node("Application", "cat", name="—"),
    ]
)
MODULES = called([node("Module", "m1", name="Fidélité"), node("Module", "m2", name="Campagnes")])


def wanted(text: str) -> str:
    return meant(text, "application", APPLICATIONS, MODULES, hint="look there")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a-17", "a-17"),
        ("catalogue PRODUITS", "a-17"),
        ("vieux-pim", "a-17"),
        ("cat", "cat"),  # an id goes before an alias
        ("campagnes", "m2"),
    ],
)
def test_ids_names_and_aliases_are_understood(text: str, found: str) -> None:
    assert wanted(text) == found


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("fidélité", "more than one application is called 'fidélité'", "one of crm, crm-2"),
        ("crn", "no application is called 'crn'", "did you mean 'crm'?"),
        ("Vieux PM", "no application is called 'Vieux PM'", "did you mean 'a-17' (Vieux PIM)?"),
        ("Campagne", "no application is called 'Campagne'", "did you mean 'm2' (Campagnes)?"),
        ("???", "no application is called '???'", "look there"),
        ("", "no application is called ''", "look there"),
    ],
)
def test_what_is_not_is_told_with_what_is_near(text: str, message: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        wanted(text)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_scope_is_named_where_one_may_be_meant() -> None:
    domains = called([node("Domain", "sales", name="Ventes")])
    scopes = called([node("Scope", "pricing", name="Prix")])
    assert domain_meant("prix", domains, scopes) == "pricing"
    with pytest.raises(NotFoundError, match="no domain is called 'prix'"):
        domain_meant("prix", domains)
