"""What was asked of an impact analysis, in words, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.resources.labels import load_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.report import EventEcho

_MENTIONED = ("into", "under", "by", "to")


def asked(
    event: EventEcho,
    said: Mapping[str, str],
    names: Mapping[str, str],
    lang: str,
    *,
    inside: bool = False,
) -> str:
    """Return what happens to whom on which day: `PIM retired on 2026-12-31`.

    Args:
        event: What was asked.
        said: The words around a report, by event type or a finer key.
        names: Id → name of the nodes it mentions besides its target.
        lang: The language of these words.
        inside: Whether it stands inside a sentence, and so begins without a capital of its own.
    """
    sort = event.action or event.kind or ("slip" if event.slip else "")
    sort = sort or ("cancel" if event.cancel else "")
    finer = f"{event.type}_{sort}".replace("-", "_")
    if event.breaking:
        finer += "_breaking"
    stated = {name: value for name, value in event if name not in ("name", "at")}
    key = finer if finer in said else event.type
    stated |= {n: names.get(stated[n], stated[n]) for n in _MENTIONED if stated[n]}
    told = said[key].format(name=event.name, day=event.at, **stated)
    if inside and not said[key].startswith("{"):
        told = told[:1].lower() + told[1:]
    if event.action == "reclassify":
        stated_as = (("Classification", event.to), ("Personal", event.personal))
        classes = ", ".join(load_labels().value_or(kind, c, lang) for kind, c in stated_as if c)
        told += f" {said['becomes'].format(classes=classes)}"
    named = said["of_flows"].format(flows=", ".join(event.flows)) if event.flows else ""
    return f"{told}, {named}" if named else told
