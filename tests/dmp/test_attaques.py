"""What a hostile or broken client sends: refused in its protocol, state unchanged, journalled."""

from collections.abc import Callable

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from tests.dmp.banc import Banc
from tests.dmp.editeur import (
    BASE,
    INS,
    MTOM_TYPE,
    Document,
    Lot,
    cda,
    envelope,
    existence,
    mtom,
    recherche,
    vihf,
    xop,
)

EVIL = "899700000013"


def split_signed(signed: str) -> tuple[str, str]:
    """The signature of a signed assertion, and the assertion without it."""
    start, end = signed.index("<ds:Signature"), signed.index("</ds:Signature>") + len("</ds:Signature>")
    return signed[start:end], signed[:start] + signed[end:]


def forged(banc: Banc, signature: str = "") -> str:
    """An assertion nobody signed, for another professional, holding the given signature."""
    text = banc.unsigned(vihf(sujet=EVIL)).decode()
    return text.replace("</saml2:Issuer>", f"</saml2:Issuer>{signature}", 1)


def in_the_body(banc: Banc) -> bytes:
    signed = banc.sign(vihf()).decode()
    signature, _ = split_signed(signed)
    body = existence().replace("<attentionLine", f"{signed}<attentionLine", 1)
    return envelope("existence", body, forged(banc, signature).encode())


def around(banc: Banc) -> bytes:
    """The forged assertion wraps the signed one."""
    signed = banc.sign(vihf()).decode()
    wrapped = forged(banc).replace("</saml2:Assertion>", f"{signed}</saml2:Assertion>")
    return envelope("existence", existence(), wrapped.encode())


def beside(banc: Banc) -> bytes:
    signed = banc.sign(vihf())
    return envelope("existence", existence(), forged(banc).encode() + signed)


def in_the_object(banc: Banc) -> bytes:
    """The signed assertion inside the Object of its own signature, in a forged one."""
    signed = banc.sign(vihf()).decode()
    signature, _ = split_signed(signed)
    holding = signature.replace("</ds:Signature>", f"<ds:Object>{signed}</ds:Object></ds:Signature>")
    return envelope("existence", existence(), forged(banc, holding).encode())


def same_id(banc: Banc) -> bytes:
    """Two nodes of the same ID: which one was signed?"""
    signed = banc.sign(vihf()).decode()
    identifier = signed.split('ID="', 1)[1].split('"', 1)[0]
    body = existence().replace("<attentionLine", f'<x ID="{identifier}"/><attentionLine', 1)
    return envelope("existence", body, signed.encode())


def as_another(banc: Banc) -> bytes:
    """The subject changed after signing."""
    return envelope("existence", existence(), banc.sign(vihf()).replace(b"899700000039", EVIL.encode()))


def self_made(banc: Banc) -> bytes:
    """Signed with a key nobody certified."""
    return envelope("existence", existence(), banc.sign(vihf(), "unknown_ca"))


WRAPPINGS: dict[str, Callable[[Banc], bytes]] = {
    one.__name__: one for one in (in_the_body, around, beside, in_the_object, same_id, as_another, self_made)
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_a_wrapped_or_altered_assertion_is_refused(banc: Banc, name: str) -> None:
    answer = banc.post(WRAPPINGS[name](banc), path=f"{BASE}/patients")
    assert answer.status == 500
    assert b":Fault>" in answer.body
    assert answer.exchange.facts["fault"] is True
    assert b"queryResponseCode" not in answer.body


def test_an_expired_assertion_is_refused_and_told(banc: Banc) -> None:
    from datetime import UTC, datetime, timedelta

    from simulators.core.xml.saml_ecriture import moment

    past = moment(datetime.now(UTC) - timedelta(minutes=1))
    answer = banc.feed(claims=vihf(pas_apres=past))
    assert (answer.status, answer.code) == (500, "Sender")
    assert "dmp.vihf.conditions" in answer.rules
    assert banc.documents() == []


def test_an_old_assertion_without_conditions_is_noted_and_refused_on_demand(pki: Pki) -> None:
    from datetime import UTC, datetime, timedelta

    from simulators.core.xml.saml_ecriture import moment

    old = moment(datetime.now(UTC) - timedelta(hours=3))
    strict = Banc(pki, EspaceSettings(options=frozenset({"dmp.vihf_fenetre_stricte"})))
    plain = Banc(pki)
    try:
        assert plain.feed(claims=vihf(emise=old)).code == "Success"
        assert strict.feed(claims=vihf(emise=old)).status == 500
    finally:
        plain.close()
        strict.close()


def package(banc: Banc, **parts: bytes) -> bytes:
    lot = Lot()
    return mtom(envelope("depot", xop(lot), banc.sign(vihf())), {**lot.contents(banc.seal()), **parts})


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut in its last part": lambda body: body[:-100],
    "cut in its root": lambda body: body[:3000],
    "without any boundary": lambda body: body.replace(b"--MIMEBoundary42", b"--Autre"),
    "a part twice": lambda body: body.replace(b"<Signature01@dui>", b"<Document01@dui>"),
    "an unknown transfer encoding": lambda body: body.replace(b"Encoding: binary", b"Encoding: uuencode"),
    "base64 that is none": lambda body: body.replace(b"Encoding: binary", b"Encoding: base64"),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_is_a_fault_and_stores_nothing(banc: Banc, name: str) -> None:
    answer = banc.post(BROKEN[name](package(banc)), content_type=MTOM_TYPE)
    assert answer.status == 500
    assert b"Fault>" in answer.body
    assert banc.documents() == []
    assert "erreur_interne" not in answer.exchange.facts


ENTITY = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "data",
    [
        ENTITY.encode() + cda(),
        cda().replace(b"<title>Projet", b"<title>&x;"),
        cda()[:-20],
        cda().replace(b"<realmCode", b"<a>" * 200 + b"<realmCode"),
        b"",
        b"\x00" * 10_000,
        cda().decode().encode("utf-16"),
    ],
)
def test_a_hostile_document_never_breaks_the_service(banc: Banc, data: bytes) -> None:
    answer = banc.post(package(banc, Document01=data), content_type=MTOM_TYPE)
    assert answer.status == 200
    assert "erreur_interne" not in answer.exchange.facts
    assert (answer.code == "Success") is bool(banc.documents())
    assert "root:" not in answer.body.decode("utf-8", "replace")


