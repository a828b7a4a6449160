"""How much is fuzzed, how files are damaged, and what may come of it.

An ordinary run tries some dozens of inputs a reader; `make fuzz` tries 10,000, by ARCHREPO_FUZZ.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ArchrepoError
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.readers.registry import read_all
from tests.applying_store import ApplyingStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

METAMODEL = builtin_metamodel()


def fuzzing(usual: int) -> settings:
    """Return settings for `usual` examples, or for as many as the environment asks."""
    asked = os.environ.get("ARCHREPO_FUZZ")
    return settings(
        max_examples=int(asked or usual),
        deadline=60_000 if asked else 10_000,  # a hang is a failure; a busy machine is none
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def damaged(draw: st.DrawFn, content: bytes, tokens: Sequence[bytes]) -> bytes:
    """Draw `content` with some of it cut out, doubled or replaced, perhaps cut short."""
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 1, 3, 20, 200])))
        new = draw(
            st.sampled_from(tokens) | st.binary(max_size=6) | st.just(content[start:end] * 2)
        )
        content = content[:start] + new + content[end:]
    return content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content


def only_plans_or_errors(paths: Sequence[Path], mapping: Path | None = None) -> list[str]:
    """Read and plan; fail unless that ends in a plan, or an error of ours with a place.

    Returns:
        The problems, as a user reads them.
    """
    told: list[str] = []
    refused = ""
    try:
        readings = read_all(paths, METAMODEL, mapping=mapping)
        plan = plan_changes(readings, ApplyingStore(METAMODEL), METAMODEL, ImportOptions())
        told = [str(diagnostic) for diagnostic in plan.diagnostics]
    except ArchrepoError as error:
        refused = error.message
        told = [str(diagnostic) for diagnostic in getattr(error, "diagnostics", ())]
    assert told or not refused, f"refused without a place: {refused}"
    folders = {str(path if path.is_dir() else path.parent) for path in paths}
    for line in told:
        assert any(line.startswith(folder) for folder in folders), line
    return told
