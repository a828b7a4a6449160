"""Segments are told by the names of the organisations in them."""

from __future__ import annotations

from archrepo.analysis.segment_names import parts_of, segment_called


def test_what_has_a_name_is_called_by_it() -> None:
    names = {"brand-a": "Brand A", "be": "Belgium"}
    assert segment_called("brand-a+be", names) == "Brand A + Belgium"
    assert segment_called("be+tag:outlet", names) == "Belgium + tag:outlet"


def test_everyone_else_is_no_part() -> None:
    assert segment_called("", {}) == ""
    assert parts_of(["", "brand-a+be", "be"]) == {"brand-a", "be"}
