"""Writes the entries that say there is nothing known: the codes of IPS for what is absent."""

from typing import Final

from simulators.core.sante.cda.ecriture_ancre import Ancre
from simulators.core.sante.cda.ecriture_codes import SNOMED, XSI, code_xml
from simulators.core.sante.cda.entrees import Absence
from simulators.core.sante.codes import Code

_ABSENT: Final = "2.16.840.1.113883.5.1150.1"
_PROBLEME: Final = Code("55607006", SNOMED, "problème")
_ALLERGIE: Final = Code("609328004", SNOMED, "allergie")
_CODES: Final = {
    Absence.PROBLEMES: Code("no-known-problems", _ABSENT, "Pas de problème connu"),
    Absence.ALLERGIES: Code("no-known-allergies", _ABSENT, "Pas d'allergie/hypersensibilité connue"),
    Absence.TRAITEMENTS: Code("no-known-medications", _ABSENT, "Pas de traitement médicamenteux connu"),
    Absence.ACTES: Code("no-known-procedures", _ABSENT, "Pas d'acte ou intervention connu"),
}
_CCD: Final = "2.16.840.1.113883.10.20.1."
_PCC: Final = "1.3.6.1.4.1.19376.1.5.3.1.4."
_FR: Final = "1.2.250.1.213.1.1.3."
_OUVERT: Final = '<effectiveTime><low nullFlavor="UNK"/></effectiveTime>'
_FINI: Final = '<statusCode code="completed"/>'


def absence_xml(a: Ancre, one: Absence) -> str:
    """The content of one entry."""
    code = _CODES[one]
    kinds: tuple[str, ...]
    match one:
        case Absence.PROBLEMES:
            kinds = (f"{_CCD}28", f"{_PCC}5", f"{_FR}37")
            return _preoccupation(a, f"{_PCC}5.2", f"{_FR}39", _constat(a, kinds, _PROBLEME, code, "true"))
        case Absence.ALLERGIES:
            kinds = (f"{_CCD}18", f"{_CCD}28", f"{_PCC}5", f"{_PCC}6", f"{_FR}41")
            return _preoccupation(a, f"{_PCC}5.3", f"{_FR}40", _constat(a, kinds, _ALLERGIE, code, "false"))
        case Absence.TRAITEMENTS:
            return _traitement(a, code)
        case Absence.ACTES:
            return (
                '<procedure classCode="PROC" moodCode="EVN" negationInd="true">'
                f"{a.tete(f'{_PCC}19', f'{_CCD}29', f'{_FR}62')}{_origine(a, code_xml('code', code))}"
                f'{a.texte()}{_FINI}<effectiveTime nullFlavor="NA"/></procedure>'
            )


def _origine(a: Ancre, element: str) -> str:
    """A coded element with the words that it stands for."""
    name = element[1 : element.index(" ")]
    return f"{element[:-2]}>{a.original()}</{name}>"


def _preoccupation(a: Ancre, kind: str, own: str, observation: str) -> str:
    return (
        f'<act classCode="ACT" moodCode="EVN">{a.tete(f"{_CCD}27", f"{_PCC}5.1", kind, own)}'
        f'<code nullFlavor="NA"/>{_FINI}<effectiveTime><low nullFlavor="UNK"/><high nullFlavor="UNK"/>'
        f'</effectiveTime><entryRelationship typeCode="SUBJ" inversionInd="false">{observation}'
        "</entryRelationship></act>"
    )


def _constat(a: Ancre, kinds: tuple[str, ...], of: Code, code: Code, negated: str) -> str:
    value = _origine(a, code_xml("value", code)).replace("<value ", f'<value {XSI} xsi:type="CD" ', 1)
    return (
        f'<observation classCode="OBS" moodCode="EVN" negationInd="{negated}">{a.tete(*kinds)}'
        f"{code_xml('code', of)}{a.texte()}{_FINI}{_OUVERT}{value}</observation>"
    )


def _traitement(a: Ancre, code: Code) -> str:
    product = "".join(f'<templateId root="{root}"/>' for root in (f"{_CCD}53", f"{_PCC}7.2", f"{_FR}43"))
    return (
        '<substanceAdministration classCode="SBADM" moodCode="EVN">'
        f"{a.tete(f'{_CCD}24', f'{_PCC}7', f'{_PCC}7.1', f'{_FR}42')}"
        f"{_origine(a, code_xml('code', code))}{a.texte()}{_FINI}"
        f'<effectiveTime {XSI} xsi:type="IVL_TS"><low nullFlavor="NA"/><high nullFlavor="NA"/>'
        "</effectiveTime>"
        f'<consumable typeCode="CSM"><manufacturedProduct classCode="MANU">{product}<manufacturedMaterial>'
        '<code nullFlavor="NA"/><name nullFlavor="NA"/></manufacturedMaterial></manufacturedProduct>'
        "</consumable></substanceAdministration>"
    )
