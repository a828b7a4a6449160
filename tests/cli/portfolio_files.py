"""Files that the tests of commands write and read beside a portfolio."""

from __future__ import annotations

from pathlib import Path

NEW_APPLICATION = "applications:\n- {id: cdp, name: CDP, criticality: BUSINESS_CRITICAL}\n"


def state(folder: Path) -> bytes:
    """Return the bytes of the embedded store."""
    return (folder / ".archrepo" / "portfolio.lbug").read_bytes()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file, its folder too, and return it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
