"""The register of processing: what is done with personal data, why, and with whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.data_use.holdings import Holdings
from archrepo.analysis.data_use.results import DataRegister, Processing
from archrepo.analysis.named import Named, named
from archrepo.analysis.stated_values import as_number, as_text, as_texts
from archrepo.domain.text import by_name, name_key
from archrepo.domain.vocabulary import Personal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.data_use.results import Access
    from archrepo.analysis.situation import Situation

Use = tuple[str, str | None]
"""Application and purpose: an entry of the register."""


def data_register(situation: Situation) -> DataRegister:
    """Return an entry for each application and purpose that touches personal data."""
    holdings = Holdings(situation)
    objects = situation.nodes("DataObject")
    uses: dict[Use, dict[str, list[Access]]] = defaultdict(lambda: defaultdict(list))
    for data_object, node in objects.items():
        if node.values.get("personal") in (None, Personal.NONE):
            continue
        for access in holdings.of(data_object):
            if situation.concerns(access.application):
                uses[access.application, access.purpose][data_object].append(access)
    sent: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for move in situation.exchanges if uses else ():
        sent[move.source].append((move.target, frozenset(move.objects)))
    around = _Around(situation, sent)
    entries = [around.entry(use, accesses) for use, accesses in uses.items()]
    entries.sort(key=lambda e: (name_key(e.purpose or ""), by_name(e.application)))
    return DataRegister(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        entries=tuple(entries),
    )


class _Around:
    """Knows who owns, receives and processes."""

    def __init__(
        self, situation: Situation, sent: Mapping[str, Sequence[tuple[str, frozenset[str]]]]
    ) -> None:
        self._situation = situation
        self._sent = sent
        self._owners = situation.by_end("OWNS")
        self._suppliers = {
            application: [r.from_id for r in found if r.values.get("processor")]
            for application, found in situation.by_end("SUPPLIES").items()
        }

    def entry(self, use: Use, accesses: Mapping[str, Sequence[Access]]) -> Processing:
        application, purpose = use
        nodes = self._situation.nodes("DataObject")
        values = [nodes[o].values for o in accesses]
        retentions = [as_number(v.get("retention_months")) for v in values]
        known = [int(r) for r in retentions if r is not None]
        held = [access for found in accesses.values() for access in found]
        location = held[0].data_location
        bases = tuple(sorted({a.legal_basis for a in held if a.legal_basis}))
        subjects = tuple(
            sorted({s for v in values for s in as_texts(v.get("subjects"))}, key=name_key)
        )
        owners = self._named("Organisation", (r.from_id for r in self._owners.get(application, ())))
        stated = {
            "purpose": purpose,
            "legal_basis": all(a.legal_basis for a in held),
            "subjects": subjects,
            "retention_months": len(known) == len(retentions),
            "data_location": location,
            "owner": owners,
        }
        receivers = {t for t, objects in self._sent.get(application, ()) if objects & set(accesses)}
        return Processing(
            application=self._situation.named([application])[0],
            purpose=purpose,
            legal_basis=bases,
            objects=self._named("DataObject", accesses),
            sensitive=any(as_text(v.get("personal")) == Personal.SENSITIVE for v in values),
            subjects=subjects,
            controller=owners,
            recipients=self._situation.named(receivers),
            processors=self._named("Provider", self._suppliers.get(application, ())),
            data_location=location,
            retention_months=max(known, default=None),
            missing=tuple(name for name, value in stated.items() if not value),
        )

    def _named(self, kind: str, ids: Iterable[str]) -> tuple[Named, ...]:
        nodes = self._situation.nodes(kind)
        return named(nodes[i] for i in set(ids) if i in nodes)
