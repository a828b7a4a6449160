"""What takes a portfolio elsewhere: every exchange format, written whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.settings import Settings
    from archrepo.writers.archimate_losses import Losses
    from archrepo.writers.cypher_script import ScriptTexts


class Exporting:
    """The part of `Portfolio` that exports it.

    Folders take `replace`: whether an earlier export there may be replaced. The same facts give the
    same bytes. All raise `ConfigError` where a file cannot be written. Values of attributes that
    the settings do not have are in none of them: `store.undeclared()` tells which they are.
    """

    store: GraphStore
    metamodel: Metamodel
    settings: Settings
    progress: Report | None

    def export_json(self, out: str | Path | TextIO | None = None) -> str:
        """Write the whole portfolio in the native form; return it where no `out` is given."""
        from archrepo.writers.native_json import write_json

        text = io.StringIO()
        target = text if out is None else _target(out)
        write_json(self.store, self.metamodel, target, self.progress)
        return text.getvalue()

    def export_yaml(self, folder: str | Path, *, replace: bool = False) -> None:
        """Write a folder of YAML files, one a kind: the form people edit and review.

        Raises:
            ConflictError: The folder holds other YAML files, or an export not to be replaced.
        """
        from archrepo.writers.yaml_folder import write_yaml

        write_yaml(self.store, self.metamodel, Path(folder), replace=replace, report=self.progress)

    def export_csv(
        self, folder: str | Path, *, lang: str | None = None, replace: bool = False
    ) -> None:
        """Write a folder of CSV files; `lang` decides on delimiter and decimal mark.

        Raises:
            ConflictError: The folder holds other CSV files, or an export not to be replaced.
        """
        from archrepo.writers.csv_folder import write_csv

        chosen = lang or self.settings.options.language
        write_csv(
            self.store,
            self.metamodel,
            Path(folder),
            chosen,
            replace=replace,
            report=self.progress,
        )

    def export_xlsx(self, out: str | Path, *, lang: str | None = None) -> None:
        """Write the workbook to fill in, with all there is in it, headed in `lang`."""
        from archrepo.writers.workbook import write_workbook

        chosen = lang or self.settings.options.language
        write_workbook(self.store, self.metamodel, Path(out), chosen, self.progress)

    def export_archimate(self, out: str | Path | TextIO) -> Losses:
        """Write an ArchiMate exchange file; return what ArchiMate has no word for."""
        from archrepo.writers.archimate_exchange import write_archimate

        return write_archimate(self.store, self.metamodel, _target(out), self.progress)

    def export_parquet(self, folder: str | Path, *, replace: bool = False) -> None:
        """Write a folder of Parquet files, a typed table for each kind and relation type.

        Raises:
            ConflictError: The folder holds other Parquet files, or an export not to be replaced.
        """
        from archrepo.writers.parquet_folder import write_parquet

        write_parquet(
            self.store, self.metamodel, Path(folder), replace=replace, report=self.progress
        )

    def export_cypher(self, out: str | Path | TextIO) -> None:
        """Write a script that rebuilds the portfolio in an empty Neo4j database."""
        from archrepo.writers.cypher_script import write_cypher

        write_cypher(self.store, self.metamodel, _target(out), script_texts(), self.progress)


def _target(out: str | Path | TextIO) -> Path | TextIO:
    return Path(out) if isinstance(out, str) else out


def script_texts() -> ScriptTexts:
    """Return the statements of the exported script."""
    from archrepo.store.catalog import statement
    from archrepo.writers.cypher_script import ScriptTexts

    constrain = statement("store.constrain_kind", "neo4j")
    nodes = statement("export.create_nodes", "neo4j")
    relations = statement("export.create_relations", "neo4j")

    def constrained(kind: str) -> str:
        return constrain.filled({"constraint": f"{kind}_id", "label": kind}).text

    def related(name: str, source: str, target: str) -> str:
        return relations.filled({"type": name, "source": source, "target": target}).text

    return ScriptTexts(constrained, lambda kind: nodes.filled({"label": kind}).text, related)
