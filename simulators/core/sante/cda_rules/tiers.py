"""Judges the order of the header, its identifiers and times, and the other participations (cda.md §2)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from simulators.core.sante import matricule
from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda, Tiers
from simulators.core.sante.cda.valeurs import Ident, Periode, Temps
from simulators.core.sante.cda_rules.entete import inconnu
from simulators.core.sante.identifiants import IDENTIFIANT_PS, IDENTIFIANT_STRUCTURE
from simulators.core.sante.nationaux import lire_ps, lire_structure
from simulators.core.sante.nomenclatures import Nomenclatures

# SM table 1, in the order of the CDA schema.
ORDRE: Final = (
    "realmCode", "typeId", "templateId", "id", "code", "title", "effectiveTime", "confidentialityCode",
    "languageCode", "setId", "versionNumber", "copyTime", "recordTarget", "author", "dataEnterer",
    "informant", "custodian", "informationRecipient", "legalAuthenticator", "authenticator", "participant",
    "inFulfillmentOf", "documentationOf", "relatedDocument", "authorization", "componentOf", "component",
)  # fmt: skip
_RANGS: Final = {name: rank for rank, name in enumerate(ORDRE)}
ADRESSES: Final = frozenset({"H", "HP", "HV", "WP", "TMP"})
PROCHES: Final = frozenset({"ECON", "NOK", "CON", "CAREGIVER", "PAT"})
ASSOCIES: Final = frozenset({"PROV", "AGNT"})
_SECONDE: Final = re.compile(r"[0-9]{14}(?:\.[0-9]+)?[+-][0-9]{4}")
_PERIODE: Final = re.compile(r"[0-9]{4}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{4}(?:[0-9]{2})?[+-][0-9]{4})?)?)?")
_NAISSANCE: Final = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")

_CODES: Final = {"authenticator": ("VALIDEUR", "S"), "authorization": ("CONSENTEMENT", "completed")}
_CONTENUS: Final = {
    "dataEnterer": ("SAISIE", ("time", "assignedEntity")),
    "informationRecipient": ("DESTINATAIRE", ("intendedRecipient",)),
}


def tiers(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    """Every rule on order, identifiers, times and other participations."""
    yield from _ordre(one)
    yield from _identifiants(one)
    yield from _temps(one)
    for address in one.adresses:
        if address.usage and not ADRESSES.issuperset(address.usage.split()):
            yield Remarque("ADDR", address.repere, address.usage, " ".join(sorted(ADRESSES)), "use")
    for author in one.auteurs:
        if author.fonction is not None and inconnu(author.fonction, values.function_code):
            yield Remarque("FONCTION", author.fonction.repere, author.fonction.code or "", "JDV_J47", "code")
    if one.conservateur is not None and not one.conservateur.nom:
        yield Remarque("CUST-NOM", one.conservateur.repere, "", "name")
    for other in one.tiers:
        yield from _tiers(other, values)
    yield from _remplacement(one)


def _ordre(one: EnteteCda) -> Iterator[Remarque]:
    """The first element out of its place, and each element that a header has not."""
    furthest = 0
    told = False
    for element in one.elements:
        rank = _RANGS.get(element.nom)
        if rank is None:
            yield Remarque("HDR-ELEMENT", element.repere, element.nom)
        elif rank < furthest and not told:
            told = True
            yield Remarque("HDR-ORDRE", element.repere, element.nom, f"< {ORDRE[furthest]}")
        else:
            furthest = max(furthest, rank)


def _identifiants(one: EnteteCda) -> Iterator[Remarque]:
    """National identifiers have their shape, the INS its key; keys alone never refuse (errata 16)."""
    people = [ident for author in one.auteurs for ident in author.ids]
    people += [ident for event in one.actes for ident in event.executants]
    people += one.responsable.ids if one.responsable is not None else ()
    for ident in _nationaux(people, IDENTIFIANT_PS):
        if lire_ps(ident.extension or "") is None:
            yield Remarque("ID-PS", ident.repere, ident.extension or "", "8 + RPPS", "extension")
    places = [ident for author in one.auteurs if author.organisation for ident in author.organisation.ids]
    places += one.conservateur.ids if one.conservateur is not None else ()
    for ident in _nationaux(places, IDENTIFIANT_STRUCTURE):
        if lire_structure(ident.extension or "") is None:
            yield Remarque("ID-STRUCTURE", ident.repere, ident.extension or "", "1 + FINESS", "extension")
    ins = one.patient.ins if one.patient is not None else None
    number = (ins.extension or "") if ins is not None else ""
    if ins is not None and len(number) == matricule.LENGTH_WITH_KEY and not matricule.valide(number):
        yield Remarque("PAT-INS-CLE", ins.repere, number, "", "extension")


def _nationaux(ids: Iterable[Ident], root: str) -> Iterator[Ident]:
    return (ident for ident in ids if ident.root == root and ident.extension)


def _temps(one: EnteteCda) -> Iterator[Remarque]:
    """Times of authors and of the signature to the second; those of events by the minute at least."""
    for author in one.auteurs:
        yield from _seconde("AUT-TIME", author.temps, author.repere)
    if one.responsable is not None:
        yield from _seconde("LEGAL-TIME", one.responsable.temps, one.responsable.repere)
    born = one.patient.naissance if one.patient is not None else None
    if born is not None and born.valeur and not _NAISSANCE.fullmatch(born.valeur):
        yield Remarque("PAT-NAISSANCE", born.repere, born.valeur, "AAAAMMJJ", "value")
    for event in one.actes:
        yield from _periode(event.periode)
    if one.rencontre is not None:
        yield from _periode(one.rencontre.periode)


def _seconde(rule: str, when: Temps | None, at: int) -> Iterator[Remarque]:
    value = "" if when is None else when.valeur or ""
    if when is None:
        yield Remarque(rule, at, "", "time")
    elif not _SECONDE.fullmatch(value):
        yield Remarque(rule, when.repere, value, "AAAAMMJJhhmmss+hhmm", "value")


def _periode(period: Periode | None) -> Iterator[Remarque]:
    bounds = () if period is None else (period.debut, period.fin)
    for when in bounds:
        if when is not None and when.valeur is not None and not _PERIODE.fullmatch(when.valeur):
            yield Remarque("EVT-TIME", when.repere, when.valeur, "AAAAMMJJhhmm+hhmm", "value")


def _tiers(other: Tiers, values: Nomenclatures) -> Iterator[Remarque]:
    """One participation: what it must hold, and the code it must carry."""
    code = (other.code.code or "") if other.code is not None else ""
    if other.nom in _CODES:
        rule, expected = _CODES[other.nom]
        if code != expected:
            yield Remarque(rule, other.repere, code, expected)
    elif other.nom in _CONTENUS:
        rule, needed = _CONTENUS[other.nom]
        if not other.roles.issuperset(needed):
            yield Remarque(rule, other.repere, "", ", ".join(needed))
    elif other.nom == "inFulfillmentOf":
        if not any(ident.root for ident in other.ids):
            yield Remarque("PRESCRIPTION", other.repere, "", "order/id")
    elif other.nom == "participant":
        yield from _participant(other, values)
    elif "assignedEntity" not in other.roles and other.classe not in PROCHES:
        yield Remarque("INFORMANT", other.repere, other.classe, "assignedEntity | relatedEntity")


def _participant(other: Tiers, values: Nomenclatures) -> Iterator[Remarque]:
    if other.classe not in ASSOCIES:
        yield Remarque("PART-ROLE", other.repere, other.classe, "associatedEntity PROV | AGNT")
    if other.code is not None and inconnu(other.code, values.function_code):
        yield Remarque("FONCTION", other.code.repere, other.code.code or "", "JDV_J47", "code")


def _remplacement(one: EnteteCda) -> Iterator[Remarque]:
    """A version after the first replaces another document, which is not itself (SM §3.5.5.10)."""
    number = "" if one.version is None else one.version.valeur
    later = number.isascii() and number.isdigit() and number.lstrip("0") not in {"", "1"}
    if later and not one.liens:
        at = 0 if one.version is None else one.version.repere
        yield Remarque("VERSION-LIEN", at, number, "relatedDocument", "value")
    for link in one.liens:
        if link.type != "RPLC":
            yield Remarque("REL-TYPE", link.repere, link.type, "RPLC", "typeCode")
        for parent in link.parents:
            if parent.root and one.unique_id == parent.root:
                yield Remarque("REL-SOI", parent.repere, parent.root, "", "root")
