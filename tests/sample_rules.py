"""The coherence rules of MAJOR and above, told naively over a raw sample: (rule, node at fault)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from archrepo.domain.text import normalise
from tests.sample_portfolio import TODAY, Link, Sample

Finding = tuple[str, str]
LEVELS = ["NONE", "PLANNED", "MARGINAL", "PARTIAL", "FULL"]
NEED_OF_CLASS = {"PUBLIC": 0, "INTERNAL": 1, "CONFIDENTIAL": 3, "RESTRICTED": 4}
PHASES = ["planned", "phase_in", "active", "phase_out", "retired"]


def findings(s: Sample) -> set[Finding]:
    checks = (identity, coverage, levels, lifecycle, replacements, flows, masters, data_people)
    more = (data_use, technology, responsibility, projects, needs, journeys)
    return {found for check in (*checks, *more) for found in check(s)}


def _overlap(one: Link, other: Link) -> bool:
    return not one.segments or not other.segments or bool(one.segments & other.segments)


def identity(s: Sample) -> Iterator[Finding]:
    called: dict[tuple[str, str], str] = {}
    for node_id, node in s.nodes.items():
        for text in {normalise(t) for t in (node["name"], *node.get("aliases", ()))}:
            if called.setdefault((s.kind[node_id], text), node_id) != node_id:
                yield "ID-03", node_id


def coverage(s: Sample) -> Iterator[Finding]:
    for scope in s.leaves:
        links = s.coverage(scope)
        if s.nodes[scope]["target_coverage"] != "NONE" and not links:
            yield "CO-01", scope
        primaries = [link for link in links if link.values["role"] == "PRIMARY"]
        if len(links) > 1 and not primaries:
            yield "CO-02", scope
        if any(_overlap(*pair) for pair in combinations(primaries, 2)):
            yield "CO-03", scope
        hosts = [s.nodes[s.application_of(link.source)] for link in links]
        dying = [
            h.get("disposition") == "ELIMINATE" or h.get("phase_out", dt.date.max) <= TODAY
            for h in hosts
        ]
        if links and all(dying):
            yield "CO-09", scope
        invested = {h["id"] for h in hosts if h.get("disposition") == "INVEST"}
        if len(invested) > 1:
            pairs = combinations([x for x in links if s.application_of(x.source) in invested], 2)
            if any(_overlap(*pair) and _apps_differ(s, *pair) for pair in pairs):
                yield "CO-12", scope
    for app in s.of("application"):
        parts = [app, *(m for m in s.of("module") if s.nodes[m]["parent"] == app)]
        own = [link for part in parts for link in s.by("covers", source=part)]
        if s.live(app) and not own:
            yield "CO-05", app
        shares = sum(link.values.get("share", 0) for link in own if link.holds(TODAY))
        if shares > 100:
            yield "CO-10", app


def _apps_differ(s: Sample, one: Link, other: Link) -> bool:
    return s.application_of(one.source) != s.application_of(other.source)


def levels(s: Sample) -> Iterator[Finding]:
    for scope in s.leaves:
        wanted = s.nodes[scope]["target_coverage"]
        links = s.coverage(scope)
        segments = {seg for link in links for seg in link.segments} or {None}
        for segment in segments:
            serving = [
                x for x in links if segment is None or not x.segments or segment in x.segments
            ]
            best = max((LEVELS.index(x.values["level"]) for x in serving), default=0)
            if links and best < LEVELS.index(wanted):
                yield "CO-11", scope


def _exact(node: dict, *names: str) -> bool:
    return all(isinstance(node.get(name), dt.date) for name in names)


def lifecycle(s: Sample) -> Iterator[Finding]:
    for node_id, node in s.nodes.items():
        dates = [node[p] for p in PHASES if p in node]
        pairs = [("start", "end"), ("starts_on", "ends_on"), ("raised_on", "expected_by")]
        pairs += [("vendor_support_end", "vendor_extended_end")]
        pairs_wrong = any(_exact(node, a, b) and node[a] >= node[b] for a, b in pairs)
        if dates != sorted(dates) or pairs_wrong:
            yield "LC-01", node_id
    for link in s.links:
        if link.values.get("valid_from", dt.date.min) >= link.values.get("valid_to", dt.date.max):
            yield "LC-01", link.source
    for link in s.by("covers"):
        retired = s.nodes[s.application_of(link.source)].get("retired")
        if retired and link.values.get("valid_to", retired) > retired:
            yield "LC-02", link.source
        if retired and retired <= TODAY and link.holds(TODAY):
            yield "LC-03", link.source
    for flow in s.of("flow"):
        for link in (*s.by("from", source=flow), *s.by("to", source=flow)):
            ended = s.nodes[link.target].get("retired")
            if ended and ended <= TODAY and s.live(flow):
                yield "LC-04", flow
    for app in s.of("application"):
        node = s.nodes[app]
        leaving = node.get("phase_out", dt.date.max) <= TODAY
        if s.live(app) and node["disposition"] == "INVEST" and leaving:
            yield "LC-10", app
        if node["disposition"] == "ELIMINATE" and "retired" not in node:
            yield "LC-10", app


def replacements(s: Sample) -> Iterator[Finding]:
    for app in s.of("application"):
        node = s.nodes[app]
        successors = [s.nodes[link.target] for link in s.by("replaced_by", source=app)]
        if "phase_out" in node and not successors:
            yield "LC-06", app
        if "retired" not in node or not successors:
            continue
        starts = [min(x[p] for p in ("phase_in", "active") if p in x) for x in successors]
        if min(starts) > node["retired"]:
            yield "LC-07", app
        if any(x.get("retired", dt.date.max) <= node["retired"] for x in successors):
            yield "LC-08", app
    following = {link.source: link.target for link in s.by("replaced_by")}
    for app in following:
        seen, at = {app}, following[app]
        while at in following and at not in seen:
            seen.add(at)
            at = following[at]
        if at in seen:
            yield "LC-09", app


def flows(s: Sample) -> Iterator[Finding]:
    personal = {o for o in s.of("data_object") if s.nodes[o]["personal"] != "NONE"}
    met = Counter()
    for flow in s.of("flow"):
        node = s.nodes[flow]
        carried = {link.target for link in s.by("carries", source=flow)}
        if not carried:
            yield "FL-01", flow
        if node["from"] == node["to"]:
            yield "FL-02", flow
        met.update((node["from"], node["to"], o, node["mode"]) for o in carried)
        if node.get("exposure") == "INTERNET" and not node.get("encrypted") and carried & personal:
            yield "FL-05", flow
        ends = [node["from"], node["to"]]
        starts = [s.nodes[e].get("phase_in", s.nodes[e].get("active")) for e in ends]
        known = [start for start in starts if start]
        if "active" in node and known and node["active"] < max(known):
            yield "LC-01", flow
    for (source, *_), times in met.items():
        if times > 1:
            yield "FL-03", source


def masters(s: Sample) -> Iterator[Finding]:
    for obj in s.of("data_object"):
        links = [x for x in s.accesses(obj) if x.values["role"] == "MASTER"]
        if not links:
            yield "DA-01", obj
        if any(_overlap(*pair) for pair in combinations(links, 2)):
            yield "DA-02", obj
        if any(s.nodes[x.source].get("disposition") == "ELIMINATE" for x in links):
            yield "DA-03", obj


def data_people(s: Sample) -> Iterator[Finding]:
    answering = defaultdict(set)
    for link in s.by("responsible_for"):
        answering[link.target].add(link.values["role"])
    for obj in s.of("data_object"):
        if not {"DATA_OWNER", "DATA_STEWARD"} & answering[obj]:
            yield "DA-04", obj


def data_use(s: Sample) -> Iterator[Finding]:
    for obj in s.of("data_object"):
        stages = {stage for x in s.accesses(obj) for stage in x.values["stage"]}
        if "COLLECT" not in stages:
            yield "DA-05", obj
        if "USE" not in stages:
            yield "DA-06", obj
        for link in s.accesses(obj):
            need = s.nodes[link.source].get("security_need_c", 0)
            node = s.nodes[obj]
            if node["personal"] != "NONE" and need < NEED_OF_CLASS[node["classification"]]:
                yield "DA-08", link.source
            if node["personal"] != "NONE" and not {"purpose", "legal_basis"} <= set(link.values):
                yield "DA-08", link.source
    for link in s.by("needs"):
        hosts = {s.application_of(x.source) for x in s.coverage(link.source)}
        if hosts and not any(x.source in hosts for x in s.accesses(link.target)):
            yield "DA-09", link.source


def technology(s: Sample) -> Iterator[Finding]:
    for link in s.by("uses_tech"):
        node, app = s.nodes[link.target], s.nodes[link.source]
        end = node.get("vendor_support_end")
        if end and end <= TODAY:
            yield "TE-01", link.source
        elif end and end < app.get("retired", dt.date.min):
            yield "TE-02", link.source
        if node["standard"] == "BANNED":
            yield "TE-03", link.source


def responsibility(s: Sample) -> Iterator[Finding]:
    held = defaultdict(lambda: defaultdict(list))
    for link in s.by("responsible_for"):
        held[link.target][link.values["role"]].append(s.nodes[link.source])
    for app in s.of("application"):
        if not s.live(app) and s.nodes[app].get("retired", dt.date.max) <= TODAY:
            continue
        if not held[app]["BUSINESS_OWNER"]:
            yield "RE-01", app
        if not held[app]["IT_OWNER"]:
            yield "RE-02", app
    for domain in s.of("domain"):
        if not held[domain]["DOMAIN_MANAGER"]:
            yield "RE-03", domain
    for node_id, roles in held.items():
        for role, people in roles.items():
            gone = [p.get("left_on", dt.date.max) <= TODAY for p in people]
            outside = [p.get("external", False) for p in people]
            if people and (any(gone) or (role != "PROJECT_DIRECTOR" and all(outside))):
                yield "RE-04", node_id
    for project in s.of("project"):
        if not held[project]["PROJECT_DIRECTOR"]:
            yield "PR-06", project


def projects(s: Sample) -> Iterator[Finding]:
    ending = {"RETIRE", "REPLACE", "MIGRATE"}
    acts = s.by("impacts")
    programme = {p: s.nodes[p].get("parent", p) for p in s.of("project")}
    for link in acts:
        node = s.nodes[link.target]
        dying = (
            node.get("disposition") == "ELIMINATE"
            or node.get("phase_out", dt.date.max) <= link.values["date"]
        )
        family = [x for x in acts if programme[x.source] == programme[link.source]]
        addressed = any(x.target == link.target and x.values["action"] in ending for x in family)
        if link.values["action"] in ("MODIFY", "EXTEND") and dying and not addressed:
            yield "PR-02", link.source
        if link.values["action"] == "RETIRE" and not s.by("replaced_by", source=link.target):
            yield "PR-04", link.source
        window = s.nodes[link.source]
        if not window["start"] <= link.values["date"] <= window["end"]:
            yield "LC-01", link.source
    for one, other in combinations(acts, 2):
        if one.source != other.source and one.target == other.target:
            began, others_began = s.nodes[one.source]["start"], s.nodes[other.source]["start"]
            if began < other.values["date"] and others_began < one.values["date"]:
                yield from (("PR-03", one.source), ("PR-03", other.source))
    for project in s.of("project"):
        if not s.by("answers", source=project):
            yield "NE-03", project
        if not s.by("delivers", target=project):
            yield "JO-04", project


def needs(s: Sample) -> Iterator[Finding]:
    for need in s.of("need"):
        node = s.nodes[need]
        if node["status"] in ("ACCEPTED", "PLANNED") and not s.by("answers", target=need):
            yield "NE-01", need
        for link in s.by("concerns", source=need):
            if s.kind[link.target] == "scope":
                hosts = [s.nodes[s.application_of(x.source)] for x in s.coverage(link.target)]
                if hosts and all(h.get("disposition") == "ELIMINATE" for h in hosts):
                    yield "NE-02", need
    for decision in s.of("decision"):
        node = s.nodes[decision]
        if node["status"] == "PROPOSED" and node.get("due", dt.date.max) <= TODAY:
            yield "GO-01", decision


def journeys(s: Sample) -> Iterator[Finding]:
    for journey in s.of("journey"):
        steps = s.by("passes_through", source=journey)
        if not steps:
            yield "JO-02", journey
        if any(not s.coverage(step.target) for step in steps):
            yield "JO-01", journey
