"""Portfolios to draw: small and large, deep and wide, with names as hostile as they come."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from tests.memory_store import MemoryStore

BANDS = (
    "FRONT",
    "CORE",
    "CORE",
    "CORE",
    "CORE",
    "REFERENCE",
    "REFERENCE",
    "STEERING",
    "SUPPORT",
    "SUPPORT",
)
DOMAINS = (
    "Marketing et marque",
    "Offre et produit",
    "Vente et e-commerce",
    "Relation client",
    "Logistique et distribution",
    "Référentiels et données de référence",
    "Données et connaissance client",
    "Pilotage de la performance commerciale",
    "Finance et contrôle de gestion",
    "Ressources humaines",
)
VERBS = (
    "Orchestrer",
    "Piloter",
    "Concevoir",
    "Diffuser",
    "Analyser",
    "Référencer",
    "Gérer",
    "Valoriser",
    "Administrer",
    "Mesurer",
)
THINGS = (
    "les campagnes marketing multicanales",
    "le référentiel client unique",
    "la promesse de livraison",
    "les fiches produit enrichies",
    "les consentements et préférences",
    "les avis clients",
    "la segmentation",
    "les tarifs et promotions",
    "le parcours d’achat omnicanal",
    "les médias et droits d’usage",
    "l’approvisionnement des entrepôts",
    "la fidélité",
    "les retours et remboursements",
)
GROUPS = ("Exécution", "Référentiels", "Pilotage opérationnel", "Activation et animation")
APPLICATIONS = (
    "CRM Atlas",
    "DMP Onyx",
    "PIM Saphir",
    "DAM Iris",
    "CDP Lynx",
    "E-shop",
    "ERP Titan",
    "OMS",
    "BI Véga",
    "SAV+",
    "Plateforme de gestion des consentements",
    "Outil historique de tarification",
    "Entrepôt de données",
    "Moteur de recommandation",
    "MDM Client",
    "Passerelle EDI",
)
LEVELS = ("FULL", "FULL", "PARTIAL", "PARTIAL", "MARGINAL", None, "PLANNED")
DAY = dt.date(2026, 12, 31)


@dataclass
class Builder:
    """Collects facts; every method returns the id it was given."""

    nodes: list[NodeFact] = field(default_factory=list)
    relations: list[RelationFact] = field(default_factory=list)

    def node(self, kind: str, identifier: str, name: str | None = None, **values: Any) -> str:
        kept = {k: v for k, v in values.items() if v is not None}
        self.nodes.append(NodeFact(kind, identifier, {"name": name or identifier, **kept}))
        return identifier

    def relate(self, name: str, source: str, target: str, **values: Any) -> None:
        kinds = {node.id: node.kind for node in self.nodes}
        kept = {k: v for k, v in values.items() if v is not None}
        declared = builtin_metamodel().relations[name]
        key = relation_key(declared, source, target, kept)
        self.relations.append(
            RelationFact(name, key, kinds[source], source, kinds[target], target, kept)
        )

    def store(self) -> Any:
        return MemoryStore(builtin_metamodel(), self.nodes, self.relations)


def grid(
    domains: int = 10, scopes: int = 30, chips: int = 3, *, seed: int = 7, banded: bool = True
) -> Builder:
    """Return domains of two or three groups of leaf scopes, each covered by some applications."""
    rng = random.Random(seed)
    made = Builder()
    applications = []
    for i, name in enumerate(APPLICATIONS):
        applications.append(made.node("Application", f"app-{i}", name, **_life(rng, i)))
    for d in range(domains):
        band = BANDS[d % len(BANDS)] if banded else None
        name = DOMAINS[d % len(DOMAINS)] + (
            f" {d // len(DOMAINS) + 1}" if d >= len(DOMAINS) else ""
        )
        domain = made.node("Domain", f"d{d}", name, band=band)
        groups = []
        for g in range(min(4, max(1, scopes // 7))):
            group = made.node("Scope", f"d{d}-g{g}", f"{GROUPS[g % 4]} {name.split()[0].lower()}")
            made.relations.append(_contains("Domain", domain, group, g))
            groups.append(group)
        for s in range(scopes):
            title = f"{rng.choice(VERBS)} {rng.choice(THINGS)}"
            scope = made.node("Scope", f"d{d}-s{s}", title)
            made.relations.append(_contains("Scope", groups[s % len(groups)], scope, s))
            for app in rng.sample(
                applications, rng.choice((0, chips - 1, chips, chips, chips)) if chips else 0
            ):
                level = rng.choice(LEVELS)
                kept: dict[str, Any] = {"level": level} if level else {}
                made.relations.append(
                    RelationFact(
                        "COVERS", f"COVERS|{app}|{scope}", "Application", app, "Scope", scope, kept
                    )
                )
    return made


def _contains(kind: str, parent: str, child: str, order: int) -> RelationFact:
    return RelationFact(
        "CONTAINS", f"CONTAINS|{parent}|{child}", kind, parent, "Scope", child, {"order": order}
    )


def _life(rng: random.Random, i: int) -> dict[str, Any]:
    fits = {
        "functional_fit": ("APPROPRIATE", "INSUFFICIENT")[i % 2],
        "technical_fit": ("ADEQUATE", "INAPPROPRIATE")[i % 3 % 2],
    }
    life: dict[str, Any] = {"active": dt.date(2015, 1, 1)} if i % 8 else {}
    if i % 5 == 1:
        life["phase_out"] = dt.date(2026, 1, 1)
        life["retired"] = dt.date(2027, 6, 30)
    if i % 7 == 3:
        life = {"active": dt.date(2027, 3, 1)}
    if i % 9 == 4:
        life["retired"] = dt.date(2026, 6, 30)
    if i % 3 == 0:
        life["disposition"] = ("INVEST", "TOLERATE", "MIGRATE", "ELIMINATE")[i % 4]
    return life | fits if i % 4 else life
