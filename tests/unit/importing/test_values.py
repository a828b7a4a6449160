from __future__ import annotations

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.values import ValueProblemError, parse_value

APPLICATION = builtin_metamodel().kinds["Application"].attributes
COVERS = builtin_metamodel().relations["COVERS"].attributes
ACCESSES = builtin_metamodel().relations["ACCESSES"].attributes
FLOW = builtin_metamodel().kinds["Flow"].attributes


@pytest.mark.parametrize(
    ("attributes", "name", "raw", "value"),
    [
        (APPLICATION, "run_cost", "1 234,5", 1234.5),
        (APPLICATION, "run_cost", "1\u202f234 €", 1234.0),
        (APPLICATION, "run_cost", "1,234,567.50", 1234567.5),
        (APPLICATION, "run_cost", "1.234.567,5", 1234567.5),
        (APPLICATION, "users_count", "1,250", 1250),
        (APPLICATION, "users_count", 12.0, 12),
        (APPLICATION, "criticality", "mission critical", "MISSION_CRITICAL"),
        (APPLICATION, "disposition", "invest", "INVEST"),
        (APPLICATION, "name", " CRM\n Ventes\x07 ", "CRM Ventes\ufffd"),
        (APPLICATION, "external_ids", "sap=2;iris=1", ("iris=1", "sap=2")),
        (FLOW, "encrypted", "Oui", True),
        (FLOW, "encrypted", "N", False),
        (FLOW, "encrypted", "✓", True),
        (FLOW, "encrypted", "✔\ufe0f", True),
        (FLOW, "encrypted", "✗", False),
        (ACCESSES, "crud", "urc", ("C", "R", "U")),
        (ACCESSES, "stage", "USE, COLLECT", ("COLLECT", "USE")),
        (COVERS, "share", "12,5 %", 12.5),
    ],
)
def test_values_as_people_write_them(attributes, name, raw, value):
    assert parse_value(attributes[name], raw) == value


@pytest.mark.parametrize(
    ("attributes", "name", "raw", "says"),
    [
        (APPLICATION, "run_cost", "1,234", "write 1234 or 1.234"),
        (APPLICATION, "run_cost", "cher", "such as 1250"),
        (APPLICATION, "run_cost", "-1", "at least 0"),
        (APPLICATION, "run_cost", "inf", "such as"),
        (APPLICATION, "security_need_c", "5", "from 0 to 4"),
        (APPLICATION, "users_count", "1.5", "such as 12"),
        (APPLICATION, "disposition", "INVES", "did you mean 'INVEST'?"),
        (APPLICATION, "retired", "soon", "such as 2027-03-31"),
        (APPLICATION, "external_ids", "SAP", "system=id"),
        (APPLICATION, "name", ["a"], ""),
        (FLOW, "encrypted", "perhaps", "true or false"),
        (COVERS, "share", "120", "from 0 to 100"),
    ],
)
def test_what_cannot_be_taken_says_what_is_expected(attributes, name, raw, says):
    with pytest.raises(ValueProblemError) as caught:
        parse_value(attributes[name], raw)
    assert says in caught.value.hint


def test_french_labels_of_enumerations_are_understood():
    assert parse_value(COVERS["level"], "Totale") == "FULL"
