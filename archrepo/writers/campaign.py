"""The sheets of a campaign, a CSV each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from archrepo.domain.forms import guarded
from archrepo.writers.files import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.analysis.freshness.results import Campaign, CampaignSheet


def write_campaign(campaign: Campaign, folder: Path) -> None:
    """Write every sheet into `folder`; no cell is one that a spreadsheet would run.

    Raises:
        ConfigError: The folder cannot be written.
    """
    write_folder(folder, ((sheet.file, _content(sheet)) for sheet in campaign.sheets))


def _content(sheet: CampaignSheet) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")  # with a mark, so that spreadsheets see accents
