"""A site: how long it takes to write, how large it is, how soon a browser shows it."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path
from typing import Any

from bench.measure import Figure, archrepo

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_OPENED = 3


def written(home: Path) -> tuple[Figure, float]:
    """Return what it costs to write the site of a portfolio, and its size in MB."""
    command = ("site", "--at", "2026-12-31", "--output", "site.html")
    figure = archrepo(*command, cwd=home, runs=1)
    return figure, (home / "site.html").stat().st_size / 1e6


def opened(home: Path) -> tuple[float, float] | None:
    """Return the seconds until the site is shown, and until a first search answers.

    Medians of some runs in Chromium; None where there is none.
    """
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        figures = [_once(browser, home / "site.html") for _ in range(_OPENED)]
        browser.close()
    shown, found = zip(*figures, strict=True)
    return statistics.median(shown), statistics.median(found)


def _once(browser: Any, site: Path) -> tuple[float, float]:
    page = browser.new_page()
    page.goto(site.as_uri())
    page.wait_for_selector("main h1")
    shown = page.evaluate("performance.now()") / 1000
    start = page.evaluate("performance.now()") / 1000
    page.fill("#find", "application 12")
    page.press("#find", "Enter")
    page.wait_for_selector("main table")
    found = page.evaluate("performance.now()") / 1000 - start
    page.close()
    return shown, found
