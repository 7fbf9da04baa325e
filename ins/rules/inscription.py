"""A line of a table of identities, as a row of the reference base: pure."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ins.rules import saisie, vie
from simulators.core.monde.model import InsHistorique
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import valide

_REELLE: Final = "n'est dans aucune liste fictive connue : n'entrez ici aucune personne réelle"


@dataclass(slots=True)
class Inscription:
    """What a line becomes: `matricule` is empty when one is to be given; `fautes` and `alertes` by column."""

    nom: str = ""
    prenoms: str = ""
    sexe: str = ""
    date: str = ""
    lieu: str = ""
    matricule: str = ""
    cle: str = ""
    oid: str = ""
    historique: str = ""
    anciens: tuple[str, ...] = ()
    fautes: tuple[tuple[str, str], ...] = ()
    alertes: tuple[tuple[str, str], ...] = ()


def inscrire(valeurs: Sequence[str], options: frozenset[str], *, refuser_reelles: bool) -> Inscription:
    """Reads the nine values of a line, and says all that is wrong in it at once."""
    nom, prenoms, sexe, date, lieu, matricule, cle, oid, historique = valeurs
    fautes: list[tuple[str, str]] = []
    alertes: list[tuple[str, str]] = []

    def lu(colonne: str, read: Callable[[], Any], default: Any) -> Any:
        try:
            return read()
        except saisie.SaisieRefusee as refused:
            fautes.append((colonne, str(refused)))
            return default

    one = Inscription(
        nom=lu("nom_naissance", lambda: saisie.nom(nom), ""),
        prenoms=" ".join(lu("prenoms", lambda: saisie.prenoms(prenoms), ())),
        sexe=lu("sexe", lambda: saisie.sexe(sexe), ""),
        date=lu("date_naissance", lambda: saisie.date(date), ""),
        lieu=lu("lieu_naissance", lambda: saisie.lieu(lieu), ""),
    )
    if matricule.strip():
        one.matricule, one.cle = lu("matricule", lambda: saisie.ins(matricule, cle), ("", ""))
    one.oid = lu("oid", lambda: saisie.oid(oid), "") if oid.strip() else vie.oid(one.matricule, options)
    former = lu("historique", lambda: saisie.historique(historique, one.oid), ()) if historique else ()
    one.historique, one.anciens = _ecrit(former), _anciens(former, one.matricule)
    told = fautes if refuser_reelles else alertes
    told += [("matricule", _reelle(number)) for number in _reels(one)]
    if one.matricule and not valide(one.matricule + one.cle):
        alertes.append(("cle", f"la clé {one.cle} n'est pas celle de {one.matricule}"))
    one.fautes, one.alertes = tuple(fautes), tuple(alertes)
    return one


def _reels(one: Inscription) -> list[str]:
    borne = (one.matricule, *one.anciens) if one.matricule else one.anciens
    return [number for number in borne if not est_fictif(number)]


def _reelle(number: str) -> str:
    return f"le matricule {number[:7]}{'·' * 6} {_REELLE}"


def _ecrit(former: Sequence[InsHistorique]) -> str:
    return json.dumps([one.model_dump() for one in former]) if former else ""


def _anciens(former: Sequence[InsHistorique], matricule: str) -> tuple[str, ...]:
    return tuple(sorted({one.matricule for one in former} - {matricule}))
