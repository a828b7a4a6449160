"""Models that others published, read where they are present beside the project."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.registry import read_all
from tests.archimate_models import SHARED, codes, counted, joined, read_model

if TYPE_CHECKING:
    from archrepo.domain.reading import Reading

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not (SHARED / "archimate").is_dir(), reason=f"no real models beside the project: {SHARED}"
    ),
]

_LFENERGY = "lfenergy/LFEnergyFunctionalArchitecture.derived.archimate"
_SIZES = {
    "archimate/archisurance-oef3.xml": (119, 179),
    "archimate/archisurance-oef21.xml": (120, 178),
    "archimate/archisurance.archimate": (120, 176),
    "archimate/archimetal-oef3.xml": (565, 724),
    _LFENERGY: (1156, 2242),
}


def _read(name: str) -> Reading:
    return read_model(SHARED / name)


def _by_name(reading: Reading, kind: str) -> list[str]:
    return sorted(n.values["name"] for n in reading.nodes if n.kind == kind)


@pytest.mark.parametrize(("name", "sizes"), _SIZES.items())
def test_nothing_disappears_without_being_counted(name: str, sizes: tuple[int, int]) -> None:
    reading = _read(name)
    relationships = {
        "Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access",
        "Influence", "Triggering", "Flow", "Specialization", "Association",
    }  # fmt: skip
    total = counted(reading)
    joining = sum(n for of_type, n in total.items() if of_type in relationships)
    assert (total.total() - joining, joining) == sizes
    assert not [d for d in reading.diagnostics if d.level == "error"]


def test_archisurance_says_the_same_in_every_form() -> None:
    old, new, archi = (
        _read(f"archimate/archisurance{end}") for end in ("-oef21.xml", "-oef3.xml", ".archimate")
    )
    assert codes(old).count("AR156") == 1
    for kind in ("Application", "Module", "Scope", "DataObject", "Organisation", "Journey"):
        assert _by_name(old, kind) == _by_name(archi, kind)
        assert len(_by_name(new, kind)) == len(_by_name(archi, kind))
    for relation_type in ("CONTAINS", "USES_TECH", "COVERS", "ACCESSES"):
        assert set(joined(old, relation_type)) == set(joined(archi, relation_type))
        assert len(joined(new, relation_type)) == len(joined(archi, relation_type))
    ids = [{i for n in r.nodes for i in n.values["external_ids"]} for r in (old, archi)]
    assert ids[0] == ids[1]


def test_lfenergy_is_covered_directly_and_through_services() -> None:
    reading = _read(_LFENERGY)
    kinds = Counter(node.kind for node in reading.nodes)
    assert kinds["Scope"] == 342
    assert kinds["Application"] + kinds["Module"] == 90
    assert kinds["DataObject"] == 366
    coverage = joined(reading, "COVERS")
    stated = {ends for ends, values in coverage.items() if values["evidence"] == "STATED"}
    assert len(stated) == 21
    assert ("GXF", "Smart Device Monitoring and Control") in stated
    assert coverage["Power Grid Model", "Protection Analysis"] == {
        "evidence": "DERIVED",
        "via": ["Short Circuit Calculation"],
    }
    assert "via" not in coverage["OperatorFabric-core", "Hypervision of the energy system state"]


def test_archimetal_projects_act_through_their_deliverables() -> None:
    reading = _read("archimate/archimetal-oef3.xml")
    assert ("CRM project", "CRM system") in joined(reading, "IMPACTS")
    assert len(joined(reading, "EMITS")) == 34


def test_a_model_of_a_future_version_and_unknown_types_are_told() -> None:
    assert codes(_read("archimate/compatibility_test1.archimate"))[0] == "AR155"
    with pytest.raises(InvalidDataError, match="Bogus"):
        _read("archimate/compatibility_test2.archimate")
    unknown = _read("archimate/compatibility_test3.archimate")
    assert codes(unknown) == ["AR163"] * 3
    assert all("unknown" in became for _, became in unknown.tally)


def test_a_zip_with_images_is_opened() -> None:
    reading = _read("archimate/zipped-with-images.archimate")
    assert codes(reading) == ["AR158"]
    assert not reading.nodes


@pytest.mark.parametrize(
    ("name", "facts", "told"),
    [
        ("test1-elements.csv", 1, ["AR173"]),
        ("test2-relations.csv", 1, ["AR173"]),
        ("test3-elements.csv", 2, ["AR173"]),
        ("test4-elements.csv", 2, []),
        ("test5-elements.csv", 1, ["AR173"]),
        ("test4a-relations.csv", 0, ["AR161", "AR161"]),
        ("test6-relations.csv", 0, ["AR160", "AR160", "AR161"]),
    ],
)
def test_csv_files_of_archi_good_and_bad(name: str, facts: int, told: list[str]) -> None:
    (reading,) = read_all([SHARED / "archi-csv" / name], builtin_metamodel())
    assert reading.format == "archi-csv"
    assert len(reading.nodes) == facts
    assert sorted(codes(reading)) == told
    assert all(d.place.row for d in reading.diagnostics if d.level == "error")
