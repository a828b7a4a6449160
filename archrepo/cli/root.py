"""The command `archrepo` itself: its sections, version and help."""

from __future__ import annotations

from typing import Any

import click

from archrepo import __version__
from archrepo.cli.everywhere import everywhere_options
from archrepo.cli.failures import errors_told, usage_told
from archrepo.cli.groups import Group, Sections
from archrepo.cli.language import language_asked
from archrepo.cli.session import Session
from archrepo.resources.translation import speak

SECTIONS: Sections = {
    "Explore": {
        "list": "archrepo.cli.find:list_command",
        "show": "archrepo.cli.find:show_command",
        "search": "archrepo.cli.find:search_command",
        "query": "archrepo.cli.query:query",
    },
    "Analyse": {
        "impact": "archrepo.cli.impact:impact",
        "parity": "archrepo.cli.parity:parity",
        "data": "archrepo.cli.data:data_group",
        "map": "archrepo.cli.maps:map_group",
        "project": "archrepo.cli.project:project",
        "scenario": "archrepo.cli.scenario:scenario",
        "site": "archrepo.cli.site:site_command",
        "coverage": "archrepo.cli.coverage:coverage_group",
        "freshness": "archrepo.cli.freshness:freshness_group",
        "legacy": "archrepo.cli.analyses:legacy",
        "obsolescence": "archrepo.cli.analyses:obsolescence",
        "roadmap": "archrepo.cli.analyses:roadmap",
        "check": "archrepo.cli.check:check",
        "explain": "archrepo.cli.explain:explain",
    },
    "Change": {
        "init": "archrepo.cli.init:init",
        "import": "archrepo.cli.import_files:import_command",
        "mapping": "archrepo.cli.mapping:mapping_group",
        "apply": "archrepo.cli.import_files:apply_command",
        "history": "archrepo.cli.history:history_command",
        "diff": "archrepo.cli.history:diff_command",
        "undo": "archrepo.cli.history:undo_command",
        "add": "archrepo.cli.edit:add_command",
        "set": "archrepo.cli.edit:set_command",
        "remove": "archrepo.cli.edit:remove_command",
        "link": "archrepo.cli.edit:link_command",
        "unlink": "archrepo.cli.edit:unlink_command",
        "move": "archrepo.cli.edit:move_command",
        "merge": "archrepo.cli.edit:merge_command",
        "template": "archrepo.cli.export:template",
        "export": "archrepo.cli.export:export",
    },
    "Admin": {
        "db": "archrepo.cli.db:db",
        "doctor": "archrepo.cli.doctor:doctor",
        "config": "archrepo.cli.config:config",
        "completion": "archrepo.cli.completion:completion",
    },
}

EPILOG = """\
\b
Start here:
  archrepo init demo --sample marketing
  cd demo
  archrepo impact retire pim-legacy --at 2026-12-31
  archrepo map capability --heat coverage --output map.svg
"""


class Root(Group):
    """The root group: the language is chosen first, every error below is told in one place."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return the context of a run, what click says in the language of it from here on."""
        if "--version" not in args:
            session = extra.setdefault("obj", Session())
            session.lang = language_asked(args)
            speak(session.spoken)
        with usage_told(extra.get("obj")):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked, its errors told."""
        with errors_told(ctx):
            return super().invoke(ctx)


@click.group(
    cls=Root,
    sections=SECTIONS,
    epilog=EPILOG,
    params=everywhere_options(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="archrepo", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Know what a change breaks: an application portfolio as a graph.

    Files in, answers and pictures out: impacts, coverage, coherence, capability maps, dossiers.
    """
    session = ctx.ensure_object(Session)
    ctx.color = True if session.color == "always" else None
