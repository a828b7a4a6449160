from __future__ import annotations

import keyword

import pytest

from archrepo.domain.facts import relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError

METAMODEL = builtin_metamodel()


def test_everything_a_portfolio_speaks_of_is_there():
    assert len(METAMODEL.portfolio_kinds) == 17
    assert len(METAMODEL.relations) == 30
    assert METAMODEL.relations["COVERS"].pairs == (("Application", "Scope"), ("Module", "Scope"))
    assert METAMODEL.kinds["Technology"].attributes["vendor_support_end"].ends
    assert METAMODEL.kinds["Application"].attributes["security_need_c"].maximum == 4


def test_every_end_of_a_relation_is_a_kind():
    ends = {end for r in METAMODEL.relations.values() for pair in r.pairs for end in pair}
    assert ends <= set(METAMODEL.kinds)
    assert "ChangeBatch" not in ends


def test_no_attribute_bears_a_python_keyword():
    owners = [*METAMODEL.kinds.values(), *METAMODEL.relations.values()]
    names = {name for owner in owners for name in owner.attributes}
    assert not [name for name in names if keyword.iskeyword(name)]


def test_what_identifies_a_relation():
    impacts = METAMODEL.relations["IMPACTS"]
    assert impacts.identity == ("valid_from", "action", "date")
    assert relation_key(impacts, "p1", "crm", {"action": "RETIRE"}) == "IMPACTS|p1|crm||RETIRE"
    covers = METAMODEL.relations["COVERS"]
    both = relation_key(covers, "crm", "sales", {"segments": ("b", "a"), "level": "FULL"})
    assert both == "COVERS|crm|sales||a,b"
    member = METAMODEL.relations["MEMBER_OF"]
    assert relation_key(member, "a", "b", {"role": "x|y"}) != relation_key(
        member, "a", "b", {"role": "x\\|y"}
    )


def test_custom_attributes_join_the_built_in_ones():
    extended = METAMODEL.with_custom({"data_object": {"cloud_ready": "bool"}})
    assert extended.kinds["DataObject"].attributes["cloud_ready"].custom
    assert extended.fingerprint != METAMODEL.fingerprint
    assert "cloud_ready" not in METAMODEL.kinds["DataObject"].attributes


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ({"aplication": {"a": "bool"}}, "no such kind"),
        ({"application": {"a": "boolean"}}, "unknown type"),
        ({"application": {"criticality": "bool"}}, "taken"),
        ({"application": {"from": "bool"}}, "not a usable name"),
        ({"application": {"class": "bool"}}, "not a usable name"),
        ({"application": {"Cloud": "bool"}}, "not a usable name"),
        ({"application": {"a`b": "bool"}}, "not a usable name"),
        ({"application": {"key": "bool"}}, "taken"),
    ],
)
def test_unusable_custom_attributes_are_refused(declared, says):
    with pytest.raises(ConfigError, match=says):
        METAMODEL.with_custom(declared)
