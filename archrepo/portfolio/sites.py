"""A site of a portfolio, for those who will never open a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.steadily import steadily
from archrepo.domain.validity import PlanWord
from archrepo.portfolio.defaults import plan_choice, today
from archrepo.portfolio.impacts import impact_settings

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.site.site_content import SiteContent
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.portfolio import Portfolio


def write_site(
    portfolio: Portfolio,
    out: Path,
    *,
    split: bool = False,
    at: dt.date | None = None,
    plan: str | PlanChoice = "committed",
) -> Path:
    """Write the site of a portfolio and return the file to open.

    Args:
        portfolio: What it shows.
        out: The file to write; with `split` the folder, made if need be.
        split: Whether pages load their data from files beside them, for large portfolios.
        at: The day; today where None.
        plan: Which projects' actions count.

    Raises:
        ConfigError: It cannot be written there, or is not named as what is written.
    """
    from archrepo.render.site.pages import many_files, one_page
    from archrepo.writers.files import checked_suffix, write_file, write_folder

    named = out if out.name.strip("-") else Path("portfolio")
    if not split and not out.is_dir():  # that one is told of when it is written
        hint = f"one page is written: name it {named.with_suffix('.html')}, or take --split"
        checked_suffix(out, (".html", ".htm"), hint)
    if split:
        hint = f"a folder is written: name it {named.with_suffix('')}"
        checked_suffix(out, ("",), hint)
    content = _content(portfolio, at or today(), plan_choice(plan))
    lang = portfolio.settings.options.language
    if not split:
        write_file(out, one_page(content, portfolio.metamodel, lang).encode())
        return out
    write_folder(out, ((n, t.encode()) for n, t in many_files(content, portfolio.metamodel, lang)))
    return out / "index.html"


def _content(portfolio: Portfolio, at: dt.date, plan: PlanChoice) -> SiteContent:
    from archrepo.analysis.capability_map import MapRequest
    from archrepo.analysis.site.site_content import site_content

    settings = impact_settings(portfolio.settings)
    store, metamodel = portfolio.store, portfolio.metamodel
    request = MapRequest(at, plan)

    def answer() -> SiteContent:
        word = plan.word or PlanWord.COMMITTED  # rules know no single projects
        checked = portfolio.check(at=at, plan=word)
        planned = portfolio.roadmap(at=at, plan=plan)
        told = (checked, planned)
        return site_content(store, metamodel, request, settings, told, portfolio.progress)

    return steadily(store, answer)
