"""The lineage of a data object on a terminal, in Markdown and as CSV."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.analysis.segment_names import segment_called
from archrepo.render import markdown
from archrepo.render.capability_map.words import words_in
from archrepo.render.console import clean, printed, styled
from archrepo.render.csv_form import csv_text
from archrepo.render.terminal_text import broken
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.lineage.result import Holder, Hop, Lineage
    from archrepo.render.registry import View

_COLUMNS = (
    "lineage", "direction", "depth", "source", "flow", "target", "objects", "transformation",
    "certainty", "confidence", "surest",
)  # fmt: skip
_STAGES = ("COLLECT", "TRANSFORM", "USE", "unstated")
_SHOWN_LOOSELY = 12  # hops told one by one on a terminal; more are counted


def render_table(lineage: Lineage, view: View) -> str:
    """Return the trace as trees, both ways, that fit the width."""
    said = topic_words("lineage", view.lang)
    parts: list[Any] = [styled(clean(title(lineage, view.lang)), "bold")]
    parts += [clean(sentence) for sentence in remarks(lineage, view.lang)]
    for stage, holders in by_stage(lineage.holders):
        parts += ["", styled(said[stage], "bold")]
        parts += _wrapped((_holder(h, lineage, view.lang) for h in holders), view, "  ")
    for heading, hops, ahead in _directions(lineage):
        parts += ["", styled(said[heading], "bold")]
        lines = list(_tree(lineage, hops, view.lang, ahead=ahead))
        parts += _wrapped(lines, view, "") if hops else [f"  {said['nothing']}"]
    parts += ["", said["strict_note"]]
    parts += _loosely(lineage, view)
    parts += [clean(sentence) for sentence in _not_known(lineage, view.lang)]
    return printed(parts, view)


def render_markdown(lineage: Lineage, view: View) -> str:
    """Return the trace as tables, to paste in a paper."""
    said = topic_words("lineage", view.lang)
    parts = [f"## {markdown.escaped(title(lineage, view.lang))}"]
    parts.append(" ".join(markdown.escaped(s) for s in remarks(lineage, view.lang)))
    headings = [said[key] for key in ("stage", "application", "role", "linked", "confidence")]
    rows = [_holder_row(h, stage, view.lang) for stage, hs in by_stage(lineage.holders) for h in hs]
    if rows:
        parts.append(markdown.table(headings, rows))
    for heading, strict, _ in _directions(lineage):
        parts.append(f"**{said[heading]}**")
        parts.append(_hop_table(strict, lineage, view.lang) if strict else said["nothing"])
    parts.append(said["strict_note"])
    for heading, hops in _beyond(lineage):
        parts.append(f"**{said[heading].format(hops=lineage.hops)}**")
        parts.append(_hop_table(hops, lineage, view.lang))
    parts.append(" ".join(markdown.escaped(s) for s in _not_known(lineage, view.lang)))
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def render_csv(lineage: Lineage, view: View) -> str:  # noqa: ARG001 - ids and codes only
    """Return a row for each hop, strict and loose."""
    rows = [
        (
            kind,
            direction,
            hop.depth,
            hop.source,
            hop.flow,
            hop.target,
            hop.objects,
            hop.transformation,
            hop.certainty,
            hop.confidence,
            hop.surest,
        )
        for kind, ways in (("strict", lineage.strict), ("loose", lineage.loose))
        for direction, hops in (("upstream", ways.upstream), ("downstream", ways.downstream))
        for hop in hops
    ]
    return csv_text(_COLUMNS, rows)


def title(lineage: Lineage, lang: str) -> str:
    """Return what was asked."""
    asked = topic_words("lineage", lang)["title"]
    plan = words_in(lang).plan(lineage.plan)
    return asked.format(name=lineage.name, day=lineage.at, plan=plan)


def remarks(lineage: Lineage, lang: str) -> list[str]:
    """Return where the trace starts, who answers for the object, and what it is made of."""
    said = topic_words("lineage", lang)
    names = {h.application: h.name for h in lineage.holders}
    starts = ", ".join(names.get(start, start) for start in lineage.starts)
    told = [said[f"from_{lineage.started_from}"].format(names=starts)]
    label = load_labels()
    stewards = [
        f"{s.name} ({label.value('Responsibility', s.role, lang)})" if s.role else s.name
        for s in lineage.stewards
    ]
    key = "stewards" if stewards else "no_stewards"
    told.append(said[key].format(names=", ".join(stewards)))
    for key, objects in (("wholes", lineage.wholes), ("parts", lineage.parts)):
        if objects:
            told.append(said[key].format(names=", ".join(_objects(objects, lineage))))
    return told


def by_stage(holders: Iterable[Holder]) -> list[tuple[str, list[Holder]]]:
    """Return stage → its holders, in the order of the circulation; one may stand in several."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders:
        for stage in holder.stages or ("unstated",):
            found[stage].append(holder)
    return [(stage, found[stage]) for stage in _STAGES if found[stage]]


