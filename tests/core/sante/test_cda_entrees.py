"""Coded entries: their shape typed by hand from the published templates, one per kind."""

import re
from itertools import count

import pytest

from simulators.core.sante.cda.ecriture_ancre import Ancre
from simulators.core.sante.cda.ecriture_entrees import entrees_xml
from simulators.core.sante.cda.entrees import (
    Absence,
    Diagnostic,
    Entree,
    Geste,
    Intolerance,
    Observation,
    Orientation,
    PieceJointe,
    Prise,
    Signe,
    SignesVitaux,
    Vaccination,
    Volontes,
)
from simulators.core.sante.codes import Code

LOINC = "2.16.840.1.113883.6.1"
SNOMED = "2.16.840.1.113883.6.96"
XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def written(one: Entree) -> str:
    """The entry, its namespace of types left aside: it says nothing."""
    ids = (f"ID-{rank}" for rank in count(1))
    return entrees_xml(Ancre(ids, "t"), [one]).replace(XSI, "")


def typed(text: str) -> str:
    """Indented for the eye; templateIds by the list of their roots, `T(a b)`."""

    def templates(found: re.Match[str]) -> str:
        return "".join(f'<templateId root="{root}"/>' for root in found[1].split())

    return "".join(line.strip() for line in re.sub(r"T\(([^)]*)\)", templates, text).splitlines())


