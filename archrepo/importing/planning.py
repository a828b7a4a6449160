"""Raw facts → a plan: what would change in the portfolio, and every problem. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.changes import Plan
from archrepo.domain.contents import relation_facts
from archrepo.domain.diagnostics import Level
from archrepo.domain.many_facts import without_collection
from archrepo.domain.text import slug
from archrepo.errors import ConfigError
from archrepo.importing.comparing import compare_nodes, compare_relations
from archrepo.importing.directory import Directory
from archrepo.importing.flows import FlowPlacer
from archrepo.importing.identity import NO_DECISIONS, decision_line, near_misses
from archrepo.importing.links import LinkMerger
from archrepo.importing.nodes import NodeMerger
from archrepo.importing.problems import Problems
from archrepo.importing.references import ReferenceResolver
from archrepo.importing.withdrawing import (
    Mode,
    check_removals,
    withdraw_listed,
    withdraw_unstated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.domain.changes import Candidate, NodeChange, RelationChange
    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.facts import RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.domain.reading import Reading
    from archrepo.importing.identity import Decisions
    from archrepo.importing.nodes import PlannedNode

ALLOWED_REMOVALS = 20


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are taken in.

    Attributes:
        source: Name under which what they state is kept; the first file's stem where unset,
            or the name of the folder of several tables read together.
        create_missing: Whether an unknown reference makes a node of that name.
        rejects: Whether bad cells and rows are set aside instead of keeping the files out.
        mapping: Name of the mapping file used, kept with the batch.
        mode: Whether files add, stand for all that their source states, or list what goes.
        accept_renames: Whether known ids may get new names, and known names new ids.
        decisions: What people decided to be the same, or not.
        moves: Whether a parent stated here stands against the one another source states.
        allowed_removals: How many facts may go without a number given, in the last two cases.
    """

    source: str | None = None
    create_missing: bool = False
    rejects: bool = False
    mapping: str | None = None
    mode: Mode = Mode.ADD
    allowed_removals: int = ALLOWED_REMOVALS
    moves: bool = False
    accept_renames: bool = False
    decisions: Decisions = NO_DECISIONS


def plan_changes(
    readings: Sequence[Reading],
    store: GraphStore,
    metamodel: Metamodel,
    options: ImportOptions,
    report: Report | None = None,
    directory: Directory | None = None,
) -> Plan:
    """Return what `readings` would change in the portfolio of `store`.

    Files are planned together: what one refers to, another may state. The raw facts of `readings`
    are used up, so that millions of them do not stay in memory beside the plan; so is `directory`,
    the nodes of `store` where they have been read already.

    Raises:
        ConfigError: The options exclude each other.
    """
    if options.rejects and options.mode is Mode.REPLACE:
        raise ConfigError(
            "rows set aside would count as withdrawn", hint="replace without setting rows aside"
        )
    with without_collection():
        known = directory or Directory(store, metamodel)
        return _plan(readings, store, metamodel, options, report, known)


