"""A portfolio: everything the command line does, for scripts; it wires engines, readers, analyses.

    from archrepo import Portfolio

    with Portfolio.open("ladybug:///srv/portfolio.lbug") as portfolio:
        print(portfolio.impact.retire("pim1", at=date(2026, 12, 31)).verdict)
        portfolio.plan(rows).apply()

Modules that load an engine, a reader or a writer are imported by the method that needs them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.steadily import steadily
from archrepo.errors import NotFoundError
from archrepo.portfolio.analysing import Analysing, Situations
from archrepo.portfolio.changing import Changing
from archrepo.portfolio.checks import Checks
from archrepo.portfolio.defaults import today
from archrepo.portfolio.exporting import Exporting
from archrepo.portfolio.kinds import kind_named
from archrepo.portfolio.pictures import Pictures
from archrepo.portfolio.stores import (
    backed_up,
    copied,
    created,
    metamodel_of,
    opened,
    restored,
    upgraded,
)
from archrepo.portfolio.tracing import Tracing
from archrepo.settings import PROJECT_FILE, Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from archrepo.analysis.inventory_results import (
        NodeList,
        NodeRef,
        NodeSheet,
        QueryAnswer,
        SearchHits,
    )
    from archrepo.analysis.store_report import StoreReport
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.impacts import Impacts
    from archrepo.portfolio.projects import Projects
    from archrepo.portfolio.scenarios import Scenarios


class Portfolio(Analysing, Changing, Checks, Exporting, Pictures, Tracing):
    """An open portfolio; close it, or use it in a `with` statement."""

    def __init__(
        self,
        store: GraphStore,
        metamodel: Metamodel,
        settings: Settings,
        progress: Report | None = None,
    ) -> None:
        self.store = store
        self.metamodel = metamodel
        self.settings = settings
        self.progress = progress
        self.situations = Situations(store)

    @classmethod
    def open(cls, where: str | Path | None = None, *, progress: Report | None = None) -> Self:
        """Return the portfolio at `where`.

        Args:
            where: A folder, an `archrepo.toml`, a store's file, or a URL; the current folder, or
                the nearest above with an `archrepo.toml`, where None.
            progress: Told of what takes long.

        Raises:
            NotFoundError: There is no portfolio there.
            StoreUnavailableError: It cannot be opened or reached.
        """
        text = "" if where is None else str(where)
        folder = Path(text) if text else None
        stored = folder is not None and folder.is_file() and folder.suffix != ".toml"
        if "://" in text or text.startswith("ladybug:") or text.endswith(".lbug") or stored:
            return cls.of(load_settings(flags={"url": text}), progress=progress)
        if folder is not None and not folder.exists():
            raise NotFoundError(f"'{text}' does not exist", hint=f"'archrepo init {text}' makes it")
        return cls.of(load_settings(folder), progress=progress)

    @classmethod
    def of(cls, settings: Settings, *, progress: Report | None = None) -> Self:
        """Return the portfolio that settings lead to; see `open`."""
        return cls(opened(settings), metamodel_of(settings), settings, progress)

    @classmethod
    def create(
        cls,
        folder: str | Path,
        *,
        url: str | None = None,
        language: str | None = None,
        sample: str | None = None,
        progress: Report | None = None,
    ) -> Self:
        """Make a portfolio in `folder` and return it: `archrepo.toml`, store, `.gitignore`.

        Args:
            folder: Where; it is made if need be.
            url: Where its store is; a file beside `archrepo.toml` where None.
            language: Language of what people read, `en` or `fr`.
            sample: Name of the sample portfolio to fill it with; empty where None.
            progress: Told of what takes long.

        Raises:
            ConflictError: There is one already.
            StoreUnavailableError: The folder cannot be written, or the server not reached.
        """
        from archrepo.writers.project_files import write_project_files

        target = Path(folder).absolute()
        with write_project_files(target, url=url, language=language):
            settings = load_settings(target / PROJECT_FILE, flags={"url": url})
            made = cls(created(settings), metamodel_of(settings), settings, progress)
            if sample:
                made.load_sample(sample)
        return made

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the portfolio itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    # Finding things

    def kind(self, text: str) -> str:
        """Return the kind a text stands for; see `kind_named`.

        Raises:
            ConfigError: It stands for none.
        """
        return kind_named(text, self.metamodel)

    def list(
        self, kind: str, *, where: Mapping[str, str] | None = None, columns: Sequence[str] = ()
    ) -> NodeList:
        """Return the nodes of a kind; see `analysis.inventory.list_nodes`."""
        from archrepo.analysis.inventory import list_nodes

        named = self.kind(kind)
        return steadily(
            self.store,
            lambda: list_nodes(self.store, self.metamodel, named, where=where, columns=columns),
        )

    def show(self, node_id: str, *, at: dt.date | None = None) -> NodeSheet:
        """Return all that is known of one node.

        Raises:
            NotFoundError: No node has that id; the hint names the nearest.
        """
        from archrepo.analysis.inventory import show_node

        day = at or today()
        return steadily(self.store, lambda: show_node(self.store, self.metamodel, node_id, day))

    def search(self, text: str, *, kind: str | None = None, limit: int | None = None) -> SearchHits:
        """Return what is called like `text`, accents ignored; the `limit` closest, or all."""
        from archrepo.analysis.inventory import search

        return search(self.store, text, kind=self.kind(kind) if kind else None, limit=limit)

    def query(self, text: str, parameters: Mapping[str, Any] | None = None) -> QueryAnswer:
        """Return the answer to a read-only Cypher text.

        What rules of checks take, such as `$at` (today), is known unless `parameters` say more.

        Raises:
            ConfigError: The text is refused or does not compile.
        """
        from archrepo.analysis.inventory_results import QueryAnswer

        given = {**self.known_parameters(text), **(parameters or {})}
        answer = self.store.user_query(text, given)
        return QueryAnswer(
            columns=tuple(answer.columns), rows=tuple(tuple(row) for row in answer.rows)
        )

    def ids_from(self, prefix: str) -> tuple[NodeRef, ...]:
        """Return nodes whose id starts so, to complete what is being typed."""
        from archrepo.analysis.inventory_results import NodeRef

        return tuple(NodeRef(**row) for row in self.store.read("find.ids_from", {"prefix": prefix}))

    def info(self) -> StoreReport:
        """Return the store's engine, place, revision and counts, and the settings in force."""
        from archrepo import __version__
        from archrepo.analysis.store_report import store_report

        return store_report(self.store.info(), self.metamodel, self.settings, __version__)

    # Analyses

    @property
    def impact(self) -> Impacts:
        """What events do."""
        from archrepo.portfolio.impacts import Impacts

        return Impacts(self)

    @property
    def projects(self) -> Projects:
        """Projects and the dossiers of those who join them."""
        from archrepo.portfolio.projects import Projects

        return Projects(self)

    @property
    def scenarios(self) -> Scenarios:
        """Plateaus: what the architecture is to become."""
        from archrepo.portfolio.scenarios import Scenarios

        return Scenarios(self)

    # Taking it elsewhere

    def site(
        self,
        out: str | Path,
        *,
        split: bool = False,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> Path:
        """Write the portfolio as a site and return the file to open; see `sites.write_site`."""
        from archrepo.portfolio.sites import write_site

        return write_site(self, Path(out), split=split, at=at, plan=plan)

    def subgraph(self, *, ids: Collection[str] = (), kinds: Collection[str] = ()) -> Any:
        """Return a part of the portfolio as a `py2neo.Subgraph`; see `store.py2neo_bridge`.

        Raises:
            NotFoundError: An id or kind is unknown.
            ConfigError: The extra `py2neo` is not installed.
        """
        from archrepo.store.py2neo_bridge import subgraph_of

        return subgraph_of(self.store, self.metamodel, ids=ids, kinds=kinds)

    def copy_to(self, url: str) -> dict[str, int]:
        """Copy the portfolio, its history too, into a new or empty store; return the counts.

        Values of attributes that the settings do not have come along.

        Raises:
            ConflictError: That store is not empty.
        """
        return copied(self.settings, url, self.progress)

    def backup(self, file: str | Path) -> Path:
        """Write the portfolio into `file`, a store that `open` reads too, and return the file.

        Raises:
            ConflictError: The file exists.
        """
        return backed_up(self.settings, Path(file), self.progress)

    @classmethod
    def upgrade(
        cls, settings: Settings, *, drop: bool = False, progress: Report | None = None
    ) -> bool:
        """Write the portfolio as this archrepo and these settings have it, unless it is so.

        What it held before stays as the previous generation; a server keeps none.

        Args:
            settings: They lead to the portfolio.
            drop: Whether to let go of what attributes hold that the settings no longer have.
            progress: Told of what takes long.

        Returns:
            Whether it was otherwise.

        Raises:
            ConflictError: There is such an attribute, and it is not to be dropped.
            StoreLockedError: Somebody else is writing.
        """
        return upgraded(settings, progress, drop=drop)

    @classmethod
    def restore(
        cls,
        settings: Settings,
        file: str | Path | None = None,
        *,
        progress: Report | None = None,
    ) -> str:
        """Bring back what a backup holds, or what stood before the last change.

        Args:
            settings: They lead to the portfolio, which need not be readable any more.
            file: The backup; where None, the previous generation of the embedded store.
            progress: Told of what takes long.

        Returns:
            The revision the portfolio is at.

        Raises:
            NotFoundError: There is no such file, or no previous generation.
        """
        return restored(settings, Path(file) if file else None, progress).revision
