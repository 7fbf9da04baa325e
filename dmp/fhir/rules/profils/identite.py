"""A Patient against fr-core-patient-ins, and the reliability of the identity (§10.1 to §10.3)."""

from collections.abc import Iterator
from typing import Final

from dmp.fhir.data import francais as fr
from dmp.fhir.data import systemes as s
from dmp.fhir.model.profil import Ecart, RegleProfil
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import fiabilite as fi
from dmp.fhir.rules.catalogue import identite as i
from simulators.core.sante.matricule import valide
from simulators.core.sante.oids import ANCIEN, Racine, racine

_STATUTS: Final = frozenset({"PROV", "VALI", "RECUP", "QUAL"})
_COLLECTES: Final = frozenset({"SM", "CV", "INSI", "CB", "RFID", "AV"})
_VALIDATIONS: Final = frozenset(
    {"CN", "PA", "CS", "eCN", "IN", "AV", "LECV", "AN", "LEP", "CC", "ANCV", "CIMS"}
)
_PRENOMS: Final = "birth-list-given-name"
_SEXES: Final = frozenset({"male", "female", "unknown"})
_FACTURATION: Final = ("http://terminology.hl7.org/CodeSystem/v2-0203", "NH")


def juger_patient(node: Noeud) -> Iterator[Ecart]:
    """The rules of a Patient; those of fr-core-patient-ins when it carries an INS or claims that profile."""
    carried = [(one, root) for one in node.elements("identifier") if (root := _ins(one)) is not None]
    for one, root in carried:
        yield from _identifiant(one, root)
    claims = any(
        one.texte.partition("|")[0] == fr.PATIENT_INS for one in node.champ("meta").elements("profile")
    )
    for one in node.extensions(fr.FIABILITE):
        yield from _fiabilite(one)
    if claims and not carried:
        yield Ecart(i.SANS_IDENTIFIANT, node.champ("identifier").chemin, "", i.SANS_IDENTIFIANT.attendu)
    if claims or carried:
        yield from _statut_et_ins(node, carried=bool(carried))
        yield from _traits(node)


def _ins(one: Noeud) -> Racine | None:
    """The root of an INS; None for the billing NIR, which has the same OID and the type NH."""
    root = racine(one.champ("system").texte)
    return None if root is None or _FACTURATION in one.champ("type").codes() else root


def _identifiant(one: Noeud, root: Racine) -> Iterator[Ecart]:
    types = {code for system, code in one.champ("type").codes() if system == s.IDENTIFIANTS_0203}
    use, value = one.champ("use"), one.champ("value")
    if not one.champ("type").present:
        yield Ecart(i.INS_SANS_TYPE, one.champ("type").chemin, "", root.type)
    elif root.type not in types:
        yield Ecart(i.INS_TYPE, one.champ("type").chemin, " ".join(sorted(types)), root.type)
    if use.texte and use.texte not in {root.use, ANCIEN}:
        yield Ecart(i.INS_USE, use.chemin, use.texte, root.use)
    if not valide(value.texte):
        yield Ecart(i.INS_FORME, value.chemin, value.texte, "13 signes et leur clé")


def _parties(extension: Noeud, name: str) -> Iterator[tuple[str, str, Noeud]]:
    """`(system, code, place)` of each coded part of the reliability extension."""
    for one in extension.extensions(name):
        coding = one.champ("valueCoding")
        if coding.present:
            yield coding.champ("system").texte, coding.champ("code").texte, coding
        concept = one.champ("valueCodeableConcept")
        for system, code in concept.codes():
            yield system, code, concept


def _statut(extension: Noeud) -> str:
    return next((code for _, code, _ in _parties(extension, "identityStatus")), "")


def _fiabilite(extension: Noeud) -> Iterator[Ecart]:
    for system, code, place in _parties(extension, "identityStatus"):
        if code not in _STATUTS:
            yield Ecart(fi.STATUT, place.chemin, code, fi.STATUT.attendu)
        if system != fr.STATUT_IDENTITE:
            yield Ecart(fi.STATUT_SYSTEME, place.chemin, system, fr.STATUT_IDENTITE)
    yield from _codes(extension, "methodCollection", _COLLECTES, fi.COLLECTE)
    yield from _codes(extension, "validationMode", _VALIDATIONS, fi.VALIDATION_MODE)
    comments = {code: place for _, code, place in _parties(extension, "comment")}
    status = _statut(extension)
    for code in ("DOUT", "FICT"):
        if code in comments and status not in {"", "PROV"}:
            yield Ecart(fi.DOUTEUSE, comments[code].chemin, f"{code}, {status}", "PROV")
    if {"DOUT", "FICT"} <= comments.keys():
        yield Ecart(fi.CUMUL, comments["FICT"].chemin, "DOUT, FICT", "")


def _codes(extension: Noeud, name: str, allowed: frozenset[str], row: RegleProfil) -> Iterator[Ecart]:
    for _, code, place in _parties(extension, name):
        if code not in allowed:
            yield Ecart(row, place.chemin, code, row.attendu)


def _statut_et_ins(node: Noeud, *, carried: bool) -> Iterator[Ecart]:
    found = node.extensions(fr.FIABILITE)
    if not found:
        place = f"{node.chemin}.extension"
        yield Ecart(fi.FIABILITE_ABSENTE, place, "", fi.FIABILITE_ABSENTE.attendu)
    statuses = {_statut(one): one for one in found}
    if not carried or "QUAL" in statuses:
        return
    if "VALI" in statuses:
        yield Ecart(fi.STATUT_VALIDEE, statuses["VALI"].chemin, "VALI", "QUAL")
    elif wrong := sorted({"PROV", "RECUP"} & statuses.keys()):
        yield Ecart(fi.STATUT_INS, node.premier("identifier").chemin, wrong[0], "QUAL")


def _traits(node: Noeud) -> Iterator[Ecart]:
    yield from _lieu(node)
    official = [one for one in node.elements("name") if one.champ("use").texte == "official"]
    good = [one for one in official if one.champ("family").texte and len(one.elements("given")) == 1]
    if not good:
        yield Ecart(i.NOM, node.champ("name").chemin, str(len(official)), i.NOM.attendu)
    for one in good[:1]:
        if not any(ext.champ("url").texte.endswith(_PRENOMS) for ext in one.elements("extension")):
            yield Ecart(i.PRENOMS, f"{one.chemin}.extension", "", i.PRENOMS.attendu)
    gender = node.champ("gender")
    if gender.texte not in _SEXES:
        yield Ecart(i.SEXE, gender.chemin, gender.texte, i.SEXE.attendu)
    if not node.champ("birthDate").texte:
        yield Ecart(i.NAISSANCE, node.champ("birthDate").chemin, "", i.NAISSANCE.attendu)


def _lieu(node: Noeud) -> Iterator[Ecart]:
    codes = [
        part
        for one in node.extensions(fr.NAISSANCE)
        for ext in one.champ("valueAddress").elements("extension")
        if ext.champ("url").texte.lower().endswith(("insee-code", "inseecode"))
        for part in (ext.champ("valueCoding").champ("code"), ext.champ("valueCode"), ext.champ("valueString"))
        if part.texte
    ]
    if not codes:
        place = f"{node.chemin}.extension"
        yield Ecart(i.LIEU_NAISSANCE, place, "", i.LIEU_NAISSANCE.attendu)
        return
    known = {_statut(one) for one in node.extensions(fr.FIABILITE)} & {"VALI", "QUAL"}
    if known and codes[0].texte == "99999":
        yield Ecart(i.COG_INCONNU, codes[0].chemin, "99999", "")
