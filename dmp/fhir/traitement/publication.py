"""One entry that brings its document (ITI-105): the set around it is made here (dmp_fhir.md §3.6)."""

from datetime import datetime

from dmp.fhir.messages import fiche as messages_fiche
from dmp.fhir.model.recu import FicheRecue, LotRecu
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import depot
from dmp.fhir.traitement.patients import Patients
from dmp.fhir.traitement.pieces import Document, decoder, document
from dmp.fhir.traitement.transaction import lieu
from dmp.xds.model import Remarque
from simulators.core.sante.ebrim.modele import LotSoumission
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

SYMBOLE = "fiche0"


def lire(
    resource: Noeud, patients: Patients, unique: str, maintenant: datetime
) -> tuple[LotRecu | None, list[Remarque], dict[str, Document]]:
    """The set of one entry, what is wrong with it, its document."""
    attachment = resource.premier("content").champ("attachment")
    patient = patients.de(resource.champ("subject"), resource)
    told: list[Remarque] = []
    if patient is None:
        told.append(Remarque(depot.PATIENT, place=lieu(resource.champ("subject"))))
    data = attachment.champ("data")
    octets = decoder(data) if data.present else None
    if octets is None:
        # The rules of the profile have said why.
        return None, told, {}
    fiche = messages_fiche.lire(resource, SYMBOLE, patient)
    links = []
    for link in resource.elements("relatesTo"):
        code, target = link.champ("code"), link.champ("target")
        if code.texte == "replaces":
            links.append(target.champ("reference").texte or target.champ("identifier").champ("value").texte)
        else:
            told.append(Remarque(depot.LIEN, code.texte, "replaces", place=lieu(code)))
    made = document(SYMBOLE, octets, fiche.mime_type)
    lot = LotSoumission(
        entry_uuid="lot",
        unique_id=unique,
        source_id=ENTREPOT_DMP,
        patient_id=str(patient) if patient else "",
        submission_time=f"{maintenant:%Y%m%d%H%M%S}",
        title=fiche.title,
        authors=fiche.authors,
    )
    received = FicheRecue(resource, fiche, None, tuple(links))
    recu = LotRecu(lot, (received,), {SYMBOLE: made.piece}, patient)
    return recu, told, {SYMBOLE: made}
