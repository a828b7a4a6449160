"""What `config show` and `doctor` show on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.console import clean, printed, styled, table
from archrepo.render.wording import Wording
from archrepo.resources.translation import translated

if TYPE_CHECKING:
    from archrepo.analysis.diagnosis import Diagnosis
    from archrepo.analysis.settings_report import SettingsReport
    from archrepo.render.registry import View

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "bold red")}


def render_settings(report: SettingsReport, view: View) -> str:
    """Return each setting, its value and where it was set, then the files that were looked for."""
    words = Wording(view.lang, "admin")
    rows = [
        (clean(setting.name), clean(setting.value), clean(origin_text(setting.origin, words)))
        for setting in report.settings
    ]
    shown = table(words.columns("setting", "value", "origin"), rows, view)
    project = report.project_file or words.say("no_project_file")
    own = report.user_file if report.user_file_read else words.say("absent", file=report.user_file)
    files = [
        words.say("named", name=words.say(key), file=clean(file))
        for key, file in (("project_file", project), ("user_file", own))
    ]
    return "\n".join((shown, *files, ""))


def origin_text(origin: str, words: Wording) -> str:
    """Return where a setting was set."""
    kind, _, variable = origin.partition(" ")
    if kind == "environment":
        return words.say("environment", variable=variable)
    return words.said[origin] if origin in ("default", "flag", "locale") else origin


def render_diagnosis(diagnosis: Diagnosis, view: View) -> str:
    """Return what was found line by line, what to do under each, and how many things are wrong."""
    from rich.table import Table

    words = Wording(view.lang, "admin")
    grid = Table.grid(padding=(0, 2, 0, 0))
    for finding in diagnosis.findings:
        mark, style = _MARKS[finding.state]
        found = styled(clean(translated(finding.found, view.lang)), "")
        grid.add_row(styled(mark, style), styled(words.say(finding.name), "bold"), found)
        if finding.advice:
            advice = clean(translated(finding.advice, view.lang))
            grid.add_row("", "", styled(f"→ {advice}", ""))
    wrong = sum(finding.state != "ok" for finding in diagnosis.findings)
    last = words.count("to_look_at", wrong) if wrong else words.say("nothing_wrong")
    return printed([grid, "", styled(last, "bold")], view)
