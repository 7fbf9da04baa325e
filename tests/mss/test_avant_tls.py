"""What a mail client meets before it is known: bad certificate, cipher out of the list, no STARTTLS; cuts."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509

from simulators.core.faults.active import Fault
from simulators.core.service import ControlRefused
from tests.mss.banc import BOITE_CABINET, MEDECIN, Banc, Brut, Monde, running, sasl

PLAIN = "from: Nathalie <nathalie.kermarrec@pro.demo.mssante.fr>\r\n\r\nBonjour\r\n"


@pytest.fixture
def seul(pki_folder: Path) -> Iterator[Banc]:
    """A service of its own: these faults strike whoever comes."""
    with running(pki_folder) as one:
        yield one


@contextmanager
def struck(banc: Banc, name: str) -> Iterator[Monde]:
    """The espace `defaut` with that fault."""
    monde = banc.espace("defaut")
    banc.do(monde.espace.faults.add(Fault("p", "transport", name, service="mss")))
    try:
        yield monde
    finally:
        banc.do(monde.espace.faults.clear())


def handshake(banc: Banc, tls: ssl.SSLContext) -> str:
    """The cipher agreed with the sending server."""
    with smtplib.SMTP("127.0.0.1", banc.ports["smtp"], timeout=20) as client:
        client.ehlo()
        client.starttls(context=tls)
        assert isinstance(client.sock, ssl.SSLSocket)
        return str((client.sock.cipher() or ("",))[0])


def careless(banc: Banc) -> ssl.SSLContext:
    tls = banc.client_tls()
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    return tls


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("certificat_serveur_expire", "certificate has expired"),
        ("certificat_serveur_mauvais_nom", "not valid for '127.0.0.1'"),
    ],
)
def test_a_certificate_made_wrong_is_refused_by_a_right_client(seul: Banc, fault: str, reason: str) -> None:
    with struck(seul, fault):
        with pytest.raises(ssl.SSLCertVerificationError) as caught:
            handshake(seul, seul.client_tls())
        assert reason in str(caught.value)
        assert seul.refusal().panne == fault
        assert handshake(seul, careless(seul)) != ""
    assert handshake(seul, seul.client_tls()) != ""


def test_a_revoked_certificate_is_in_the_list_downloaded_next(seul: Banc) -> None:
    with struck(seul, "certificat_serveur_revoque"):
        with smtplib.SMTP("127.0.0.1", seul.ports["smtp"], timeout=20) as client:
            client.ehlo()
            tls = seul.client_tls()
            tls.load_verify_locations(seul.pki.crl_pem)
            tls.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
            with pytest.raises(ssl.SSLCertVerificationError) as caught:
                client.starttls(context=tls)
            client.close()
        assert "certificate revoked" in str(caught.value)
        assert handshake(seul, seul.client_tls()) != ""


def test_a_cipher_out_of_the_list_is_agreed_only_with_a_client_that_offers_it(seul: Banc) -> None:
    right, all_of_them = seul.client_tls(), seul.client_tls()
    right.set_ciphers("ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-SHA256")
    with struck(seul, "suite_hors_liste"):
        with pytest.raises(ssl.SSLError):
            handshake(seul, right)
        assert seul.refusal().reason == "NO_SHARED_CIPHER"
        assert handshake(seul, all_of_them) == "ECDHE-RSA-CHACHA20-POLY1305"


def test_what_a_careless_client_does_then_tells_the_fault(seul: Banc) -> None:
    with struck(seul, "certificat_serveur_expire") as monde:
        with smtplib.SMTP("127.0.0.1", seul.ports["smtp"], timeout=20) as client:
            client.ehlo()
            client.starttls(context=careless(seul))
            client.ehlo()
            client.auth("XOAUTH2", lambda _=None: monde.xoauth2("nathalie.kermarrec@pro.demo.mssante.fr"))
        exchange = monde.exchange("mss.smtp.connexion")
    assert exchange.facts["panne"] == "certificat_serveur_expire"


def test_a_server_stripped_of_starttls_neither_offers_nor_takes_it(seul: Banc) -> None:
    with struck(seul, "starttls_absent") as monde:
        with seul.raw("smtp") as wire:
            wire.reply()
            wire.send(b"EHLO dui\r\n")
            assert not [line for line in wire.reply() if b"STARTTLS" in line]
            wire.send(b"STARTTLS\r\n")
            assert wire.line().startswith(b"502 ")
            wire.send(b"AUTH XOAUTH2 " + sasl("user=x\x01auth=Bearer y\x01\x01") + b"\r\n")
            assert wire.line().startswith(b"530 5.7.0 ")
        with seul.raw("imap") as wire:
            assert b"STARTTLS" not in wire.line()
            wire.send(b"a STARTTLS\r\n")
            assert wire.tagged(b"a")[-1].startswith(b"a BAD")
        greeted = [one.facts["panne"] for one in monde.exchanges("mss.accueil")]
        refused = monde.exchange("mss.smtp.connexion")
    assert greeted == ["starttls_absent", "starttls_absent"]
    assert (refused.outcome, refused.facts["panne"]) == ("530", "starttls_absent")


def test_the_operator_cuts_the_connections_of_a_box(monde: Monde) -> None:
    with monde.banc.raw("imap") as wire:
        wire.line()
        wire.send(b"a STARTTLS\r\n")
        wire.tagged(b"a")
        wire.secure(monde.banc.client_tls())
        wire.send(b"b AUTHENTICATE XOAUTH2 " + sasl(monde.xoauth2(BOITE_CABINET, MEDECIN)) + b"\r\n")
        assert wire.tagged(b"b")[-1].startswith(b"b OK")
        wire.send(b"c SELECT INBOX\r\n")
        wire.tagged(b"c")
        wire.send(b"d IDLE\r\n")
        assert wire.line().startswith(b"+")
        told = monde.control("POST", "/boites/{adresse}/couper", adresse=BOITE_CABINET)
        assert told == {"boite": BOITE_CABINET, "coupees": 1}
        assert wire.line() == b"* BYE Connection closed by the operator\r\n"
        assert wire.ended()
    exchange = monde.exchange("mss.fin_de_session")
    assert (exchange.facts["mss.cause"], exchange.facts["mss.boite"]) == ("coupure", BOITE_CABINET)
    again = monde.control("POST", "/boites/{adresse}/couper", adresse=BOITE_CABINET)
    assert again == {"boite": BOITE_CABINET, "coupees": 0}


def test_a_sending_connection_is_cut_too(monde: Monde) -> None:
    with monde.smtp() as client:
        monde.control("POST", "/boites/{adresse}/couper", adresse="nathalie.kermarrec@pro.demo.mssante.fr")
        with pytest.raises((smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError)):
            client.sendmail("nathalie.kermarrec@pro.demo.mssante.fr", [BOITE_CABINET], PLAIN)
        client.close()
    assert monde.exchange("mss.fin_de_session").protocol == "smtp"
    assert monde.exchanges("mss.envoi") == []


def test_an_unknown_box_cannot_be_cut(monde: Monde) -> None:
    with pytest.raises(ControlRefused) as caught:
        monde.control("POST", "/boites/{adresse}/couper", adresse="personne@pro.demo.mssante.fr")
    assert caught.value.status == 404


def test_the_revocation_list_is_where_igc_sante_puts_it(monde: Monde) -> None:
    answer = monde.annuaire("/CRL/ACI-EL-ORG-TEST.crl", key=None)
    crl = x509.load_der_x509_crl(answer.content)
    assert answer.headers["content-type"] == "application/pkix-crl"
    assert "TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS" in crl.issuer.rfc4514_string()
    assert monde.exchange("mss.liste_de_revocation").facts["code"] == "200"
    assert monde.annuaire("/CRL/autre.crl", key=None).status_code != 200


@pytest.mark.parametrize(
    ("answer", "told"), [(b"\r\n", "vide"), (b"AQ==\r\n", "vide"), (b"dXNlcg==\r\n", "autre")]
)
def test_what_a_client_answers_to_the_reason_of_its_refusal_is_told(
    monde: Monde, answer: bytes, told: str
) -> None:
    with challenged(monde) as wire:
        wire.send(answer)
        assert wire.line().startswith(b"535 5.7.8 ")
    facts = monde.exchange("mss.smtp.connexion").facts
    assert (facts["mss.defi"], facts["mss.refus"]) == (told, "mss.acces.jeton_expire")


def test_a_client_that_leaves_at_the_challenge_is_told_too(monde: Monde) -> None:
    with challenged(monde) as wire:
        wire.socket.shutdown(socket.SHUT_WR)
        assert wire.ended()
    exchange = monde.exchange("mss.smtp.connexion")
    assert (exchange.outcome, exchange.facts["mss.defi"]) == ("coupure", "")


@contextmanager
def challenged(monde: Monde) -> Iterator[Brut]:
    """A connection whose token was refused, the reason being told."""
    with monde.banc.raw("smtp") as wire:
        wire.reply()
        wire.send(b"STARTTLS\r\n")
        wire.reply()
        wire.secure(monde.banc.client_tls())
        dead = monde.xoauth2("nathalie.kermarrec@pro.demo.mssante.fr", word="expire")
        wire.send(b"EHLO dui\r\n")
        wire.reply()
        wire.send(b"AUTH XOAUTH2 " + sasl(dead) + b"\r\n")
        assert wire.line() == b"334 " + sasl('{"status":"401","schemes":"bearer","scope":"openid"}') + b"\r\n"
        yield wire
