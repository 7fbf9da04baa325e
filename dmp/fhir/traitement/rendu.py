"""Answers as bytes, in the format that was negotiated."""

import json
from dataclasses import dataclass

from dmp.fhir.data import noms
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.xml_ecriture import ecrire_xml
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.rules.formats import Format


@dataclass(frozen=True, slots=True)
class Ecrit:
    """An answer on the wire."""

    statut: int
    media: str
    corps: bytes
    entetes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendu:
    """Writes answers; the classes of FHIR are needed for XML only."""

    modeles: Modeles

    def ecrire(self, answer: Reponse, wanted: Format) -> Ecrit:
        """The bytes of an answer."""
        headers = tuple(answer.entetes.items())
        if answer.octets is not None:
            return Ecrit(answer.statut, answer.media, answer.octets, headers)
        if answer.ressource is None:
            return Ecrit(answer.statut, "", b"", headers)
        if wanted == "xml":
            body = ecrire_xml(answer.ressource, self.modeles)
            return Ecrit(answer.statut, f"{noms.XML};charset=utf-8", body, headers)
        body = json.dumps(answer.ressource, ensure_ascii=False, separators=(",", ":")).encode()
        return Ecrit(answer.statut, f"{noms.JSON};charset=utf-8", body, headers)