@pytest.mark.parametrize("kind", ["dtd", "entity", "deep", "many"])
def test_xml_attacks_in_the_envelope_are_refused(banc: Banc, kind: str) -> None:
    right = envelope("existence", existence(), banc.sign(vihf()))
    text = {
        "dtd": ENTITY.encode() + right,
        "entity": right.replace(b"Patient.id", b"&x;"),
        "deep": right.replace(b"Patient.id", b"<a>" * 300 + b"</a>" * 300),
        "many": right.replace(b"Patient.id", b"<a/>" * 50_000),
    }[kind]
    answer = banc.post(text, path=f"{BASE}/patients")
    assert answer.status == 500
    assert b"Fault>" in answer.body


def test_a_query_of_thousands_of_values_is_refused_in_words(banc: Banc) -> None:
    banc.authorise()
    many = ",".join(f"'{n}'" for n in range(20_000))
    approved = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")
    answer = banc.call(
        "recherche", recherche(approved, ("$XDSDocumentEntryTypeCode", f"({many})")), banc.air()
    )
    assert answer.code == "XDSStoredQueryParamNumber"


def test_a_pattern_of_wildcards_costs_nothing(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    pattern = "'" + "%a" * 90 + "!'"
    approved = ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')")
    asked = recherche(approved, ("$XDSDocumentEntryAuthorPerson", f"({pattern})"))
    answer = banc.call("recherche", asked, banc.air())
    assert answer.attribute("totalResultCount") == "0"
    assert answer.exchange.duration_us < 1_000_000


def test_a_client_that_leaves_is_journalled(banc: Banc) -> None:
    answer = banc.post([b"<soap:Envelope", b"\0gone"])
    assert answer.rules == ["dmp.http.corps_interrompu"]


def test_a_message_over_the_limit_is_refused_and_told(banc: Banc) -> None:
    answer = banc.post([b" " * 30_000_000, b" " * 30_000_000])
    assert answer.status == 413
    assert answer.headers["connection"] == "close"
    assert answer.rules == ["dmp.http.corps_trop_gros"]


def test_a_wrong_path_is_the_html_page_of_the_container(banc: Banc) -> None:
    answer = banc.post(b"<a/>", path=f"{BASE}/nulle-part")
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html;charset=UTF-8"
    assert b"<html>" in answer.body


@pytest.mark.parametrize(
    "path",
    [f"{BASE}/PATIENTS", "/SI-DMP-Server/v2/services/patient", f"{BASE}/patients/", f"{BASE}/registry"],
)
def test_both_spellings_and_any_case_lead_to_the_service(banc: Banc, path: str) -> None:
    message = envelope("existence", existence(), banc.sign(vihf()))
    assert banc.post(message, path=path).code == "OK"


def test_real_data_are_seen_before_anything_else_and_refused_where_asked(pki: Pki) -> None:
    real = "185057511122233"
    warned, closed = Banc(pki), Banc(pki, EspaceSettings(refuse_real_data=True))
    try:
        told = warned.call("existence", existence(real), vihf(ins=real))
        assert told.finding("dmp.donnees_reelles").found == "185************"
        refused = closed.call("existence", existence(real), vihf(ins=real))
        assert refused.status == 500
        assert closed.call("existence", existence()).code == "OK"
        hidden = closed.feed(Lot(documents=(Document(data=cda(ins=real)),)))
        assert hidden.status == 500
        assert closed.documents() == []
    finally:
        warned.close()
        closed.close()


def test_another_patients_document_is_not_given(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    simone = "237095503990209"
    from tests.dmp.editeur import autorisation, lecture

    mine = vihf("INDIRECTE_RENFORCEE", ins=simone)
    assert banc.call("autorisation", autorisation(), mine).text("status") == "DMPOk"
    again = vihf("INDIRECTE_RENFORCEE", ins=simone)
    assert banc.call("lecture", lecture("1.2.250.1.999.1.1.1.1"), again).code == "XDSDocumentUniqueIdError"
    assert simone != INS
