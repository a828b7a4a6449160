"""Opens, makes, copies and brings back the stores that settings lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.settings import ladybug_url

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.settings import Settings
    from archrepo.store.credentials import Credentials


def metamodel_of(settings: Settings) -> Metamodel:
    """Return the metamodel with the portfolio's own attributes."""
    return builtin_metamodel().with_custom(settings.options.attributes)


def engine_of(settings: Settings) -> str:
    """Return the engine that settings lead to: `ladybug` or `neo4j`; nothing is opened."""
    from archrepo.store.opening import embedded_path

    return "neo4j" if embedded_path(settings.url) is None else "ladybug"


def opened(settings: Settings) -> GraphStore:
    """Return the store that settings lead to, opened.

    Raises:
        NotFoundError: There is none.
        StoreUnavailableError: It cannot be reached or read.
    """
    from archrepo.store.ladybug.generations import Generations
    from archrepo.store.opening import embedded_path, open_store

    path = embedded_path(settings.url)
    if path is not None and not path.exists() and not Generations(path).previous.exists():
        raise NotFoundError(
            f"there is no portfolio at {path}",
            hint="'archrepo init' makes one here; --url or archrepo.toml names another",
        )
    return open_store(
        settings.url,
        metamodel_of(settings),
        _credentials(settings.url),
        settings.options.timeout,
    )


def created(settings: Settings, url: str | None = None) -> GraphStore:
    """Return a new, empty store: at `url`, or where settings lead to.

    Raises:
        ConflictError: There is one already.
        StoreUnavailableError: It cannot be reached or written.
    """
    from archrepo.store.opening import create_store

    where = url or settings.url
    return create_store(
        where, metamodel_of(settings), _credentials(where), settings.options.timeout
    )


def copied(
    settings: Settings, store: GraphStore, url: str, report: Report | None
) -> dict[str, int]:
    """Fill the store at `url`, new or empty, with what `store` holds; return the counts.

    Raises:
        ConflictError: It is not empty.
    """
    from archrepo.store.opening import open_store
    from archrepo.store.transfer import ReplaceableStore, copy_portfolio

    metamodel = metamodel_of(settings)
    try:
        target = created(settings, url)
    except ConflictError:  # an empty portfolio may be filled, any other is refused below
        target = open_store(url, metamodel, _credentials(url), settings.options.timeout)
    try:
        if not isinstance(target, ReplaceableStore):
            raise TypeError(type(target))
        return copy_portfolio(store, target, metamodel, progress=report)
    finally:
        target.close()


def backed_up(settings: Settings, store: GraphStore, file: Path, report: Report | None) -> Path:
    """Write `store`, its history too, into `file` and return it.

    Raises:
        ConflictError: The file exists.
        StoreUnavailableError: It cannot be written.
    """
    from archrepo.store.ladybug.backup import backup
    from archrepo.store.opening import embedded_path

    current = embedded_path(settings.url)
    if current is not None:
        return backup(current, file)
    if file.exists():
        raise ConflictError(f"{file} exists already", hint="name another file")
    copied(settings, store, ladybug_url(file), report)
    return file


def restored(settings: Settings, file: Path | None, report: Report | None) -> str:
    """Bring back what `file` holds, or the embedded store's previous generation.

    The current store of the embedded engine need not be readable any more.

    Returns:
        The revision the portfolio is at.

    Raises:
        NotFoundError: There is no such file.
        ConfigError: A server keeps no previous generation.
    """
    from archrepo.store.ladybug.backup import restore
    from archrepo.store.opening import embedded_path, open_store
    from archrepo.store.transfer import copy_portfolio, open_to_replace

    if file is not None and not file.is_file():
        raise NotFoundError(f"{file} does not exist", hint="'archrepo db backup' writes one")
    current = embedded_path(settings.url)
    if current is not None:
        return restore(current, file, settings.options.timeout)
    if file is None:
        raise ConfigError(
            "a server keeps no previous generation", hint="name a backup: archrepo db restore FILE"
        )
    metamodel = metamodel_of(settings)
    login, timeout = _credentials(settings.url), settings.options.timeout
    target = open_to_replace(settings.url, metamodel, login, timeout)
    source = open_store(ladybug_url(file), metamodel)
    try:
        copy_portfolio(source, target, metamodel, replace=True, progress=report)
        return target.revision()
    finally:
        source.close()
        target.close()


def upgraded(settings: Settings, report: Report | None, *, drop: bool) -> bool:
    """Write an embedded store as this archrepo and these settings have it; return if it was not.

    A server's is brought up to date when it is opened.

    Raises:
        NotFoundError: There is none.
        ConflictError: It holds values of attributes that the settings do not have; `drop` lets go.
        StoreLockedError: Somebody else is writing.
        StoreUnavailableError: It cannot be reached, read or written.
    """
    from archrepo.store.ladybug.store import LadybugStore

    store = opened(settings)
    try:
        return isinstance(store, LadybugStore) and store.upgrade(report, drop=drop)
    finally:
        store.close()


def _credentials(url: str) -> Credentials | None:
    from archrepo.store.credentials import credentials_from
    from archrepo.store.opening import embedded_path

    return credentials_from() if embedded_path(url) is None else None
