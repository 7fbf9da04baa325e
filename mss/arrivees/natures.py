"""The natures of incoming mail, as a person reads them."""

from collections.abc import Mapping
from typing import Final

from mss.arrivees.model import Nature
from simulators.core.rule import Text

NATURES: Final[Mapping[Nature, Text]] = {
    Nature.NOMINAL: Text("Lettre de sortie, INS qualifiée", "Discharge letter, qualified INS"),
    Nature.SANS_INS: Text(
        "Document sans INS : à rapprocher à la main", "Document without INS: to match by hand"
    ),
    Nature.INS_FAUSSE: Text(
        "INS d'un autre, avec les traits du patient", "INS of somebody else, with the patient's traits"
    ),
    Nature.AUTRE_PATIENT: Text(
        "La fiche nomme le patient, le document un autre", "The sheet names the patient, the document another"
    ),
    Nature.DEUX_CDA: Text("Deux documents dans l'archive", "Two documents in the archive"),
    Nature.ZIP_CORROMPU: Text("Archive coupée, illisible", "Cut archive, unreadable"),
    Nature.EICAR: Text("Pièce jointe du test antivirus EICAR", "Attachment of the EICAR antivirus test"),
    Nature.REMPLACEMENT: Text(
        "Document puis version qui le remplace", "Document, then a version that replaces it"
    ),
    Nature.SUPPRESSION: Text("Document puis demande de suppression", "Document, then a request to delete it"),
    Nature.ACCUSE_DEMANDE: Text("Lettre de sortie, accusé demandé", "Discharge letter, receipt asked"),
    Nature.DOUBLON: Text("Le même document deux fois", "The same document twice"),
    Nature.SIMPLE: Text("Courriel sans document", "Mail without document"),
    Nature.AVIS_ECHEC: Text("Avis d'échec d'un autre opérateur", "Failure report of another operator"),
}
