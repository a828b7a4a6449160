"""Opens, makes, copies and brings back the stores that settings lead to."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.undeclared import declared_again
from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.settings import ladybug_url

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    from archrepo.store.opening import create_store, open_store
    from archrepo.store.transfer import ReplaceableStore, copy_portfolio

    login, timeout = _credentials(url), settings.options.timeout
    with _whole(settings, store, settings.url) as (source, metamodel):
        try:
            target = create_store(url, metamodel, login, timeout)
        except ConflictError:  # an empty portfolio may be filled, any other is refused below
            target = open_store(url, metamodel, login, timeout)
        with closing(target):
            if not isinstance(target, ReplaceableStore):
                raise TypeError(type(target))
            return copy_portfolio(source, target, metamodel, progress=report)


@contextmanager
def _whole(
    settings: Settings, store: GraphStore, url: str
) -> Iterator[tuple[GraphStore, Metamodel]]:
    """Yield the store at `url` with all it holds, attributes the settings do not have among it."""
    from archrepo.store.opening import open_store

    found = store.undeclared()
    if not found:
        yield store, metamodel_of(settings)
        return
    metamodel = builtin_metamodel().with_custom(declared_again(settings.options.attributes, found))
    with closing(open_store(url, metamodel, _credentials(url), settings.options.timeout)) as whole:
        yield whole, metamodel


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
    login, timeout = _credentials(settings.url), settings.options.timeout
    kept = ladybug_url(file)
    with (
        closing(open_store(kept, metamodel_of(settings))) as store,
        _whole(settings, store, kept) as (source, metamodel),
        closing(open_to_replace(settings.url, metamodel, login, timeout)) as target,
    ):
        copy_portfolio(source, target, metamodel, replace=True, progress=report)
        return target.revision()


def upgraded(settings: Settings, report: Report | None, *, drop: bool) -> bool:
    """Write a store as this archrepo and these settings have it; return whether it was not.

    Raises:
        NotFoundError: There is none.
        ConflictError: It holds values of attributes that the settings do not have; `drop` lets go.
        StoreLockedError: Somebody else is writing.
        StoreUnavailableError: It cannot be reached, read or written.
    """
    from archrepo.store.transfer import ReplaceableStore

    with closing(opened(settings)) as store:
        if not isinstance(store, ReplaceableStore):
            raise TypeError(type(store))
        return store.upgrade(report, drop=drop)


def _credentials(url: str) -> Credentials | None:
    from archrepo.store.credentials import credentials_from
    from archrepo.store.opening import embedded_path

    return credentials_from() if embedded_path(url) is None else None
