"""A real browser, sites to open in it, and what went wrong in them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.portfolio import Portfolio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = dt.date(2026, 12, 1)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = [
    '<img src=x onerror="document.title=1">',
    "</script><script>document.title='x'</script>",
    "quote \" and ' and `",
    "\u202eright to left\u202c",
    "مرحبا بالعالم",
    "emoji 🎯 and 日本語",
    "long " * 60,
    "unbroken" * 30,
    "{{ 7*7 }} ${7*7} <b>bold</b> &amp;",
]


@dataclass
class Watched:
    """A page, and what it did that it should not have."""

    page: Any
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def goto(self, path: Path, address: str = "") -> None:
        """Open an address of the site in `path` and wait until it is there."""
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("main h1")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a running Chromium; without one, tests are skipped, or fail where it is required."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        why = "no browser: none of " + ", ".join(CHROMIUM) + " is on the PATH"
        if os.environ.get("ARCHREPO_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[..., Watched]]:
    """Return what opens a new page and notes errors and requests; it must have neither."""
    opened: list[Watched] = []

    def open_page(**options: Any) -> Watched:
        page = browser.new_context(**options).new_page()
        watched = Watched(page)
        page.on("pageerror", lambda error: watched.problems.append(str(error)))
        page.on(
            "console",
            lambda said: watched.problems.append(said.text) if said.type == "error" else None,
        )
        page.on("request", lambda request: watched.requests.append(request.url))
        opened.append(watched)
        return watched

    yield open_page
    for watched in opened:
        outside = [url for url in watched.requests if not url.startswith(("file:", "data:"))]
        watched.page.context.close()
        assert (watched.problems, outside) == ([], [])


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return name → file to open: the sample, in French in many files, and a hostile one."""
    folder = tmp_path_factory.mktemp("sites")
    made = {}
    for lang in ("en", "fr"):
        with Portfolio.create(folder / lang, sample="marketing", language=lang) as portfolio:
            split = lang == "fr"
            out = folder / ("split" if split else f"{lang}.html")
            made[lang] = portfolio.site(out, split=split, at=DAY)
    with Portfolio.create(folder / "hostile") as portfolio:
        portfolio.plan(_hostile()).apply()
        made["hostile"] = portfolio.site(folder / "hostile.html", at=DAY)
    return made


def _hostile() -> Iterator[dict[str, Any]]:
    yield {"kind": "Domain", "id": "d", "name": HOSTILE[0]}
    for number, name in enumerate(HOSTILE):
        scope, application, flow = f"s{number}", f"a{number}", f"f{number}"
        yield {"kind": "Scope", "id": scope, "name": name, "description": name}
        yield {"kind": "Application", "id": application, "name": name, "tags": [name]}
        yield {"type": "CONTAINS", "from": "d", "to": scope}
        yield {"type": "COVERS", "from": application, "to": scope}
        yield {"kind": "Flow", "id": flow, "name": name}
        yield {"type": "EMITS", "from": application, "to": flow}
        yield {"type": "FEEDS", "from": flow, "to": f"a{(number + 1) % len(HOSTILE)}"}
