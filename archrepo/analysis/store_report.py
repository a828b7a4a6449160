"""What `db info` tells: the store, what is in it, and the settings in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from archrepo.analysis.results import Result
from archrepo.analysis.settings_report import Setting, settings_in_force

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import StoreInfo
    from archrepo.settings import Settings


class StoreReport(Result):
    """The store, without secrets.

    Attributes:
        engine: The engine's name.
        version: The engine's version.
        url: Where the store is.
        revision: Id of the last applied batch; empty for an empty store.
        nodes: Kind → how many.
        relations: Relation type → how many.
        details: What else the engine tells.
        settings: The settings in force.
        archrepo: Version of archrepo.
    """

    schema_name: ClassVar[str] = "archrepo/store/1"

    engine: str
    version: str
    url: str
    revision: str
    nodes: dict[str, int]
    relations: dict[str, int]
    details: dict[str, str]
    settings: tuple[Setting, ...]
    archrepo: str


def store_report(
    info: StoreInfo, metamodel: Metamodel, settings: Settings, version: str
) -> StoreReport:
    """Return what there is to know about a store, families sorted as the metamodel has them."""
    counts = info.counts
    return StoreReport(
        engine=info.engine,
        version=info.version,
        url=info.url,
        revision=info.revision,
        nodes={kind: counts[kind] for kind in metamodel.portfolio_kinds if counts.get(kind)},
        relations={name: counts[name] for name in metamodel.relations if counts.get(name)},
        details=dict(sorted(info.details.items())),
        settings=settings_in_force(settings),
        archrepo=version,
    )
