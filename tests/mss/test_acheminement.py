"""What becomes of a mail on its way: delays, grey lists, reports of operators, every reply on demand."""

import email
import smtplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.journal.filters import Filter
from simulators.core.service import ControlRefused
from tests.mss.banc import (
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INS_MARGUERITE,
    USAGER,
    Monde,
    running,
)
from tests.mss.courriers import document, simple

HOSPITAL = "sorties.geriatrie@hopital-trois-vallees.demo.mssante.fr"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ORDER = "/boites/{adresse}/consigne"


def order(monde: Monde, adresse: str, **wanted: object) -> None:
    monde.control("PUT", ORDER, wanted, adresse=adresse)


def rcpt(monde: Monde, address: str = BOITE_CABINET) -> tuple[int, bytes]:
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        return client.rcpt(address)


def write(monde: Monde, to: str, *options: str) -> None:
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [to], simple(), (), options) == {}


def clock(monde: Monde, instant: datetime) -> None:
    """A frozen clock: nothing is due before it is moved."""
    monde.banc.do(monde.banc.espaces.set_clock(monde.name, ClockSetting(ClockMode.STEPPED, 0.0, instant)))


def came(monde: Monde, number: int = 1) -> None:
    """Waits until so many mails were put by the simulator."""
    while len(there := monde.exchanges("mss.remise")) < number:
        wanted = Filter(operation="mss.remise", after_seq=max((one.seq for one in there), default=0))
        assert monde.banc.do(monde.espace.journal.wait(wanted, 20)) is not None


def returned(monde: Monde) -> EmailMessage:
    """The report in the nurse's box."""
    came(monde)
    (one,) = monde.box(BOITE_INFIRMIERE)
    told = monde.control("GET", "/boites/{adresse}/courriels/{id}", adresse=BOITE_INFIRMIERE, id=one["id"])
    return email.message_from_bytes(told["octets"].encode("latin-1"), policy=default)


# The menu of the ANS (SMTPERRORCODE) and what each reads on the wire, typed by hand.
MENU = [
    ("smtp_251", 251, b"2.1.5 User not local; will forward"),
    ("smtp_252", 252, b"2.5.2 Cannot verify user, will attempt delivery"),
    ("smtp_420", 420, b"4.4.2 Timeout in communication"),
    ("indisponible", 421, b"4.3.2 Service not available, closing channel"),
    ("smtp_422", 422, b"4.2.2 Recipient mailbox over its size limit"),
    ("smtp_431", 431, b"4.3.1 Not enough disk space"),
    ("smtp_432", 432, b"4.3.2 Recipient system not accepting messages"),
    ("smtp_441", 441, b"4.4.1 Recipient server not responding"),
    ("smtp_442", 442, b"4.4.2 Connection dropped during transmission"),
    ("smtp_450", 450, b"4.2.1 Mailbox temporarily unavailable"),
    ("liste_grise", 450, b"4.2.0 Greylisted, try again later"),
    ("temporaire", 451, b"4.3.0 Requested action aborted: local error in processing"),
    ("boite_pleine", 452, b"4.2.2 Mailbox full"),
    ("commande_inconnue", 500, b"5.5.1 Command not recognized"),
    ("syntaxe", 501, b"5.5.4 Syntax error in parameters"),
    ("commande_non_simulee", 502, b"5.5.1 Command not implemented"),
    ("ordre", 503, b"5.5.1 Bad sequence of commands"),
    ("mecanisme_refuse", 504, b"5.5.4 Unrecognized authentication type"),
    ("smtp_510", 510, b"5.1.1 Bad email address"),
    ("smtp_512", 512, b"5.1.2 Host not found in DNS"),
    ("smtp_513", 513, b"5.1.3 Address type incorrect"),
    ("smtp_523", 523, b"5.3.4 Message too large for the receiving server"),
    ("authentification_exigee", 530, b"5.7.0 Authentication required"),
    ("smtp_541", 541, b"5.7.1 Message rejected as spam"),
    ("destinataire_inconnu", 550, b"5.1.1 User unknown"),
    ("smtp_551", 551, b"5.1.6 User not local"),
    ("quota_depasse", 552, b"5.2.2 Mailbox quota exceeded"),
    ("smtp_553", 553, b"5.1.3 Mailbox name not allowed"),
    ("smtp_554", 554, b"5.0.0 Transaction failed"),
]


