"""The next generation of a file: a copy with changes put in, or everything loaded afresh.

Nobody else knows the file yet; whatever goes wrong, it is thrown away.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archrepo.errors import StoreUnavailableError
from archrepo.store.arrow import family_schema, identity_column, same_facts
from archrepo.store.catalog import statement
from archrepo.store.ladybug.engine import Database
from archrepo.store.ladybug.families import count_families, reader, scan_family, scan_lives
from archrepo.store.ladybug.loading import apply_changes, load_family
from archrepo.store.lives import lives_after, lives_of_everything, only_lives
from archrepo.store.schema import SCHEMA_VERSION, families, ladybug_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.store.changeset import ChangeSet
    from archrepo.store.lives import LivesOf

_BULK = 20_000  # so many changes, and half of what there is: loading all afresh is faster


def build_next(
    path: Path, old: Database, changes: ChangeSet, report: Report, *, afresh: bool
) -> Database:
    """Make `path` what the old file becomes by the changes, read it back, and return it opened.

    Args:
        path: The file to make.
        old: The current generation.
        changes: What to do.
        report: Told of progress.
        afresh: Whether the schema differs, so that a copy will not do.

    Raises:
        StoreUnavailableError: It cannot be written, or does not read back as planned.
        ConflictError: The changes do not fit what is there.
        InvalidDataError: A value cannot be stored.
    """
    held = count_families(old, changes.metamodel)
    afresh = afresh or (changes.count >= _BULK and 2 * changes.count > sum(held.values()))
    if afresh:
        lives = lives_of_everything(
            changes.metamodel, lambda family: _expected(old, changes, family, held)
        )
        _rebuild(path, old, changes, lives, report, held)
    else:
        lives = lives_after(changes, reader(old))
        _amend(path, old, changes, lives, report)
    return _verified(path, old, changes, lives, report, held, everything=afresh)


def create_file(path: Path, metamodel: Metamodel) -> None:
    """Make a file with all tables and nothing in them.

    Raises:
        StoreUnavailableError: It cannot be written.
    """
    with _writing(path, metamodel, "") as new:
        _create_tables(new, metamodel)


def build_copy(
    path: Path,
    metamodel: Metamodel,
    tables: Mapping[str, pyarrow.Table],
    revision: str,
    report: Report,
) -> Database:
    """Make `path` hold the facts of these families and no others, read it back, return it opened.

    Raises:
        StoreUnavailableError: It cannot be written, or does not read back as given.
    """
    total = sum(table.num_rows for table in tables.values())
    done = 0
    lives = lives_of_everything(metamodel, _given(metamodel, tables))
    with _writing(path, metamodel, revision) as new:
        _create_tables(new, metamodel)
        for family, table in tables.items():
            report("writing", done, total)
            load_family(new, metamodel, family, table, lives)
            done += table.num_rows
    with _kept_if_right(Database(path)) as written:
        for family, table in tables.items():
            found = scan_family(written, metamodel, family)
            if not same_facts(table, found, identity_column(metamodel, family)):
                raise _misread(family)
        _check_lives(written, lives)
    return written


def _rebuild(
    path: Path,
    old: Database,
    changes: ChangeSet,
    lives: LivesOf,
    report: Report,
    held: Mapping[str, int],
) -> None:
    metamodel = changes.metamodel
    total = sum(held.values()) + changes.count
    done = 0
    with _writing(path, metamodel, changes.batch_id) as new:
        _create_tables(new, metamodel)
        for family in families(metamodel):
            report("writing", done, total)
            table = _expected(old, changes, family, held)
            done += table.num_rows
            load_family(new, metamodel, family, table, lives)


def _amend(path: Path, old: Database, changes: ChangeSet, lives: LivesOf, report: Report) -> None:
    try:
        shutil.copyfile(old.path, path)
    except OSError as error:
        raise StoreUnavailableError(
            f"cannot copy {old.path}: {error.strerror}",
            hint="free some space; the portfolio is as it was",
        ) from error
    with _writing(path, changes.metamodel, changes.batch_id) as new:
        apply_changes(new, changes, lives, lambda done: report("writing", done, changes.count))


def _verified(
    path: Path,
    old: Database,
    changes: ChangeSet,
    lives: LivesOf,
    report: Report,
    held: Mapping[str, int],
    *,
    everything: bool,
) -> Database:
    """Compare what the file holds with what was planned, and return it opened.

    Whole contents of every family that changed, and of those joined to a kind that lost nodes, as
    their ends could be wrong; of the others the counts. After a rebuild, the contents of all.
    """
    metamodel = changes.metamodel
    suspects = set(families(metamodel)) if everything else changes.families | _joined(changes)
    with _kept_if_right(Database(path)) as new:
        found = count_families(new, metamodel)
        for done, family in enumerate(families(metamodel)):
            report("checking", done, len(families(metamodel)))
            right = found[family] == held[family]
            if family in suspects:
                expected = _expected(old, changes, family, held)
                written = scan_family(new, metamodel, family)
                right = same_facts(expected, written, identity_column(metamodel, family))
            if not right:
                raise _misread(family)
        _check_lives(new, lives)
    return new


@contextmanager
def _kept_if_right(database: Database) -> Iterator[Database]:
    try:
        yield database
    except BaseException:
        database.close()
        raise


def _check_lives(new: Database, lives: LivesOf) -> None:
    """Compare when nodes are said to be live with what was to be written."""
    for kind, some in lives.items():
        found = scan_lives(new, kind)
        if not same_facts(only_lives(some, sorted(some)), _of_ids(found, some), "id"):
            raise _misread(kind)


def _of_ids(table: pyarrow.Table, ids: Iterable[str]) -> pyarrow.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table["id"], value_set=pa.array(ids, pa.string())))


def _given(
    metamodel: Metamodel, tables: Mapping[str, pyarrow.Table]
) -> Callable[[str], pyarrow.Table]:
    return lambda family: tables.get(family, family_schema(metamodel, family).empty_table())


def _misread(family: str) -> StoreUnavailableError:
    return StoreUnavailableError(
        f"what was written of {family} does not read back as planned",
        hint="the portfolio is as it was; try again, and report it if it stays",
    )


def _expected(
    old: Database, changes: ChangeSet, family: str, held: Mapping[str, int]
) -> pyarrow.Table:
    before = scan_family(old, changes.metamodel, family) if held[family] else None
    return changes.after(family, before)


def _joined(changes: ChangeSet) -> set[str]:
    shrunk = {kind for kind, some in changes.nodes.items() if any(n.after is None for n in some)}
    return {
        name
        for name, relation in changes.metamodel.relations.items()
        if shrunk.intersection((*relation.sources, *relation.targets))
    }


def _create_tables(new: Database, metamodel: Metamodel) -> None:
    for create in ladybug_schema(metamodel):
        new.write(create)


@contextmanager
def _writing(path: Path, metamodel: Metamodel, revision: str) -> Iterator[Database]:
    """Open a file for writing; say what it is, and bring all into the one file at the end."""
    new = Database(path, writing=True)
    try:
        yield new
        state = {
            "revision": revision,
            "fingerprint": metamodel.fingerprint,
            "schema_version": SCHEMA_VERSION,
        }
        new.write(statement("store.set_portfolio", "ladybug"), state)
        new.write(statement("store.checkpoint", "ladybug"))
    finally:
        new.close()
