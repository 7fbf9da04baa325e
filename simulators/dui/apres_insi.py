"""What an identity found by INSi is used for, in the INSi scenarios that look at the other services."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.codes import Document
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import check_document
from simulators.dui import recit, telling
from simulators.dui.documents.ppa import Projet
from simulators.dui.parcours import INDIRECTE, INFIRMIERE, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui

Script = Callable[[Dui], None]
Matricule = Callable[[Parcours, Dossier], Cx]


def actif(p: Parcours, dossier: Dossier) -> Cx:
    """The number of the qualified record."""
    return p.patient(dossier.id)


def ancien(p: Parcours, dossier: Dossier) -> Cx:
    """A former number of the record."""
    former = dossier.historique[0]
    return Cx(former.matricule + former.cle, former.oid)


def en_chiffres(p: Parcours, dossier: Dossier) -> Cx:
    """The number with its Corsican letter replaced, which only the computation of the key admits."""
    own = p.patient(dossier.id)
    return Cx(own.id.replace("2A", "19").replace("2B", "18"), own.oid)


def chercher_puis_tester(personne: str, matricule: Matricule = actif, *, with_place: bool = False) -> Script:
    """Searched, qualified, then the existence of the DMP asked with a number of the record."""

    def script(dui: Dui) -> None:
        dossier = dui.search(dui.open(personne), with_place=with_place)
        if not dui.joue("psc", "dmp"):
            return
        with _parcours(dui) as p:
            p.dossier = check_document(dossier, Document.CARTE_IDENTITE)
            p.tester(matricule(p, p.dossier))

    return script


def tester_trop_tot(personne: str) -> Script:
    """The DMP is asked with a number typed by hand, before INSi."""

    def script(dui: Dui) -> None:
        with _parcours(dui) as p:
            p.tester(p.patient(personne))
        dui.search(dui.open(personne))

    return script


def envoi_bloque(personne: str, attestation: str) -> Script:
    """Nobody found: sending is tried, and the DUI refuses by itself (EXI ID 29)."""

    def script(dui: Dui) -> None:
        dossier = dui.search(dui.open(personne))
        if not dossier.matricule_transmissible:
            dui.tell(telling.not_sent())
            dui.attestations[attestation] = True

    return script


def envoi_sans_identite(personne: str, attestation: str, numero: Cx) -> Script:
    """Nobody found, and a document leaves all the same under an invented number."""

    def script(dui: Dui) -> None:
        dossier = dui.search(dui.open(personne))
        dui.attestations[attestation] = True
        with _parcours(dui) as p:
            p.dossier = dossier
            projet = Projet(dossier, numero, p.infirmiere, p.etablissement(), dui.now())
            p.alimenter(p.produire(projet), p.acces(INDIRECTE, numero))

    return script


@contextmanager
def _parcours(dui: Dui) -> Iterator[Parcours]:
    """A journey with the nurse connected; what a service refuses ends it and is told."""
    with closing(Parcours(dui)) as p:
        try:
            p.infirmiere = p.connecter(INFIRMIERE)
            yield p
        except Refus as error:
            dui.tell(recit.refuse(error), error.code)
