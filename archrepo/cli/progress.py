"""A progress bar on stderr for what takes more than half a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_AFTER = 0.5


class ProgressBar:
    """Told what is being done; shows it once that takes long enough to be wondered about."""

    def __init__(self, *, colored: bool) -> None:
        self._started = time.monotonic()
        self._colored = colored
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note; `total` 0 stands for not known."""
        if time.monotonic() - self._started < _AFTER:
            return
        progress = self._progress or self._show()
        if doing not in self._tasks:
            self._tasks[doing] = progress.add_task(doing, total=total or None)
        progress.update(self._tasks[doing], completed=done, total=total or None)

    def pause(self) -> None:
        """Leave the screen to a question; the next half second counts anew."""
        self.close()
        self._started = time.monotonic()

    def close(self) -> None:
        """Leave the screen as it was."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
            self._tasks.clear()

    def _show(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True, no_color=not self._colored)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._progress.start()
        return self._progress
