"""What changes a portfolio: every way is a proposal that can be looked at before it is applied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.many_facts import without_collection
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.difference import Difference
    from archrepo.analysis.history import BatchList, ChangeHistory
    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.domain.reading import Reading
    from archrepo.importing.directory import Directory
    from archrepo.portfolio.edits import Edits
    from archrepo.portfolio.piped_file import PipedFile
    from archrepo.portfolio.proposal import Proposal
    from archrepo.readers.python_rows import Row
    from archrepo.settings import Settings


class Changing:
    """The part of `Portfolio` that changes it, and tells what changed it."""

    store: GraphStore
    metamodel: Metamodel
    settings: Settings
    progress: Report | None

    def plan(
        self,
        rows: Iterable[Row | Mapping[str, Any]],
        *,
        source: str = "python",
        create_missing: bool = False,
        accept_renames: bool = False,
    ) -> Proposal:
        """Return what `rows` would change: entities, or mappings of the native form."""
        from archrepo.readers.python_rows import read_rows

        return self.propose(
            [read_rows(rows, self.metamodel)],
            source=source,
            create_missing=create_missing,
            accept_renames=accept_renames,
        )

    def plan_subgraph(self, subgraph: Any, *, source: str = "py2neo") -> Proposal:
        """Return what a `py2neo.Subgraph` would change; see `store.py2neo_bridge`.

        Raises:
            ConfigError: It is no subgraph, or the extra `py2neo` is not installed.
        """
        from archrepo.store.py2neo_bridge import reading_of_subgraph

        return self.propose([reading_of_subgraph(subgraph, self.metamodel)], source=source)

    def read_files(
        self,
        paths: Iterable[str | Path],
        mapping: str | Path | None = None,
        *,
        stdin: PipedFile | None = None,
    ) -> tuple[Reading, ...]:
        """Return what files or folders state, each read by what it holds.

        Args:
            paths: Files or folders; `-` is `stdin`.
            mapping: A mapping file for tables that are not in a native form.
            stdin: What another program pipes in.

        Raises:
            InvalidDataError: A file cannot be read at all.
        """
        from archrepo.portfolio.piped_file import NAME, called_stdin
        from archrepo.readers.registry import read_all

        chosen = Path(mapping) if mapping else None
        given = [Path(path) for path in paths]
        if stdin is None:
            return read_all(given, self.metamodel, mapping=chosen, report=self.progress)
        with stdin.kept() as file:
            given = [file if path == Path(NAME) else path for path in given]
            found = read_all(given, self.metamodel, mapping=chosen, report=self.progress)
        return tuple(called_stdin(reading, file) for reading in found)

    @without_collection()  # from the first file to the plan: facts stay until then
    def import_plan(
        self,
        paths: Iterable[str | Path],
        *,
        stdin: PipedFile | None = None,
        mapping: str | Path | None = None,
        source: str | None = None,
        create_missing: bool = False,
        rejects: bool = False,
        mode: str = "add",
        allowed_removals: int | None = None,
        accept_renames: bool = False,
    ) -> Proposal:
        """Return what files would change; nothing is written before `apply`.

        Args:
            paths: Files or folders, `-` being `stdin`; they are planned together.
            stdin: What another program pipes in.
            mapping: A mapping file for tables that are not in a native form.
            source: Name under which their statements are kept; where None the first file's stem,
                or the name of the folder of several tables read together.
            create_missing: Whether an unknown reference makes a node of that name.
            rejects: Whether bad cells and rows are set aside instead of keeping the files out.
            mode: `add` takes what they state; `replace` also withdraws what their source stated
                before and does not state in them; `remove` withdraws what they list.
            allowed_removals: How many facts may go so; a few where None.
            accept_renames: Whether known ids may get new names, and known names new ids; they are
                conflicts otherwise, unless `identity.yaml` decides.
        """
        from archrepo.importing.planning import ALLOWED_REMOVALS
        from archrepo.importing.withdrawing import Mode

        return self.propose(
            self.read_files(paths, mapping, stdin=stdin),
            source=source,
            create_missing=create_missing,
            rejects=rejects,
            mapping=Path(mapping).name if mapping else None,
            mode=Mode(mode),
            allowed_removals=ALLOWED_REMOVALS if allowed_removals is None else allowed_removals,
            accept_renames=accept_renames,
        )

    def propose(
        self, readings: Sequence[Reading], directory: Directory | None = None, **options: Any
    ) -> Proposal:
        """Return what readings would change; see `plan_changes`, and `ImportOptions`."""
        from archrepo.importing.identity import DECISIONS_FILE
        from archrepo.importing.planning import ImportOptions, plan_changes
        from archrepo.readers.identity_file import read_decisions

        file = self.settings.folder / DECISIONS_FILE
        chosen = ImportOptions(**options, decisions=read_decisions(file, self.metamodel))
        plan = plan_changes(readings, self.store, self.metamodel, chosen, self.progress, directory)
        return self.proposal_of(plan, readings)

    def saved_plan(self, file: str | Path) -> Proposal:
        """Return the plan that `Proposal.save` wrote, as it applies to the portfolio as it stands.

        Raises:
            InvalidDataError: The file holds no plan for this portfolio.
            ConflictError: The portfolio moved in a way that touches the plan.
        """
        from archrepo.importing.saved_plan import read_plan, rebased
        from archrepo.readers.source import MAX_BINARY_BYTES, decode_utf8, read_bytes

        text = decode_utf8(read_bytes(Path(file), MAX_BINARY_BYTES), str(file))
        plan = read_plan(text, str(file), self.metamodel)
        return self.proposal_of(rebased(plan, self.store, self.metamodel))

    def load_sample(self, name: str) -> ChangeBatch:
        """Fill the portfolio with a shipped sample, in its language, and return the batch.

        Raises:
            ConfigError: There is no such sample.
        """
        from archrepo.resources.samples import sample_folder

        with sample_folder(name, self.settings.options.language) as folder:
            return self.import_plan([folder], source=f"sample-{name}").apply()

    # What was done before

    def history(self, about: str | None = None) -> BatchList | ChangeHistory:
        """Return every batch; with the id of a batch or a node, what it did or what became of it.

        Raises:
            NotFoundError: No batch and no node, now or before, has that id.
        """
        from archrepo.analysis.history import batch_list, history_of

        if about is None:
            return batch_list(self.store)
        return history_of(self.store, self.metamodel, about)

    def diff(
        self,
        after: str | None = None,
        upto: str | None = None,
        *,
        since: dt.date | None = None,
        domain: str | None = None,
    ) -> Difference:
        """Return what changed, all in all: after a batch until another or now, or since a day.

        With `domain`, only what touches that domain or scope: its tree, and what covers it.

        Raises:
            NotFoundError: There is no such batch, domain or scope.
            ConfigError: Neither a batch nor a day is given, both are, or in the wrong order.
        """
        from archrepo.analysis.difference import difference_between, difference_since

        if (after is None) == (since is None):
            raise ConfigError("either a batch or a day is needed", hint="name one of the two")
        if since is not None:
            return difference_since(self.store, self.metamodel, since, domain)
        return difference_between(self.store, self.metamodel, str(after), upto, domain)

    def undo(self, batch_id: str, *, leave_conflicts: bool = False) -> Proposal:
        """Return what takes a batch back; see `importing.undoing.plan_undo`.

        Raises:
            NotFoundError: There is no such batch.
            ConflictError: It was taken back already.
        """
        from archrepo.importing.undoing import plan_undo

        return self.proposal_of(
            plan_undo(batch_id, self.store, self.metamodel, leave_conflicts=leave_conflicts)
        )

    @property
    def edit(self) -> Edits:
        """Single edits."""
        from archrepo.portfolio.edits import Edits

        return Edits(self)

    def proposal_of(self, plan: Plan, readings: Sequence[Reading] = ()) -> Proposal:
        """Return a plan for this portfolio as a proposal to look at and apply."""
        from archrepo.portfolio.proposal import Proposal

        return Proposal(self, plan, tuple(readings))
