"""How tests are shared between workers: what one server or browser serves stays together.

`--dist loadgroup` would do that, but the group it writes into a test's id is lost since pytest 9.2
(https://github.com/pytest-dev/pytest-xdist/issues/1386): two workers took turns on each server.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

from tests.neo4j import server as neo4j_servers

_FOLDERS = "faults contract property browser cli golden docs fuzz catalogue data"
_FILES = "render/test_map_pages.py writers/test_json_schemas.py"
LONGEST_FIRST = (
    *(f"tests/{folder}/" for folder in _FOLDERS.split()),
    *(f"tests/unit/{file}" for file in _FILES.split()),
)
"""What takes longest, by how its ids begin; at the end, no worker waits for a long file."""


def unit_of(nodeid: str) -> str:
    """Return what a test is run together with: a version of the server, a browser, or its file."""
    path, _, name = nodeid.partition("::")
    values = name.partition("[")[2].rstrip("]")
    version = next((v for v in neo4j_servers.versions() if v in values), None)
    if version is not None:
        return f"neo4j-{version}"
    return "browser" if path.startswith("tests/browser/") else path


def rank_of(nodeid: str) -> int:
    """Return when the unit of a test begins: what is on a server first, what is short last."""
    unit = unit_of(nodeid)
    if unit.startswith("neo4j-"):
        return -1
    ranks = (at for at, begins in enumerate(LONGEST_FIRST) if nodeid.startswith(begins))
    return next(ranks, len(LONGEST_FIRST))


class UnitScheduling(LoadScopeScheduling):
    """Gives a worker that has nothing more to do the next unit."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