def loosely(lineage: Lineage) -> list[Hop]:
    """Return the loose hops that no strict one goes."""
    return [hop for _, hops in _beyond(lineage) for hop in hops]


def _beyond(lineage: Lineage) -> list[tuple[str, list[Hop]]]:
    strict = {
        (h.source, h.flow, h.target) for h in (*lineage.strict.upstream, *lineage.strict.downstream)
    }
    ways = lineage.loose
    found = [
        (heading, [h for h in hops if (h.source, h.flow, h.target) not in strict])
        for heading, hops in (
            ("loose_upstream", ways.upstream),
            ("loose_downstream", ways.downstream),
        )
    ]
    return [(heading, hops) for heading, hops in found if hops]


def _directions(lineage: Lineage) -> list[tuple[str, tuple[Hop, ...], bool]]:
    ways = lineage.strict
    return [("strict_upstream", ways.upstream, False), ("strict_downstream", ways.downstream, True)]


def _sure(confidence: float | None, lang: str) -> str:
    """Return how sure something is, from 0 to 1; nothing where that is not known."""
    if confidence is None:
        return ""
    figure = f"{confidence:.2f}"
    return figure.replace(".", ",") if lang == "fr" else figure


def _holder(holder: Holder, lineage: Lineage, lang: str) -> str:
    """Return `PIM (pim): master, CRU, Brand A, start`."""
    said = topic_words("lineage", lang)
    about = [said["master"]] if holder.master else []
    about += ["".join(holder.crud)] if holder.crud else []
    about += [segment_called(segment, lineage.segment_names) for segment in holder.segments]
    about.append(said[holder.linked])
    about += [_sure(holder.confidence, lang)] if holder.linked not in ("start", "apart") else []
    return _named(holder.application, holder.name) + colon(lang) + ", ".join(about)


def _holder_row(holder: Holder, stage: str, lang: str) -> list[str]:
    said, labels = topic_words("lineage", lang), load_labels()
    roles = [labels.value("AccessRole", role, lang) for role in holder.roles]
    sure = _sure(holder.confidence, lang)
    name = _named(holder.application, holder.name)
    return [said[stage], name, ", ".join(roles), said[holder.linked], sure]


def _named(node: str, name: str) -> str:
    return name if name == node else f"{name} ({node})"


def _tree(lineage: Lineage, hops: Sequence[Hop], lang: str, *, ahead: bool) -> Iterator[str]:
    """Yield the hops as a tree; what was reached before is not opened again."""
    by_near: dict[str, list[Hop]] = defaultdict(list)
    names = {}
    for hop in hops:
        by_near[hop.source if ahead else hop.target].append(hop)
        names.update({hop.source: hop.source_name, hop.target: hop.target_name})
    told = {hop.flow: _travels(hop, lineage, lang) for hop in hops}
    opened = set(lineage.starts)
    for start in lineage.starts:
        if start in by_near:
            yield _named(start, names[start])
            yield from _branches(start, by_near, opened, told, lang, ahead=ahead)


