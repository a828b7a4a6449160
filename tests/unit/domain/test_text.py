from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.domain.diagnostics import Place
from archrepo.domain.text import did_you_mean, name_key, nearest, normalise, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Référentiel – Produit ", "referentiel produit"),
        ("Œuvre d'art", "oeuvre d art"),
        ("CRM_V2", "crm v2"),
        ("Straße", "strasse"),
        ("\u00a0", ""),
    ],
)
def test_names_compare_without_case_accents_and_punctuation(text, folded):
    assert normalise(text) == folded


@given(st.text())
def test_slugs_are_ids_or_nothing(text):
    made = slug(text)
    assert made == "" or re.fullmatch(r"[a-z0-9][a-z0-9-]*", made)
    assert slug(made) == made


def test_names_are_sorted_as_people_look_them_up():
    names = ["Lot 10", "lot 9", "Œuvres", "Zone", "Éditique", "E-mail", "editique 2", "Lot 1a"]
    in_order = ["E-mail", "Éditique", "editique 2", "Lot 1a", "lot 9", "Lot 10", "Œuvres", "Zone"]
    assert sorted(names, key=name_key) == in_order


def test_names_that_look_the_same_are_sorted_by_id():
    same = [("CRM", "b"), ("crm", "c"), ("Crm", "a")]
    assert [found for _, found in sorted(same, key=lambda n: name_key(*n))] == ["a", "b", "c"]
    assert sorted({"crm", "Crm", "CRM"}, key=name_key) == ["CRM", "Crm", "crm"]


def test_a_number_of_any_length_is_sorted():
    assert sorted(["9" * 6000, "10", "0010", "2"], key=name_key) == ["2", "0010", "10", "9" * 6000]


def test_the_nearest_come_first():
    assert nearest("salse", ["stock", "sales", "salaries"])[0] == "sales"
    assert (
        did_you_mean("produit", ["reference-produit", "crm"]) == "did you mean 'reference-produit'?"
    )
    assert did_you_mean("zzz", ["crm"]) == ""
    assert nearest("CO1", ["CO-01", "CO-10", "CO-11", "CO-12"])[0] == "CO-01"
    assert nearest("co012", ["CO-01", "CO-12"])[0] == "CO-12"
    assert nearest("Customers", ["Customer", "customer"]) == ["Customer"]
    assert nearest("customers", ["Customer", "customer"]) == ["customer"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("p.xlsx", "Applications", 7, 4), "p.xlsx[Applications]!D7"),
        (Place("p.xlsx", "Applications", 7, 28), "p.xlsx[Applications]!AB7"),
        (Place("apps.yaml", row=41, column=9), "apps.yaml:41:9"),
        (Place("p.json", path="/nodes/3/id"), "p.json#/nodes/3/id"),
        (Place("p.csv"), "p.csv"),
    ],
)
def test_places_can_be_clicked(place, text):
    assert str(place) == text
