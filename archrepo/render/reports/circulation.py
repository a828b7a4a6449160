"""The circulation of data between domains as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Heading, Paragraph, Table
from archrepo.render.reports.parts import listed, section, whom
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.data_use.results import DataCirculation, DoubleMaster
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording


def document(result: DataCirculation, words: Wording, most: int | None) -> Document:
    """Return the matrix of flows, what crosses most, silos and double masters."""
    names = {d.id or None: d.name or words.said["no_domain"] for d in result.domains}
    blocks: list[Block] = [Paragraph(words.said["no_exchange"])]
    if len(result.domains) == 1 and result.exchanges:
        blocks = [Paragraph(_in_one(result, words))]
    elif result.exchanges:
        blocks = [Heading(words.said["exchanged"]), *_matrix(result, words)]
    crossing = sorted(
        (e for e in result.exchanges if e.source != e.target and e.source and e.target),
        key=lambda e: -e.flows,
    )
    blocks += section(
        words.said["most"],
        words.columns("from", "to", "count_flows", "objects"),
        [
            [
                names[e.source],
                names[e.target],
                str(e.flows),
                listed((o.name for o in e.objects), 4),
            ]
            for e in crossing
        ],
        words,
        most,
    )
    blocks += section(
        words.said["double_masters"],
        words.columns("object", "masters"),
        [[d.name, _masters(d, names, result.segment_names, words)] for d in result.double_masters],
        words,
        most,
    )
    blocks += section(
        words.said["silos"],
        words.columns("object", "domain", "applications"),
        [
            [
                s.name,
                names.get(s.domain, s.domain or ""),
                listed((a.name for a in s.applications), 4),
            ]
            for s in result.silos
        ],
        words,
        most,
    )
    if result.unlabelled:
        blocks.append(Paragraph(words.count("unlabelled", result.unlabelled), "note"))
    state = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(
        words.titled("circulation_title", result.domain_name), state, words.lang, tuple(blocks)
    )


def _in_one(result: DataCirculation, words: Wording) -> str:
    """Return that there is but one domain, or none: a matrix of one cell says nothing."""
    (domain,), flows = result.domains, sum(e.flows for e in result.exchanges)
    if not domain.id:
        return words.count("in_no_domain", flows)
    return words.count("in_one_domain", flows, name=domain.name)


def _matrix(result: DataCirculation, words: Wording) -> tuple[Block, ...]:
    """Return the matrix with numbered columns, since domains have long names."""
    names = [d.name or words.said["no_domain"] for d in result.domains]
    keys = [d.id or None for d in result.domains]
    flows = {(e.source, e.target): str(e.flows) for e in result.exchanges}
    rows = tuple(
        (f"{n} {name}", *(flows.get((source, target), "·") for target in keys))
        for n, (source, name) in enumerate(zip(keys, names, strict=True), 1)
    )
    return (Table((words.said["from"], *(str(n) for n in range(1, len(keys) + 1))), rows),)


def _masters(
    found: DoubleMaster,
    names: dict[str | None, str],
    called: Mapping[str, str],
    words: Wording,
) -> str:
    told = []
    for master in found.masters:
        about = [names.get(master.domain, master.domain or "")]
        about += [owner.name for owner in master.owners]
        about += [whom(master.segments, called, words)] if master.segments else []
        told.append(f"{master.name} ({', '.join(part for part in about if part)})")
    return semicolon(words.lang).join(told)


def rows(result: DataCirculation) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each way between two domains."""
    return ("from", "to", "flows", "objects"), [
        (e.source, e.target, e.flows, [o.id for o in e.objects]) for e in result.exchanges
    ]
