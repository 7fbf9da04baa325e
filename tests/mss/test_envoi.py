"""Sending: from the connection to a mail in its box, as an editor lives it with Python's own smtplib."""

import smtplib

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.faults.model import Fault
from simulators.core.rule import Effect, Profile
from tests.mss.banc import (
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INFIRMIERE,
    MEDECIN,
    Banc,
    Monde,
    SmtpNomme,
    running,
    sasl,
)
from tests.mss.courriers import archive, document, simple


def refused(monde: Monde, boite: str, rpps: str, word: str = "session") -> tuple[int, bytes]:
    """What smtplib is answered when it tries to log in."""
    with smtplib.SMTP("127.0.0.1", monde.banc.ports["smtp"], timeout=20) as client:
        client.starttls(context=monde.banc.client_tls())
        client.ehlo()
        with pytest.raises(smtplib.SMTPAuthenticationError) as caught:
            client.auth(
                "XOAUTH2", lambda challenge=None: "" if challenge else monde.xoauth2(boite, rpps, word)
            )
        said = caught.value.smtp_error
        return caught.value.smtp_code, said.encode() if isinstance(said, str) else said


def rcpt(monde: Monde, address: str) -> tuple[int, bytes]:
    """What a recipient is answered."""
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        return client.rcpt(address)


def test_the_whole_conversation_is_the_one_of_the_standard(monde: Monde) -> None:
    """Typed by hand from RFC 5321, 3207 and 4954."""
    with monde.banc.raw("smtp") as wire:
        assert wire.line() == b"220 mss.demo.mssante.fr ESMTP\r\n"
        wire.send(b"EHLO dui.local\r\n")
        assert wire.reply() == [
            b"250-mss.demo.mssante.fr\r\n",
            b"250-PIPELINING\r\n",
            b"250-SIZE 10485760\r\n",
            b"250-8BITMIME\r\n",
            b"250-ENHANCEDSTATUSCODES\r\n",
            b"250-DSN\r\n",
            b"250 STARTTLS\r\n",
        ]
        wire.send(b"STARTTLS\r\n")
        assert wire.line() == b"220 2.0.0 Ready to start TLS\r\n"
        wire.secure(monde.banc.client_tls())
        wire.send(b"EHLO dui.local\r\n")
        assert wire.reply()[-1] == b"250 AUTH XOAUTH2 OAUTHBEARER\r\n"
        wire.send(b"AUTH XOAUTH2 " + sasl(monde.xoauth2(BOITE_INFIRMIERE)) + b"\r\n")
        assert wire.line() == b"235 2.7.0 Authentication successful\r\n"
        wire.send(b"MAIL FROM:<nathalie.kermarrec@pro.demo.mssante.fr> SIZE=400\r\n")
        assert wire.line() == b"250 2.1.0 Ok\r\n"
        wire.send(b"RCPT TO:<cabinet.besnard@medecin.demo.mssante.fr>\r\n")
        assert wire.line() == b"250 2.1.5 Ok\r\n"
        wire.send(b"DATA\r\n")
        assert wire.line() == b"354 End data with <CR><LF>.<CR><LF>\r\n"
        wire.send(simple() + b".\r\n")
        queued = wire.line()
        wire.send(b"QUIT\r\n")
        assert wire.line() == b"221 2.0.0 Bye\r\n"
        assert wire.ended()
    exchange = monde.exchange("mss.envoi")
    assert queued == b"250 2.0.0 Ok: queued as " + exchange.id.encode() + b"\r\n"
    assert exchange.request.start == "MAIL FROM:<nathalie.kermarrec@pro.demo.mssante.fr> SIZE=400"
    assert exchange.request.headers == (
        ("MAIL", "FROM:<nathalie.kermarrec@pro.demo.mssante.fr> SIZE=400"),
        ("RCPT", "TO:<cabinet.besnard@medecin.demo.mssante.fr>"),
        ("DATA", ""),
        (".", ""),
    )
    assert exchange.request.body == simple()


def test_a_document_mail_is_told_with_its_facts(monde: Monde) -> None:
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], document()) == {}
    exchange = monde.exchange("mss.envoi")
    assert exchange.findings == ()
    wanted = {
        "code": "250",
        "fault": False,
        "mss.code": "250",
        "mss.expediteur": "nathalie.kermarrec@pro.demo.mssante.fr",
        "mss.destinataires": ("cabinet.besnard@medecin.demo.mssante.fr",),
        "mss.message_id": "<2.20260101@pro.demo.mssante.fr>",
        "mss.en_reponse_a": "",
        "mss.xdm": True,
        "mss.cda_empreintes": ("dfd5ffae4594ac312dc7da44b98f62a4915d24aa446bd93d9712e12ec0ff45d2",),
        "mss.sujet": "XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979",
        "mss.nil": "DEV935997",
        "mss.ins": "O",
        "mss.codecda": "80788-3",
        "mss.ins_oid": ("1.2.250.1.213.1.4.10",),
        "document.prenoms": ("DOMINIQUE",),
        "patient.matricule": "279035121518989",
        "patient.traits": "PAT-TROIS|DOMINIQUE|F|1979-03-01",
        "professional": "899700000039",
    }
    assert {name: exchange.facts[name] for name in wanted} == wanted
    assert [one["message_id"] for one in monde.box(BOITE_CABINET)] == ["<2.20260101@pro.demo.mssante.fr>"]


