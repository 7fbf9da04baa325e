"""Judges what identifies a document."""

import re
from collections.abc import Iterator
from typing import Final

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda.valeurs import RACINE, Coded, Temps
from simulators.core.sante.codes import Code
from simulators.core.sante.nomenclatures import N1_TEMPLATE, Nomenclature, Nomenclatures

HL7_FRANCE: Final = "2.16.840.1.113883.2.8.2.1"
CI_SIS: Final = "1.2.250.1.213.1.1.1.1"
TYPE_ID: Final = ("2.16.840.1.113883.1.3", "POCD_HD000040")
LONGEST_TITLE: Final = 128
NULLS: Final = frozenset({"UNK", "NASK", "ASKU", "NAV", "MSK"})
USES: Final = frozenset({"H", "HP", "HV", "WP", "DIR", "PUB", "EC", "MC", "PG"})

_TIME: Final = re.compile(r"[0-9]{14}(?:\.[0-9]+)?([+-][0-9]{4})?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})")
_OID: Final = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+")
# SM §3.5.3: elements that can never be declared absent.
_NEVER_NULL: Final = frozenset(
    {"id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode", "setId", "versionNumber",
     "recordTarget", "recordTarget/patientRole", "recordTarget/patientRole/patient",
     "recordTarget/patientRole/patient/name", "author", "author/assignedAuthor", "author/assignedAuthor/id",
     "custodian", "legalAuthenticator", "legalAuthenticator/assignedEntity",
     "legalAuthenticator/assignedEntity/id", "documentationOf", "documentationOf/serviceEvent",
     "documentationOf/serviceEvent/effectiveTime", "documentationOf/serviceEvent/performer",
     "documentationOf/serviceEvent/performer/assignedEntity/representedOrganization/standardIndustryClassCode",
     "relatedDocument/parentDocument/id", "componentOf", "componentOf/encompassingEncounter",
     "componentOf/encompassingEncounter/location",
     "componentOf/encompassingEncounter/location/healthCareFacility",
     "componentOf/encompassingEncounter/location/healthCareFacility/code"}
)  # fmt: skip


