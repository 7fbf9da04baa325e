"""One resource read: an entry, a set, a document (ITI-68)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages import fiche, lot
from dmp.fhir.messages.elements import coding, date_http
from dmp.fhir.model.appel import Lecture
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.rules import formats
from dmp.fhir.rules.catalogue import appel as catalogue_appel
from dmp.fhir.rules.catalogue import recherche as catalogue
from dmp.fhir.state import fiches, lots
from dmp.fhir.traitement.chercher import METADONNEES
from dmp.fhir.traitement.contexte import Contexte, Issue
from dmp.fhir.traitement.liens_vus import liens_vus
from dmp.fhir.traitement.lots_vus import vus
from dmp.model import EtatDocument
from dmp.xds.model import Remarque
from dmp.xds.rules.recherche import visibles
from simulators.core.rule import Place

_ROWS: Final = {"DocumentReference": METADONNEES, "List": METADONNEES, "Binary": "TD3.2.unmasked"}
_ACCEPT: Final = Place("request", "header", "Accept")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One reading; called on a reader's connection."""

    contexte: Contexte
    demande: Lecture
    dits: Sequence[Remarque]

    def __call__(self, connection: Connection) -> Issue:
        """The resource when it is there and may be seen; a masked one is as unknown."""
        told, asked = list(self.dits), self.demande
        if asked.type == "List":
            return self._liste(connection, told)
        served = fiches.lues(connection, [f"{s.URN_UUID}{asked.id}"])
        one = served[0] if served else None
        personne = self.contexte.porteur(one.depose.matricule) if one else None
        if one is None or personne is None:
            return self._inconnue(told)
        accord = self.contexte.accord(connection, personne, (_ROWS[asked.type],), told)
        if accord is None or self.contexte.refuse(told):
            return Issue(tuple(told))
        deleted = one.depose.fiche.availability_status == EtatDocument.SUPPRIME
        if deleted or not list(visibles(accord.acteur, accord.dossier, [one.depose])):
            return self._inconnue(told)
        if asked.type == "Binary":
            answer = self._document(one, told)
            done = self.contexte.passage(accord, "consultation")
        else:
            (shown,) = liens_vus(connection, accord, [one])
            answer = self._fiche(shown, told)
            done = self.contexte.passage(accord, "recherche")
        return Issue(tuple(told), answer, None if answer is None else done)

    def _inconnue(self, told: list[Remarque]) -> Issue:
        found = f"{self.demande.type}/{self.demande.id}"
        return Issue((*told, Remarque(catalogue.INCONNUE, found)))

    def _fiche(self, one: FicheServie, told: list[Remarque]) -> Reponse | None:
        if self.demande.version not in {"", str(one.version)}:
            told.append(Remarque(catalogue.INCONNUE, f"_history/{self.demande.version}", str(one.version)))
            return None
        return Reponse(200, fiche.rendre(one, self.contexte.base), entetes=entetes(one))

    def _liste(self, connection: Connection, told: list[Remarque]) -> Issue:
        found = lots.un(connection, f"{s.URN_UUID}{self.demande.id}")
        personne = self.contexte.porteur(found[0]) if found else None
        if found is None or personne is None or self.demande.version not in {"", "1"}:
            return self._inconnue(told)
        accord = self.contexte.accord(connection, personne, (METADONNEES,), told)
        if accord is None or self.contexte.refuse(told):
            return Issue(tuple(told))
        shown = vus(connection, accord, found[1:])
        if not shown:
            return self._inconnue(told)
        (one,) = shown
        headers = {"ETag": 'W/"1"', "Last-Modified": date_http(one.recu_us)}
        answer = Reponse(200, lot.rendre(one), entetes=headers)
        return Issue(tuple(told), answer, self.contexte.passage(accord, "recherche"))

    def _document(self, one: FicheServie, told: list[Remarque]) -> Reponse | None:
        """Raw by default; a Binary when a FHIR type is asked for; never another type than its own."""
        call, entry = self.contexte.appel, one.depose.fiche
        if (
            entry.availability_status == EtatDocument.OBSOLETE
            and noms.OPTION_REMPLACE in self.contexte.options
        ):
            told.append(Remarque(catalogue.DISPARU, entry.unique_id))
            return None
        if call.entete("if-unmodified-since"):
            place = Place("request", "header", "If-Unmodified-Since")
            told.append(Remarque(catalogue.CONDITION, call.entete("if-unmodified-since")[:60], place=place))
        how = formats.document(call, one.depose.mime)
        if how is None:
            told.append(
                Remarque(catalogue_appel.ACCEPTE, call.entete("accept")[:100], one.depose.mime, place=_ACCEPT)
            )
            return None
        etag = f'"{entry.hash}"'
        headers = {"ETag": etag, "Last-Modified": date_http(one.date_us)}
        if etag in call.entete("if-none-match"):
            return Reponse(304, entetes=headers)
        octets = self.contexte.blobs.get(one.depose.blob)
        if how == "brut":
            shown = {**headers, "Content-Disposition": "inline"}
            return Reponse(200, octets=octets, media=one.depose.mime, entetes=shown)
        labels = [coding(code) for code in entry.confidentiality_codes]
        return Reponse(200, self._binary(one, octets, labels), entetes=headers)

    def _binary(self, one: FicheServie, octets: bytes, labels: list[dict[str, Any]]) -> dict[str, Any]:
        own = fiche.identifiant_de(one.depose.fiche.logical_id)
        return {
            "resourceType": "Binary",
            "id": own,
            "meta": {"versionId": "1", "security": labels},
            "contentType": one.depose.mime,
            "securityContext": {"reference": f"DocumentReference/{own}"},
            "data": base64.b64encode(octets).decode(),
        }


def entetes(one: FicheServie) -> dict[str, str]:
    """The version and the time of the last change of an entry."""
    return {"ETag": f'W/"{one.version}"', "Last-Modified": date_http(one.maj_us)}
