"""Applicative boxes: the certificate of the structure, then the address of the box (CONF.12, errata 6)."""

import imaplib
import smtplib
import ssl
import warnings

import pytest

from simulators.core.net.pki.authority import Material
from simulators.core.net.pki.profiles import bad_clients, structure_clients
from tests.mss.banc import BOITE_APP, BOITE_CABINET, BOITE_EHPAD, Banc, Monde, SmtpNomme
from tests.mss.courriers import simple

MAIL = simple(("nathalie.kermarrec@pro.demo.mssante.fr>\nTo", "dui@ehpad-les-tilleuls.demo.mssante.fr>\nTo"))


def connected(monde: Monde, material: Material | None) -> smtplib.SMTP:
    """A client under the espace's name, so that the server name routes it."""
    client = SmtpNomme(f"{monde.name}.localhost", monde.banc.ports["smtp_app"], timeout=20)
    client.starttls(context=monde.banc.client_tls(material))
    client.ehlo()
    return client


def secured(client: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """With TLS 1.3 the refusal may only be read after the handshake."""
    client.starttls(context=context)
    client.ehlo()
    client.noop()


def asked(client: imaplib.IMAP4, context: ssl.SSLContext) -> None:
    """The same on IMAP."""
    client.starttls(context)
    client.noop()


def test_the_software_of_the_structure_sends_from_its_box(monde: Monde) -> None:
    with connected(monde, monde.banc.structure()) as client:
        assert client.esmtp_features["auth"].split() == ["PLAIN", "EXTERNAL"]
        assert client.login(BOITE_APP, "sans-importance") == (235, b"2.7.0 Authentication successful")
        assert client.sendmail(BOITE_APP, [BOITE_CABINET], MAIL) == {}
    login = monde.exchange("mss.smtp.connexion")
    assert login.request.start == "AUTH PLAIN ***"
    assert login.facts["mss.mecanisme"] == "PLAIN"
    assert login.facts["tls.client.ou"] == "1990000028"
    assert monde.exchange("mss.envoi").facts["professional"] == ""
    assert len(monde.box(BOITE_CABINET)) == 1


def test_the_same_certificate_reads_the_box(monde: Monde) -> None:
    client = imaplib.IMAP4("127.0.0.1", monde.banc.ports["imap_app"], timeout=20)
    with client:
        client.host = f"{monde.name}.localhost"
        client.starttls(monde.banc.client_tls(monde.banc.structure()))
        assert client.login(BOITE_APP, "x")[0] == "OK"
        assert client.select()[0] == "OK"
    assert monde.exchange("mss.imap.connexion").facts["mss.mecanisme"] == "LOGIN"


def test_external_is_accepted_with_the_address(monde: Monde) -> None:
    with connected(monde, monde.banc.structure()) as client:
        code, _ = client.docmd("AUTH", "EXTERNAL ZHVpQGVocGFkLWxlcy10aWxsZXVscy5kZW1vLm1zc2FudGUuZnI=")
        assert code == 235


@pytest.mark.parametrize(
    ("box", "rule"),
    [
        ("dui@ime-le-cap.demo.mssante.fr", "mss.acces.certificat"),
        (BOITE_EHPAD, "mss.acces.boite_pas_app"),
        ("dui@nulle-part.demo.mssante.fr", "mss.acces.boite_inconnue"),
    ],
)
def test_the_certificate_opens_no_other_box(monde: Monde, box: str, rule: str) -> None:
    with connected(monde, monde.banc.structure()) as client:
        with pytest.raises(smtplib.SMTPAuthenticationError) as caught:
            client.login(box, "x")
        assert caught.value.smtp_code == 535
    assert [one.rule.id for one in monde.exchanges("mss.smtp.connexion")[0].findings] == [rule]


def test_another_structure_opens_its_own_box(monde: Monde) -> None:
    with connected(monde, monde.banc.structure("ime-le-cap")) as client:
        assert client.login("dui@ime-le-cap.demo.mssante.fr", "x")[0] == 235


def test_a_token_is_not_what_this_address_asks(monde: Monde) -> None:
    with connected(monde, monde.banc.structure()) as client:
        assert client.docmd("AUTH", "XOAUTH2 AAAA")[0] == 504
    assert monde.banc.do(monde.banc.espaces.get("defaut")) is not None


def test_without_certificate_nothing_is_said(banc: Banc) -> None:
    with smtplib.SMTP("127.0.0.1", banc.ports["smtp_app"], timeout=20) as client:
        client.ehlo()
        with pytest.raises((OSError, smtplib.SMTPException)):
            secured(client, banc.client_tls())
    told = banc.refusal()
    assert (told.cause, told.face) == ("aucun_certificat", "smtp_app")


@pytest.mark.parametrize(
    ("name", "cause"), [("expired", "expire"), ("revoked", "revoque"), ("unknown_ca", "ac_inconnue")]
)
def test_a_bad_certificate_is_refused_and_told(banc: Banc, name: str, cause: str) -> None:
    structure = banc.do(banc.espaces.get("defaut")).monde.structures()["ehpad-les-tilleuls"]
    material = banc.pki.client(bad_clients(structure_clients(structure)["org_auth_cli"])[name])
    client = imaplib.IMAP4("127.0.0.1", banc.ports["imap_app"], timeout=20)
    with pytest.raises((OSError, imaplib.IMAP4.error)):
        asked(client, banc.client_tls(material))
    client.shutdown()
    assert banc.refusal().cause == cause


def test_tls_below_1_2_is_refused(banc: Banc) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(str(banc.pki.ca_pem))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options &= ~(ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1)
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with smtplib.SMTP("127.0.0.1", banc.ports["smtp"], timeout=20) as client:
        client.ehlo()
        with pytest.raises((ssl.SSLError, OSError)):
            client.starttls(context=context)
    assert banc.refusal().cause == "version"