@pytest.mark.parametrize(("name", "code", "text"), MENU, ids=[one[0] for one in MENU])
def test_a_box_answers_any_reply_of_the_menu(monde: Monde, name: str, code: int, text: bytes) -> None:
    order(monde, BOITE_CABINET, reponse=name)
    assert rcpt(monde) == (code, text)
    assert rcpt(monde, BOITE_EHPAD)[0] == 250
    exchange = monde.exchanges("mss.envoi")[0]
    asked = [(one.rule.id, one.found) for one in exchange.findings]
    assert asked == ([] if code < 300 else [("mss.panne", name)])
    monde.control("DELETE", ORDER, adresse=BOITE_CABINET)
    assert rcpt(monde) == (250, b"2.1.5 Ok")


@pytest.mark.parametrize(
    ("name", "code"), [(one, code) for one, code, _ in MENU if code > 300], ids=[one[0] for one in MENU[2:]]
)
def test_any_refusal_may_come_after_the_mail(monde: Monde, name: str, code: int) -> None:
    order(monde, BOITE_CABINET, reponse=name, moment="data")
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        assert client.rcpt(BOITE_CABINET)[0] == 250
        assert client.data(simple())[0] == code
    assert monde.box(BOITE_CABINET) == []
    assert monde.exchange("mss.envoi").outcome == str(code)


@pytest.mark.parametrize(
    ("name", "status", "diagnostic"),
    [
        ("smtp_101", "4.4.1", "101 Cannot open connection to the server"),
        ("smtp_111", "4.4.1", "111 Connection refused by the server"),
        ("smtp_441", "4.4.1", "441 4.4.1 Recipient server not responding"),
        ("smtp_541", "5.7.1", "541 5.7.1 Message rejected as spam"),
        ("quota_depasse", "5.2.2", "552 5.2.2 Mailbox quota exceeded"),
        ("destinataire_inconnu", "5.1.1", "550 5.1.1 User unknown"),
    ],
)
def test_any_reply_may_be_told_later_by_a_report(
    monde: Monde, name: str, status: str, diagnostic: str
) -> None:
    order(monde, BOITE_CABINET, reponse=name, moment="plus_tard")
    write(monde, BOITE_CABINET)
    mail = returned(monde)
    assert mail["Subject"] == "Undelivered Mail Returned to Sender"
    assert mail["From"] == "mailer-daemon@medecin.demo.mssante.fr"
    report = list(mail.iter_parts())[1].as_string()
    assert "Action: failed" in report
    assert f"Status: {status}" in report
    assert f"Diagnostic-Code: smtp; {diagnostic}" in report
    assert monde.box(BOITE_CABINET) == []
    assert [one["nom"] for one in monde.control("GET", "/reponses")].count(name) == 1


@pytest.mark.parametrize(
    ("name", "moment"),
    [("smtp_101", "rcpt"), ("smtp_251", "data"), ("imap_absent", "rcpt"), ("inconnu", "plus_tard")],
)
def test_a_reply_that_cannot_be_given_then_is_refused(monde: Monde, name: str, moment: str) -> None:
    with pytest.raises(ControlRefused) as caught:
        order(monde, BOITE_CABINET, reponse=name, moment=moment)
    assert caught.value.status == 422
    assert rcpt(monde)[0] == 250


def test_each_reply_says_where_it_comes_from(monde: Monde) -> None:
    told = {one["nom"]: one for one in monde.control("GET", "/reponses")}
    assert told["smtp_541"]["moments"] == ["rcpt", "data", "plus_tard"]
    assert told["smtp_251"]["moments"] == ["rcpt"]
    assert told["smtp_101"]["moments"] == ["plus_tard"]
    assert told["message_trop_gros"]["source"] == {"genre": "standard", "texte": "RFC 1870 §6"}
    assert told["smtp_541"]["source"]["genre"] == "assumed"


