"""The DUI's DMP client: SOAP over mutual TLS, a VIHF in every call, MTOM both ways (dmp_xds.md §2, §4)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

import httpx

from dmp.xds.data import noms
from dmp.xds.messages import habilitations, hl7
from dmp.xds.model import DemandeAutorisation, DemandeExistence, Identifiant
from simulators.core.ids import Ids
from simulators.core.rule import Text
from simulators.core.sante.ebrim.ecriture import depot_xml, soumission_xml
from simulators.core.sante.ebrim.lecture import EbrimRefuseError
from simulators.core.sante.ebrim.modele import Soumission
from simulators.core.sante.ebrim.noms import StatutDocument
from simulators.core.sante.ebrim.reponses import (
    ReponseRecherche,
    ReponseRegistre,
    lire_recherche,
    lire_reponse,
)
from simulators.core.sante.ebrim.requetes import Requete, requete_xml, trouver_documents
from simulators.core.sante.ebrim.retrait import DemandeDocument, demande_xml, lire_retrait
from simulators.core.xml import mtom
from simulators.core.xml.refusal import XmlRefusedError
from simulators.core.xml.soap import SOAP12, WSA, SoapRefusedError
from simulators.dui.dmp_lecture import Existence, Recue, accorde, existence, lire, refus
from simulators.dui.poste import PosteDmp
from simulators.dui.reseau import Refus, tls, why_refused
from simulators.dui.vihf import Acces, Cachet, assertion

_TIMEOUT = 30.0
_UNREADABLE = Text("réponse illisible du DMP", "unreadable answer of the DMP")
_H: Final = f"{{{noms.HL7}}}"


class DmpClient:
    """One installation calling the DMP. Every call raises Refus when it is not granted."""

    def __init__(self, poste: PosteDmp, ids: Ids, now: Callable[[], datetime]) -> None:
        self._poste, self._ids, self._now = poste, ids, now
        self.cachet = Cachet(poste.cachet)
        self._http = httpx.Client(
            verify=tls(poste.ca, poste.authentification), timeout=_TIMEOUT, trust_env=False
        )

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def existence(self, acces: Acces) -> Existence:
        """TD0.2."""
        uuid = self._ids.uuid("dmp.existence")
        demande = DemandeExistence(
            patient=Identifiant(acces.patient.oid, acces.patient.id),
            message=Identifiant(f"2.25.{_number(uuid)}"),
            requete=Identifiant(f"2.25.{_number(self._ids.uuid('dmp.requete'))}"),
            emetteur=Identifiant(f"2.25.{_number(self._ids.uuid('dmp.emetteur'))}"),
            emetteur_nom=self._poste.nom,
        )
        content = self._call("patients", "dmp.td02", hl7.ecrire_demande(demande, self._now()), acces).content
        acknowledgement = content.find(f"{_H}acknowledgement")
        if acknowledgement is None or acknowledgement.get("typeCode") != "AA":
            raise refus(content.findtext(f"{_H}acknowledgement/{_H}acknowledgementDetail/{_H}text") or "")
        return existence(content)

    def autoriser(self, acces: Acces) -> None:
        """TD0.3: the person agreed that this professional reads the record."""
        body = habilitations.ecrire_demande(DemandeAutorisation("AJOUT"))
        content = self._call("habilitations", "dmp.td03", body, acces).content
        status = "".join(node.text or "" for node in content.iter(f"{{{noms.HABILITATIONS}}}status"))
        if status != "DMPOk":
            raise refus(status, status)

    def alimenter(self, soumission: Soumission, documents: Mapping[str, bytes], acces: Acces) -> None:
        """TD2.1: `documents` by the id of their entry."""
        parts = {entry: f"{self._ids.uuid('dmp.part')}@dui.demo" for entry in documents}
        body = depot_xml(soumission, lambda entry: mtom.href(parts[entry]))
        sent = [mtom.PartOut(parts[entry], content, "text/xml") for entry, content in documents.items()]
        accorde(lire_reponse(self._call("repository", "dmp.td21", body, acces, sent).content))

    def rechercher(self, acces: Acces, requete: Requete | None = None) -> ReponseRecherche:
        """TD3.1: the approved documents of the person, or what another stored query finds."""
        asked = requete or trouver_documents(str(acces.patient), [StatutDocument.APPROUVE])
        found = lire_recherche(self._call("registry", "dmp.td31", requete_xml(asked), acces).content)
        accorde(ReponseRegistre(found.statut, found.erreurs))
        return found

    def consulter(self, unique_id: str, acces: Acces) -> bytes:
        """TD3.2: the bytes of one document."""
        body = demande_xml([DemandeDocument(unique_id)])
        answer = self._call("repository", "dmp.td32", body, acces)
        status, documents = lire_retrait(answer.content, answer.package)
        accorde(status)
        return bytes(documents[0].contenu)

    def mettre_a_jour(self, soumission: Soumission, acces: Acces) -> None:
        """TD3.3: documents archived, deleted, masked or made visible."""
        content = self._call("registry", "dmp.td33", soumission_xml(soumission), acces).content
        accorde(lire_reponse(content))

    def _call(
        self, service: str, operation: str, body: str, acces: Acces, parts: list[mtom.PartOut] | None = None
    ) -> Recue:
        action = noms.ACTIONS[operation]
        envelope = self._envelope(action, body, acces)
        if parts is None:
            content_type, sent = f'{noms.SOAP_TYPE}; charset=utf-8; action="{action}"', envelope
        else:
            package = mtom.build(
                envelope, parts, boundary=f"uuid-{self._ids.uuid('dmp.mime')}", root_id="racine@dui.demo"
            )
            content_type, sent = package.content_type, package.body
        return self._post(f"{self._poste.base}/{service}", content_type, sent, acces)

    def _post(self, url: str, content_type: str, sent: bytes, acces: Acces) -> Recue:
        try:
            answer = self._http.post(url, content=sent, headers={"content-type": content_type})
            return lire(answer.headers.get("content-type", ""), answer.content)
        except httpx.TransportError as error:
            raise Refus(why_refused(error)) from None
        except (XmlRefusedError, SoapRefusedError, EbrimRefuseError, mtom.MtomRefusedError):
            raise Refus(_UNREADABLE) from None

    def _envelope(self, action: str, body: str, acces: Acces) -> bytes:
        uuid = self._ids.uuid("dmp.message")
        signed = assertion(acces, self.cachet, self._poste, self._ids.uuid("dmp.vihf"), self._now())
        return (
            f'<soap:Envelope xmlns:soap="{SOAP12}"><soap:Header>'
            f'<MessageID xmlns="{WSA}">urn:uuid:{uuid}</MessageID><To xmlns="{WSA}"/>'
            f'<ReplyTo xmlns="{WSA}"><Address>{noms.ANONYMOUS}</Address></ReplyTo>'
            f'<Action xmlns="{WSA}">{action}</Action><Security xmlns="{noms.WSSE}">'.encode()
            + signed
            + f"</Security></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>".encode()
        )


def _number(uuid: str) -> int:
    return int(uuid.replace("-", ""), 16)
