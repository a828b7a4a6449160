"""Picks the reader of a file by its content, then its suffix."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import without_collection
from archrepo.readers.recognition import ARCHI_CSV, TABLES, recognise
from archrepo.readers.source import ACCEPTED, MAX_JSON_BYTES, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading

_READERS = {
    "yaml": ("yaml_folder", "read_yaml"),
    "json": ("json_form", "read_json"),
    "archimate-exchange": ("archimate_exchange", "read_archimate_exchange"),
    "archi": ("archi", "read_archi"),
    "coarchi": ("coarchi_folder", "read_coarchi"),
    "backstage": ("backstage", "read_backstage"),
    "structurizr": ("structurizr", "read_structurizr"),
}
"""Form → module and function that reads it; imported when first needed."""

_MODELS = ("archimate-exchange", "archi", "coarchi", ARCHI_CSV)
"""Forms that speak of themselves; a mapping adds to what their readers know."""

_SPREADSHEETS = ("workbook", "csv")


def read(
    path: Path,
    metamodel: Metamodel,
    *,
    mapping: Path | None = None,
    report: Report | None = None,
) -> Reading:
    """Return everything that `path`, a file or a folder, states.

    Args:
        path: What to read.
        metamodel: Kinds, relations and attributes to read into.
        mapping: Says what is what in files that do not speak of themselves.
        report: Told of progress.

    Raises:
        InvalidDataError: If nothing of it can be read, or no reader takes it.
    """
    (reading,) = read_all([path], metamodel, mapping=mapping, report=report)
    return reading


def read_all(
    paths: Sequence[Path],
    metamodel: Metamodel,
    *,
    mapping: Path | None = None,
    report: Report | None = None,
) -> tuple[Reading, ...]:
    """Return what several files or folders state.

    Spreadsheets are looked at together: a matrix in one joins what others hold, and the rules and
    look-ups of a mapping go from file to file. They are one reading then. So are the CSV files of
    one ArchiMate model.

    Raises:
        InvalidDataError: If nothing can be read of one of them.
    """
    once: dict[Path, Path] = {}
    for path in paths:
        once.setdefault(Path(os.path.realpath(path)), path)  # links in a circle are told when read
    paths = list(once.values())
    forms = {path: recognise(path, MAX_JSON_BYTES) for path in paths}
    parts = [path for path in paths if forms[path] == ARCHI_CSV]
    together = [path for path in paths if _is_table(forms[path], mapped=mapping is not None)]
    found = {ARCHI_CSV: _read_models(parts, metamodel, mapping, report)} if parts else {}
    if together:
        with without_collection():
            found["tables"] = _read_tables(together, metamodel, mapping, report)
    read: list[Reading] = []
    for path in paths:  # the first one names the source
        if path in parts:
            read += found.pop(ARCHI_CSV, ())
        elif path in together:
            read += found.pop("tables", ())
        else:
            read.append(_read_alone(path, forms[path], metamodel, mapping, report))
    return tuple(read)


def _is_table(form: str | None, *, mapped: bool) -> bool:
    """Return whether a form is read as tables; with a mapping, any but a model is."""
    return form not in _MODELS if mapped else form in _SPREADSHEETS


def _read_tables(
    paths: Sequence[Path], metamodel: Metamodel, mapping: Path | None, report: Report | None
) -> tuple[Reading, ...]:
    if mapping is not None:
        from archrepo.readers.mapping import read_mapped

        return (read_mapped(paths, mapping, metamodel, report),)
    from archrepo.readers.spreadsheets import read_spreadsheets

    return read_spreadsheets(paths, metamodel, report)


def _read_models(
    paths: Sequence[Path], metamodel: Metamodel, mapping: Path | None, report: Report | None
) -> tuple[Reading, ...]:
    from archrepo.readers.archi_csv import read_archi_csv, triples

    files: list[Path] = []
    for path in paths:
        inside = (
            sorted(f for f in path.iterdir() if f.suffix.lower() in TABLES and f.is_file())
            if path.is_dir()
            else [path]
        )
        files += [f for f in inside if recognise(f, MAX_JSON_BYTES) == ARCHI_CSV]
    return tuple(
        read_archi_csv(model, metamodel, report, mapping=mapping) for model in triples(files)
    )


def _read_alone(
    path: Path,
    form: str | None,
    metamodel: Metamodel,
    mapping: Path | None,
    report: Report | None,
) -> Reading:
    if form is None:
        hint = f"accepted: {ACCEPTED}"
        raise invalid("AR101", "the format is not recognised", file=str(path), hint=hint)
    module, function = _READERS[form]
    reader = getattr(import_module(f"archrepo.readers.{module}"), function)
    options = {"mapping": mapping} if form in _MODELS else {}
    with without_collection():
        reading: Reading = reader(path, metamodel, report, **options)
    return reading
