"""One impact measured inside a process that has started already: `python -m bench.inside URL …`.

Prints as JSON the seconds of the fastest of some runs and of the first one, those its processor
was busy (what counts where others use the machine), and the peak memory.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import time
from typing import Any

from archrepo.portfolio import Portfolio

RUNS = 5
DAY = dt.date(2026, 12, 31)


def asked(portfolio: Portfolio, event: str, target: str) -> Any:
    """Return the answer to one event."""
    impact = portfolio.impact
    if event == "earliest":
        return impact.earliest_retirement(target, at=DAY)
    if event == "outage":
        return impact.outage(target, hours=8, at=DAY)
    if event == "trace":
        return portfolio.trace(target, at=DAY)
    return impact.retire(target, at=DAY)


def main() -> None:
    """Measure one event on one target."""
    url, event, target = sys.argv[1:4]
    with Portfolio.open(url) as portfolio:
        seconds, busy = [], []
        for _ in range(RUNS):
            start, at_work = time.perf_counter(), time.process_time()
            answer = asked(portfolio, event, target)
            seconds.append(time.perf_counter() - start)
            busy.append(time.process_time() - at_work)
            if sum(seconds) > 60:
                break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "first": seconds[0],
        "fastest": min(seconds),
        "busy": min(busy),
        "mebibytes": peak,
        "lines": len(getattr(answer, "lines", ())),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
