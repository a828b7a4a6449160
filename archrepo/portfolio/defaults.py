"""What is meant where a caller says nothing: today, the committed plan, the user at work."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING, TypeVar

from archrepo.domain.text import did_you_mean
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from enum import StrEnum

Chosen = TypeVar("Chosen", bound="StrEnum")


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()


def plan_choice(plan: str | PlanChoice) -> PlanChoice:
    """Return the choice a word, or ids with commas between, stand for."""
    return PlanChoice.parse(plan) if isinstance(plan, str) else plan


def chosen(words: type[Chosen], word: str, what: str) -> Chosen:
    """Return the member of `words` that a word stands for.

    Raises:
        ConfigError: None does; `what` says of what it should be.
    """
    try:
        return words(word)
    except ValueError:
        known = [member.value for member in words]
        hint = did_you_mean(word, known) or f"one of {', '.join(known)}"
        raise ConfigError(f"'{word}' is no {what}", hint=hint) from None


def user() -> str:
    """Return who is at work, for the history; `unknown` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
