"""What is meant where a caller says nothing: today, the committed plan, the user at work."""

from __future__ import annotations

import datetime as dt
import getpass

from archrepo.domain.validity import PlanChoice


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()


def plan_choice(plan: str | PlanChoice) -> PlanChoice:
    """Return the choice a word, or ids with commas between, stand for."""
    return PlanChoice.parse(plan) if isinstance(plan, str) else plan


def user() -> str:
    """Return who is at work, for the history; `unknown` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
