"""Which patient a resource names, as far as the message alone tells (§3.1, MHD ITI-65 "Patient Identity")."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import parse_qs

from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.profils.outils import contenues
from simulators.core.sante.oids import racine

_PARAMETRES: Final = 10


class Designation(NamedTuple):
    """A patient named by a number (matricule or other) or by an address, both empty when unknown."""

    numero: str = ""
    adresse: str = ""

    def contredit(self, other: "Designation") -> bool:
        """True when both are of the same kind and differ; an address and a number cannot be compared here."""
        if self.numero and other.numero:
            return self.numero != other.numero
        return bool(self.adresse and other.adresse and not (self.numero or other.numero)) and (
            self.adresse != other.adresse
        )


def designation(reference: Noeud, entrees: Mapping[str, Noeud]) -> Designation:
    """The patient of a `subject`: logical, conditional, in the bundle (`entrees` by fullUrl) or not."""
    text = reference.champ("reference").texte
    if not text:
        identifier = reference.champ("identifier")
        return Designation(_numero(identifier.champ("system").texte, identifier.champ("value").texte))
    if text.startswith("Patient?"):
        system, _, value = _identifier(text.partition("?")[2]).rpartition("|")
        return Designation(_numero(system, value))
    found = entrees.get(text)
    return Designation(numero_du_patient(found) if found is not None else "", text)


def _identifier(query: str) -> str:
    try:
        return parse_qs(query, max_num_fields=_PARAMETRES).get("identifier", [""])[0]
    except ValueError:
        return ""


def patient_source(fiche: Noeud) -> Designation:
    """The patient that an entry contains as its source knows it."""
    named = fiche.champ("context").champ("sourcePatientInfo").champ("reference").texte
    found = contenues(fiche).get(named)
    return Designation(numero_du_patient(found) if found is not None else "")


def numero_du_patient(patient: Noeud) -> str:
    """The INS of a Patient resource, without its key; empty when it has none."""
    for one in patient.elements("identifier"):
        system = one.champ("system").texte
        if racine(system) is not None:
            return _numero(system, one.champ("value").texte)
    return ""


def _numero(system: str, value: str) -> str:
    """Matricules compare by their thirteen signs, whatever the OID (errata 15); others with their system."""
    if racine(system) is not None:
        return value.strip().replace(" ", "")[:13]
    return f"{system}|{value}" if value else ""
