"""The DUI's INSi client: httpx over mutual TLS, with the service's own messages in the other direction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import httpx

from ins.messages.ecriture import build_request, default_action
from ins.messages.reponse import ReponseIllisible, read_answer
from ins.model import ContexteBam, ContexteLps, Demande, Faute, Individu, InsRendu, Operation, Reponse, Traits
from simulators.core.ids import Ids
from simulators.core.rule import Text
from simulators.core.sante.rniv.dossier import Identite, Matricule
from simulators.dui.porteur import Porteur, assertions
from simulators.dui.poste import Poste
from simulators.dui.recherche import Recherche
from simulators.dui.reseau import Echec, tls, why_refused

_TIMEOUT = 30.0
_UNREADABLE = Text("réponse illisible", "unreadable answer")

_TOO_LATE = Text("pas de réponse dans le délai", "no answer in time")

A = TypeVar("A")
Issue = Reponse | Faute | Echec
# What is done to the bytes of a message before they leave.
Deform = Callable[[bytes], bytes]


def intact(message: bytes) -> bytes:
    """The bytes as written."""
    return message


class InsiClient:
    """One installation calling INSi. Connections are kept; `ids` draws messages, `now` is the DUI's clock.

    With a `porteur`, a professional calls in person: on the host for assertions, without client certificate.
    An answer is awaited `patience` seconds, then the connection is cut.
    """

    def __init__(
        self,
        poste: Poste,
        ids: Ids,
        now: Callable[[], datetime],
        porteur: Porteur | None = None,
        patience: float = _TIMEOUT,
    ) -> None:
        self.poste, self._ids, self._now, self._porteur = poste, ids, now, porteur
        presented = poste.certificat if porteur is None else None
        self._http = httpx.Client(
            verify=tls(poste.ca, presented),
            timeout=httpx.Timeout(_TIMEOUT, read=patience),
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def demande(self, recherche: Recherche) -> Demande:
        """The message of one search."""
        return replace(self.message(Operation.TRAITS), traits=_traits(recherche))

    def message(self, operation: Operation) -> Demande:
        """A message that asks for nothing yet: both contexts, a message id of its own (ins.md §3.2)."""
        temps = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        porteur = self._porteur
        emetteur = porteur.identifiant if porteur else self.poste.certificat.emetteur
        return Demande(
            operation=operation,
            bam=ContexteBam(self._ids.uuid("bam"), temps, emetteur, "CTXBAM", "01_02"),
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
        held = assertions(self._porteur, demande.operation, self._ids, self._now()) if self._porteur else ()
        return self.exchange(demande, deform(build_request(demande, held)), read_answer)

    def exchange(self, demande: Demande, content: bytes, read: Callable[[bytes], A]) -> A | Echec:
        """The same for bytes already written, and for what knows how to read their answer."""
        action = f'; action="{demande.action}"' if demande.action else ""
        headers = {"content-type": f"application/soap+xml; charset=utf-8{action}"}
        url = self.poste.url_assertion if self._porteur else self.poste.url
        if self._porteur and self._porteur.jeton:
            headers["authorization"] = f"Bearer {self._porteur.jeton}"
        try:
            return read(self._http.post(url, content=content, headers=headers).content)
        except httpx.ReadTimeout:
            return Echec(_TOO_LATE)
        except httpx.TransportError as error:
            return Echec(why_refused(error))
        except ReponseIllisible:
            return Echec(_UNREADABLE)


def code_of(issue: Issue) -> str:
    """00, 01, 02, the code of the fault, or nothing when no answer came."""
    return "" if isinstance(issue, Echec) else issue.code


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
