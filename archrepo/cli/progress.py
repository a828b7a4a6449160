"""A progress bar on stderr for what takes more than half a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_AFTER = 0.5


class ProgressBar:
    """Told what is being done; shows it once that takes long enough to be wondered about."""

    def __init__(self, *, colored: bool) -> None:
        self._started = time.monotonic()
        self._colored = colored
        self._progress: Progress | None = None
        self._doing = ""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note; `total` 0 stands for not known."""
        if time.monotonic() - self._started < _AFTER:
            return
        if self._progress is None:
            self._progress = self._shown()
        (task,) = self._progress.task_ids
        if doing != self._doing:
            self._doing = doing
            self._progress.reset(task, description=doing, total=total or None)
        self._progress.update(task, completed=done, total=total or None)

    def pause(self) -> None:
        """Leave the screen to what is said next; the next half second counts anew."""
        self.close()
        self._started = time.monotonic()

    def close(self) -> None:
        """Leave the screen as it was."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
            self._doing = ""

    def _shown(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True, no_color=not self._colored)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=console, transient=True)
        progress.add_task("", total=None)
        progress.start()
        return progress
