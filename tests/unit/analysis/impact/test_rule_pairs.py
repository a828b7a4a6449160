"""Every rule of the table has a portfolio where it fires, and one where it just does not.

They are in `test_<event>_pairs.py`, one file an event.
"""

from __future__ import annotations

import re
from pathlib import Path

from archrepo.analysis.impact.rules import rule_table


def test_every_rule_has_its_pair() -> None:
    pairs = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    written = set(re.findall(r"def test_([a-z]{3}_\d\d_(?:fires|just_not))", "\n".join(pairs)))
    wanted = {
        f"{rule.lower().replace('-', '_')}_{half}"
        for rule in rule_table().rules
        for half in ("fires", "just_not")
    }
    assert written == wanted
