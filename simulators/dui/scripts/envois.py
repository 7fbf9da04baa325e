"""What an identity found by INSi is used for, in the INSi scenarios that look at the other services."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from simulators.core.rule import Text
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.codes import Document as Piece
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import check_document
from simulators.dui import recit, telling
from simulators.dui.courriel import Correspondant
from simulators.dui.designation import designation
from simulators.dui.documents.projet import Projet
from simulators.dui.documents.soumission import Document
from simulators.dui.parcours import DOMAINE_USAGERS, INDIRECTE, INFIRMIERE, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

_ALONE = Text("les autres services ne sont pas joués ici", "the other services are not played here")
Matricule = Callable[[Parcours, Dossier], Cx]


def actif(p: Parcours, dossier: Dossier) -> Cx:
    """The number of the qualified record."""
    return p.patient(dossier.id)


def ancien(_: Parcours, dossier: Dossier) -> Cx:
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
        with parcours(dui) as p:
            p.dossier = check_document(dossier, Piece.CARTE_IDENTITE)
            p.tester(matricule(p, p.dossier))

    return script


def tester_trop_tot(personne: str) -> Script:
    """The DMP is asked with a number typed by hand, before INSi."""

    def script(dui: Dui) -> None:
        tester_quand_meme(dui, personne)
        dui.search(dui.open(personne))

    return script


def tester_quand_meme(dui: Dui, personne: str) -> None:
    """The DMP is asked with a number that the record may not use."""
    with parcours(dui) as p:
        p.tester(p.patient(personne))


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
        with parcours(dui) as p:
            verser(p, dossier, numero)

    return script


def produire(p: Parcours, dossier: Dossier, patient: Cx | None = None) -> Document:
    """The plan of a record; it names the person as the record may, unless `patient` says otherwise."""
    p.dossier = dossier
    named = patient or designation(dossier)
    p.document = p.produire(Projet(dossier, named, p.infirmiere, p.etablissement(), p.dui.now()))
    return p.document


def verser(p: Parcours, dossier: Dossier, patient: Cx | None = None) -> None:
    """TD2.1 of a new document."""
    named = patient or designation(dossier)
    p.alimenter(produire(p, dossier, named), p.acces(INDIRECTE, named))


def ecrire_au_medecin(p: Parcours, dossier: Dossier, patient: Cx | None = None, ins: str = "") -> None:
    """A new document mailed to the GP; `ins` is what the mail announces when it is not what the record is."""
    produire(p, dossier, patient)
    told = "O" if dossier.matricule_transmissible else "N"
    p.ecrire(replace(p.au_medecin(), ins=ins or told))


def ecrire_a_l_usager(p: Parcours, dossier: Dossier, numero: Cx) -> None:
    """A mail without archive to the citizen of that number."""
    produire(p, dossier)
    adresse = f"{numero.id}@{DOMAINE_USAGERS}".lower()
    p.ecrire(replace(p.a_l_usager(), a=Correspondant(adresse), sans_archive=True))


@contextmanager
def parcours(dui: Dui) -> Iterator[Parcours]:
    """A journey with the nurse connected; what a service refuses ends it and is told.

    Raises Refus where the simulator does not play the services it needs.
    """
    if not dui.joue("psc", "dmp", "mss"):
        raise Refus(_ALONE)
    with closing(Parcours(dui)) as p:
        try:
            p.infirmiere = p.connecter(INFIRMIERE)
            yield p
        except Refus as error:
            dui.tell(recit.refuse(error), error.code)
