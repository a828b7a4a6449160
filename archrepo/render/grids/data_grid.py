"""The data matrix as a grid: letters for what is done, figures for stages, a star for masters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archrepo.render.grids.grid import Cell, Grid, Head

if TYPE_CHECKING:
    from archrepo.analysis.data_use.results import DataCell, DataMatrix
    from archrepo.render.wording import Wording

_STAGES = {"COLLECT": "1", "TRANSFORM": "2", "USE": "3"}
_TONES = {
    "MASTER": "best",
    "REPLICA_RW": "good",
    "REPLICA_RO": "step1",
    "CONSUMER": "aside",
    None: "unknown",
}
_UNSTATED = "x"
_ROLES = {
    "MASTER": "master",
    "REPLICA_RW": "copy_rw",
    "REPLICA_RO": "copy_ro",
    "CONSUMER": "consumer",
    None: "role_unstated",
}


def grid(result: DataMatrix, words: Wording) -> Grid:
    """Return objects × applications."""
    wrong = sum(bool(o.findings) for o in result.objects)
    cells = {(c.object, c.application): _cell(c, words) for c in result.cells}
    notes = [words.said["stages_legend"]] if cells else []
    if any(cell.text == _UNSTATED for cell in cells.values()):
        notes.append(words.said["x_legend"])
    if wrong:
        counted = Counter(f for o in result.objects for f in o.findings)
        what = ", ".join(f"{words.said[f'short_{f}']} {n}" for f, n in counted.most_common())
        notes.append(words.count("matrix_findings", wrong, total=len(result.objects), what=what))
    return Grid(
        title=words.titled("matrix_title", result.domain_name),
        subtitle=words.say("state", day=result.at, plan=words.plan(result.plan)),
        lang=words.lang,
        rows_are=words.kind("DataObject"),
        columns_are=words.kind("Application"),
        fact_names=words.columns("classification", "personal", "owner", "wrong"),
        rows=tuple(
            Head(
                o.id,
                o.name,
                facts=(
                    words.code("Classification", o.classification),
                    words.code("Personal", o.personal),
                    o.owner or "",
                    ", ".join(words.said[f"short_{finding}"] for finding in o.findings),
                ),
            )
            for o in result.objects
        ),
        columns=tuple(
            Head(a.id, a.name, a.domain_name or words.said["no_domain"])
            for a in result.applications
        ),
        cells=cells,
        legend=tuple(
            (Cell("*" if role == "MASTER" else "", _TONES[role], ""), words.said[key])
            if role == "MASTER"
            else (Cell(" ", _TONES[role], ""), words.said[key])
            for role, key in _ROLES.items()
        ),
        notes=tuple(notes),
        empty=words.said["accesses_nothing"],
    )


def _cell(cell: DataCell, words: Wording) -> Cell:
    stages = "".join(_STAGES[stage] for stage in cell.stages)
    text = ("*" if cell.role == "MASTER" else "") + cell.crud + stages
    told = [words.said[_ROLES[cell.role]], cell.crud]
    told += [words.code("Stage", stage) for stage in cell.stages]
    code = [cell.role or "UNSTATED", cell.crud, "+".join(cell.stages)]
    return Cell(
        text=text or _UNSTATED,
        tone=_TONES[cell.role],
        code="/".join(code).rstrip("/"),
        note=", ".join(part for part in told if part),
    )