def test_a_token_given_after_the_challenge_is_accepted_too(monde: Monde) -> None:
    with monde.banc.raw("smtp") as wire:
        wire.line()
        wire.send(b"EHLO a\r\nSTARTTLS\r\n")
        wire.reply()
        wire.line()
        wire.secure(monde.banc.client_tls())
        wire.send(b"AUTH XOAUTH2\r\n")
        assert wire.line() == b"334 \r\n"
        wire.send(sasl(monde.xoauth2(BOITE_INFIRMIERE)) + b"\r\n")
        assert wire.line() == b"235 2.7.0 Authentication successful\r\n"


def test_oauthbearer_is_accepted(monde: Monde) -> None:
    with monde.banc.raw("smtp") as wire:
        wire.line()
        wire.send(b"STARTTLS\r\n")
        wire.line()
        wire.secure(monde.banc.client_tls())
        told = f"n,a={BOITE_INFIRMIERE},\x01host=h\x01port=587\x01auth=Bearer {monde.jeton()}\x01\x01"
        wire.send(b"AUTH OAUTHBEARER " + sasl(told) + b"\r\n")
        assert wire.line() == b"235 2.7.0 Authentication successful\r\n"


def test_the_token_is_never_kept(monde: Monde) -> None:
    with monde.smtp():
        pass
    exchange = monde.exchange("mss.smtp.connexion")
    assert exchange.request.start == "AUTH XOAUTH2 ***"
    assert monde.jeton() not in repr(exchange)
    assert exchange.facts["mss.boite"] == BOITE_INFIRMIERE
    assert exchange.facts["mss.mecanisme"] == "XOAUTH2"


@pytest.mark.parametrize(
    ("boite", "rpps", "word", "rule"),
    [
        (BOITE_INFIRMIERE, INFIRMIERE, "expire", "mss.acces.jeton_expire"),
        (BOITE_INFIRMIERE, INFIRMIERE, "signature", "mss.acces.jeton_refuse"),
        (BOITE_INFIRMIERE, INFIRMIERE, "revoque", "mss.acces.session_revoquee"),
        (BOITE_INFIRMIERE, INFIRMIERE, "professionnel", "mss.acces.professionnel"),
        (BOITE_INFIRMIERE, MEDECIN, "session", "mss.acces.boite_autrui"),
        (BOITE_EHPAD, MEDECIN, "session", "mss.acces.boite_autrui"),
        ("personne@pro.demo.mssante.fr", INFIRMIERE, "session", "mss.acces.boite_inconnue"),
        ("dui@ehpad-les-tilleuls.demo.mssante.fr", INFIRMIERE, "session", "mss.acces.app_par_jeton"),
    ],
)
def test_a_login_refused_says_why_in_the_journal(
    monde: Monde, boite: str, rpps: str, word: str, rule: str
) -> None:
    assert refused(monde, boite, rpps, word) == (535, b"5.7.8 Authentication credentials invalid")
    exchange = monde.exchange("mss.smtp.connexion")
    assert [(one.rule.id, one.effect) for one in exchange.findings] == [(rule, Effect.REFUSE)]
    assert exchange.facts["erreurs"] == ("authentification_refusee",)
    # The reason, then the final reply: {"status":"401","schemes":"bearer","scope":"openid"}
    assert exchange.answer is not None
    assert exchange.answer.headers[0][1] == (
        "334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJvcGVuaWQifQ=="
    )


def test_a_suspended_box_is_not_opened(monde: Monde) -> None:
    monde.set_state(BOITE_INFIRMIERE, "suspendue")
    assert refused(monde, BOITE_INFIRMIERE, INFIRMIERE)[0] == 535
    (finding,) = monde.exchange("mss.smtp.connexion").findings
    assert finding.rule.id == "mss.acces.boite_fermee"


def test_a_member_opens_the_box_of_the_organisation(monde: Monde) -> None:
    with monde.smtp(BOITE_EHPAD, INFIRMIERE) as client:
        assert client.mail(BOITE_EHPAD)[0] == 250


def test_the_sender_must_be_the_box_logged_in(monde: Monde) -> None:
    with monde.smtp() as client:
        assert client.mail(BOITE_CABINET) == (553, b"5.7.1 Sender address rejected: not owned by user")
    exchange = monde.exchange("mss.envoi")
    assert exchange.outcome == "553"
    assert [one.rule.id for one in exchange.findings] == ["mss.envoi.expediteur"]


