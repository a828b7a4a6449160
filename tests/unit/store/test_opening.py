"""A URL means one engine, and nothing heavy is imported to find out which."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archrepo.errors import ConfigError
from archrepo.store.opening import embedded_path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("ladybug:///srv/portfolio.lbug", Path("/srv/portfolio.lbug")),
        ("ladybug://folder/portfolio.lbug", Path("folder/portfolio.lbug")),
        ("ladybug:///srv/my%20portfolio.lbug", Path("/srv/my portfolio.lbug")),
        (".archrepo/portfolio.lbug", Path(".archrepo/portfolio.lbug")),
        ("bolt://localhost:7687", None),
        ("neo4j+s://db.example.org", None),
    ],
)
def test_urls_of_both_engines(url: str, path: Path | None) -> None:
    assert embedded_path(url) == path


@pytest.mark.parametrize("url", ["", "  ", "http://localhost", "ladybug://", "ladybug:///", "://x"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(ConfigError):
        embedded_path(url)


def test_no_engine_is_imported_before_one_is_needed() -> None:
    code = (
        "import sys, archrepo.store.opening\n"
        "assert not {'ladybug', 'neo4j', 'pyarrow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_drive_is_no_folder_of_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedded_path("ladybug:///C:/it/p.lbug") == Path("/C:/it/p.lbug")
    monkeypatch.setattr("sys.platform", "win32")
    assert embedded_path("ladybug:///C:/it/p.lbug") == Path("C:/it/p.lbug")
    assert embedded_path("ladybug://C:/it/p.lbug") == Path("C:/it/p.lbug")
