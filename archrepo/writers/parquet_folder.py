"""The Parquet form: a folder with a typed table per kind and relation type, for data platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.metamodel import plural_snake_case
from archrepo.domain.steadily import standing_still
from archrepo.writers.output import filling

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report

_LEFT_OUT = ("batch_id", "key")
_ROWS_IN_GROUP = 100_000


def write_parquet(
    store: GraphStore,
    metamodel: Metamodel,
    folder: Path,
    *,
    replace: bool = False,
    report: Report | None = None,
) -> None:
    """Write the portfolio to `folder`: `nodes.KIND.parquet`, `relations.TYPE.parquet`.

    Columns are the attributes, typed: text, 64-bit integers and floats, booleans, days, lists of
    text; an unset attribute is null. Relations begin with `from_kind`, `from`, `to_kind`, `to`.
    Nodes stand by id, relations by ends; a family without facts has no file.

    Raises:
        ConflictError: The folder holds Parquet files that are no export's, or an export and
            `replace` is not set.
        ConfigError: It cannot be written.
    """
    kinds = {kind: f"nodes.{plural_snake_case(kind)}.parquet" for kind in metamodel.portfolio_kinds}
    files = kinds | {name: f"relations.{name.lower()}.parquet" for name in metamodel.relations}
    with filling(folder, set(files.values()), replace=replace) as part, standing_still(store):
        for done, (family, name) in enumerate(files.items()):
            if report is not None:
                report("exporting", done, len(files))
            table = store.scan(family)
            if table.num_rows:
                _write(table.sort_by("id" if family in kinds else "key"), part / name)


def _write(table: pyarrow.Table, path: Path) -> None:
    import pyarrow.parquet

    kept = table.select([name for name in table.column_names if name not in _LEFT_OUT])
    pyarrow.parquet.write_table(kept, path, compression="zstd", row_group_size=_ROWS_IN_GROUP)
