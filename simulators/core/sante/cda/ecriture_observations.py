"""Writes the entries that tell what was observed or wished, and those that carry a file."""

from binascii import b2a_base64
from typing import Final

from simulators.core.sante.cda.ecriture_ancre import Ancre
from simulators.core.sante.cda.ecriture_codes import LOINC, XSI, code_xml, constat, quand
from simulators.core.sante.cda.entrees import (
    Observation,
    Observe,
    Orientation,
    PieceJointe,
    Signe,
    SignesVitaux,
    Volontes,
)
from simulators.core.sante.codes import Code
from simulators.core.xml.escape import attribute, text

_CCD: Final = "2.16.840.1.113883.10.20.1."
_PCC: Final = "1.3.6.1.4.1.19376.1.5.3.1.4."
_FR: Final = "1.2.250.1.213.1.1.3."
_VITAUX: Final = Code("85353-1", LOINC, "Signes vitaux")
_DIRECTIVES: Final = Code("42348-3", LOINC, "Directives anticipées")
_PREFERENCE: Final = Code("11302-7", LOINC, "Etablissement de santé de préférence")
_ATTACHE: Final = Code("55107-7", LOINC, "Document attaché")
_TYPE: Final = Code("69764-9", LOINC, "Type de document")
_DISPOSITION: Final = "1.3.6.1.4.1.19376.1.5.3.1.1.10.4.2"
_SIMPLE: Final = (f"{_PCC}13", f"{_FR}48")


def observation_xml(a: Ancre, one: Observe) -> str:
    """The content of one entry."""
    match one:
        case Observation():
            return _observation(a, one)
        case SignesVitaux():
            return _vitaux(a, one)
        case Orientation():
            return _orientation(a, one)
        case Volontes():
            return _volontes(a, one)
        case PieceJointe():
            return _piece(a, one)


def _observation(a: Ancre, one: Observation) -> str:
    code = (
        code_xml("code", one.code)
        if one.code
        else f'<code nullFlavor="UNK"><originalText>{text(one.libelle)}</originalText></code>'
    )
    return (
        f'<observation classCode="OBS" moodCode="EVN">{a.tete(*(one.gabarits or _SIMPLE))}{code}'
        f'{a.texte()}<statusCode code="completed"/>{quand(one.quand)}{constat(one.valeur)}'
        "</observation>"
    )


def _vitaux(a: Ancre, one: SignesVitaux) -> str:
    return (
        f'<organizer classCode="CLUSTER" moodCode="EVN">'
        f"{a.tete(f'{_CCD}32', f'{_CCD}35', f'{_PCC}13.1', f'{_FR}49')}{code_xml('code', _VITAUX)}"
        f'<statusCode code="completed"/>{quand(one.quand)}'
        f"{''.join(_signe(a, each) for each in one.signes)}</organizer>"
    )


def _signe(a: Ancre, one: Signe) -> str:
    value = f'value="{attribute(one.valeur)}" unit="{attribute(one.unite)}"'
    return (
        '<component typeCode="COMP"><observation classCode="OBS" moodCode="EVN">'
        f"{a.tete(f'{_CCD}31', f'{_PCC}13', f'{_PCC}13.2', f'{_FR}50')}{code_xml('code', one.code)}"
        f'{a.texte()}<statusCode code="completed"/>{quand(one.quand)}'
        f'<value {XSI} xsi:type="PQ" {value}/></observation></component>'
    )


def _orientation(a: Ancre, one: Orientation) -> str:
    return (
        f'<act classCode="ACT" moodCode="INT">{a.tete(_DISPOSITION, f"{_FR}97")}'
        f'{code_xml("code", _PREFERENCE)}{a.texte()}<statusCode code="normal"/>'
        '<effectiveTime nullFlavor="NAV"/><participant typeCode="DST"><participantRole classCode="ROL">'
        f"<playingEntity><name>{text(one.lieu)}</name></playingEntity></participantRole></participant>"
        "</act>"
    )


def _volontes(a: Ancre, one: Volontes) -> str:
    return (
        '<observation classCode="OBS" moodCode="EVN">'
        f"{a.tete(f'{_CCD}17', f'{_PCC}13', f'{_PCC}13.7', f'{_FR}54')}"
        f"{code_xml('code', _DIRECTIVES)}"
        f'{a.texte()}<statusCode code="completed"/>{quand("")}{constat(one.redigees)}</observation>'
    )


def _piece(a: Ancre, one: PieceJointe) -> str:
    kind = Observation(_TYPE.label, one.code or one.titre, "", _TYPE, (*_SIMPLE, f"{_FR}48.18"))
    content = b2a_base64(one.contenu, newline=False).decode()
    return (
        f'<organizer classCode="CLUSTER" moodCode="EVN">{a.tete(f"{_FR}18")}{code_xml("code", _ATTACHE)}'
        f'<statusCode code="completed"/><component>{_observation(a, kind)}</component><component>'
        f'<observationMedia classCode="OBS" moodCode="EVN" ID="{attribute(one.objet)}">'
        f'<value mediaType="application/pdf" representation="B64">{content}</value>'
        "</observationMedia></component></organizer>"
    )
