"""The host for assertions: a card's, Pro Santé Connect's with its token, and all that proves nothing."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509

from ins.messages.ecriture import build_request
from ins.messages.ecriture_assertion import write_assertion
from ins.model import Demande, Operation
from ins.model.assertion import AssertionPs
from simulators.core.bridges import Bridges
from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Effect, Profile
from tests.ins.banc import Answer, Banc, peer
from tests.ins.porteur import (
    CARD,
    CPS,
    DOCTOR,
    NURSE,
    PSC,
    VITALE,
    Jetons,
    bad,
    card_with_security,
    dated,
    holder,
    signed,
    with_security,
)

REFUSED = (500, "desir_560", "Vous ne disposez pas des droits suffisants pour accéder à ce service")


def call(banc: Banc, message: bytes, **how: Any) -> Answer:
    return banc.post(message, **{**CARD, **how})


def said(answer: Answer) -> list[str]:
    """The rules broken, but those that several calls make together."""
    return [rule for rule in answer.rules if not rule.startswith("ins.rythme.")]


def outcome(answer: Answer) -> tuple[int, str, str]:
    return answer.status, str(answer.exchange.facts["code"]), answer.text("Erreur")


def strict(pki: Pki, **how: Any) -> Banc:
    return Banc(EspaceSettings(profile=Profile.STRICT), pki=pki, **how)


def test_a_card_opens_the_door_and_the_journal_knows_whose_it_is(pki: Pki) -> None:
    answer = call(Banc(pki=pki), with_security(signed(pki)))
    assert (answer.status, answer.text("NumIdentifiant")) == (200, "160012B020777")
    assert said(answer) == []
    facts = answer.exchange.facts
    told = {name: facts[name] for name in facts if name.startswith("ins.assertion")}
    assert told == {
        "ins.assertion.mode": "CPS",
        "ins.assertion.verifiee": True,
        "ins.assertion.vitale": False,
        "ins.assertion.facturation": "990000028",
        "ins.assertion.secteur": "SA17",
    }
    assert (facts["professional"], facts["ins.emetteur"]) == (NURSE, NURSE)


def test_a_search_by_card_holds_both_assertions(pki: Pki) -> None:
    banc = strict(pki)
    both = call(banc, card_with_security(signed(pki), dated(VITALE)))
    assert (both.text("NumIdentifiant"), said(both)) == ("1730155189948", [])
    assert both.exchange.facts["ins.assertion.vitale"] is True
    alone = call(banc, card_with_security(signed(pki)))
    assert (outcome(alone), said(alone)) == (REFUSED, ["ins.assertion.vitale_absente"])
    told = call(Banc(pki=pki), card_with_security(signed(pki)))
    assert (told.text("CodeCR"), said(told)) == ("00", ["ins.assertion.vitale_absente"])


@pytest.mark.parametrize("path", ["/lps", "/ets"])
def test_both_paths_of_the_host_answer(path: str, pki: Pki) -> None:
    assert call(Banc(pki=pki), with_security(signed(pki)), path=path).text("CodeCR") == "00"


Attack = Callable[[Pki], tuple[str, ...]]
OTHER = CPS.replace("899700000039", DOCTOR).replace('ID="_a1"', 'ID="_a2"')


def wrapped_in_a_forged_one(pki: Pki) -> tuple[str, ...]:
    """The signed assertion hidden inside one that names somebody else."""
    forged = dated(OTHER).replace("</saml:Assertion>", f"{signed(pki)}</saml:Assertion>")
    return (forged,)


def forged_with_the_signature_of_another(pki: Pki) -> tuple[str, ...]:
    """A genuine signature moved into a forged assertion of another ID; the genuine one kept away."""
    genuine = signed(pki)
    signature = genuine[genuine.index("<ds:Signature") : genuine.index("</ds:Signature>") + 15]
    kept = genuine.replace(signature, "")
    return (dated(OTHER).replace("</saml:Issuer>", f"</saml:Issuer>{signature}"), f"<kept>{kept}</kept>")


def forged_of_the_same_id(pki: Pki) -> tuple[str, ...]:
    genuine = signed(pki)
    signature = genuine[genuine.index("<ds:Signature") : genuine.index("</ds:Signature>") + 15]
    forged = dated(OTHER).replace('ID="_a2"', 'ID="_a1"')
    return (forged.replace("</saml:Issuer>", f"</saml:Issuer>{signature}"),)


def forged_beside_a_nameless_one(pki: Pki) -> tuple[str, ...]:
    """A genuine assertion of the nurse under an unsigned one of the same ID."""
    return (signed(pki), dated(VITALE).replace('ID="_v1"', 'ID="_a1"'))


ATTACKS: dict[str, tuple[str, Attack]] = {
    "unsigned": ("non_signee", lambda _: (dated(CPS),)),
    "twice": ("plusieurs", lambda pki: (signed(pki), dated(OTHER))),
    "twice the same": ("plusieurs", lambda pki: (signed(pki),) * 2),
    "tampered value": ("signature", lambda pki: (signed(pki).replace(">SA17<", ">SA05<"),)),
    "tampered name": ("signature", lambda pki: (signed(pki).replace(f">{NURSE}<", f">{DOCTOR}<"),)),
    "made into psc": ("signature", lambda pki: (signed(pki).replace('"CPS"', '"PSC"'),)),
    "wrong key": ("signature", lambda pki: (signed(pki, key_of=bad()),)),
    "wrapped": ("plusieurs", wrapped_in_a_forged_one),
    "signature moved": ("plusieurs", forged_with_the_signature_of_another),
    "signature moved, same ID": ("signature", forged_of_the_same_id),
    "two nodes of one ID": ("signature_profil", forged_beside_a_nameless_one),
    "no certificate": (
        "certificat_absent",
        lambda pki: (re.sub(r"<ds:KeyInfo>.*?</ds:KeyInfo>", "", signed(pki), flags=re.DOTALL),),
    ),
    "old algorithm": (
        "signature_algorithme",
        lambda pki: (
            signed(pki).replace(
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("profile", list(Profile))
def test_a_signature_that_proves_nothing_is_refused_in_every_profile(
    name: str, profile: Profile, pki: Pki
) -> None:
    rule, make = ATTACKS[name]
    banc = Banc(EspaceSettings(profile=profile), pki=pki)
    banc.faults.names = ["01"]
    answer = call(banc, with_security(*make(pki)))
    assert outcome(answer) == REFUSED
    assert answer.finding(f"ins.assertion.{rule}").effect is Effect.REFUSE
    assert b"INDIVIDU" not in answer.body
    # Refused at the door: the service, where a programmed fault waits, was never reached.
    assert (banc.faults.asked, len(banc.journal)) == ([], 1)
    assert answer.exchange.facts["ins.assertion.verifiee"] is False


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("certificat_expire", {"expired": True}),
        ("certificat_revoque", {"revoked": True}),
        ("certificat_autorite", {"authority": "inconnue"}),
    ],
)
def test_a_card_nobody_should_believe_is_refused_but_in_discovery(
    rule: str, changes: dict[str, Any], pki: Pki
) -> None:
    profile = bad(name=f"cps_{rule}", **changes)
    message = with_security(signed(pki, profile=profile))
    for told in (Profile.TERRAIN, Profile.STRICT):
        answer = call(Banc(EspaceSettings(profile=told), pki=pki), message)
        assert (outcome(answer), said(answer)) == (REFUSED, [f"ins.assertion.{rule}"])
    lenient = call(Banc(EspaceSettings(profile=Profile.DECOUVERTE), pki=pki), message)
    assert (lenient.text("CodeCR"), said(lenient)) == ("00", [f"ins.assertion.{rule}"])


def test_a_certificate_revoked_between_two_calls_stops_the_second(pki: Pki) -> None:
    profile = bad(name="cps_bientot")
    banc, message = Banc(pki=pki), with_security(signed(pki, profile=profile))
    assert call(banc, message).text("CodeCR") == "00"
    material = pki.client(profile)
    serial = x509.load_pem_x509_certificate(material.cert.read_bytes()).serial_number
    pki.revoke(serial)
    try:
        assert said(call(banc, message)) == ["ins.assertion.certificat_revoque"]
    finally:
        pki.reinstate(serial)


@pytest.mark.parametrize("age", [timedelta(minutes=61), timedelta(days=3), -timedelta(minutes=6)])
def test_an_assertion_is_good_for_an_hour(age: timedelta, pki: Pki) -> None:
    message = with_security(signed(pki, dated(CPS, age)))
    answer = call(strict(pki), message)
    assert (outcome(answer), said(answer)) == (REFUSED, ["ins.assertion.perimee"])
    told = call(Banc(pki=pki), message)
    assert (told.text("CodeCR"), said(told)) == ("00", ["ins.assertion.perimee"])


@pytest.mark.parametrize("age", [timedelta(minutes=59), -timedelta(minutes=4)])
def test_within_the_hour_and_a_small_drift_nothing_is_told(age: timedelta, pki: Pki) -> None:
    assert call(strict(pki), with_security(signed(pki, dated(CPS, age)))).rules == []


def test_the_card_of_one_cannot_speak_for_another(pki: Pki) -> None:
    other = CPS.replace(f">{NURSE}<", f">{DOCTOR}<")
    message = with_security(signed(pki, other), emetteur=DOCTOR)
    answer = call(Banc(pki=pki), message)
    assert outcome(answer) == REFUSED
    finding = answer.finding("ins.assertion.porteur")
    assert (finding.found, finding.expected) == (DOCTOR, NURSE)


BILLING = CPS[CPS.index("<saml:Attribute ") : CPS.index('<saml:Attribute Name="secteur')]
SECTOR = CPS[CPS.index('<saml:Attribute Name="secteur') : CPS.index("</saml:AttributeStatement>")]
SPECIALITY = SECTOR.replace("secteurActivite", "codeSpecialite")
ORDINAL = SECTOR + SPECIALITY.replace("SA17", "SM54")
OF_PSC = SECTOR + SPECIALITY.replace("SA17", "01").replace("codeSpecialite", "codeSpecialiteAMO")
STATEMENT = "<saml:AttributeStatement>"
PAST = f'<saml:Conditions NotOnOrAfter="2020-01-01T00:00:00Z"/>{STATEMENT}'
NOBODY = CPS.replace(f">{NURSE}</saml:NameID>", "></saml:NameID>")
# Each assertion is well signed; what it says is wrong in one way. `code` is what strict answers.
WRONG = [
    ("assertion.attribut_absent", CPS.replace(BILLING, ""), "insi_102", "identifiantFacturation"),
    ("assertion.attribut_absent", CPS.replace(SECTOR, ""), "insi_102", "secteurActivite"),
    ("assertion.qualificatif", CPS.replace(' NameQualifier="CPS"', ""), "insi_102", "CPS"),
    ("assertion.qualificatif", CPS.replace('"CPS"', '"ADELI"'), "insi_102", "CPS"),
    ("assertion.version", CPS.replace('"2.0"', '"1.1"'), "insi_102", "2.0"),
    ("assertion.emission", CPS.replace('"NOW"', '"hier"'), "insi_102", None),
    ("assertion.conditions", CPS.replace(STATEMENT, PAST), "desir_560", None),
    ("assertion.sujet_absent", NOBODY, "desir_560", "NameID"),
    ("assertion.issuer", CPS.replace("CN=899700000039", "CN=AUTRE"), "", None),
    ("assertion.issuer", re.sub(' Format="[^"]*"', "", CPS), "", None),
    ("assertion.facturation_forme", CPS.replace(">990000028<", ">Les Tilleuls<"), "", ""),
    ("assertion.secteur_forme", CPS.replace(">SA17<", ">SA17^1.2.250.1.71.4.2.4<"), "", "SA17"),
    ("assertion.attribut_double", CPS.replace(SECTOR, SECTOR * 2), "", ""),
    ("assertion.specialite_forme", CPS.replace(SECTOR, ORDINAL), "", ""),
    ("assertion.specialite_nom", CPS.replace(SECTOR, OF_PSC), "", "codeSpecialite"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "assertion", "code", "expected"), WRONG)
def test_what_the_assertion_says_is_judged_once_its_signature_holds(
    rule: str, assertion: str, code: str, expected: str | None, pki: Pki
) -> None:
    answer = call(strict(pki), with_security(signed(pki, assertion)))
    found = answer.finding(f"ins.{rule}")
    assert found.place.path.startswith("/soap:Envelope/soap:Header/wsse:Security/saml:Assertion")
    assert expected is None or found.expected == expected
    assert answer.exchange.facts["code"] == (code or "00")
    assert found.effect is (Effect.REFUSE if code else Effect.ACCEPT)
    mended = call(strict(pki), with_security(signed(pki)))
    assert said(mended) == []


def test_on_the_field_only_what_was_seen_or_is_a_standard_refuses(pki: Pki) -> None:
    told = {
        rule: call(Banc(pki=pki), with_security(signed(pki, assertion))).exchange.facts["code"]
        for rule, assertion, _, _ in WRONG
    }
    refused = {rule for rule, code in told.items() if code == "desir_560"}
    assert refused == {"assertion.conditions", "assertion.sujet_absent"}
    assert set(told.values()) == {"00", "desir_560"}


def test_a_doctor_must_tell_the_speciality_of_the_health_insurance(pki: Pki) -> None:
    doctor = CPS.replace(NURSE, DOCTOR)
    banc, card = strict(pki), holder(doctor=True)
    without = call(banc, with_security(signed(pki, doctor, card), emetteur=DOCTOR))
    assert (without.exchange.facts["code"], said(without)) == (
        "insi_102",
        ["ins.assertion.specialite_absente"],
    )
    told = doctor.replace(SECTOR, SECTOR + SPECIALITY.replace("SA17", "01"))
    right = call(banc, with_security(signed(pki, told, card), emetteur=DOCTOR))
    assert (right.text("CodeCR"), said(right)) == ("00", [])
    assert right.exchange.facts["ins.assertion.specialite"] == "01"


def test_the_contexts_name_the_professional_of_the_assertion(pki: Pki) -> None:
    answer = call(Banc(pki=pki), with_security(signed(pki), emetteur="10B0152872"))
    assert answer.text("CodeCR") == "00"
    found = [one for one in answer.findings if one.rule.id == "ins.emetteur.different_porteur"]
    assert [(one.place.path, one.found, one.expected) for one in found] == [
        ("/soap:Envelope/soap:Header/bam:ContexteBAM/bam:Emetteur", "10B0152872", NURSE),
        ("/soap:Envelope/soap:Header/lps:ContexteLPS/lps:Emetteur", "10B0152872", NURSE),
    ]


def test_the_national_identifier_is_written_as_such(pki: Pki) -> None:
    profile = bad(name="cps_court", common_name="99700000039")
    short = CPS.replace(NURSE, "99700000039")
    answer = call(Banc(pki=pki), with_security(signed(pki, short, profile), emetteur="99700000039"))
    assert said(answer) == ["ins.assertion.sujet_forme"]
    test_card = bad(name="cps_adeli", common_name="00B6087510")
    adeli = CPS.replace(NURSE, "00B6087510")
    answer = call(Banc(pki=pki), with_security(signed(pki, adeli, test_card), emetteur="00B6087510"))
    assert (answer.text("CodeCR"), said(answer)) == ("00", [])


def test_an_authentication_certificate_is_told(pki: Pki) -> None:
    profile = bad(name="cps_auth", use="authentification")
    answer = call(Banc(pki=pki), with_security(signed(pki, profile=profile)))
    assert (answer.text("CodeCR"), said(answer)) == ("00", ["ins.assertion.certificat_usage"])


def test_over_mutual_tls_an_assertion_is_of_no_use(pki: Pki) -> None:
    answer = Banc(pki=pki).post(with_security(signed(pki), emetteur="10B0152872"))
    assert (answer.text("CodeCR"), said(answer)) == ("00", ["ins.assertion.inutile"])


def psc(pki: Pki, jetons: Jetons | None = None, profile: Profile = Profile.TERRAIN) -> Banc:
    return Banc(EspaceSettings(profile=profile), pki=pki, bridges=Bridges(jetons=jetons or Jetons()))


def test_pro_sante_connect_opens_the_door_with_its_token(pki: Pki) -> None:
    jetons = Jetons()
    answer = call(psc(pki, jetons), with_security(dated(PSC)), authorization="Bearer bon")
    assert (answer.text("CodeCR"), said(answer), jetons.asked) == ("00", [], ["bon"])
    facts = answer.exchange.facts
    assert (facts["ins.assertion.mode"], facts["ins.assertion.verifiee"]) == ("PSC", False)
    assert (facts["professional"], facts["moment.jeton"]) == (NURSE, f"valide {NURSE}")


def test_pro_sante_connect_needs_no_vitale_assertion(pki: Pki) -> None:
    answer = call(psc(pki), card_with_security(dated(PSC)), authorization="Bearer bon")
    assert (answer.text("CodeCR"), said(answer)) == ("00", [])


TOKENS = [
    ("Bearer illisible", "psc.jeton_invalide"),
    ("Bearer signature", "psc.jeton_invalide"),
    ("Bearer inconnu", "psc.jeton_invalide"),
    ("Bearer audience", "psc.jeton_invalide"),
    ("Bearer expire", "psc.jeton_expire"),
    ("bearer revoque", "psc.jeton_revoque"),
    ("Bearer professionnel", "psc.jeton_professionnel"),
]


@pytest.mark.parametrize(("authorization", "rule"), TOKENS)
def test_a_dead_token_is_refused_where_it_was_read(authorization: str, rule: str, pki: Pki) -> None:
    message = with_security(dated(PSC))
    answer = call(psc(pki), message, authorization=authorization)
    assert (outcome(answer), said(answer)) == (REFUSED, [f"ins.{rule}"])
    place = answer.finding(f"ins.{rule}").place
    assert (place.kind, place.path) == ("header", "Authorization")
    lenient = call(psc(pki, profile=Profile.DECOUVERTE), message, authorization=authorization)
    assert (lenient.text("CodeCR"), said(lenient)) == ("00", [f"ins.{rule}"])


@pytest.mark.parametrize("authorization", ["", "Basic bon"])
def test_whether_a_token_is_required_was_never_seen_so_only_strict_refuses(
    authorization: str, pki: Pki
) -> None:
    message = with_security(dated(PSC))
    answer = call(psc(pki), message, authorization=authorization)
    assert (answer.text("CodeCR"), said(answer)) == ("00", ["ins.psc.jeton_absent"])
    place = answer.finding("ins.psc.jeton_absent").place
    assert (place.kind, place.path) == ("header", "Authorization")
    facts = answer.exchange.facts
    assert (facts["ins.assertion.verifiee"], facts.get("moment.jeton")) == (False, None)
    strict = call(psc(pki, profile=Profile.STRICT), message, authorization=authorization)
    assert (outcome(strict), said(strict)) == (REFUSED, ["ins.psc.jeton_absent"])


def test_the_token_of_one_cannot_speak_for_another(pki: Pki) -> None:
    bridges, message = Jetons(porteur=DOCTOR), with_security(dated(PSC))
    answer = call(psc(pki, bridges), message, authorization="Bearer bon")
    assert (answer.text("CodeCR"), said(answer)) == ("00", ["ins.psc.porteur"])
    facts = answer.exchange.facts
    assert (facts["ins.assertion.verifiee"], facts["moment.jeton"]) == (False, f"valide {DOCTOR}")
    strict = call(psc(pki, bridges, Profile.STRICT), message, authorization="Bearer bon")
    assert (outcome(strict), said(strict)) == (REFUSED, ["ins.psc.porteur"])


def test_without_pro_sante_connect_no_token_is_verified_and_the_finding_says_why(pki: Pki) -> None:
    message = with_security(dated(PSC))
    answer = call(Banc(pki=pki), message, authorization="Bearer bon")
    assert (answer.text("CodeCR"), said(answer)) == ("00", ["ins.psc.absent"])
    facts = answer.exchange.facts
    assert (facts["ins.assertion.verifiee"], facts["moment.jeton"]) == (False, "sans_psc")
    strict = call(Banc(EspaceSettings(profile=Profile.STRICT), pki=pki), message, authorization="Bearer bon")
    assert (outcome(strict), said(strict)) == (REFUSED, ["ins.psc.absent"])


def test_a_token_bound_to_a_certificate_is_worth_nothing_without_it(pki: Pki) -> None:
    bound = Jetons(empreinte=base64.urlsafe_b64encode(bytes(1)).rstrip(b"=").decode())
    message = with_security(dated(PSC))
    without = call(psc(pki, bound), message, authorization="Bearer bon")
    assert (outcome(without), said(without)) == (REFUSED, ["ins.psc.jeton_certificat"])
    # The certificate of the bench has 00 for fingerprint.
    right = call(psc(pki, bound), message, authorization="Bearer bon", anonymous=False, certificate=peer())
    assert right.text("CodeCR") == "00"


def test_a_doctor_of_pro_sante_connect_names_the_speciality_its_own_way(pki: Pki) -> None:
    doctor = dated(PSC).replace(NURSE, DOCTOR)
    banc = psc(pki, Jetons(porteur=DOCTOR))
    without = call(banc, with_security(doctor, emetteur=DOCTOR), authorization="Bearer bon")
    assert without.finding("ins.assertion.specialite_absente").expected == "codeSpecialiteAMO"
    amo = SPECIALITY.replace("SA17", "01").replace("codeSpecialite", "codeSpecialiteAMO")
    told = doctor.replace("</saml:AttributeStatement>", f"{amo}</saml:AttributeStatement>")
    right = call(banc, with_security(told, emetteur=DOCTOR), authorization="Bearer bon")
    assert (right.text("CodeCR"), said(right)) == ("00", [])


def test_what_was_read_live_is_what_is_read_again(pki: Pki) -> None:
    banc = psc(pki)
    for authorization, _ in (*TOKENS, ("Bearer bon", "")):
        call(banc, with_security(dated(PSC)), authorization=authorization)
    for assertions in ((signed(pki),), (dated(CPS),), (), (signed(pki, dated(CPS, timedelta(hours=2))),)):
        call(banc, with_security(*assertions))
    for lived in banc.journal:
        again = banc.service.analyse(lived, banc.espace)
        assert (again.operation, again.findings) == (lived.operation, lived.findings)
        assert {**lived.facts, **again.facts} == lived.facts


def test_a_saved_file_with_an_assertion_is_judged_as_sent_to_that_host(pki: Pki) -> None:
    service = Banc(pki=pki).service
    exchange = service.read_file("appel.xml", with_security(signed(pki, dated(CPS, timedelta(days=30)))))
    assert exchange is not None
    assert exchange.face == "assertion"
    assert service.analyse(exchange, None).findings == ()
    psc_file = service.read_file("psc.xml", with_security(dated(PSC)))
    assert psc_file is not None
    assert service.analyse(psc_file, None).findings == ()


def test_the_assertions_of_the_reference_are_written_from_values() -> None:
    card = AssertionPs(
        id="_a1",
        signataire=None,
        version="2.0",
        qualificatif="CPS",
        sujet=NURSE,
        emise_brute="NOW",
        emetteur="C=FR,T=Infirmier,SN=KERMARREC,GN=NATHALIE,CN=899700000039",
        emetteur_format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
        attributs={"identifiantFacturation": "990000028", "secteurActivite": "SA17"},
    )
    assert write_assertion(card).decode() == CPS
    psc_assertion = AssertionPs(
        id="_a1",
        signataire=None,
        version="2.0",
        qualificatif="PSC",
        sujet=NURSE,
        emise_brute="NOW",
        emetteur="urn:lps:DUI:1.0",
        attributs={"identifiantFacturation": "990000028", "gipProfessionCode": "60"},
    )
    assert write_assertion(psc_assertion).decode() == PSC
    built = build_request(Demande(Operation.TRAITS), [b"<a/>", b"<b/>"]).decode()
    assert (
        '<soap:Header><wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/'
        'oasis-200401-wss-wssecurity-secext-1.0.xsd"><a/><b/></wsse:Security>' in built
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_refusal_is_told_by_its_true_cause(lang: str, pki: Pki) -> None:
    banc = Banc(pki=pki)
    exchange = call(banc, with_security(dated(CPS))).exchange
    assert (
        banc.service.explain(exchange, lang).answered
        == {
            "fr": "Refus. L'assertion du professionnel n'est pas signée.",
            "en": "Refused. The professional's assertion is not signed.",
        }[lang]
    )
