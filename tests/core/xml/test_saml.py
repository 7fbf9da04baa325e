"""The VIHF: read from what was signed, in every spelling met, and written for the DUI."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.dsig import verify_enveloped
from simulators.core.xml.nodes import Node
from simulators.core.xml.saml import (
    CONTEXTE_LOGICIEL,
    X509_SUBJECT_NAME,
    Affirmations,
    Lps,
    ModeAuthentification,
    Vihf,
    VihfRecu,
    instant,
)
from simulators.core.xml.saml_ecriture import moment, write, write_signed
from simulators.core.xml.saml_lecture import VihfRefuseError, read, read_unverified
from simulators.core.xml.signing import sign_enveloped
from tests.core.xml.keys import ASSERTION, certificate


def received(assertion: str = ASSERTION) -> VihfRecu:
    return read_unverified(etree.fromstring(assertion))


def signed(assertion: str = ASSERTION) -> Node:
    return etree.fromstring(sign_enveloped(assertion.encode(), certificate()[0]))


def test_the_vihf_of_an_establishment_is_read_whole() -> None:
    vihf = read(verify_enveloped(signed()))
    assert vihf.id == "_a1"
    assert vihf.emetteur == "CN=essai,C=FR"
    assert vihf.emetteur_format == "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
    assert vihf.sujet == "899700218896"
    assert vihf.contexte == "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient"
    assert vihf.preuve is None
    assert vihf.emise == ("2026-01-01T11:00:00.000Z", datetime(2026, 1, 1, 11, tzinfo=UTC))
    assert vihf.version_vihf == "3.0"
    assert vihf.mode is ModeAuthentification.INDIRECTE
    assert vihf.structure == "1990000015"
    assert vihf.secteur == Code("SA17", "1.2.250.1.71.4.2.4")
    assert vihf.nom_affiche == "MAX LIBRE"
    assert vihf.profession == Code("10", "1.2.250.1.71.1.2.7", "Médecin")
    assert vihf.savoir_faire == Code("SM26", "1.2.250.1.71.4.2.5", "")
    assert vihf.ressource == Cx("279035121518989", "1.2.250.1.213.1.4.10", "NH")
    assert vihf.ressource_urn == "urn:dmp"
    assert vihf.usage == Code("normal", "1.2.250.1.213.1.1.4.248", "Accès normal")
    assert vihf.lps == Lps("DUI Exemple", "1.2", "NumAutorisation", "")
    assert vihf.raison is None
    assert vihf.pas_apres is None
    assert vihf.doubles == ()
    assert vihf.certificat == certificate()[0].certificate
    assert vihf.sha1 is False


def test_both_spellings_of_the_mode_are_understood() -> None:
    lower = ASSERTION.replace("Authentification_Mode", "Authentification_mode")
    assert received(lower).mode is ModeAuthentification.INDIRECTE
    assert "Authentification_mode" in received(lower).attributs
    assert received().mode is ModeAuthentification.INDIRECTE
    assert "Authentification_Mode" in received().attributs


@pytest.mark.parametrize(
    "assertion",
    [
        ASSERTION.replace("saml2:", "s:").replace("xmlns:saml2", "xmlns:s"),
        ASSERTION.replace("saml2:", "").replace("xmlns:saml2", "xmlns"),
        ASSERTION.replace('<Role xmlns="urn:hl7-org:v3"', '<h:Role xmlns:h="urn:hl7-org:v3"'),
        ASSERTION.replace("><", ">\n   <"),
    ],
)
def test_prefixes_and_white_space_change_nothing(assertion: str) -> None:
    assert received(assertion) == received()


def test_an_unknown_mode_is_told_as_written() -> None:
    recu = received(ASSERTION.replace("INDIRECTE<", "AUTRE<"))
    assert recu.mode is None
    assert recu.mode_brut == "AUTRE"


def test_a_purpose_written_as_text_is_no_purpose_but_is_seen() -> None:
    start = ASSERTION.index("<PurposeOfUse")
    end = ASSERTION.index("/>", start) + 2
    recu = received(ASSERTION[:start] + "normal" + ASSERTION[end:])
    assert recu.usage is None
    assert recu.attributs["urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"] == ("normal",)


def test_a_resource_that_is_no_patient_identifier_is_kept_as_written() -> None:
    recu = received(
        ASSERTION.replace("279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH", "279035121518989")
    )
    assert recu.ressource is None
    assert recu.ressource_brute == "279035121518989"


def test_an_attribute_given_twice_is_told_and_the_first_counts() -> None:
    double = '<saml2:Attribute Name="Identifiant_Structure"><saml2:AttributeValue>1999999999'
    end = "</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement>"
    recu = received(ASSERTION.replace("</saml2:AttributeStatement>", double + end))
    assert recu.structure == "1990000015"
    assert recu.doubles == ("Identifiant_Structure",)


def test_what_is_absent_is_none_and_nothing_fails() -> None:
    recu = received('<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>')
    assert recu == VihfRecu(id="", version_saml="")
    assert recu.profession is None
    assert recu.mode is None


def test_what_is_no_assertion_is_refused() -> None:
    with pytest.raises(VihfRefuseError):
        received("<Assertion/>")


def test_the_proof_of_air_and_the_validity_are_read() -> None:
    proved = ASSERTION.replace(
        "TLSClient</saml2:AuthnContextClassRef>",
        "TLSClient</saml2:AuthnContextClassRef>"
        "<saml2:AuthnContextDecl>CONF_EXI_PGSSIS</saml2:AuthnContextDecl>",
    ).replace(
        "<saml2:AuthnStatement ",
        '<saml2:Conditions NotBefore="2026-01-01T10:00:00Z" NotOnOrAfter="hier"/><saml2:AuthnStatement ',
    )
    recu = received(proved)
    assert recu.preuve == "CONF_EXI_PGSSIS"
    assert recu.pas_avant == ("2026-01-01T10:00:00Z", datetime(2026, 1, 1, 10, tzinfo=UTC))
    assert recu.pas_apres == ("hier", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-01T12:00:00+01:00", datetime(2026, 1, 1, 11, tzinfo=UTC)),
        ("2026-01-01T11:00:00", datetime(2026, 1, 1, 11, tzinfo=UTC)),
        ("2019-06-26T08:08:55.849Z", datetime(2019, 6, 26, 8, 8, 55, 849000, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("demain", None),
        ("", None),
    ],
)
def test_times_are_utc_or_unreadable(text: str, value: datetime | None) -> None:
    assert instant(text).valeur == value


FULL = Affirmations(
    id="_b2",
    emise=moment(datetime(2026, 1, 1, 11, 0, 0, 849_500, tzinfo=UTC)),
    emetteur="CN=é <x>,C=FR",
    emetteur_format=X509_SUBJECT_NAME,
    sujet="899700218896",
    contexte=CONTEXTE_LOGICIEL,
    preuve="CONF_EXI_PGSSIS",
    authentifie=moment(datetime(2026, 1, 1, 10, tzinfo=UTC)),
    pas_apres=moment(datetime(2026, 1, 1, 12, tzinfo=UTC)),
    version_vihf="3.0",
    mode_brut="INDIRECTE_RENFORCEE",
    structure="1990000015",
    secteur=Code("SA17", "1.2.250.1.71.4.2.4"),
    nom_affiche='ANNE "D&D"',
    roles=(Code("60", "1.2.250.1.71.1.2.7", "Infirmier"),),
    ressource=Cx("279035121518989", "1.2.250.1.213.1.4.10"),
    ressource_brute="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
    ressource_urn="urn:dmp",
    usage=Code("bris_de_glace", "1.2.250.1.213.1.1.4.248", "Accès en bris de glace"),
    lps=Lps("DUI", "1", "ABC", "7"),
    confidentialite="N",
    raison="chute",
)
NAMES = tuple(one.name for one in fields(Affirmations))


def test_what_is_written_is_read_back_signed() -> None:
    vihf = read(verify_enveloped(etree.fromstring(write_signed(FULL, certificate()[0]))))
    assert isinstance(vihf, Vihf)
    back = read_unverified(etree.fromstring(write(FULL)))
    assert replace(back, attributs={}) == VihfRecu(**{name: getattr(FULL, name) for name in NAMES})
    assert vihf.roles == (("60", "1.2.250.1.71.1.2.7", "Infirmier"),)
    assert vihf.emise == ("2026-01-01T11:00:00.849Z", datetime(2026, 1, 1, 11, 0, 0, 849_000, tzinfo=UTC))


def test_the_assertion_written_is_the_one_of_the_reference() -> None:
    """Typed from dmp_xds.md §3.1-3.2, in the order of the examples."""
    least = Affirmations(
        id="_c",
        emise=instant("2026-01-01T11:00:00.000Z"),
        emetteur="CN=essai",
        emetteur_format=X509_SUBJECT_NAME,
        sujet="899700218896",
        contexte=CONTEXTE_LOGICIEL,
        authentifie=instant("2026-01-01T11:00:00.000Z"),
        mode_brut="INDIRECTE",
        roles=(Code("60", "1.2.250.1.71.1.2.7", "Infirmier"),),
    )
    assert write(least).decode() == (
        '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_c"'
        ' IssueInstant="2026-01-01T11:00:00.000Z" Version="2.0">'
        '<saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">CN=essai'
        "</saml2:Issuer>"
        "<saml2:Subject><saml2:NameID>899700218896</saml2:NameID></saml2:Subject>"
        '<saml2:AuthnStatement AuthnInstant="2026-01-01T11:00:00.000Z"><saml2:AuthnContext>'
        "<saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient"
        "</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>"
        '<saml2:AttributeStatement><saml2:Attribute Name="Authentification_mode">'
        "<saml2:AttributeValue>INDIRECTE</saml2:AttributeValue></saml2:Attribute>"
        '<saml2:Attribute Name="urn:oasis:names:tc:xacml:2.0:subject:role"><saml2:AttributeValue>'
        '<Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CE"'
        ' code="60" codeSystem="1.2.250.1.71.1.2.7" displayName="Infirmier"/></saml2:AttributeValue>'
        '</saml2:Attribute><saml2:Attribute Name="LPS_Nom"><saml2:AttributeValue></saml2:AttributeValue>'
        '</saml2:Attribute><saml2:Attribute Name="LPS_Version"><saml2:AttributeValue></saml2:AttributeValue>'
        '</saml2:Attribute><saml2:Attribute Name="LPS_ID_HOMOLOGATION_DMP"><saml2:AttributeValue>'
        "</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion>"
    )
