"""Authors, legal authenticators and the patient's traits, from the contained resources that name them.

dmp_fhir.md §2.6, §9.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.fhir.data import francais as fr
from dmp.fhir.data import systemes as s
from dmp.fhir.messages.elements import lire_ins
from dmp.fhir.model.ressource import Noeud
from simulators.core.sante.ebrim.modele import Auteur
from simulators.core.sante.identifiants import (
    IDENTIFIANT_PS,
    IDENTIFIANT_STRUCTURE,
    InfosPatient,
    NomPatient,
    Xcn,
    Xon,
)

_LUS: Final[Mapping[str, str]] = {"female": "F", "male": "M", "unknown": "U", "other": "U"}


def contenu(racine: Noeud, reference: Noeud) -> Noeud | None:
    """The contained resource that a `#…` reference names."""
    wanted = reference.champ("reference").texte
    if not wanted.startswith("#"):
        return None
    return next((one for one in racine.elements("contained") if one.champ("id").texte == wanted[1:]), None)


def lire_auteurs(references: tuple[Noeud, ...], racine: Noeud) -> tuple[Auteur, ...]:
    """One author for each reference that can be followed."""
    return tuple(found for one in references if (found := lire_auteur(one, racine)) is not None)


def lire_auteur(reference: Noeud, racine: Noeud) -> Auteur | None:
    """Who a reference names: a person, an organisation, a device, a patient, by resource or by identifier."""
    one = contenu(racine, reference)
    if one is None:
        own = reference.champ("identifier")
        named = _xcn((own,), Noeud("", None)) if own.present else ""
        return Auteur(personnes=(named,)) if named else None
    if one.champ("resourceType").texte == "Organization":
        return Auteur(institutions=tuple(_xon(one)))
    if one.champ("resourceType").texte != "PractitionerRole":
        named = _xcn(one.elements("identifier"), one)
        return Auteur(personnes=(named,) if named else ())
    person = contenu(racine, one.champ("practitioner"))
    place = contenu(racine, one.champ("organization"))
    ids = (*(person.elements("identifier") if person else ()), *one.elements("identifier"))
    named = _xcn(ids, person or one)
    return Auteur(
        institutions=tuple(_xon(place)) if place else (),
        personnes=(named,) if named else (),
        roles=tuple(_textes(one.elements("code"))),
        specialites=tuple(_textes(one.elements("specialty"))),
    )


def _textes(several: tuple[Noeud, ...]) -> Iterator[str]:
    for one in several:
        code = one.premier("coding")
        label = code.champ("display").texte or one.champ("text").texte
        value, system = code.champ("code").texte, s.oid(code.champ("system").texte)
        yield f"{value}^{label}^{system}" if value else label


def _xcn(identifiers: tuple[Noeud, ...], person: Noeud) -> str:
    """The person as metadata carry it: national identifier first, else the first one."""
    kept = [one for one in identifiers if one.champ("value").texte]
    if not kept:
        return ""
    national = [one for one in kept if one.champ("system").texte == f"{s.URN_OID}{IDENTIFIANT_PS}"]
    rpps = [one for one in kept if one.champ("system").texte == s.RPPS]
    own = next(iter((*national, *rpps, *kept)))
    value, system = own.champ("value").texte, own.champ("system").texte
    if system == s.RPPS:
        value, system = f"8{value}", f"{s.URN_OID}{IDENTIFIANT_PS}"
    oid = system.removeprefix(s.URN_OID)
    typed = next((code for _, code in own.champ("type").codes()), "")
    name = person.premier("name")
    genre = "U" if person.champ("resourceType").texte == "Device" else "D"
    kind = "IDNPS" if oid == IDENTIFIANT_PS else typed or ("RI" if genre == "U" else "EI")
    if person.champ("resourceType").texte == "Patient":
        kind = "NH"
    given = name.premier("given").texte
    return str(Xcn(value, name.champ("family").texte or name.champ("text").texte, given, oid, genre, kind))


def _xon(place: Noeud) -> Iterator[str]:
    kept = [one for one in place.elements("identifier") if one.champ("value").texte]
    system = f"{s.URN_OID}{IDENTIFIANT_STRUCTURE}"
    own = next((one for one in kept if one.champ("system").texte == system), next(iter(kept), None))
    name = place.champ("name").texte
    if own is None:
        yield str(Xon(name))
        return
    oid = own.champ("system").texte.removeprefix(s.URN_OID)
    typed = next((code for _, code in own.champ("type").codes()), "IDNST")
    yield str(Xon(name, own.champ("value").texte, oid if oid[:1].isdigit() else "1.3.2", typed))


def lire_authentificateur(reference: Noeud, racine: Noeud) -> str:
    """The legal authenticator as XCN, empty when no person is named."""
    found = lire_auteur(reference, racine)
    return next(iter(found.personnes), "") if found else ""


def lire_traits(reference: Noeud, racine: Noeud) -> tuple[tuple[str, ...], str]:
    """sourcePatientInfo and sourcePatientId of the contained Patient; both empty when there is none."""
    one = contenu(racine, reference)
    if one is None:
        return (), ""
    names = tuple(
        NomPatient(
            name.champ("family").texte,
            name.premier("given").texte,
            "L" if name.champ("use").texte in {"official", ""} else "D",
        )
        for name in one.elements("name")
        if name.champ("family").texte
    )
    places = [own.champ("valueAddress") for own in one.extensions(fr.NAISSANCE)]
    cogs = [
        own.champ("valueCoding").champ("code").texte for one in places for own in one.extensions(fr.INSEE)
    ]
    born = one.champ("birthDate").texte.replace("-", "")
    read = InfosPatient(names, born, _LUS.get(one.champ("gender").texte, "U"), next(iter(cogs), ""))
    number = lire_ins(one)
    return read.valeurs(), str(number) if number is not None else ""
