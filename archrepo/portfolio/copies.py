"""Copies of a portfolio into other stores, and back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.importing.applying import apply_plan
from archrepo.importing.copying import plan_copy
from archrepo.portfolio.defaults import user
from archrepo.settings import ladybug_url

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.ports import GraphStore
    from archrepo.portfolio.portfolio import Portfolio


def copy_store(portfolio: Portfolio, url: str) -> dict[str, int]:
    """Fill the empty store at `url`, made if need be, with what the portfolio states.

    Raises:
        ConflictError: It is not empty.
    """
    from archrepo.store.opening import create_store

    timeout = portfolio.settings.options.timeout
    target = create_store(url, portfolio.metamodel, timeout=timeout)
    try:
        if target.revision():
            raise ConflictError(f"the store at '{url}' is not empty", hint="name a new one")
        return _make_alike(portfolio, portfolio.store, target, "copy")
    finally:
        target.close()


def restore_store(portfolio: Portfolio, file: Path | None) -> str:
    """Make the portfolio state what the backup `file` does; see `Portfolio.restore`."""
    from archrepo.store.opening import open_store

    if file is None:
        previous = getattr(portfolio.store, "restore_previous", None)
        if previous is None:
            raise ConfigError(
                "this engine keeps no previous generation",
                hint="name a backup: archrepo db restore FILE",
            )
        previous()
        return portfolio.store.revision()
    if not file.is_file():
        raise NotFoundError(f"'{file}' does not exist", hint="'archrepo db backup' writes one")
    timeout = portfolio.settings.options.timeout
    backup = open_store(ladybug_url(file), portfolio.metamodel, timeout=timeout)
    try:
        _make_alike(portfolio, backup, portfolio.store, "restore")
    finally:
        backup.close()
    return portfolio.store.revision()


def _make_alike(
    portfolio: Portfolio, origin: GraphStore, target: GraphStore, source: str
) -> dict[str, int]:
    plan = plan_copy(origin, target, portfolio.metamodel, source)
    if not plan.is_empty:
        apply_plan(
            plan, target, actor=user(), now=dt.datetime.now(dt.UTC), report=portfolio.progress
        )
    return plan.counts()