def _plan(
    readings: Sequence[Reading],
    store: GraphStore,
    metamodel: Metamodel,
    options: ImportOptions,
    report: Report | None,
    directory: Directory,
) -> Plan:
    source = options.source or source_name(readings)
    problems = Problems(tolerant=options.rejects)
    _take_reader_problems(readings, problems)
    gathered = _gather(readings, store, metamodel, options, problems, report, directory)
    _tell(report, "Comparing", 0, 0)
    unchanged: Counter[str] = Counter()
    nodes, relations = _changes(gathered, store, metamodel, options, source, unchanged)
    if options.mode is not Mode.ADD and readings:
        check_removals(nodes, relations, options.allowed_removals, readings[0].file, problems)
    tally: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        tally.update(reading.tally)
    return Plan(
        source=source,
        revision=directory.revision,
        nodes=tuple(nodes),
        relations=tuple(relations),
        unchanged=dict(sorted(unchanged.items())),
        diagnostics=_in_place_order(problems.found),
        rejected=_in_place_order(problems.rejected),
        dropped=gathered.links.dropped,
        files={name: r.sha256 for r in readings for name in r.files or (r.file,)},
        tally=dict(sorted(tally.items())),
        mapping=options.mapping,
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What files state, every reference resolved, beside the stored tree by child."""

    nodes: NodeMerger
    links: LinkMerger
    directory: Directory
    tree: dict[str, RelationFact]
    problems: Problems


def _gather(
    readings: Sequence[Reading],
    store: GraphStore,
    metamodel: Metamodel,
    options: ImportOptions,
    problems: Problems,
    report: Report | None,
    directory: Directory,
) -> _Gathered:
    tree = {f.to_id: f for f in relation_facts(store, "CONTAINS")} if directory.revision else {}
    parents = {child: fact.from_id for child, fact in tree.items()}
    nodes = NodeMerger(directory, metamodel, problems, options.decisions)
    for number, reading in enumerate(readings):
        _tell(report, "Reading nodes", number, len(readings))
        nodes.merge(reading, parents)
    resolver = ReferenceResolver(directory, nodes, parents, problems, options.create_missing)
    FlowPlacer(nodes, directory, resolver, metamodel, problems).place(store)
    links = LinkMerger(directory, metamodel, resolver, problems)
    for number, reading in enumerate(readings):
        _tell(report, "Reading relations", number, len(readings))
        links.merge(reading)
    for reading in readings:
        reading.nodes.clear()
        reading.relations.clear()
    return _Gathered(nodes, links, directory, tree, problems)


def _changes(
    gathered: _Gathered,
    store: GraphStore,
    metamodel: Metamodel,
    options: ImportOptions,
    source: str,
    unchanged: Counter[str],
) -> tuple[list[NodeChange], list[RelationChange]]:
    """Return what changes, nodes by kind and id, relations by type and key."""
    planned, links, problems = gathered.nodes.planned, gathered.links, gathered.problems
    if options.mode is Mode.REMOVE:
        problems.soften("ST-02", "ST-06")  # what is not there needs not be removed
        nodes, relations = withdraw_listed(
            planned, links.planned, store, metamodel, source, problems
        )
    else:
        candidates = near_misses(planned.values(), gathered.directory, options.decisions)
        _tell_candidates(candidates, planned, problems)
        nodes, refused = compare_nodes(
            planned,
            store,
            source,
            unchanged,
            problems,
            accept_renames=options.accept_renames,
            decisions=options.decisions,
            candidates=candidates,
        )
        links.drop(refused)
        kinds = gathered.directory.kinds
        relations = compare_relations(
            links.planned,
            gathered.tree,
            store,
            metamodel,
            kinds,
            source,
            unchanged,
            problems,
            moves=options.moves,
        )
    if options.mode is Mode.REPLACE:
        more = withdraw_unstated(planned, links.planned, store, metamodel, source, problems)
        known = {change.key for change in relations}
        nodes += more[0]
        relations += [change for change in more[1] if change.key not in known]
    if options.mode is not Mode.ADD:
        nodes.sort(key=lambda change: (change.kind, change.id))
        relations.sort(key=lambda change: (change.type, change.key))
    return nodes, relations


def _tell_candidates(
    candidates: Mapping[str, tuple[Candidate, ...]],
    planned: Mapping[str, PlannedNode],
    problems: Problems,
) -> None:
    """Warn of new nodes that may be known ones; nothing is merged unless people decide it."""
    for node_id, near in candidates.items():
        node = planned[node_id]
        name = node.stated.values["name"]
        likest = ", ".join(f"'{c.id}' ({c.score} %)" for c in near)
        decision = decision_line(node.kind, "name", str(name), near[0].id)
        hint = (
            f"identity.yaml decides: {decision}; "
            "if they differ, different: and from: for same: and as:"
        )
        problems.warn(
            "ID-08", f"'{name}' is new, and looks like {likest}", node.where, "name", hint
        )


def _in_place_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda d: (d.place, d.code, d.message)))


def source_name(readings: Sequence[Reading]) -> str:
    """Return the source that files speak for when none is named: the first one's stem."""
    if readings and readings[0].file == "-":
        return "stdin"
    return (slug(Path(readings[0].file).absolute().stem) if readings else "") or "manual"


def _take_reader_problems(readings: Sequence[Reading], problems: Problems) -> None:
    for reading in readings:
        for diagnostic in reading.diagnostics:
            tolerated = problems.tolerant and diagnostic.level is Level.ERROR
            (problems.rejected if tolerated else problems.found).append(diagnostic)


def _tell(report: Report | None, doing: str, done: int, total: int) -> None:
    if report is not None:
        report(doing, done, total)
