"""What `db info` shows on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.admin_text import origin_text
from archrepo.render.console import clean, printed, styled
from archrepo.render.wording import Wording
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import number_text

if TYPE_CHECKING:
    from archrepo.analysis.store_report import StoreReport
    from archrepo.render.registry import View


def render_store(report: StoreReport, view: View) -> str:
    """Return engine, place and revision, then counts, then settings with their origin."""
    from rich.table import Table

    labels, words = load_labels(), Wording(view.lang, "admin")
    grid = Table.grid(padding=(0, 3, 0, 0))
    rows: list[tuple[str, str]] = [
        (words.say("info_archrepo"), report.archrepo),
        (report.engine, report.version),
        (words.say("info_url"), report.url),
        (words.say("info_revision"), report.revision or "—"),
        *(
            (words.say(f"info_{name}"), _detail(name, value, words))
            for name, value in report.details.items()
            if value
        ),
        *(
            (labels.kind(k, view.lang, plural=True), number_text(n, view.lang))
            for k, n in report.nodes.items()
        ),
        *((name, number_text(n, view.lang)) for name, n in report.relations.items()),
        *(
            (s.name, f"{s.value}   ({origin_text(s.origin, words)})")
            for s in report.settings
            if s.name != "url"
        ),
    ]
    for name, value in rows:
        cells: list[Any] = [styled(clean(name), "bold"), styled(clean(value), "")]
        grid.add_row(*cells)
    return printed([grid], view)


def _detail(name: str, value: str, words: Wording) -> str:
    """Return what an engine tells, as people read it."""
    if name == "bytes":
        return words.say("bytes", count=words.number(int(value)))
    return words.say(value) if value in ("yes", "no") else value
