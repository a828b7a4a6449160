"""All that a whole portfolio is asked, in one process: `python -m bench.analyses URL [DAY]`.

Prints as JSON, for each analysis, its seconds and those the processor was busy with it (what counts
where others use the machine), and the peak memory. What the first reads is there for the others, as
for a script or a site; a command pays for its own start and reading besides.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

from archrepo.portfolio import Portfolio

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.date(2026, 12, 31)


def questions(portfolio: Portfolio, day: dt.date) -> dict[str, Callable[[], Any]]:
    """Return analysis → what asks for it."""
    coverage, data = portfolio.coverage, portfolio.data
    return {
        "check": lambda: portfolio.check(at=day),
        "coverage matrix": lambda: coverage.matrix(at=day),
        "coverage gaps": lambda: coverage.gaps(at=day),
        "coverage overlaps": lambda: coverage.overlaps(at=day),
        "coverage without": lambda: coverage.without(["t0-a0"], at=day),
        "data matrix": lambda: data.matrix(at=day),
        "data register": lambda: data.register(at=day),
        "data circulation": lambda: data.circulation(at=day),
        "obsolescence": lambda: portfolio.obsolescence(at=day),
        "roadmap": lambda: portfolio.roadmap(at=day),
        "TIME": lambda: portfolio.time(at=day),
        "freshness": lambda: portfolio.freshness.report(at=day),
        "legacy": lambda: portfolio.legacy(at=day),
    }


def main() -> None:
    """Measure each analysis once."""
    day = dt.date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else DAY
    told: dict[str, Any] = {}
    with Portfolio.open(sys.argv[1]) as portfolio:
        for name, ask in questions(portfolio, day).items():
            start, at_work = time.perf_counter(), time.process_time()
            ask()
            spent = time.perf_counter() - start
            told[name] = {"seconds": spent, "busy": time.process_time() - at_work}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"analyses": told, "mebibytes": peak}) + "\n")


if __name__ == "__main__":
    main()