@pytest.mark.parametrize(
    ("address", "code", "reply", "rule"),
    [
        ("medecin@gmail.com", 550, b"5.7.1 Recipient domain not authorized", "mss.envoi.domaine"),
        (
            "contact@hors-liste.demo.mssante.fr",
            550,
            b"5.7.1 Recipient domain not authorized",
            "mss.envoi.domaine",
        ),
        ("personne@pro.demo.mssante.fr", 550, b"5.1.1 User unknown", "mss.envoi.inconnu"),
        ("inconnue@pro.demo.mssante.fr", 550, b"5.1.1 User unknown", "mss.envoi.inconnu"),
        ("boite.pleine@pro.demo.mssante.fr", 452, b"4.2.2 Mailbox full", "mss.envoi.pleine"),
        ("suspendue@pro.demo.mssante.fr", 550, b"5.2.1 Mailbox disabled", "mss.envoi.suspendue"),
    ],
)
def test_a_recipient_that_cannot_be_reached_is_refused_at_once(
    monde: Monde, address: str, code: int, reply: bytes, rule: str
) -> None:
    assert rcpt(monde, address) == (code, reply)
    exchange = monde.exchange("mss.envoi")
    assert exchange.outcome == str(code)
    assert [one.rule.id for one in exchange.findings] == [rule]
    assert monde.box(BOITE_CABINET) == []


def test_an_ex_directory_box_receives_mail(monde: Monde) -> None:
    assert rcpt(monde, "claire.discrete@pro.demo.mssante.fr") == (250, b"2.1.5 Ok")


def test_a_box_becomes_full_and_its_mails_are_refused(monde: Monde) -> None:
    assert rcpt(monde, BOITE_CABINET)[0] == 250
    monde.set_state(BOITE_CABINET, "pleine")
    assert rcpt(monde, BOITE_CABINET) == (452, b"4.2.2 Mailbox full")


def test_the_good_recipients_of_a_mail_get_it_once(monde: Monde) -> None:
    wanted = [BOITE_CABINET, "personne@pro.demo.mssante.fr", BOITE_EHPAD, BOITE_CABINET]
    with monde.smtp() as client:
        gone = client.sendmail(BOITE_INFIRMIERE, wanted, simple())
    assert gone == {"personne@pro.demo.mssante.fr": (550, b"5.1.1 User unknown")}
    assert len(monde.box(BOITE_CABINET)) == 1
    assert len(monde.box(BOITE_EHPAD)) == 1


def test_a_mail_announced_too_large_is_refused_before_it_comes(monde: Monde) -> None:
    with monde.smtp() as client:
        assert client.mail(BOITE_INFIRMIERE, ["SIZE=10485761"]) == (
            552,
            b"5.3.4 Message size exceeds fixed limit",
        )


def test_a_mail_too_large_is_refused_once_come_and_nothing_stays(pki_folder: object, banc: Banc) -> None:
    with running(banc.pki.root, limit=10_000) as small:
        monde = small.espace("defaut")
        with monde.smtp() as client:
            client.mail(BOITE_INFIRMIERE)
            client.rcpt(BOITE_CABINET)
            assert client.data(simple(("docteur", "docteur\n" * 2_000)))[0] == 552
            assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], simple()) == {}
        assert [one.outcome for one in monde.exchanges("mss.envoi")] == ["552", "250"]
        assert len(monde.box(BOITE_CABINET)) == 1


def test_dots_at_the_beginning_of_lines_come_back_as_sent(monde: Monde) -> None:
    mail = simple(("Bonjour docteur,", ".\n..\n.point\nfin"))
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], mail)
    with monde.imap() as client:
        client.select()
        _, found = client.fetch("1", "(BODY.PEEK[])")
    assert isinstance(found[0], tuple)
    assert found[0][1] == mail


def test_a_mail_of_any_size_comes_back_byte_for_byte(monde: Monde) -> None:
    mail = document(pdf=bytes(range(256)) * 900)
    assert len(mail) > 300_000
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], mail)
    with monde.imap() as client:
        client.select()
        _, found = client.fetch("1", "(BODY.PEEK[])")
    assert isinstance(found[0], tuple)
    assert found[0][1] == mail


def test_the_strict_profile_refuses_what_the_norm_forbids(monde: Monde) -> None:
    wrong = document(("X-MSS-INS: O\n", ""))
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], wrong) == {}
    monde.settings(EspaceSettings(profile=Profile.STRICT))
    with monde.smtp() as client, pytest.raises(smtplib.SMTPDataError) as caught:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], wrong)
    assert (caught.value.smtp_code, caught.value.smtp_error) == (554, b"5.6.0 Message content rejected")
    assert len(monde.box(BOITE_CABINET)) == 1