def _branches(
    start: str,
    by_near: dict[str, list[Hop]],
    opened: set[str],
    travels: Mapping[str, str],
    lang: str,
    *,
    ahead: bool,
) -> Iterator[str]:
    """Yield what is below a start, depth first; a long chain must not exhaust the stack.

    `travels` says what each flow carries.
    """
    seen = topic_words("lineage", lang)["seen"]
    work = [(hop, "", hop is by_near[start][-1]) for hop in reversed(by_near[start])]
    while work:
        hop, lead, last = work.pop()
        far, name = (hop.target, hop.target_name) if ahead else (hop.source, hop.source_name)
        way = f"─{travels[hop.flow]}→" if ahead else f"←{travels[hop.flow]}─"
        below = by_near.get(far, [])
        sure = _sure(hop.confidence, lang)
        told = f"{lead}{'└─' if last else '├─'} {way} {_named(far, name)} {sure}"
        yield f"{told} ({seen})" if far in opened and below else told
        if far not in opened:
            opened.add(far)
            deeper = f"{lead}{'   ' if last else '│  '}"
            work += [(h, deeper, h is below[-1]) for h in reversed(below)]


def _objects(ids: Iterable[str], lineage: Lineage) -> list[str]:
    return [lineage.object_names.get(one, one) for one in ids]


def _travels(hop: Hop, lineage: Lineage, lang: str) -> str:
    """Return `f2[Product sheet: masked]`."""
    objects = ", ".join(_objects(hop.objects, lineage)) or "?"
    if hop.transformation:
        done = load_labels().value("Transformation", hop.transformation, lang)
        objects += colon(lang) + done.lower()
    return f"{hop.flow}[{objects}]"


def _hop_table(hops: Iterable[Hop], lineage: Lineage, lang: str) -> str:
    said = topic_words("lineage", lang)
    keys = ("hop", "source", "flow", "target", "objects", "transformation", "confidence")
    labels = load_labels()
    rows = [
        [
            str(hop.depth),
            hop.source_name,
            hop.flow,
            hop.target_name,
            ", ".join(_objects(hop.objects, lineage)) or said["object_unknown"],
            labels.value("Transformation", hop.transformation, lang) if hop.transformation else "",
            _sure(hop.confidence, lang),
        ]
        for hop in hops
    ]
    return markdown.table([said[key] for key in keys], rows)


def _loosely(lineage: Lineage, view: View) -> list[Any]:
    said = topic_words("lineage", view.lang)
    parts: list[Any] = []
    for heading, hops in _beyond(lineage):
        parts += ["", styled(said[heading].format(hops=lineage.hops), "bold")]
        shown = hops[:_SHOWN_LOOSELY] if view.width and not view.unfold else hops
        parts += _wrapped((_loose_line(hop, lineage, view.lang) for hop in shown), view, "  ")
        if len(hops) > len(shown):
            parts.append(f"  {said['more'].format(count=len(hops) - len(shown))}")
    return [*parts, ""]


def _loose_line(hop: Hop, lineage: Lineage, lang: str) -> str:
    way = f"{hop.source_name} ─{_travels(hop, lineage, lang)}→ {hop.target_name}"
    return f"{hop.depth}. {way}  {_sure(hop.confidence, lang)}"


def _not_known(lineage: Lineage, lang: str) -> list[str]:
    said = topic_words("lineage", lang)
    apart = [h.name for h in lineage.holders if h.linked == "apart"]
    told = [said["apart_note"].format(names=", ".join(apart))] if apart and lineage.starts else []
    if lineage.stages_unstated:
        total = len(lineage.holders)
        told.append(said["assumed"].format(count=lineage.stages_unstated, total=total))
    return told


def _wrapped(lines: Iterable[str], view: View, lead: str) -> list[str]:
    """Return lines that fit the width, each led by some blanks."""
    if not view.width:
        return [lead + clean(line) for line in lines]
    shown = []
    for line in map(clean, lines):
        indent = len(line) - len(line.lstrip(" │├└─"))
        first, *rest = broken(line[indent:], view.width - len(lead) - indent, None)
        bars = line[:indent].replace("├─", "│ ").replace("└─", "  ")
        shown += [lead + line[:indent] + first, *(f"{lead}{bars}{more}" for more in rest)]
    return shown
