"""The flat facts of an INSi exchange: what the scenarios and the console filter on."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from ins.data.names import BY_ROOT
from ins.model import (
    CALME,
    Carte,
    ContexteLps,
    Demande,
    Faute,
    Individu,
    Operation,
    Reponse,
    Resultat,
    Rythme,
    Traits,
)
from ins.model.assertion import FACTURATION, SECTEUR, SPECIALITE, SPECIALITE_PSC, Assertions
from simulators.core.journal.facts import MOMENT
from simulators.core.journal.model import Fact

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 2

Facts = dict[str, Fact]


def request_facts(demande: Demande | None) -> Facts:
    """What was asked. A fact is absent when the message lacks the element it stands for."""
    if demande is None:
        return {"professional": "", "patient.traits": "", "patient.matricule": ""}
    facts: Facts = {
        "professional": demande.assertions.sujet,
        "patient.traits": demande.cle_patient,
        "patient.matricule": demande.matricule_demande,
    }
    if demande.operation is Operation.TRAITS:
        _traits(demande.traits, facts)
    if demande.operation is Operation.VITALE:
        _carte(demande.carte, facts)
    if demande.assertions.nombre:
        _assertions(demande.assertions, facts)
    facts["ins.contexte_bam"] = demande.bam is not None
    facts["ins.contexte_lps"] = demande.lps is not None
    if demande.racine not in BY_ROOT:
        _set(facts, "ins.racine", demande.racine)
    _set(facts, "ins.action", demande.action)
    _set(facts, "ins.message_id", demande.message_id)
    if demande.lps is not None:
        _software(demande.lps, facts)
    emetteur = demande.lps.emetteur if demande.lps else None
    _set(facts, "ins.emetteur", emetteur or (demande.bam.emetteur if demande.bam else None))
    return facts


def answer_facts(resultat: Resultat | None) -> Facts:
    """What was answered; empty when nothing that could be read went out."""
    match resultat:
        case None:
            return {"fault": False}
        case Reponse():
            return _reponse(resultat)
        case Faute():
            return {
                "code": resultat.code,
                "fault": True,
                "ins.erreur": resultat.code,
                "ins.sous_code": resultat.sous_code,
            }


def moment_facts(moment: Rythme) -> Facts:
    """What only the moment knew of the calls before; nothing for a call like any other."""
    return {
        f"{MOMENT}rythme.{one.name}": getattr(moment, one.name)
        for one in fields(moment)
        if getattr(moment, one.name) != one.default
    }


def read_moment(facts: Mapping[str, Fact]) -> Rythme:
    """The same, from the facts of a journalled exchange."""
    names = (one.name for one in fields(CALME))
    kept: dict[str, Any] = {name: facts.get(f"{MOMENT}rythme.{name}") for name in names}
    return replace(CALME, **{name: value for name, value in kept.items() if value is not None})


def _set(facts: Facts, name: str, value: str | None) -> None:
    if value is not None:
        facts[name] = value


def _traits(traits: Traits, facts: Facts) -> None:
    _set(facts, "ins.nom_naissance", traits.nom_naissance)
    facts["ins.prenoms"] = traits.prenoms
    _set(facts, "ins.sexe", traits.sexe)
    _set(facts, "ins.date_naissance", traits.date_naissance)
    _set(facts, "ins.lieu_naissance", traits.lieu_naissance)


def _carte(carte: Carte, facts: Facts) -> None:
    _set(facts, "ins.individu.matricule", carte.individu.complet if carte.individu else None)
    _set(facts, "ins.od.matricule", carte.od.complet if carte.od else None)
    _set(facts, "ins.nom_naissance", carte.nom_naissance)
    _set(facts, "ins.date_naissance", carte.date_naissance)
    _set(facts, "ins.rang", carte.rang)


def _assertions(assertions: Assertions, facts: Facts) -> None:
    """What the message claims of its caller; `verifiee` tells whether a signature proves it."""
    ps = assertions.ps
    facts["ins.assertion.mode"] = assertions.qualificatif
    facts["ins.assertion.verifiee"] = ps is not None and ps.signataire is not None
    facts["ins.assertion.vitale"] = assertions.vitale > 0
    if ps is not None:
        _set(facts, "ins.assertion.facturation", ps.attributs.get(FACTURATION))
        _set(facts, "ins.assertion.secteur", ps.attributs.get(SECTEUR))
        _set(
            facts,
            "ins.assertion.specialite",
            ps.attributs.get(SPECIALITE) or ps.attributs.get(SPECIALITE_PSC),
        )


def _software(lps: ContexteLps, facts: Facts) -> None:
    _set(facts, "ins.idam", lps.idam)
    _set(facts, "ins.lps_nom", lps.nom)
    _set(facts, "ins.lps_version", lps.lps_version)
    _set(facts, "ins.instance", lps.instance)


def _reponse(reponse: Reponse) -> Facts:
    facts: Facts = {
        "code": reponse.code,
        "fault": False,
        "ins.code": reponse.code,
        "ins.libelle": reponse.libelle,
    }
    if reponse.individu is not None:
        _individu(reponse.individu, facts)
    return facts


def _individu(individu: Individu, facts: Facts) -> None:
    facts["patient.matricule"] = individu.actif.complet
    facts["ins.rep.matricule"] = individu.actif.complet
    facts["ins.rep.oid"] = individu.actif.oid
    facts["ins.rep.nom_naissance"] = individu.nom_naissance
    facts["ins.rep.liste_prenoms"] = individu.liste_prenoms
    facts["ins.rep.sexe"] = individu.sexe
    facts["ins.rep.date_naissance"] = individu.date_naissance
    facts["ins.rep.lieu_naissance"] = individu.lieu_naissance
    facts["ins.rep.historique"] = tuple(former.complet for former in individu.historique)
