"""Who may do what on which record: the actor, the state of the record, the matrix, the authorisation."""

from collections.abc import Iterator
from typing import Final

from dmp.model import Acteur, Categorie, Dossier, Limite, VueMonde, VueRegistre
from dmp.rules.droits import acces, acces_permis, categorie, droit
from dmp.xds.model import (
    Demande,
    DemandeAutorisation,
    DemandeGestion,
    DemandeRecherche,
    Operation,
    Remarque,
    VihfVerifie,
)
from dmp.xds.rules.catalogue import acces as catalogue
from dmp.xds.rules.catalogue import alimentation, autorisations, listes, personnes
from dmp.xds.rules.patient import SANS_PATIENT
from simulators.core.rule import Rule


def acteur(signed: VihfVerifie, dossier: Dossier | None) -> Acteur | None:
    """The caller as the matrices see it; None without a known mode."""
    if signed.mode is None:
        return None
    sujet = signed.sujet or ""
    role, usage = signed.profession, signed.usage
    est_mt = dossier is not None and bool(sujet) and sujet in dossier.medecins_traitants
    kind = categorie(signed.mode, role.code, role.system, signed.savoir_faire.code, est_mt=est_mt)
    return Acteur(sujet, signed.structure or "", signed.mode, kind, acces(usage.code if usage else ""))


def annuaire(demande: Demande, vue: VueMonde) -> Iterator[Remarque]:
    """What the espace knows of the structure, the professional and the software of the assertion."""
    signed = demande.vihf
    if signed is None:
        return
    existence = demande.operation is Operation.EXISTENCE
    structure, sujet = signed.structure or "", signed.sujet or ""
    if structure and structure not in vue.structures:
        rule = personnes.STRUCTURE_INCONNUE if existence else personnes.STRUCTURE_HORS_ESPACE
        yield Remarque(rule, structure, "", "vihf")
    known = vue.professionnels.get(sujet)
    if known is None:
        if signed.mode != "INDIRECTE":
            yield Remarque(personnes.PS_INCONNU, sujet, "", "vihf")
    elif not known.actif:
        yield Remarque(personnes.PS_INACTIF, sujet, "", "vihf")
    elif structure and structure not in known.structures:
        rule = personnes.PS_STRUCTURE if existence else personnes.PS_HORS_STRUCTURE
        yield Remarque(rule, structure, " ".join(sorted(known.structures - {""})), "vihf")
    if signed.homologation and signed.homologation not in vue.homologations:
        yield Remarque(personnes.HOMOLOGATION, signed.homologation, "", "vihf")


def transaction(demande: Demande, kind: Categorie) -> str:
    """The row of the matrix a request asks for."""
    match demande.contenu:
        case DemandeAutorisation(action="SUPPRESSION", role="MEDECIN_TRAITANT"):
            return "TD0.3.removeMT"
        case DemandeAutorisation(action="SUPPRESSION"):
            return "TD0.3.remove"
        case DemandeAutorisation():
            return "TD0.3.add"
        case DemandeRecherche(requete=query):
            references = query is not None and query.retour == "ObjectRef"
            return "TD3.1.reference" if references else "TD3.1.metadata"
        case _:
            pass
    rows = {
        Operation.ALIMENTATION: "TD2.1",
        Operation.CONSULTATION: "TD3.2.unmasked",
        Operation.DONNEES: "TD1.3a",
        Operation.LISTE: "TD0.4",
        Operation.TRAITS: "TD0.5",
        Operation.HABILITATIONS: "TD1.6",
    }
    if demande.operation is Operation.ALIMENTATION and kind is Categorie.CPE:
        return "TD2.2"
    return rows.get(demande.operation, "TD0.2")


