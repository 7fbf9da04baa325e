"""The patient a resource is about, in the four writings of a reference (dmp_fhir.md §3.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from dmp.fhir.data import systemes as s
from dmp.fhir.messages.acteurs_lus import contenu
from dmp.fhir.messages.elements import lire_ins
from dmp.fhir.model.ressource import Noeud
from simulators.core.sante.identifiants import Cx

_CONDITION: Final = "Patient?identifier="
_ID: Final = "Patient/"


@dataclass(slots=True)
class Patients:
    """Who a `subject` names. `connu` gives the INS of a Patient of this server by its id."""

    connu: Callable[[str], Cx | None]
    entrees: Mapping[str, Noeud] = field(default_factory=dict)

    def de(self, subject: Noeud, resource: Noeud) -> Cx | None:
        """The INS, None when nobody is named so."""
        reference = subject.champ("reference").texte
        if not reference:
            return lire_identifiant(subject.champ("identifier"))
        if reference.startswith("#"):
            held = contenu(resource, subject)
            return lire_ins(held) if held is not None else None
        if _CONDITION in reference:
            return jeton(unquote(reference.partition(_CONDITION)[2].partition("&")[0]))
        if reference in self.entrees:
            return lire_ins(self.entrees[reference])
        return self.connu(reference.rpartition("/")[2]) if _ID in reference else None


def lire_identifiant(one: Noeud) -> Cx | None:
    """An Identifier under an OID."""
    value, system = one.champ("value").texte.strip(), one.champ("system").texte.strip()
    return Cx(value, system.removeprefix(s.URN_OID)) if value and system.startswith(s.URN_OID) else None


def jeton(text: str) -> Cx | None:
    """`system|value`; None without an OID."""
    system, bar, value = text.partition("|")
    return (
        Cx(value.strip(), system.removeprefix(s.URN_OID))
        if bar and value and system.startswith(s.URN_OID)
        else None
    )
