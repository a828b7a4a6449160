"""Opens, makes, copies and brings back the stores that settings lead to."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.undeclared import declared_again, parted
from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.settings import ladybug_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.domain.undeclared import Undeclared
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
    _check_there(settings)
    return _opened(settings, settings.url, metamodel_of(settings))


def _check_there(settings: Settings) -> None:
    from archrepo.store.ladybug.generations import Generations
    from archrepo.store.opening import embedded_path

    path = embedded_path(settings.url)
    if path is not None and not path.exists() and not Generations(path).previous.exists():
        raise NotFoundError(
            f"there is no portfolio at {path}",
            hint="'archrepo init' makes one here; --url or archrepo.toml names another",
        )


def _opened(settings: Settings, url: str, metamodel: Metamodel) -> GraphStore:
    from archrepo.store.opening import open_store

    return open_store(url, metamodel, _credentials(url), settings.options.timeout)


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


def copied(settings: Settings, url: str, report: Report | None) -> dict[str, int]:
    """Fill the store at `url`, new or empty, with what the portfolio holds; return the counts.

    Raises:
        NotFoundError: There is no portfolio.
        ConflictError: The store is not empty.
    """
    from archrepo.store.opening import create_store, open_store
    from archrepo.store.transfer import ReplaceableStore, copy_portfolio

    _check_there(settings)
    login, timeout = _credentials(url), settings.options.timeout
    with _as_stored(settings, settings.url) as (source, metamodel):
        try:
            target = create_store(url, metamodel, login, timeout)
        except ConflictError:  # an empty portfolio may be filled, any other is refused below
            target = open_store(url, metamodel, login, timeout)
        with closing(target):
            if not isinstance(target, ReplaceableStore):
                raise TypeError(type(target))
            return copy_portfolio(source, target, metamodel, progress=report)


@contextmanager
def _as_stored(settings: Settings, url: str) -> Iterator[tuple[GraphStore, Metamodel]]:
    """Yield the store at `url` with all it holds as it holds it, whatever the settings declare."""
    plain = builtin_metamodel()
    with closing(_opened(settings, url, plain)) as store:
        found = store.undeclared()
        if not found and not settings.options.attributes:
            yield store, plain
            return
    metamodel = plain.with_custom(declared_again(settings.options.attributes, found))
    with closing(_opened(settings, url, metamodel)) as store:
        yield store, metamodel


def backed_up(settings: Settings, file: Path, report: Report | None) -> Path:
    """Write the portfolio, its history too, into `file` and return it.

    Raises:
        NotFoundError: There is no portfolio.
        ConflictError: The file exists.
        StoreUnavailableError: It cannot be written.
    """
    from archrepo.store.ladybug.backup import backup
    from archrepo.store.opening import embedded_path

    _check_there(settings)
    current = embedded_path(settings.url)
    if current is not None:
        return backup(current, file)
    if file.exists():
        raise ConflictError(f"{file} exists already", hint="name another file")
    copied(settings, ladybug_url(file), report)
    return file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a portfolio is after it was restored.

    Attributes:
        revision: Where in its history it is.
        lacking: Attributes it holds values of, and the settings do not have.
        otherwise: Those they have of another type.
    """

    revision: str
    lacking: tuple[Undeclared, ...]
    otherwise: tuple[Undeclared, ...]


def restorable(settings: Settings, file: Path | None) -> Path:
    """Return what would be brought back: `file`, or the embedded store's previous generation.

    Raises:
        NotFoundError: There is no such file.
        ConfigError: A server keeps no previous generation.
        StoreUnavailableError: It is no portfolio, or cannot be read.
    """
    from archrepo.store.ladybug.backup import restorable as seen_restorable
    from archrepo.store.opening import embedded_path

    if file is not None and not file.is_file():
        raise NotFoundError(f"{file} does not exist", hint="'archrepo db backup' writes one")
    current = embedded_path(settings.url)
    if current is None and file is None:
        raise ConfigError(
            "a server keeps no previous generation", hint="name a backup: archrepo db restore FILE"
        )
    return seen_restorable(current, file)


def restored(settings: Settings, file: Path | None, report: Report | None) -> Restored:
    """Bring back what `file` holds, or the embedded store's previous generation.

    The current store of the embedded engine need not be readable any more.

    Raises:
        NotFoundError: There is no such file.
        ConfigError: A server keeps no previous generation.
        StoreUnavailableError: It is no portfolio, or cannot be read or written.
    """
    from archrepo.store.ladybug.backup import restore
    from archrepo.store.opening import embedded_path
    from archrepo.store.transfer import copy_portfolio, open_to_replace

    kept = ladybug_url(restorable(settings, file))
    current = embedded_path(settings.url)
    with closing(_opened(settings, kept, builtin_metamodel())) as store:
        found = parted(store.undeclared(), metamodel_of(settings))
    if current is not None:
        return Restored(restore(current, file, settings.options.timeout), *found)
    login, timeout = _credentials(settings.url), settings.options.timeout
    with (
        _as_stored(settings, kept) as (source, metamodel),
        closing(open_to_replace(settings.url, metamodel, login, timeout)) as target,
    ):
        copy_portfolio(source, target, metamodel, replace=True, progress=report)
        return Restored(target.revision(), *found)


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