def droits(demande: Demande, vue: VueRegistre) -> Iterator[Remarque]:
    """The matrix, then the state of the record, then the block and the authorisation."""
    if demande.vihf is None:
        return
    who = acteur(demande.vihf, vue.dossier)
    if who is None:
        return
    limited = False
    if isinstance(demande.contenu, DemandeGestion):
        return
    # What an update asks for depends on the documents it names: see `rules.mise_a_jour`.
    if demande.operation is not Operation.MISE_A_JOUR:
        row = transaction(demande, who.categorie)
        given = droit(who, row)
        if not given.accorde:
            yield Remarque(_denied(demande), f"{who.mode} {row}", "", "vihf")
            if vue.dossier is None and demande.operation not in SANS_PATIENT:
                yield from _dossier(demande, None)
            return
        limited = given.limite is Limite.REFERENCE_SEULE
    if demande.operation in SANS_PATIENT:
        return
    yield from _dossier(demande, vue.dossier)
    if vue.dossier is not None and vue.dossier.etat == "ouvert":
        yield from _autorise(demande, who, vue.dossier, reference=limited)


def _denied(demande: Demande) -> Rule:
    if demande.operation is Operation.AUTORISATION:
        return autorisations.AUTORISATION_DROITS
    if demande.operation in {Operation.LISTE, Operation.HABILITATIONS}:
        return listes.DROITS
    return catalogue.DROITS


def _dossier(demande: Demande, dossier: Dossier | None) -> Iterator[Remarque]:
    """Nothing is fed into, sought in or declared on a record that is not open."""
    state = "absent" if dossier is None else dossier.etat
    if state == "ouvert":
        return
    match demande.operation:
        case Operation.EXISTENCE | Operation.DONNEES:
            rule = autorisations.DOSSIER_FERME if state == "ferme" else autorisations.DOSSIER_ABSENT
            yield Remarque(rule, state, "", "patient")
        case Operation.AUTORISATION | Operation.HABILITATIONS:
            yield Remarque(autorisations.AUTORISATION_DOSSIER, state, "ouvert", "vihf")
        case _:
            rule = alimentation.DOSSIER_FERME if state == "ferme" else alimentation.DOSSIER_ABSENT
            yield Remarque(rule, state, "ouvert", "vihf")


# What a professional may do on an open record without being authorised on it.
_LIBRES: Final = frozenset({Operation.DONNEES, Operation.AUTORISATION, Operation.ALIMENTATION})


def _autorise(demande: Demande, who: Acteur, dossier: Dossier, *, reference: bool) -> Iterator[Remarque]:
    """Feeding asks for no authorisation, nor does a structure that looks up or deletes its own (errata 1)."""
    operation = demande.operation
    if operation is Operation.EXISTENCE or (operation is Operation.ALIMENTATION and who.mode != "DIRECTE"):
        return
    if who.sujet in dossier.bloques:
        yield Remarque(_blocked(operation), who.sujet, "", "vihf")
    elif operation not in _LIBRES and not (
        reference or who.mode == "INDIRECTE" or acces_permis(who, dossier)
    ):
        yield Remarque(_unauthorised(operation, who), dossier.autorisation.value, "VALIDE", "vihf")


def _blocked(operation: Operation) -> Rule:
    """A service of the DMP tells it in its status; the others by a fault (dmp_xds.md §7)."""
    match operation:
        case Operation.AUTORISATION:
            return autorisations.AUTORISATION_BLOQUE
        case Operation.HABILITATIONS:
            return listes.BLOQUE
        case _:
            return catalogue.BLOQUE


def _unauthorised(operation: Operation, who: Acteur) -> Rule:
    if operation is Operation.HABILITATIONS:
        return listes.SANS_AUTORISATION
    return catalogue.SANS_AUTORISATION if who.acces == "normal" else catalogue.OPPOSITION_URGENCE


def role(demande: Demande, vue: VueRegistre) -> Iterator[Remarque]:
    """TD0.3: a known action, and a role that only a doctor may take."""
    asked = demande.contenu
    if not isinstance(asked, DemandeAutorisation) or demande.vihf is None:
        return
    if asked.action not in {"AJOUT", "SUPPRESSION"}:
        yield Remarque(autorisations.AUTORISATION_ACTION, asked.action, "AJOUT", "action")
    who = acteur(demande.vihf, vue.dossier)
    doctors = {Categorie.MEDECIN, Categorie.MT}
    if asked.role and (who is None or who.categorie not in doctors):
        yield Remarque(autorisations.AUTORISATION_ROLE, asked.role, "", "role")
