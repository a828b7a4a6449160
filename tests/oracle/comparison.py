"""What the two evaluators are compared by, in words that show where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact import ImpactReport
    from tests.oracle.lines import Answer


def differences(
    answer: Answer, report: ImpactReport, ignore: frozenset[str] = frozenset()
) -> list[str]:
    """Return where the report departs from the oracle's answer; empty where they agree."""
    expected, got = _of_oracle(answer), _of_report(report)
    told = []
    for key in sorted({*expected, *got}):
        if key not in got:
            told.append(f"{' '.join(key)}: missing; the oracle says {expected[key]}")
        elif key not in expected:
            told.append(f"{' '.join(key)}: not in the oracle; the report says {got[key]}")
        else:
            told += [
                f"{' '.join(key)}: {name} is {got[key][name]}, the oracle says {value}"
                for name, value in expected[key].items()
                if name not in ignore and not _same(name, value, got[key][name])
            ]
    if list(expected) != list(got) and not told:
        told.append(f"order is {list(got)}, the oracle says {list(expected)}")
    if report.verdict.value != answer.verdict:
        told.append(f"verdict is {report.verdict.value}, the oracle says {answer.verdict}")
    benefits = {(b.node, b.effect, b.amount, b.since) for b in report.benefits}
    if benefits != answer.benefits and "benefits" not in ignore:
        told.append(f"benefits are {benefits}, the oracle says {answer.benefits}")
    return told


def _same(name: str, expected: Any, got: Any) -> bool:
    """Return whether they agree; of the ways that are equally short, any will do."""
    return got in expected if name in {"paths", "events"} else bool(got == expected)


Told = dict[tuple[str, str], dict[str, Any]]


def _segments(effect: str, segments: Collection[str]) -> list[str]:
    """Return the segments named; of each coverage by itself, they are told in many ways."""
    return [] if effect in {"COVERAGE_AT_RISK", "REVIEW"} else sorted(segments)


def _of_oracle(answer: Answer) -> Told:
    return {
        (line.node, line.effect): {
            "rule": line.rule,
            "base": line.base,
            "final": line.final,
            "objects": sorted(line.objects),
            "segments": _segments(line.effect, line.segments),
            "gap": line.gap,
            "paths": line.paths,
            "hops": line.hops,
            "alternatives": sorted(line.alternatives, key=repr),
            "confidence": line.confidence,
            "informed": sorted(line.informed),
            "events": line.events,
        }
        for line in answer.lines
    }


def _of_report(report: ImpactReport) -> Told:
    return {
        (line.node, line.effect): {
            "rule": line.rule,
            "base": line.base.value,
            "final": line.final.value,
            "objects": sorted(line.objects),
            "segments": _segments(line.effect, line.segments),
            "gap": (line.gap.start, line.gap.end) if line.gap else None,
            "paths": line.path,
            "hops": line.hops,
            "alternatives": sorted(
                {
                    (a.node, a.flow, a.declared)
                    for found in (line.alternatives, *(c.alternatives for c in line.causes))
                    for a in found
                },
                key=repr,
            ),
            "confidence": line.confidence,
            "informed": [] if line.inherited else sorted(line.inform),
            "events": line.event or "",
        }
        for line in report.lines
    }
