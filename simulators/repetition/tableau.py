"""compte-rendu.csv and compte-rendu.json: the same figures, for a spreadsheet or a program."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from simulators.repetition.bilan import Bilan, Part, Periode
from simulators.repetition.indicateurs import DEFINITIONS
from simulators.repetition.seuils import atteint
from simulators.scenarios.reports.csv_report import cell

_COLUMNS = ("etablissement", "finess", "periode", "code", "libelle", "nombre", "sur", "part", "seuil_atteint")
_SAID = {True: "oui", False: "non", None: ""}


def en_csv(bilan: Bilan) -> str:
    """One line per establishment, period and indicator; the dashboard's counts follow, without code."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for part in (bilan.groupe, *bilan.etablissements):
        for periode in (part.total, *part.par_mois):
            table.writerows([_safe(one) for one in row] for row in _rows(bilan, part, periode))
    return out.getvalue()


def en_json(bilan: Bilan) -> str:
    """The figures, the persons' progress and what is to be settled. Keys are added later, never renamed."""
    told = {
        "format": 1,
        "titre": bilan.demande.titre,
        "debut": bilan.debut.isoformat(),
        "fin": bilan.fin.isoformat(),
        "certification": False,
        "groupe": _part(bilan.groupe),
        "etablissements": [_part(one) for one in bilan.etablissements],
        "usagers": [{"nom": one.usager.nom, "etats": list(one.etats)} for one in bilan.usagers],
        "professionnels": list(bilan.professionnels),
        "refus": [
            {"phrase": one.phrase, "fois": one.fois, "repris": one.repris, "a_faire": list(one.a_faire)}
            for one in bilan.refus
        ],
        "points": [{"constat": one.constat, "a_faire": one.a_faire} for one in bilan.points],
        "mise_en_service": {one.etape.mot: one.faite for one in bilan.mise_en_service},
    }
    return json.dumps(told, ensure_ascii=True, indent=1)


def _rows(bilan: Bilan, part: Part, periode: Periode) -> Iterator[tuple[object, ...]]:
    names = {one.code: one.nom.fr for one in DEFINITIONS}
    where = (part.etablissement.nom, part.etablissement.finess, _month(periode) or "total")
    for one in periode.mesures:
        reached = atteint(one, bilan.demande.seuils) if periode.mois is None else None
        yield (*where, one.code, names[one.code], one.nombre, one.sur, one.part, _SAID[reached])
    for count in periode.compteurs:
        yield (*where, "", count.nom.fr, count.total, "", "", "")


def _safe(value: object) -> object:
    return cell(value) if isinstance(value, str) else value


def _part(part: Part) -> dict[str, Any]:
    return {
        "nom": part.etablissement.nom,
        "finess": part.etablissement.finess,
        "total": _periode(part.total),
        "par_mois": {_month(one): _periode(one) for one in part.par_mois},
    }


def _periode(periode: Periode) -> dict[str, Any]:
    return {
        "indicateurs": {
            one.code: {"nombre": one.nombre, "sur": one.sur, "part": one.part} for one in periode.mesures
        },
        "compteurs": {one.nom.fr: one.total for one in periode.compteurs},
    }


def _month(periode: Periode) -> str:
    return f"{periode.mois.an}-{periode.mois.mois:02}" if periode.mois else ""
