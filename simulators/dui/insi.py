"""The DUI's INSi client: httpx over mutual TLS, with the service's own messages in the other direction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import httpx

from ins.lot2.messages.ecriture import build_verification
from ins.lot2.messages.reponse import read_verification
from ins.lot2.model import IndividuVerifie, InsFourni, ReponseVerification
from ins.messages.ecriture import build_request, default_action
from ins.messages.reponse import ReponseIllisible, read_answer
from ins.model import (
    COUVERTURE_VIDE,
    ContexteBam,
    ContexteLps,
    Couverture,
    Demande,
    Faute,
    Individu,
    InsRendu,
    Operation,
    Reponse,
    Traits,
)
from simulators.core.ids import Ids
from simulators.core.rule import Text
from simulators.core.sante.rniv.dossier import Dossier, Identite, Matricule
from simulators.dui.conversion import convert_nom, convert_prenom
from simulators.dui.poste import Poste
from simulators.dui.recherche import Recherche
from simulators.dui.reseau import Echec, tls, why_refused
from simulators.dui.vitale import CarteLue

_TIMEOUT = 30.0
# The code of a verification that holds.
CONFORME = "00"
_UNREADABLE = Text("réponse illisible", "unreadable answer")
_TOO_LATE = Text("pas de réponse dans le délai", "no answer in time")

R = TypeVar("R")
Issue = Reponse | Faute | Echec
Verification = ReponseVerification | Faute | Echec
# What is done to the bytes of a message before they leave.
Deform = Callable[[bytes], bytes]


def intact(message: bytes) -> bytes:
    """The bytes as written."""
    return message


class InsiClient:
    """One installation calling INSi. Connections are kept; `ids` draws messages, `now` is the DUI's clock.

    An answer is awaited `patience` seconds, then the connection is cut.
    """

    def __init__(
        self, poste: Poste, ids: Ids, now: Callable[[], datetime], patience: float = _TIMEOUT
    ) -> None:
        self.poste, self._ids, self._now = poste, ids, now
        self._http = httpx.Client(
            verify=tls(poste.ca, poste.certificat),
            timeout=httpx.Timeout(_TIMEOUT, read=patience),
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def demande(self, recherche: Recherche) -> Demande:
        """The message of one search by traits."""
        return replace(self._demande(Operation.TRAITS), traits=_traits(recherche))

    def demande_carte(self, lue: CarteLue) -> Demande:
        """The message of one search by carte Vitale: the body and the coverage come from the same card."""
        demande = self._demande(Operation.VITALE, lue.couverture)
        return replace(demande, carte=lue.carte)

    def _demande(self, operation: Operation, couverture: Couverture = COUVERTURE_VIDE) -> Demande:
        """Both contexts and a message id of its own (ins.md §3.2)."""
        temps = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        emetteur = self.poste.certificat.emetteur
        return Demande(
            operation=operation,
            bam=ContexteBam(self._ids.uuid("bam"), temps, emetteur, "CTXBAM", "01_02", couverture),
            lps=ContexteLps(
                self._ids.uuid("lps"),
                temps,
                emetteur,
                "CTXLPS",
                "01_00",
                idam=self.poste.idam,
                idam_r="4",
                lps_version=self.poste.version,
                instance=self.poste.instance,
                nom=self.poste.nom,
            ),
            action=default_action(operation),
            message_id=f"uuid:{self._ids.uuid('message')}",
        )

    def send(self, demande: Demande, deform: Deform = intact) -> Issue:
        """Sends one message and reads its answer; never raises for what the network or the service does."""
        return self._exchange(deform(build_request(demande)), demande.action, read_answer)

    def verify(self, un: IndividuVerifie) -> Verification:
        """Asks whether an INS and its traits are those of the reference base; never raises either."""
        demande = self._demande(Operation.VERIFICATION)
        return self._exchange(build_verification(demande, un), demande.action, read_verification)

    def _exchange(self, content: bytes, action: str | None, read: Callable[[bytes], R]) -> R | Echec:
        told = f'; action="{action}"' if action else ""
        headers = {"content-type": f"application/soap+xml; charset=utf-8{told}"}
        try:
            return read(self._http.post(self.poste.url, content=content, headers=headers).content)
        except httpx.ReadTimeout:
            return Echec(_TOO_LATE)
        except httpx.TransportError as error:
            return Echec(why_refused(error))
        except ReponseIllisible:
            return Echec(_UNREADABLE)


def code_of(issue: Issue | Verification) -> str:
    """00, 01, 02, the code of the fault, or nothing when no answer came."""
    return "" if isinstance(issue, Echec) else issue.code


def a_verifier(dossier: Dossier) -> IndividuVerifie:
    """What a verification sends of a record: its INS with the five traits (ins.md §4).

    Raises InconvertibleError when a name cannot be sent, LookupError without INS.
    """
    if dossier.ins is None:
        raise LookupError(dossier.id)
    traits = dossier.traits
    return IndividuVerifie(
        ins=InsFourni(dossier.ins.matricule, dossier.ins.cle, dossier.ins.oid),
        nom_naissance=convert_nom(traits.nom_naissance),
        liste_prenoms=convert_prenom(dossier.liste_prenoms or " ".join(traits.prenoms)),
        sexe=traits.sexe,
        date_naissance=traits.date_naissance,
        lieu_naissance=traits.lieu_naissance,
    )


def identite(individu: Individu) -> Identite:
    """The identity of an answer as the record knows it; nothing is corrected (EXI REC 08)."""
    return Identite(
        ins=_matricule(individu.actif),
        nom_naissance=individu.nom_naissance,
        liste_prenoms=individu.liste_prenoms,
        sexe=individu.sexe,
        date_naissance=individu.date_naissance,
        lieu_naissance=individu.lieu_naissance,
        historique=tuple(_matricule(former) for former in individu.historique),
    )


def _matricule(ins: InsRendu) -> Matricule:
    return Matricule(ins.matricule, ins.cle, ins.oid)


def _traits(recherche: Recherche) -> Traits:
    return Traits(
        nom_naissance=recherche.nom_naissance,
        prenoms=(recherche.prenom,),
        sexe=recherche.sexe,
        date_naissance=recherche.date_naissance,
        lieu_naissance=recherche.lieu_naissance or None,
    )