def test_real_data_is_refused_where_the_espace_says_so(monde: Monde) -> None:
    assert rcpt(monde, "185057800608491@patient.mssante.fr")[0] == 250
    monde.settings(EspaceSettings(refuse_real_data=True))
    with monde.smtp() as client, pytest.raises(smtplib.SMTPDataError) as caught:
        client.sendmail(BOITE_INFIRMIERE, ["185057800608491@patient.mssante.fr"], simple())
    assert caught.value.smtp_code == 554
    assert monde.exchanges("mss.envoi")[-1].facts["erreurs"] == ("donnees_reelles",)


def test_a_programmed_fault_answers_one_mail(monde: Monde) -> None:
    fault = Fault("f1", "metier", "temporaire", service="mss", operation="mss.envoi", remaining=1)
    monde.banc.do(monde.espace.faults.add(fault))
    with monde.smtp() as client:
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], simple())
        assert caught.value.smtp_code == 451
        client.rset()
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], simple()) == {}
    assert [one.outcome for one in monde.exchanges("mss.envoi")] == ["451", "250"]
    assert len(monde.box(BOITE_CABINET)) == 1


def test_a_fault_aimed_at_a_patient_spares_the_others(monde: Monde) -> None:
    fault = Fault("f1", "metier", "smtp_541", service="mss", operation="mss.envoi", patient="279035121518989")
    monde.banc.do(monde.espace.faults.add(fault))
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], simple()) == {}
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], document())
        assert caught.value.smtp_code == 541


def test_the_session_ends_when_the_refresh_token_dies(monde: Monde) -> None:
    with monde.smtp(word="bientot-morte") as client:
        assert client.noop()[0] == 250
        monde.banc.jetons.dead.add("bientot-morte")
        assert client.noop() == (421, b"4.7.0 Session ended, authenticate again")
    exchange = monde.exchange("mss.fin_de_session")
    assert [one.rule.id for one in exchange.findings] == ["mss.acces.session_finie"]


def test_the_session_outlives_the_access_token(monde: Monde) -> None:
    """Errata 7: nothing asks for a fresh access token while the refresh token lives."""
    with monde.smtp(word="vivante") as client:
        for _ in range(3):
            assert client.noop()[0] == 250


def test_an_archive_is_opened_only_to_be_judged(monde: Monde) -> None:
    wrong = document(joined=archive(sha="0" * 40))
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], wrong) == {}
    (finding,) = monde.exchange("mss.envoi").findings
    assert (finding.rule.id, finding.effect) == ("mss.xdm.empreinte", Effect.ACCEPT)
    assert finding.place.kind == "bytes"
    body = monde.exchange("mss.envoi").request.body or b""
    assert body[finding.place.start : finding.place.end].startswith(b"UEsDB")


def test_without_pro_sante_connect_no_token_can_be_verified(monde: Monde) -> None:
    verifier, monde.banc.bridges.jetons = monde.banc.bridges.jetons, None
    try:
        with SmtpNomme(f"{monde.name}.localhost", monde.banc.ports["smtp"], timeout=20) as client:
            client.starttls(context=monde.banc.client_tls())
            code, _ = client.docmd("AUTH", "XOAUTH2 " + sasl(monde.xoauth2(BOITE_INFIRMIERE)).decode())
            assert code == 334
            assert client.docmd("")[0] == 535
    finally:
        monde.banc.bridges.jetons = verifier
    (finding,) = monde.exchange("mss.smtp.connexion").findings
    assert finding.rule.id == "mss.acces.sans_psc"


def attempt(monde: Monde, command: str, *answers: str) -> list[str]:
    """The rules a login breaks, under the espace's name."""
    with SmtpNomme(f"{monde.name}.localhost", monde.banc.ports["smtp"], timeout=20) as client:
        client.starttls(context=monde.banc.client_tls())
        client.docmd("AUTH", command)
        for one in answers:
            client.docmd(one)
    return [one.rule.id for one in monde.exchange("mss.smtp.connexion").findings]


def test_a_mechanism_of_another_address_is_told(monde: Monde) -> None:
    assert attempt(monde, "PLAIN AGEAYg==") == ["mss.acces.mecanisme"]


def test_an_answer_that_cannot_be_read_is_told(monde: Monde) -> None:
    assert attempt(monde, "XOAUTH2 !!!!", "") == ["mss.acces.illisible"]


def test_a_client_that_does_not_end_the_challenge_is_told(monde: Monde) -> None:
    refused = "XOAUTH2 " + sasl(monde.xoauth2(BOITE_INFIRMIERE, word="expire")).decode()
    assert attempt(monde, refused, "NOOP") == ["mss.acces.jeton_expire", "mss.acces.defi"]