def test_another_operator_takes_the_mail_and_tells_later_that_the_box_is_unknown(monde: Monde) -> None:
    write(monde, "inconnu@hopital-trois-vallees.demo.mssante.fr")
    mail = returned(monde)
    assert mail["In-Reply-To"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail["From"] == "mailer-daemon@hopital-trois-vallees.demo.mssante.fr"
    report = list(mail.iter_parts())[1].as_string()
    assert "Final-Recipient: rfc822; inconnu@hopital-trois-vallees.demo.mssante.fr" in report
    assert "Diagnostic-Code: smtp; 550 5.1.1 User unknown" in report
    back = monde.exchange("mss.remise")
    assert monde.banc.service.explain(back, "fr").asked == (
        f"Courriel revenu dans la boîte {BOITE_INFIRMIERE}."
    )
    assert (back.facts["mss.expediteur"], back.parent) == ("", monde.exchange("mss.envoi").id)


@pytest.mark.parametrize(
    ("state", "diagnostic"),
    [
        ("suspendue", "550 5.2.1 Mailbox disabled"),
        ("pleine", "452 4.2.2 Mailbox full"),
        ("inconnue", "550 5.1.1 User unknown"),
    ],
)
def test_the_state_of_a_box_elsewhere_comes_back_by_a_report(
    monde: Monde, state: str, diagnostic: str
) -> None:
    """The same states of a box of our own operator are refused at once (test_envoi)."""
    monde.set_state(HOSPITAL, state)
    write(monde, HOSPITAL)
    assert f"Diagnostic-Code: smtp; {diagnostic}" in list(returned(monde).iter_parts())[1].as_string()
    assert monde.box(HOSPITAL) == []


def test_notify_never_bars_the_report(monde: Monde) -> None:
    clock(monde, NOON)
    write(monde, "inconnu@hopital-trois-vallees.demo.mssante.fr", "NOTIFY=NEVER")
    assert monde.control("GET", "/echeances") == []


def test_a_mail_held_back_comes_at_its_hour(monde: Monde) -> None:
    clock(monde, NOON)
    order(monde, BOITE_CABINET, delai=600)
    write(monde, BOITE_CABINET, "NOTIFY=SUCCESS")
    assert monde.box(BOITE_CABINET) == []
    held, report = monde.control("GET", "/echeances")
    assert (held["genre"], held["destinataire"], report["genre"]) == ("livraison", BOITE_CABINET, "avis")
    sent = monde.exchange("mss.envoi")
    assert datetime.fromisoformat(held["quand"]) == sent.started + timedelta(seconds=600)
    clock(monde, NOON + timedelta(minutes=11))
    came(monde, 2)
    assert [one["message_id"] for one in monde.box(BOITE_CABINET)] == ["<1.20260101@pro.demo.mssante.fr>"]
    assert [one["sujet"] for one in monde.box(BOITE_INFIRMIERE)] == ["Message remis"]
    assert monde.control("GET", "/echeances") == []
    delivered = monde.exchanges("mss.remise")[0]
    assert (delivered.parent, delivered.request.body) == (sent.id, sent.request.body)


def test_a_mail_held_back_survives_the_erasing_of_its_other_copies(monde: Monde) -> None:
    """What was answered 250 is never lost."""
    clock(monde, NOON)
    order(monde, BOITE_CABINET, delai=600)
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET, BOITE_EHPAD], simple()) == {}
    with monde.imap(BOITE_EHPAD, "99700000039") as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", "(\\Deleted)")
        client.expunge()
    assert monde.control("POST", "/echeances/avancer") == {"avancees": 1}
    came(monde)
    with monde.imap() as client:
        client.select("INBOX")
        (found, *_) = client.uid("FETCH", "1:*", "(BODY.PEEK[])")[1]
        assert isinstance(found, tuple)
        assert found[1] == simple()


def test_a_mail_held_back_outlives_a_restart(pki_folder: Path, tmp_path: Path) -> None:
    with running(pki_folder, root=tmp_path) as banc:
        monde = banc.espace("defaut")
        order(monde, BOITE_CABINET, delai=86_400)
        write(monde, BOITE_CABINET)
    with running(pki_folder, root=tmp_path) as banc:
        monde = banc.espace("defaut")
        assert monde.box(BOITE_CABINET) == []
        assert [one["genre"] for one in monde.control("GET", "/echeances")] == ["livraison"]
        monde.control("POST", "/echeances/avancer")
        came(monde)
        assert len(monde.box(BOITE_CABINET)) == 1


@pytest.mark.parametrize("name", ["defaut", "autre"])
def test_a_mail_held_back_comes_after_a_restart_though_nobody_logs_in(
    pki_folder: Path, tmp_path: Path, name: str
) -> None:
    with running(pki_folder, root=tmp_path) as banc:
        if name != "defaut":
            banc.do(banc.espaces.create(name))
        monde = banc.espace(name)
        clock(monde, NOON)
        order(monde, BOITE_CABINET, delai=3_600)
        write(monde, BOITE_CABINET)
        banc.do(banc.espaces.snapshot(name, "attente"))
    with running(pki_folder, root=tmp_path) as banc:
        monde = banc.espace(name)
        clock(monde, NOON + timedelta(hours=2))
        came(monde)
        assert len(monde.box(BOITE_CABINET)) == 1
        banc.do(banc.espaces.restore(name, "attente"))
        assert monde.box(BOITE_CABINET) == []
        clock(monde, NOON + timedelta(hours=2))
        came(monde)
        assert len(monde.box(BOITE_CABINET)) == 1


