"""`init`: a new portfolio."""

from __future__ import annotations

from pathlib import Path

import click

from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


def _complete_samples(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from archrepo.resources.samples import sample_names

    return [name for name in sample_names() if name.startswith(incomplete)]


@click.command(cls=Command)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--sample",
    metavar="NAME",
    shell_complete=_complete_samples,
    help="Fill it with a sample: marketing, or worked-example; --lang chooses its language.",
)
@pass_session
def init(session: Session, folder: Path, sample: str | None) -> None:
    """Make a portfolio in DIR (here, if none is given): archrepo.toml, store and .gitignore.

    The store is a file beside archrepo.toml, unless --url names a Neo4j server.

    \b
    Examples:
      archrepo init
      archrepo init demo --sample marketing --lang fr
      archrepo init --url bolt://localhost:7687
    """
    from archrepo.portfolio import Portfolio
    from archrepo.resources.samples import check_sample

    if sample:
        check_sample(sample)
    made = Portfolio.create(
        folder, url=session.url, language=session.lang, sample=sample, progress=session.progress()
    )
    with made:
        facts = sum(made.info().nodes.values()) if sample else 0
    place = folder if folder != Path() else folder.absolute()
    if sample:
        session.say(f"Made a portfolio in {place}: {facts:,} nodes.")
    else:
        session.say(f"Made a portfolio in {place}.")
    command = "archrepo map capability" if sample else "archrepo import FILE…"
    if folder == Path():
        session.say(f"Next: {command}")
    else:
        session.say(f"Next: cd {folder}, then {command}")
