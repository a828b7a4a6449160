"""What one run of the command line holds: options of every command, the portfolio, the output."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.cli.progress import ProgressBar
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.portfolio import Portfolio
    from archrepo.render.registry import View
    from archrepo.settings import Settings


_NARROWEST = 20  # columns: in fewer, words are cut to pieces


class Session:
    """One run. Nothing heavy is loaded before a command asks for the portfolio."""

    def __init__(self) -> None:
        self.url: str | None = None
        self.lang: str | None = None
        self.color: str = "auto"
        self.wide: bool = False
        self.quiet: bool = False
        self.debug: bool = False
        self.theme: str = "light"
        self.size: str = ""
        self._settings: Settings | None = None
        self._spoken: str | None = None
        self._portfolio: Portfolio | None = None
        self._bar: ProgressBar | None = None

    def note(self, ctx: click.Context, name: str, value: Any) -> None:
        """Take note of an option of every command."""
        if name == "verbose":
            import logging

            level = logging.INFO if value == 1 else logging.DEBUG
            logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
            return
        setattr(self, name, value)
        if name == "color":
            ctx.find_root().color = ctx.color = self.colored(sys.stdout)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        if self._settings is None:
            from archrepo.settings import load_settings

            self._settings = load_settings(flags={"url": self.url, "language": self.lang})
        return self._settings

    def do_without_settings(self) -> None:
        """Go on with defaults where the settings are broken, for who tells what is wrong."""
        from pathlib import Path

        from archrepo.errors import ConfigError
        from archrepo.settings import Options, Settings

        try:
            _ = self.settings
        except ConfigError:
            language = "fr" if self.spoken == "fr" else "en"
            self._settings = Settings(Options(language=language), Path.cwd())

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio, opened on first use and closed at the end of the run."""
        if self._portfolio is None:
            from archrepo.portfolio import Portfolio

            self._portfolio = Portfolio.of(self.settings, progress=self.progress())
            _at_the_end(self._portfolio.close)
        return self._portfolio

    @property
    def metamodel(self) -> Metamodel:
        """Kinds, relations and attributes, those that `archrepo.toml` adds among them."""
        from archrepo.portfolio.stores import metamodel_of

        return metamodel_of(self.settings)

    @property
    def language(self) -> str:
        """The language of what people read."""
        return self.lang or self.settings.options.language

    @property
    def spoken(self) -> str:
        """The language of messages and help, which come even where the settings are broken."""
        if self._spoken is None:
            from archrepo.cli.language import language_unasked

            self._spoken = self.lang or language_unasked()
        return self._spoken

    def in_words(self, text: str) -> str:
        """Return a message of ours in the language of the run."""
        from archrepo.resources.translation import translated

        return translated(text, self.spoken)

    def progress(self) -> Report | None:
        """Return what shows progress; None where nobody would see it."""
        if self.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return None
        from archrepo.cli.progress import ProgressBar

        self._bar = ProgressBar(colored=self.colored(sys.stderr))
        _at_the_end(self._bar.close)
        return self._bar

    def pause_progress(self) -> None:
        """Leave the screen to what is said next."""
        if self._bar is not None:
            self._bar.pause()

    def colored(self, stream: Any) -> bool:
        """Return whether escape codes may be written to `stream`."""
        if self.color != "auto":
            return self.color == "always"
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return not plain and bool(stream.isatty())

    def view(self, *, to_file: bool = False, unfold: bool = False, all_paths: bool = False) -> View:
        """Return how the reader sees things; nothing is folded away from a file or a pipe."""
        from archrepo.render.registry import View

        on_screen = sys.stdout.isatty() and not to_file
        asked = os.environ.get("COLUMNS", "")
        known = int(asked) if asked.isdigit() else 0
        width = known or (shutil.get_terminal_size().columns if on_screen else 0)
        width = 0 if self.wide or to_file or not width else max(width, _NARROWEST)
        color = not to_file and self.colored(sys.stdout)
        return View(
            lang=self.language,
            width=width,
            color=color,
            unfold=unfold,
            all_paths=all_paths,
            graphviz=self.settings.options.graphviz,
            theme=self.theme,
            size=self.size,
        )

    def confirm(self, question: str, *, yes: bool) -> None:
        """Ask, unless `yes` was given.

        Raises:
            UsageError: There is nobody to ask.
            Abort: The answer is no.
        """
        if yes:
            return
        if not sys.stdin.isatty():
            raise click.UsageError("nobody to ask here: add --yes")
        click.confirm(self.in_words(question), abort=True, err=True)

    def tell_left_out(self) -> None:
        """Say which values are in no file just written, since nothing declares them any more."""
        from archrepo.domain.undeclared import listed

        if left := listed(self.portfolio.store.undeclared()):
            self.say(f"Left out, since archrepo.toml does not have these attributes: {left}")
            self.say("Declare them there again to have them in it; 'archrepo db backup' has them")

    def say(self, text: str) -> None:
        """Tell people something on stderr, unless they asked for quiet."""
        if not self.quiet:
            click.echo(self.in_words(text), err=True)


def _at_the_end(close: Callable[[], None]) -> None:
    """Call `close` when the run ends; completion has no run, and closes by itself."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().call_on_close(close)


pass_session = click.make_pass_decorator(Session, ensure=True)
