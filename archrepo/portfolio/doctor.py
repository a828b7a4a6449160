"""Looks at what archrepo works with here: versions, settings, the store, what draws."""

from __future__ import annotations

import platform
from contextlib import closing
from importlib.metadata import version
from typing import TYPE_CHECKING

from archrepo.analysis.diagnosis import Diagnosis, Finding
from archrepo.errors import ArchrepoError, NotFoundError
from archrepo.settings import user_config_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archrepo.analysis.diagnosis import State
    from archrepo.settings import Settings


def diagnosis(settings_of: Callable[[], Settings]) -> Diagnosis:
    """Return what works here and what does not; what is broken stops nothing.

    Args:
        settings_of: Returns the settings in force, or raises what is wrong with them.
    """
    return Diagnosis(findings=tuple(_looked_at(settings_of)))


def _looked_at(settings_of: Callable[[], Settings]) -> Iterator[Finding]:
    from archrepo import __version__

    yield Finding(name="archrepo", found=__version__)
    yield Finding(name="python", found=f"{platform.python_version()}, {platform.system()}")
    yield Finding(name="engines", found=f"ladybug {version('ladybug')}, neo4j {version('neo4j')}")
    graphviz = "auto"
    try:
        settings = settings_of()
    except ArchrepoError as problem:
        yield _broken("settings", problem)
    else:
        graphviz = settings.options.graphviz
        yield from _files(settings)
        yield Finding(name="url", found=settings.url)
        yield from _beside(settings)
        yield _store(settings)
    yield from _drawing(graphviz)


def _broken(name: str, problem: ArchrepoError, state: State = "error") -> Finding:
    return Finding(name=name, state=state, found=problem.message, advice=problem.hint or "")


def _files(settings: Settings) -> Iterator[Finding]:
    project, own = settings.project_file, user_config_file()
    yield Finding(
        name="project_file", found=str(project) if project else "there is no archrepo.toml here"
    )
    yield Finding(
        name="user_file", found=str(own) if own.is_file() else f"there is no file at {own}"
    )


def _beside(settings: Settings) -> Iterator[Finding]:
    """Yield what an engine or a writer that was stopped has left beside an embedded store."""
    from archrepo.store.ladybug.generations import Generations
    from archrepo.store.opening import embedded_path

    path = embedded_path(settings.url)
    if path is None:
        return
    files = Generations(path)
    left = [file.name for file in files.leftovers()]
    if left:
        yield Finding(
            name="leftovers",
            state="warning",
            found=f"left beside the store by an engine that was stopped: {', '.join(left)}",
            advice="delete them where the store cannot be opened; the next change does",
        )
    if files.workshop.is_dir():
        yield Finding(
            name="workshop",
            state="warning",
            found=f"somebody is writing, or was stopped while writing: {files.workshop.name}",
            advice="the store is what it was before; the next change clears the folder",
        )


def _store(settings: Settings) -> Finding:
    from archrepo.domain.undeclared import DROP_HINT, listed
    from archrepo.portfolio.stores import opened

    try:
        with closing(opened(settings)) as store:
            info, left = store.info(), listed(store.undeclared())
    except NotFoundError as problem:
        return _broken("store", problem, "warning")
    except ArchrepoError as problem:
        return _broken("store", problem)
    found = f"{info.engine} {info.version} ({info.revision or '—'})"
    if left:
        return Finding(
            name="store",
            state="warning",
            found=f"{found}: holds values of attributes that archrepo.toml does not have: {left}",
            advice=DROP_HINT,
        )
    if not info.is_outdated:
        return Finding(name="store", found=found)
    return Finding(
        name="store",
        state="warning",
        found=f"{found}: written by an earlier archrepo or under other settings",
        advice="'archrepo db upgrade' writes it anew; until then each command reads a copy",
    )


def _drawing(graphviz: str) -> Iterator[Finding]:
    from archrepo.render.tools import font_found, graphviz_tool, typst_tool

    try:
        yield Finding(name="graphviz", found=graphviz_tool(graphviz))
    except ArchrepoError as problem:
        yield _broken("graphviz", problem)
    yield Finding(name="typst", found=typst_tool())
    font = font_found()
    if font:
        yield Finding(name="font", found=font)
    else:
        yield Finding(
            name="font",
            state="warning",
            found="none of the fonts that pictures ask for is installed",
            advice="install DejaVu Sans or Liberation Sans, or text may leave its box",
        )