CASES: list[tuple[Entree, str]] = [
    (
        Diagnostic("Hypertension", "20080115", Code("I10", "2.16.840.1.113883.6.3", "Hypertension")),
        """<entry><act classCode="ACT" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.27 1.3.6.1.4.1.19376.1.5.3.1.4.5.1 1.3.6.1.4.1.19376.1.5.3.1.4.5.2
         1.2.250.1.213.1.1.3.39)<id root="ID-2"/><code nullFlavor="NA"/><statusCode code="active"/>
        <effectiveTime><low nullFlavor="UNK"/></effectiveTime>
        <entryRelationship typeCode="SUBJ" inversionInd="false">
        <observation classCode="OBS" moodCode="EVN" negationInd="false">
        T(2.16.840.1.113883.10.20.1.28 1.3.6.1.4.1.19376.1.5.3.1.4.5 1.2.250.1.213.1.1.3.37)
        <id root="ID-1"/>
        <code code="282291009" codeSystem="2.16.840.1.113883.6.96" displayName="interprétation diagnostique"/>
        <text><reference value="#t"/></text><statusCode code="completed"/>
        <effectiveTime><low value="20080115"/></effectiveTime>
        <value xsi:type="CD" code="I10" codeSystem="2.16.840.1.113883.6.3" displayName="Hypertension">
        <originalText><reference value="#t"/></originalText></value></observation></entryRelationship>
        </act></entry>""",
    ),
    (
        Intolerance("Pénicilline & co", Code("416098002", SNOMED, "allergie médicamenteuse")),
        """<entry><act classCode="ACT" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.27 1.3.6.1.4.1.19376.1.5.3.1.4.5.1 1.3.6.1.4.1.19376.1.5.3.1.4.5.3
         1.2.250.1.213.1.1.3.40)<id root="ID-2"/><code nullFlavor="NA"/><statusCode code="active"/>
        <effectiveTime><low nullFlavor="UNK"/></effectiveTime>
        <entryRelationship typeCode="SUBJ" inversionInd="false"><observation classCode="OBS" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.18 2.16.840.1.113883.10.20.1.28 1.3.6.1.4.1.19376.1.5.3.1.4.5
         1.3.6.1.4.1.19376.1.5.3.1.4.6 1.2.250.1.213.1.1.3.41)<id root="ID-1"/>
        <code code="416098002" codeSystem="2.16.840.1.113883.6.96" displayName="allergie médicamenteuse"/>
        <text><reference value="#t"/></text><statusCode code="completed"/>
        <effectiveTime><low nullFlavor="UNK"/></effectiveTime>
        <value xsi:type="CD"><originalText><reference value="#t"/></originalText></value>
        <participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">
        <code nullFlavor="UNK"><originalText><reference value="#t"/></originalText></code>
        <name>Pénicilline &amp; co</name></playingEntity></participantRole></participant></observation>
        </entryRelationship></act></entry>""",
    ),
    (
        Prise("Ramipril", "20190601"),
        """<entry><substanceAdministration classCode="SBADM" moodCode="INT">
        T(2.16.840.1.113883.10.20.1.24 1.3.6.1.4.1.19376.1.5.3.1.4.7 1.3.6.1.4.1.19376.1.5.3.1.4.7.1
         1.2.250.1.213.1.1.3.42)<id root="ID-1"/><text><reference value="#t"/></text>
        <statusCode code="completed"/><effectiveTime xsi:type="IVL_TS"><low value="20190601"/>
        <high nullFlavor="UNK"/></effectiveTime><consumable typeCode="CSM">
        <manufacturedProduct classCode="MANU">
        T(2.16.840.1.113883.10.20.1.53 1.3.6.1.4.1.19376.1.5.3.1.4.7.2 1.2.250.1.213.1.1.3.43)
        <manufacturedMaterial><code nullFlavor="UNK"><originalText><reference value="#t"/></originalText>
        </code><name>Ramipril</name></manufacturedMaterial></manufacturedProduct></consumable>
        </substanceAdministration></entry>""",
    ),
    (
        Vaccination("Grippe", "20251014"),
        """<entry><substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">
        T(2.16.840.1.113883.10.20.1.24 1.3.6.1.4.1.19376.1.5.3.1.4.12 1.2.250.1.213.1.1.3.45)<id root="ID-1"/>
        <code code="IMMUNIZ" codeSystem="2.16.840.1.113883.5.4" displayName="Immunization"/>
        <text><reference value="#t"/></text><statusCode code="completed"/><effectiveTime value="20251014"/>
        <consumable typeCode="CSM"><manufacturedProduct classCode="MANU">
        T(2.16.840.1.113883.10.20.1.53 1.3.6.1.4.1.19376.1.5.3.1.4.7.2 1.2.250.1.213.1.1.3.43)
        <manufacturedMaterial><code nullFlavor="UNK"><originalText><reference value="#t"/></originalText>
        </code><name>Grippe</name></manufacturedMaterial></manufacturedProduct></consumable>
        </substanceAdministration></entry>""",
    ),
    (
        Geste("Prothèse de hanche"),
        """<entry><procedure classCode="PROC" moodCode="EVN">
        T(1.3.6.1.4.1.19376.1.5.3.1.4.19 2.16.840.1.113883.10.20.1.29 1.2.250.1.213.1.1.3.62)<id root="ID-1"/>
        <code nullFlavor="UNK"><originalText>Prothèse de hanche</originalText></code>
        <text><reference value="#t"/></text><statusCode code="completed"/><effectiveTime nullFlavor="UNK"/>
        </procedure></entry>""",
    ),
    (
        Observation("Chute", valeur=True),
        """<entry><observation classCode="OBS" moodCode="EVN">
        T(1.3.6.1.4.1.19376.1.5.3.1.4.13 1.2.250.1.213.1.1.3.48)<id root="ID-1"/>
        <code nullFlavor="UNK"><originalText>Chute</originalText></code><text><reference value="#t"/></text>
        <statusCode code="completed"/><effectiveTime nullFlavor="UNK"/><value xsi:type="BL" value="true"/>
        </observation></entry>""",
    ),
    (
        Observation(
            "Statut", Code("9571008", SNOMED, "approuvé"), "20260304", Code("GEN-065", "1.2", "S"), ("1.9",)
        ),
        """<entry><observation classCode="OBS" moodCode="EVN">T(1.9)<id root="ID-1"/>
        <code code="GEN-065" codeSystem="1.2" displayName="S"/><text><reference value="#t"/></text>
        <statusCode code="completed"/><effectiveTime value="20260304"/>
        <value xsi:type="CD" code="9571008" codeSystem="2.16.840.1.113883.6.96" displayName="approuvé"/>
        </observation></entry>""",
    ),
    (
        SignesVitaux("20260303", (Signe(Code("8480-6", LOINC, "Systolique"), "162", "mm[Hg]", "20260303"),)),
        """<entry><organizer classCode="CLUSTER" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.32 2.16.840.1.113883.10.20.1.35 1.3.6.1.4.1.19376.1.5.3.1.4.13.1
         1.2.250.1.213.1.1.3.49)<id root="ID-1"/>
        <code code="85353-1" codeSystem="2.16.840.1.113883.6.1" displayName="Signes vitaux"/>
        <statusCode code="completed"/><effectiveTime value="20260303"/><component typeCode="COMP">
        <observation classCode="OBS" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.31 1.3.6.1.4.1.19376.1.5.3.1.4.13 1.3.6.1.4.1.19376.1.5.3.1.4.13.2
         1.2.250.1.213.1.1.3.50)<id root="ID-2"/>
        <code code="8480-6" codeSystem="2.16.840.1.113883.6.1" displayName="Systolique"/>
        <text><reference value="#t"/></text><statusCode code="completed"/><effectiveTime value="20260303"/>
        <value xsi:type="PQ" value="162" unit="mm[Hg]"/></observation></component></organizer></entry>""",
    ),
    (
        Orientation("CH de Valcourt"),
        """<entry><act classCode="ACT" moodCode="INT">
        T(1.3.6.1.4.1.19376.1.5.3.1.1.10.4.2 1.2.250.1.213.1.1.3.97)<id root="ID-1"/>
        <code code="11302-7" codeSystem="2.16.840.1.113883.6.1" displayName="Etablissement de santé de préf\
érence"/>
        <text><reference value="#t"/></text><statusCode code="normal"/><effectiveTime nullFlavor="NAV"/>
        <participant typeCode="DST"><participantRole classCode="ROL"><playingEntity>
        <name>CH de Valcourt</name></playingEntity></participantRole></participant></act></entry>""",
    ),
    (
        Volontes(redigees=False),
        """<entry><observation classCode="OBS" moodCode="EVN">
        T(2.16.840.1.113883.10.20.1.17 1.3.6.1.4.1.19376.1.5.3.1.4.13 1.3.6.1.4.1.19376.1.5.3.1.4.13.7
         1.2.250.1.213.1.1.3.54)<id root="ID-1"/>
        <code code="42348-3" codeSystem="2.16.840.1.113883.6.1" displayName="Directives anticipées"/>
        <text><reference value="#t"/></text><statusCode code="completed"/><effectiveTime nullFlavor="UNK"/>
        <value xsi:type="BL" value="false"/></observation></entry>""",
    ),
    (
        PieceJointe("Grille AGGIR", b"abc", "piece-1"),
        """<entry><organizer classCode="CLUSTER" moodCode="EVN">T(1.2.250.1.213.1.1.3.18)<id root="ID-1"/>
        <code code="55107-7" codeSystem="2.16.840.1.113883.6.1" displayName="Document attaché"/>
        <statusCode code="completed"/><component><observation classCode="OBS" moodCode="EVN">
        T(1.3.6.1.4.1.19376.1.5.3.1.4.13 1.2.250.1.213.1.1.3.48 1.2.250.1.213.1.1.3.48.18)<id root="ID-2"/>
        <code code="69764-9" codeSystem="2.16.840.1.113883.6.1" displayName="Type de document"/>
        <text><reference value="#t"/></text><statusCode code="completed"/><effectiveTime nullFlavor="UNK"/>
        <value xsi:type="ST">Grille AGGIR</value></observation></component><component>
        <observationMedia classCode="OBS" moodCode="EVN" ID="piece-1">
        <value mediaType="application/pdf" representation="B64">YWJj</value></observationMedia></component>
        </organizer></entry>""",
    ),
]