def entete(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    """Every rule on identification, dates, language, versions and absences."""
    yield from _marques(one)
    yield from _gabarits(one)
    yield from _identification(one, values)
    if one.date is None or not _TIME.fullmatch(one.date.valeur or ""):
        yield Remarque("HDR-TIME", _at(one.date), _time(one.date), "AAAAMMJJhhmmss+hhmm", "value")
    elif not _OFFSET.search(one.date.valeur or ""):
        yield Remarque("HDR-TIME-OFFSET", one.date.repere, _time(one.date), "+hhmm", "value")
    yield from _langue(one)
    yield from _versions(one)
    yield from _absences(one)
    for name, repere in one.doubles:
        yield Remarque("HDR-CARD", repere, name, "1")


_OFFSET: Final = re.compile(r"[+-][0-9]{4}$")


def _at(value: Temps | Coded | None) -> int:
    return RACINE if value is None else value.repere


def _time(value: Temps | None) -> str:
    return "" if value is None else value.valeur or ""


def coded(value: Coded) -> Code:
    """The code alone."""
    return Code(value.code or "", value.system, value.label)


def inconnu(value: Coded | None, known: Nomenclature) -> bool:
    """True when a mandatory code is absent or outside its value set."""
    return value is None or coded(value) not in known


def _marques(one: EnteteCda) -> Iterator[Remarque]:
    if [realm.code for realm in one.royaumes] != ["FR"]:
        at = one.royaumes[-1].repere if one.royaumes else RACINE
        yield Remarque("HDR-REALM", at, " ".join(realm.code or "" for realm in one.royaumes), "FR", "code")
    kind = one.type_id
    if kind is None or (kind.root, kind.extension) != TYPE_ID:
        found = "" if kind is None else f"{kind.root} {kind.extension or ''}".strip()
        yield Remarque("HDR-TYPEID", RACINE if kind is None else kind.repere, found, " ".join(TYPE_ID))


def _gabarits(one: EnteteCda) -> Iterator[Remarque]:
    roots = [template.root for template in one.gabarits]
    for rule, root in (("HDR-TPL-HL7FR", HL7_FRANCE), ("HDR-TPL-CISIS", CI_SIS)):
        if root not in roots:
            yield Remarque(rule, RACINE, "", root)
    models = [one for one in one.gabarits if one.root not in {HL7_FRANCE, CI_SIS}]
    if not models:
        yield Remarque("HDR-TPL-3", RACINE, str(len(roots)), "≥ 3")
        return
    level1 = one.corps.niveau == "N1"
    wrong = [model for model in models if (model.root == N1_TEMPLATE) != level1]
    if wrong and one.corps.niveau:
        yield Remarque("HDR-N1-TPL", wrong[0].repere, wrong[0].root, N1_TEMPLATE if level1 else "", "root")


def _identification(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    if one.id is None or not _OID.fullmatch(one.id.root):
        yield Remarque("HDR-ID", RACINE if one.id is None else one.id.repere, one.unique_id, "OID", "root")
    elif one.id.extension is not None:
        yield Remarque("HDR-ID-EXT", one.id.repere, one.id.extension, "", "extension")
    if inconnu(one.code, values.type_code) or (one.code is not None and not one.code.label):
        at = _at(one.code)
        yield Remarque("HDR-CODE-JDV", at, "" if one.code is None else one.code.code or "", "JDV_J07", "code")
    if one.titre is None or not one.titre.valeur:
        yield Remarque("HDR-TITLE", RACINE if one.titre is None else one.titre.repere)
    elif len(one.titre.valeur) > LONGEST_TITLE:
        yield Remarque("HDR-TITLE-128", one.titre.repere, str(len(one.titre.valeur)), f"≤ {LONGEST_TITLE}")
    if inconnu(one.confidentialite, values.confidentiality):
        found = "" if one.confidentialite is None else one.confidentialite.code or ""
        yield Remarque("HDR-CONF", _at(one.confidentialite), found, "N", "code")


def _langue(one: EnteteCda) -> Iterator[Remarque]:
    told = "" if one.langue is None else one.langue.code or ""
    if not _LANGUAGE.fullmatch(told):
        yield Remarque("HDR-LANG", _at(one.langue), told, "fr-FR", "code")
    elif told != "fr-FR":
        yield Remarque("HDR-LANG-FR", _at(one.langue), told, "fr-FR", "code")


def _versions(one: EnteteCda) -> Iterator[Remarque]:
    if one.lot_versions is None or not one.lot_versions.root:
        yield Remarque("HDR-SETID", RACINE if one.lot_versions is None else one.lot_versions.repere)
    number = "" if one.version is None else one.version.valeur
    if not (number.isascii() and number.isdigit() and number.strip("0")):
        at = RACINE if one.version is None else one.version.repere
        yield Remarque("HDR-VERSION", at, number, "1", "value")
    if one.copie is not None:
        yield Remarque("HDR-COPYTIME", one.copie.repere, one.copie.valeur or "")
    for link in one.liens:
        if not any(parent.root for parent in link.parents):
            yield Remarque("REL", link.repere, "", "parentDocument/id")


def _absences(one: EnteteCda) -> Iterator[Remarque]:
    for absent in one.nuls:
        if absent.chemin in _NEVER_NULL:
            yield Remarque("NULL-INTERDIT", absent.repere, absent.saveur, "", "nullFlavor")
        elif absent.saveur not in NULLS:
            yield Remarque("NULL", absent.repere, absent.saveur, " ".join(sorted(NULLS)), "nullFlavor")
    for way in one.telecoms:
        if (way.valeur is None) == (way.null is None):
            yield Remarque("TEL", way.repere, way.valeur or "", "value | nullFlavor")
        elif way.usage and not USES.issuperset(way.usage.split()):
            yield Remarque("TEL", way.repere, way.usage, " ".join(sorted(USES)), "use")
