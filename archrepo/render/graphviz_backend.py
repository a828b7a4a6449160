"""Draws DOT: in process with pygraphviz where it is installed, else with `dot` on the PATH."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from archrepo.errors import RenderUnavailableError
from archrepo.render.baselines import measured, set_right, styles_of
from archrepo.render.svg_finish import finished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.render.baselines import Style

_LOG = logging.getLogger(__name__)
_ONE_AT_A_TIME = threading.Lock()  # the C library and the redirected descriptor are the process's


def draw(dot: str, fmt: str, by: str = "auto") -> bytes:
    """Return the picture of `dot` as `svg`, `png` or `pdf`.

    Args:
        dot: What to draw.
        fmt: Form of the picture.
        by: `pygraphviz`, `dot` for the command, or `auto` for the first there is.

    Raises:
        RenderUnavailableError: If there is no such Graphviz, or it refuses the text.
    """
    drawn = _drawn(dot, fmt, by)
    if fmt != "svg":
        return drawn
    svg = drawn.decode("utf-8")
    return finished(set_right(svg, _lower(styles_of(svg), by)).encode())


@lru_cache(maxsize=16)
def _lower(styles: tuple[Style, ...], by: str) -> dict[Style, float]:
    """Return how much lower than this Graphviz sets it, with the fonts it finds, text belongs."""
    return measured(styles, lambda dot: _drawn(dot, "svg", by).decode("utf-8")) if styles else {}


def _drawn(dot: str, fmt: str, by: str) -> bytes:
    drawn = None if by == "dot" else _in_process(dot, fmt)
    if drawn is None and by == "pygraphviz":
        raise RenderUnavailableError(
            f"no Graphviz to draw {fmt}: pygraphviz is not installed",
            hint="pip install pygraphviz, or set graphviz to auto or dot",
        )
    if drawn is None:
        drawn = _by_command(dot, fmt)
    return drawn


def _in_process(dot: str, fmt: str) -> bytes | None:
    """Return the picture by pygraphviz; None where it is not installed."""
    try:
        from pygraphviz import AGraph, DotError
    except ImportError:
        return None
    with _ONE_AT_A_TIME, _stderr_kept() as said:
        try:
            drawn: Any = AGraph(string=dot).draw(format=fmt, prog="dot")
        except (DotError, ValueError, TypeError, OSError) as problem:
            if isinstance(problem, OSError) and problem.errno:  # no room for its scratch files
                raise
            raise _refused(said.text() or problem) from problem
        _LOG.debug("graphviz: %s", said.text())
    return bytes(drawn)


def _by_command(dot: str, fmt: str) -> bytes:
    import graphviz

    try:
        return bytes(graphviz.Source(dot).pipe(format=fmt, quiet=True))
    except graphviz.ExecutableNotFound as problem:
        raise RenderUnavailableError(
            f"no Graphviz to draw {fmt}: pygraphviz is not used, and no 'dot' is on the PATH",
            hint="pip install pygraphviz, or take --format dot, text or json",
        ) from problem
    except (graphviz.CalledProcessError, OSError) as problem:
        said = getattr(problem, "stderr", None) or problem
        raise _refused(
            said.decode(errors="replace") if isinstance(said, bytes) else said
        ) from problem


def _refused(reason: object) -> RenderUnavailableError:
    return RenderUnavailableError(
        f"Graphviz cannot draw this: {str(reason).strip() or 'it does not say why'}",
        hint="take --format dot and look at the text, or report it",
    )


class _Said:
    """What was written to the standard error of the process."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def text(self) -> str:
        """Return it, but for what fontconfig says of its own configuration."""
        self._file.seek(0)
        lines = self._file.read().decode(errors="replace").splitlines()
        return "\n".join(line for line in lines if not line.startswith("Fontconfig"))


@contextlib.contextmanager
def _stderr_kept() -> Iterator[_Said]:
    """Keep what the C libraries write to descriptor 2 away from the user."""
    with tempfile.TemporaryFile() as file:
        sys.stderr.flush()
        saved = os.dup(2)
        try:
            os.dup2(file.fileno(), 2)
            yield _Said(file)
        finally:
            os.dup2(saved, 2)
            os.close(saved)
