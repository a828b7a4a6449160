"""A spreadsheet as a French company lays it out: titles, merged headers, a matrix, indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

HEADER = [
    "Code appli",
    "Nom de l’application",
    "Type",
    "Date de mise en service",
    "Date de fin",
    "Statut",
    "Criticité",
    "Hébergement",
    "Responsable métier",
    "Éditeur",
    "Coût annuel (€)",
    "Externalisé (O/N)",
]
TYPES = ["texte", "texte", "liste", "date", "date", "liste", "liste", "liste", "texte", "texte",
         "nombre", "oui/non"]  # fmt: skip
APPLICATIONS = [
    ["APP-001", "CRM", "Progiciel", "01/03/2016", "", "En service", "Vitale", "SaaS",
     "LEFÈVRE Marie", "Editrix", "120\u202f000,50", "Oui"],
    ["APP-002", "PIM", "Spécifique", "15/06/2012", "31/12/2026", "En service", "Élevée", "Interne",
     "Martin Paul; Petit Anne", "Maison", "45 000", "N"],
    ["APP-003", "Boutique en ligne", "SaaS", "01/01/2020", "", "Pilote", "Critique", "SaaS",
     "LEFÈVRE Marie", "Webix", "80000", "Oui"],
    ["APP-004", "Entrepôt décisionnel", "Socle", "T3 2018", "", "En service", "Moyenne", "Sur site",
     "Équipe Données", "Datalux", "60 000", "Non"],
]  # fmt: skip
SCOPES = [
    ["Ventes", "", ""],
    ["    Gestion des offres", "Élevée", "LEFÈVRE Marie"],
    ["    Catalogue en ligne", "Vitale", "Martin Paul"],
    ["Marketing", "", ""],
    ["    Campagnes", "Moyenne", "Petit Anne"],
    ["        Ciblage", "", ""],
    ["    Référentiel produit", "Élevée", "Martin Paul"],
]
MATRIX = [
    ["Application", "Gestion des offres", "Catalogue en ligne", "Ciblage", "Référentiel produit"],
    ["CRM", "P", "", "P", ""],
    ["PIM", "", "S", "", "P"],
    ["Boutique en ligne", "S", "P", "", ""],
    ["Entrepôt décisionnel", "", "", "S", ""],
]


def write_newcomer(path: Path, *, applications: list[list[Any]] | None = None) -> Path:
    """Write the workbook and return its path."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF"})
        guide = book.add_worksheet("Lisez-moi d’abord")
        guide.write(0, 0, "Portefeuille applicatif de la direction commerciale")
        guide.write(2, 0, "Mis à jour chaque trimestre par les responsables d’application.")
        sheet = book.add_worksheet("Parc applicatif")
        sheet.merge_range("A1:L1", "PORTEFEUILLE APPLICATIF – DIRECTION COMMERCIALE", bold)
        sheet.write("A2", "Mise à jour : mars 2026")
        sheet.merge_range("A4:C4", "Identification", bold)
        sheet.merge_range("D4:F4", "Cycle de vie", bold)
        sheet.merge_range("G4:L4", "Gestion", bold)
        for number, row in enumerate([HEADER, TYPES, *(applications or APPLICATIONS)], 4):
            sheet.write_row(number, 0, row)
        for number in range(20, 420):  # rows that are formatted, and empty
            sheet.write_blank(number, 0, None, bold)
        sheet = book.add_worksheet("Périmètres")
        for number, row in enumerate([["Périmètre", "Criticité", "Responsable"], *SCOPES]):
            sheet.write_row(number, 0, row)
        sheet = book.add_worksheet("Couverture")
        sheet.merge_range("A1:E1", "Matrice de couverture (P : principale, S : secondaire)", bold)
        for number, row in enumerate(MATRIX, 2):
            sheet.write_row(number, 0, row)
    return path
