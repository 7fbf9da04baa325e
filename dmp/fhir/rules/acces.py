"""Who may do what over FHIR: the mode that the proofs allow, then the rights of the SOAP face.

A SOAP call says its mode in its assertion; a FHIR call says none. It is taken in the first of the modes
that its proofs allow and whose matrix opens the transaction: the token or the card consults, the certificate
of the structure feeds (errata 1).
"""

from collections.abc import Iterator

from dmp.fhir.model.acces import Appelant, Identite
from dmp.model import Acteur, Dossier
from dmp.rules.droits import acces_permis, categorie, droit
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import acces as catalogue
from dmp.xds.rules.catalogue import alimentation


def acteur(one: Identite, dossier: Dossier | None) -> Acteur:
    """The caller as the matrices see it."""
    est_mt = dossier is not None and bool(one.sujet) and one.sujet in dossier.medecins_traitants
    kind = categorie(one.mode, one.profession, one.systeme, one.savoir_faire, est_mt=est_mt)
    return Acteur(one.sujet, one.structure, one.mode, kind)


def choisir(who: Appelant, dossier: Dossier | None, *rows: str) -> tuple[Identite, Acteur, str] | None:
    """The proof, the caller and the row that opens a transaction; the first proof when none does."""
    made = [(one, acteur(one, dossier)) for one in who.identites]
    for one, actor in made:
        for row in rows:
            if droit(actor, row).accorde:
                return one, actor, row
    return (*made[0], rows[0]) if made else None


def droits(actor: Acteur, row: str) -> Iterator[Remarque]:
    """The matrix does not open this transaction."""
    if not droit(actor, row).accorde:
        yield Remarque(catalogue.DROITS, f"{actor.mode} {row}", "")


def ouvert(dossier: Dossier | None) -> Iterator[Remarque]:
    """Nothing is fed into, sought in or changed in a record that is not open."""
    state = "absent" if dossier is None else dossier.etat
    if state != "ouvert":
        rule = alimentation.DOSSIER_FERME if state == "ferme" else alimentation.DOSSIER_ABSENT
        yield Remarque(rule, state, "ouvert")


def autorise(actor: Acteur, dossier: Dossier, *, depot: bool = False) -> Iterator[Remarque]:
    """The block, then the authorisation; feeding asks for none (errata 1)."""
    blocked = actor.sujet in dossier.bloques
    if depot:
        if blocked and actor.mode == "DIRECTE":
            yield Remarque(catalogue.BLOQUE, actor.sujet, "")
    elif blocked:
        yield Remarque(catalogue.BLOQUE, actor.sujet, "")
    elif actor.mode != "INDIRECTE" and not acces_permis(actor, dossier):
        yield Remarque(catalogue.SANS_AUTORISATION, dossier.autorisation.value, "VALIDE")
