"""Writes coded entries, with the templateIds of their kind as published examples have them."""

from collections.abc import Iterable
from typing import Final

from simulators.core.sante.cda.ecriture_absences import absence_xml
from simulators.core.sante.cda.ecriture_ancre import Ancre
from simulators.core.sante.cda.ecriture_codes import SNOMED, XSI, borne, code_xml, depuis, quand, valeur
from simulators.core.sante.cda.ecriture_observations import observation_xml
from simulators.core.sante.cda.entrees import (
    Absence,
    Diagnostic,
    Entree,
    Geste,
    Intolerance,
    Prise,
    Vaccination,
)
from simulators.core.sante.codes import Code
from simulators.core.xml.escape import text

_CCD: Final = "2.16.840.1.113883.10.20.1."
_PCC: Final = "1.3.6.1.4.1.19376.1.5.3.1.4."
_FR: Final = "1.2.250.1.213.1.1.3."
_INTERPRETATION: Final = Code("282291009", SNOMED, "interprétation diagnostique")
_VACCIN: Final = Code("IMMUNIZ", "2.16.840.1.113883.5.4", "Immunization")
_CONCERN: Final = (f"{_CCD}27", f"{_PCC}5.1")


def entrees_xml(a: Ancre, entrees: Iterable[Entree]) -> str:
    """The entries one after the other."""
    return "".join(f"<entry>{_entree(a, one)}</entry>" for one in entrees)


def _entree(a: Ancre, one: Entree) -> str:
    match one:
        case Diagnostic():
            return _preoccupation(a, f"{_PCC}5.2", f"{_FR}39", _diagnostic(a, one))
        case Intolerance():
            return _preoccupation(a, f"{_PCC}5.3", f"{_FR}40", _intolerance(a, one))
        case Prise():
            return _prise(a, one)
        case Vaccination():
            return _vaccination(a, one)
        case Geste():
            return _geste(a, one)
        case Absence():
            return absence_xml(a, one)
        case _:
            return observation_xml(a, one)


def _preoccupation(a: Ancre, kind: str, own: str, observation: str) -> str:
    return (
        f'<act classCode="ACT" moodCode="EVN">{a.tete(*_CONCERN, kind, own)}<code nullFlavor="NA"/>'
        '<statusCode code="active"/><effectiveTime><low nullFlavor="UNK"/></effectiveTime>'
        f'<entryRelationship typeCode="SUBJ" inversionInd="false">{observation}</entryRelationship></act>'
    )


def _diagnostic(a: Ancre, one: Diagnostic) -> str:
    value = (
        valeur("CD", code_xml("value", one.code)).replace("/>", f">{a.original()}</value>")
        if one.code
        else f'<value {XSI} xsi:type="CD" nullFlavor="UNK">{a.original()}</value>'
    )
    return (
        f'<observation classCode="OBS" moodCode="EVN" negationInd="false">'
        f"{a.tete(f'{_CCD}28', f'{_PCC}5', f'{_FR}37')}{code_xml('code', _INTERPRETATION)}"
        f'{a.texte()}<statusCode code="completed"/>{depuis(one.depuis)}{value}</observation>'
    )


def _intolerance(a: Ancre, one: Intolerance) -> str:
    return (
        '<observation classCode="OBS" moodCode="EVN">'
        f"{a.tete(f'{_CCD}18', f'{_CCD}28', f'{_PCC}5', f'{_PCC}6', f'{_FR}41')}"
        f'{code_xml("code", one.nature)}{a.texte()}<statusCode code="completed"/>'
        f'{depuis(one.depuis)}<value {XSI} xsi:type="CD">{a.original()}</value>'
        '<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">'
        f'<code nullFlavor="UNK">{a.original()}</code><name>{text(one.substance)}</name>'
        "</playingEntity></participantRole></participant></observation>"
    )


def _prise(a: Ancre, one: Prise) -> str:
    return (
        '<substanceAdministration classCode="SBADM" moodCode="INT">'
        f"{a.tete(f'{_CCD}24', f'{_PCC}7', f'{_PCC}7.1', f'{_FR}42')}{a.texte()}"
        f'<statusCode code="completed"/><effectiveTime {XSI} xsi:type="IVL_TS">'
        f"{borne('low', one.depuis)}{borne('high', one.jusque)}</effectiveTime>"
        f"{_produit(a, one.medicament)}</substanceAdministration>"
    )


def _vaccination(a: Ancre, one: Vaccination) -> str:
    return (
        '<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">'
        f"{a.tete(f'{_CCD}24', f'{_PCC}12', f'{_FR}45')}{code_xml('code', _VACCIN)}{a.texte()}"
        f'<statusCode code="completed"/>{quand(one.quand)}{_produit(a, one.vaccin)}'
        "</substanceAdministration>"
    )


def _produit(a: Ancre, name: str) -> str:
    templates = "".join(f'<templateId root="{root}"/>' for root in (f"{_CCD}53", f"{_PCC}7.2", f"{_FR}43"))
    return (
        f'<consumable typeCode="CSM"><manufacturedProduct classCode="MANU">{templates}'
        f'<manufacturedMaterial><code nullFlavor="UNK">{a.original()}</code><name>{text(name)}</name>'
        "</manufacturedMaterial></manufacturedProduct></consumable>"
    )


def _geste(a: Ancre, one: Geste) -> str:
    code = f'<code nullFlavor="UNK"><originalText>{text(one.libelle)}</originalText></code>'
    return (
        f'<procedure classCode="PROC" moodCode="EVN">{a.tete(f"{_PCC}19", f"{_CCD}29", f"{_FR}62")}'
        f'{code}{a.texte()}<statusCode code="completed"/>{quand(one.quand)}</procedure>'
    )
