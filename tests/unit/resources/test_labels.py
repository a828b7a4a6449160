from __future__ import annotations

from enum import StrEnum

import pytest
import yaml

from archrepo.domain import relation_vocabulary, vocabulary
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.text import normalise
from archrepo.resources import resource_text
from archrepo.resources.labels import LANGUAGES, load_labels

METAMODEL = builtin_metamodel()
OWNERS = {**METAMODEL.kinds, **METAMODEL.relations}
ENUMERATIONS = {
    name: item
    for module in (vocabulary, relation_vocabulary)
    for name, item in vars(module).items()
    if isinstance(item, type) and issubclass(item, StrEnum) and list(item)
}


@pytest.fixture(scope="module")
def shipped():
    return yaml.safe_load(resource_text("models", "vocabulary.yaml"))


def test_everything_declared_has_labels_and_nothing_else_has(shipped):
    attributes = {name for owner in OWNERS.values() for name in owner.attributes}
    assert set(shipped["kinds"]) == set(METAMODEL.kinds)
    assert set(shipped["relations"]) == set(METAMODEL.relations)
    assert set(shipped["attributes"]) == attributes
    assert {name: set(values) for name, values in shipped["values"].items()} == {
        name: {member.value for member in item} for name, item in ENUMERATIONS.items()
    }
    assert set(shipped["headers"]["owners"]) <= set(OWNERS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_label_can_be_read_in_each_language(lang):
    labels = load_labels()
    read = [labels.kind(n, lang, plural) for n in METAMODEL.kinds for plural in (False, True)]
    read += [labels.relation(n, lang, inv) for n in METAMODEL.relations for inv in (False, True)]
    read += [labels.attribute(a, lang) for owner in OWNERS.values() for a in owner.attributes]
    read += [labels.value(e, member.value, lang) for e in ENUMERATIONS.values() for member in e]
    assert all(text.strip() == text and text for text in read)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_tell_apart_what_stands_side_by_side(lang):
    labels = load_labels()
    for owner in OWNERS.values():
        texts = [labels.attribute(name, lang) for name in owner.attributes]
        assert len(set(texts)) == len(texts), owner.name
    for item in ENUMERATIONS.values():
        texts = [labels.value(item, member.value, lang) for member in item]
        assert len(set(texts)) == len(texts), item
    assert len({labels.kind(name, lang) for name in METAMODEL.kinds}) == len(METAMODEL.kinds)


def test_a_relation_is_told_with_what_it_leads_to():
    labels = load_labels()
    assert labels.related("USES_TECH", "fr", "ERP", inverse=True) == "composant d’ERP"
    assert labels.related("DEPENDS_ON", "fr", "{x}") == "dépend de {x}"
    assert labels.related("USES_TECH", "en", "ERP", inverse=True) == "technology of ERP"


@pytest.mark.parametrize("owner", sorted(OWNERS))
def test_no_header_means_two_attributes_of_an_owner(owner, shipped):
    own = shipped["headers"]["owners"].get(owner, {})
    settled = {normalise(header) for headers in own.values() for header in headers}
    claims: dict[str, str] = {}
    for name in OWNERS[owner].attributes:
        entry = shipped["attributes"][name]
        for header in (name, entry["en"], entry["fr"], *entry.get("headers", ())):
            if normalise(header) not in settled:
                assert claims.setdefault(normalise(header), name) == name, (owner, header)


@pytest.mark.parametrize("name", sorted(ENUMERATIONS))
def test_no_wording_means_two_values(name, shipped):
    claims: dict[str, str] = {}
    for value, words in shipped["values"][name].items():
        for word in (value, *words):
            assert claims.setdefault(normalise(word), value) == value, (name, word)


@pytest.mark.parametrize("owner", sorted(OWNERS))
def test_headers_lead_to_what_the_owner_has(owner):
    reached = set(load_labels().header_aliases(owner).values())
    beside = {"from", "to", "carries", "parent", "order"}
    assert reached <= set(OWNERS[owner].attributes) | beside
    assert set(OWNERS[owner].attributes) - {"sources", "batch_id"} <= reached


@pytest.mark.parametrize(
    ("owner", "header", "attribute"),
    [
        ("Application", "Nom de l'application", "name"),
        ("Application", "NOM DE L’APPLICATION", "name"),
        ("Application", "Libellé", "name"),
        ("Application", "Code application", "id"),
        ("Application", "Criticité", "criticality"),
        ("Application", "Date de mise en service", "active"),
        ("Application", "Date de retrait", "retired"),
        ("Application", "run_cost", "run_cost"),
        ("Application", "Lebenszyklus", "phase"),
        ("Scope", "Périmètre fonctionnel parent", "parent"),
        ("Scope", "Domaine", "parent"),
        ("Flow", "Application source", "from"),
        ("Flow", "Application cible", "to"),
        ("Flow", "Données échangées", "carries"),
        ("Project", "Date de début", "start"),
        ("Period", "Date de début", "starts_on"),
        ("COVERS", "Code application", "from"),
        ("COVERS", "Capacité métier", "to"),
        ("COVERS", "Niveau de couverture", "level"),
        ("COVERS", "from", "from"),
        ("REPLACED_BY", "Nouvelle application", "to"),
        ("PAYS", "Entité", "from"),
    ],
)
def test_headers_of_real_spreadsheets_are_known(owner, header, attribute):
    assert load_labels().header_aliases(owner)[normalise(header)] == attribute


def test_wordings_of_values_are_known_in_both_languages():
    aliases = load_labels().value_aliases(vocabulary.Criticality)
    assert aliases[normalise("Vitale")] == "MISSION_CRITICAL"
    assert aliases[normalise("Mission critical")] == "MISSION_CRITICAL"
    assert aliases[normalise("BUSINESS_CRITICAL")] == "BUSINESS_CRITICAL"
    assert load_labels().value_aliases("Phase")["en production"] == "ACTIVE"


def test_a_portfolios_own_attribute_is_spelt_out():
    assert load_labels().attribute("cloud_ready", "fr") == "Cloud ready"


@pytest.mark.parametrize(
    ("enumeration", "value", "told"),
    [("Hosting", "SAAS", "SaaS"), ("Hosting", "ON_PREMISE", "sur site"), ("Hosting", "?", "?")],
)
def test_labels_within_a_sentence_are_in_lower_case_but_for_acronyms(enumeration, value, told):
    assert load_labels().value_or(enumeration, value, "fr") == told
