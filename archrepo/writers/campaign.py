"""The sheets of a campaign, a CSV each, in the language of those who are asked."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from archrepo.analysis.freshness.wording import item_in_words
from archrepo.domain.forms import REASON_COLUMN
from archrepo.errors import ConflictError
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import day_text
from archrepo.resources.words import topic_words
from archrepo.writers.csv_cells import csv_cell, delimiter_of
from archrepo.writers.files import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.analysis.freshness.results import Campaign, CampaignSheet, Reason


def write_campaign(campaign: Campaign, folder: Path, lang: str) -> None:
    """Write every sheet into `folder`; no cell is one that a spreadsheet would run.

    What is missing stands in the first column, which `import` passes over; the columns are headed
    in `lang`, which `import` knows too.

    Raises:
        ConflictError: A sheet of that name is there and is another: somebody may have filled it in.
        ConfigError: The folder cannot be written.
    """
    sheets = [(sheet.file, _content(sheet, lang)) for sheet in campaign.sheets]
    for name, content in sheets:
        there = folder / name
        if there.is_file() and there.read_bytes() != content:
            raise ConflictError(
                f"{there} is there already, and somebody may have filled it in",
                hint="write into another folder, or delete it once it is imported",
            )
    write_folder(folder, sheets)


def _content(sheet: CampaignSheet, lang: str) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter_of(lang), lineterminator="\r\n")
    labels = load_labels()
    writer.writerow([REASON_COLUMN, *(labels.attribute(name, lang) for name in sheet.columns)])
    for reason, row in zip(sheet.reasons, sheet.rows, strict=True):
        why = _in_words(reason, sheet.kind, lang)
        writer.writerow([csv_cell(cell, lang) for cell in (why, *row)])
    return file.getvalue().encode("utf-8-sig")  # with a mark, so that spreadsheets see accents


def _in_words(reason: Reason, kind: str, lang: str) -> str:
    words = topic_words("freshness", lang)
    told = words["never_confirmed"]
    if reason.confirmed:
        told = words["confirmed"].format(day=day_text(reason.confirmed, lang))
    if not reason.missing:
        return told
    items = ", ".join(item_in_words(item, kind, lang) for item in reason.missing)
    return words["lacks"].format(told=told, items=items)