@pytest.mark.parametrize(("entree", "expected"), CASES, ids=lambda one: type(one).__name__)
def test_an_entry_has_the_shape_of_its_template(entree: Entree, expected: str) -> None:
    assert written(entree) == typed(expected)


def test_what_the_record_has_no_code_for_is_told_unknown_in_its_words() -> None:
    unknown = (
        '<value xsi:type="CD" nullFlavor="UNK"><originalText><reference value="#t"/></originalText></value>'
    )
    assert unknown in written(Diagnostic("Rhume"))
    assert '<value xsi:type="ST">2 &lt; 3</value>' in written(Observation("x", "2 < 3"))
    assert '<value xsi:type="ST" nullFlavor="NA"/>' in written(Observation("x", None))


@pytest.mark.parametrize(
    ("absence", "template", "coded"),
    [
        (
            Absence.PROBLEMES,
            "1.3.6.1.4.1.19376.1.5.3.1.4.5.2",
            '<value xsi:type="CD" code="no-known-problems"',
        ),
        (
            Absence.ALLERGIES,
            "1.3.6.1.4.1.19376.1.5.3.1.4.5.3",
            '<value xsi:type="CD" code="no-known-allergies"',
        ),
        (Absence.TRAITEMENTS, "1.3.6.1.4.1.19376.1.5.3.1.4.7", '<code code="no-known-medications"'),
        (Absence.ACTES, "1.3.6.1.4.1.19376.1.5.3.1.4.19", '<code code="no-known-procedures"'),
    ],
)
def test_that_nothing_is_known_has_a_code_too(absence: Absence, template: str, coded: str) -> None:
    entry = written(absence)
    assert f'<templateId root="{template}"/>' in entry
    assert f'{coded} codeSystem="2.16.840.1.113883.5.1150.1"' in entry
    assert '<originalText><reference value="#t"/></originalText>' in entry