def test_a_mail_held_back_about_somebody_forgotten_never_comes(monde: Monde) -> None:
    clock(monde, NOON)
    order(monde, BOITE_CABINET, delai=3_600)
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], document(), (), ["NOTIFY=SUCCESS"])
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], simple())
    assert len(monde.control("GET", "/echeances")) == 3
    assert monde.banc.do(monde.banc.service.purge(monde.espace, {("2790351215189",)})) == 1
    assert [one["genre"] for one in monde.control("GET", "/echeances")] == ["livraison"]
    monde.control("POST", "/echeances/avancer")
    came(monde)
    with monde.imap() as client:
        assert client.select("INBOX") == ("OK", [b"1"])
        (found, *_) = client.fetch("1", "(BODY.PEEK[])")[1]
        assert isinstance(found, tuple)
        assert found[1] == simple()


def test_mail_to_another_operator_takes_the_time_it_is_given(monde: Monde) -> None:
    clock(monde, NOON)
    operator = monde.espace.monde.operateurs()["operateur-hospitalier"]
    monde.banc.do(monde.espace.monde.put(operator.model_copy(update={"delai": 60})))
    write(monde, HOSPITAL)
    write(monde, BOITE_CABINET)
    assert (len(monde.box(HOSPITAL)), len(monde.box(BOITE_CABINET))) == (0, 1)
    (waiting,) = monde.control("GET", "/echeances")
    monde.control("POST", "/echeances/{id}/avancer", id=waiting["id"])
    came(monde)
    assert len(monde.box(HOSPITAL)) == 1


def test_a_sender_who_asked_is_told_of_a_long_wait(monde: Monde) -> None:
    clock(monde, NOON)
    order(monde, BOITE_CABINET, delai=86_400)
    write(monde, BOITE_CABINET, "NOTIFY=DELAY")
    clock(monde, NOON + timedelta(hours=5))
    mail = returned(monde)
    assert mail["Subject"] == "Message en attente"
    report = list(mail.iter_parts())[1].as_string()
    assert "Action: delayed" in report
    assert "Status: 4.4.7" in report
    assert [one["genre"] for one in monde.control("GET", "/echeances")] == ["livraison"]


def test_a_citizen_answers_only_once_the_mail_has_come(monde: Monde) -> None:
    clock(monde, NOON)
    order(monde, USAGER, delai=3_600)
    write(monde, USAGER)
    with pytest.raises(ControlRefused) as caught:
        monde.control("POST", "/usagers/{matricule}/repondre", {}, matricule=INS_MARGUERITE)
    assert caught.value.status == 409
    monde.control("POST", "/echeances/avancer")
    came(monde)
    told = monde.control("POST", "/usagers/{matricule}/repondre", {}, matricule=INS_MARGUERITE)
    assert told["boite"] == BOITE_INFIRMIERE


def test_a_new_sender_waits_its_turn_on_a_grey_list(monde: Monde) -> None:
    clock(monde, NOON)
    order(monde, BOITE_CABINET, liste_grise=300)
    assert rcpt(monde) == (450, b"4.2.0 Greylisted, try again later")
    finding = monde.exchanges("mss.envoi")[0].findings[0]
    assert (finding.rule.id, finding.found) == ("mss.envoi.liste_grise", BOITE_CABINET)
    clock(monde, NOON + timedelta(minutes=2))
    assert rcpt(monde)[0] == 450
    clock(monde, NOON + timedelta(minutes=6))
    assert rcpt(monde) == (250, b"2.1.5 Ok")
    write(monde, BOITE_CABINET)
    assert len(monde.box(BOITE_CABINET)) == 1
    # Lifted then asked again, the list has forgotten who wrote.
    monde.control("DELETE", ORDER, adresse=BOITE_CABINET)
    order(monde, BOITE_CABINET, liste_grise=300)
    assert rcpt(monde)[0] == 450


def test_a_mail_refused_for_one_box_reaches_the_others(monde: Monde) -> None:
    order(monde, BOITE_CABINET, reponse="smtp_450")
    with monde.smtp() as client:
        gone = client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET, BOITE_EHPAD], simple())
    assert gone == {BOITE_CABINET: (450, b"4.2.1 Mailbox temporarily unavailable")}
    assert len(monde.box(BOITE_EHPAD)) == 1


def test_an_operator_that_closes_the_channel_ends_the_session(monde: Monde) -> None:
    order(monde, BOITE_CABINET, reponse="indisponible")
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        assert client.rcpt(BOITE_CABINET)[0] == 421
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.noop()
