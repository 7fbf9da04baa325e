"""Reading: a GP's mail program, by Python's own imaplib and by a conversation typed by hand."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from simulators.core.rule import Effect
from tests.mss.banc import (
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INFIRMIERE,
    MEDECIN,
    Brut,
    Monde,
    sasl,
)
from tests.mss.courriers import CDA, document, simple

CLEAR = b"* OK [CAPABILITY IMAP4rev1 LITERAL+ ID STARTTLS LOGINDISABLED] mss.demo.mssante.fr ready\r\n"


@contextmanager
def logged(monde: Monde, boite: str = BOITE_CABINET, rpps: str = MEDECIN) -> Iterator[Brut]:
    """A connection logged in."""
    with monde.banc.raw("imap") as wire:
        assert wire.line() == CLEAR
        wire.send(b"s STARTTLS\r\n")
        wire.line()
        wire.secure(monde.banc.client_tls())
        wire.send(b"a AUTHENTICATE XOAUTH2 " + sasl(monde.xoauth2(boite, rpps)) + b"\r\n")
        assert wire.line().startswith(b"a OK ")
        yield wire


def send(monde: Monde, *mails: bytes) -> None:
    with monde.smtp() as client:
        for one in mails:
            client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], one)


def ask(wire: Brut, command: bytes) -> list[bytes]:
    wire.send(b"x " + command + b"\r\n")
    return wire.tagged(b"x")


def test_the_whole_conversation_is_the_one_of_the_standard(monde: Monde) -> None:
    """Typed by hand from RFC 3501, 2177, 4315, 6154."""
    send(monde, simple())
    with monde.banc.raw("imap") as wire:
        assert wire.line() == CLEAR
        wire.send(b"a1 CAPABILITY\r\n")
        assert wire.tagged(b"a1") == [
            b"* CAPABILITY IMAP4rev1 LITERAL+ ID STARTTLS LOGINDISABLED\r\n",
            b"a1 OK CAPABILITY completed\r\n",
        ]
        wire.send(b"a2 STARTTLS\r\n")
        assert wire.line() == b"a2 OK Begin TLS negotiation now\r\n"
        wire.secure(monde.banc.client_tls())
        wire.send(b"a3 CAPABILITY\r\n")
        assert wire.tagged(b"a3")[0] == (
            b"* CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID LOGINDISABLED AUTH=XOAUTH2 AUTH=OAUTHBEARER\r\n"
        )
        wire.send(b"a4 AUTHENTICATE XOAUTH2\r\n")
        assert wire.line() == b"+ \r\n"
        wire.send(sasl(monde.xoauth2(BOITE_CABINET, MEDECIN)) + b"\r\n")
        assert wire.line() == (
            b"a4 OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN "
            b"SPECIAL-USE ENABLE QUOTA QUOTA=RES-STORAGE] Logged in\r\n"
        )
        wire.send(b"a5 SELECT INBOX\r\n")
        told = wire.tagged(b"a5")
        assert told[:5] == [
            b"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n",
            b"* 1 EXISTS\r\n",
            b"* 1 RECENT\r\n",
            b"* OK [UNSEEN 1] First unseen\r\n",
            b"* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Limited\r\n",
        ]
        assert told[5] == b"* OK [UIDNEXT 2] Predicted next UID\r\n"
        assert re.fullmatch(rb"\* OK \[UIDVALIDITY [1-9][0-9]*\] UIDs valid\r\n", told[6])
        assert told[7:] == [b"a5 OK [READ-WRITE] SELECT completed\r\n"]
        wire.send(b"a6 UID FETCH 1:* (FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (Subject)])\r\n")
        assert wire.tagged(b"a6") == [
            b"* 1 FETCH (UID 1 FLAGS (\\Recent) RFC822.SIZE 346 BODY[HEADER.FIELDS (Subject)] {39}\r\n",
            b"Subject: Question sur un traitement\r\n",
            b"\r\n",
            b")\r\n",
            b"a6 OK FETCH completed\r\n",
        ]
        wire.send(b"a7 STORE 1 +FLAGS (\\Seen)\r\n")
        assert wire.tagged(b"a7") == [
            b"* 1 FETCH (FLAGS (\\Seen \\Recent))\r\n",
            b"a7 OK STORE completed\r\n",
        ]
        wire.send(b"a8 LOGOUT\r\n")
        assert wire.tagged(b"a8") == [b"* BYE Logging out\r\n", b"a8 OK LOGOUT completed\r\n"]
        assert wire.ended()


def test_the_gp_takes_out_the_very_cda_that_was_sent(monde: Monde) -> None:
    import email
    import zipfile
    from io import BytesIO

    send(monde, document())
    with monde.imap() as client:
        client.select()
        _, found = client.fetch("1", "(RFC822)")
    assert isinstance(found[0], tuple)
    mail = email.message_from_bytes(found[0][1])
    joined = next(one for one in mail.walk() if one.get_filename() == "IHE_XDM.zip")
    payload = joined.get_payload(decode=True)
    assert isinstance(payload, bytes)
    with zipfile.ZipFile(BytesIO(payload)) as opened:
        assert opened.read("IHE_XDM/SUBSET01/DOC00001.XML") == CDA
    read = monde.exchange("mss.imap.lecture")
    assert read.facts["mss.cda_empreintes"] == (
        "dfd5ffae4594ac312dc7da44b98f62a4915d24aa446bd93d9712e12ec0ff45d2",
    )
    assert read.facts["patient.matricule"] == "279035121518989"
    assert read.facts["mss.corps_lu"] is True
    assert read.facts["professional"] == "899700000021"


def test_headers_alone_are_no_reading_of_the_document(monde: Monde) -> None:
    send(monde, document())
    with monde.imap() as client:
        client.select()
        client.fetch("1", "(ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER])")
    facts = monde.exchange("mss.imap.lecture").facts
    assert facts["mss.corps_lu"] is False
    assert "mss.cda_empreintes" not in facts


def test_the_structure_of_a_document_mail(monde: Monde) -> None:
    """RFC 3501 §7.4.2, typed by hand; sizes are those of the parts as sent."""
    send(monde, document())
    zip_size = len(document().split(b"base64\r\n\r\n")[1].split(b"\r\n--limite")[0])
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        (line, _) = ask(wire, b"FETCH 1 BODYSTRUCTURE")
    assert (
        line
        == (
            b'* 1 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 27 1 NIL '
            b"NIL NIL NIL)"
            b'("APPLICATION" "ZIP" ("NAME" "IHE_XDM.zip") NIL NIL "BASE64" %d NIL '
            b'("ATTACHMENT" ("FILENAME" "IHE_XDM.zip")) NIL NIL)'
            b'("APPLICATION" "PDF" ("NAME" "20260101_Projet_PAT-TROIS_Dominique.pdf") NIL NIL "BASE64" 32 '
            b"NIL "
            b'("ATTACHMENT" ("FILENAME" "20260101_Projet_PAT-TROIS_Dominique.pdf")) NIL NIL)'
            b' "MIXED" ("BOUNDARY" "limite") NIL NIL NIL))\r\n'
        )
        % zip_size
    )


def test_the_envelope_of_a_mail(monde: Monde) -> None:
    send(monde, simple(("Question sur un traitement", "=?utf-8?q?=C3=89t=C3=A9?=")))
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        (line, _) = ask(wire, b"FETCH 1 ENVELOPE")
    sender = b'(("Nathalie Kermarrec" NIL "nathalie.kermarrec" "pro.demo.mssante.fr"))'
    assert line == (
        b'* 1 FETCH (ENVELOPE ("Thu, 01 Jan 2026 08:00:00 +0100" "=?utf-8?q?=C3=89t=C3=A9?=" '
        + b" ".join([sender, sender, sender])
        + b' (("Cabinet" NIL "cabinet.besnard" "medecin.demo.mssante.fr")) NIL NIL NIL '
        b'"<1.20260101@pro.demo.mssante.fr>"))\r\n'
    )


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (b"BODY[1]", b"Bonjour, voici le projet.\r\n"),
        (b"BODY[1]<8.5>", b" voic"),
        (b"BODY[1]<500.5>", b""),
        (b"BODY[1.MIME]", b"Content-Type: text/plain; charset=utf-8\r\n\r\n"),
        (b"BODY[3]", b"JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK"),
        (b"BODY[HEADER.FIELDS (X-MSS-NIL X-MSS-INS)]", b"X-MSS-NIL: DEV935997\r\nX-MSS-INS: O\r\n\r\n"),
    ],
)
def test_a_section_is_given_alone(monde: Monde, section: bytes, expected: bytes) -> None:
    send(monde, document())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        wire.send(b"x FETCH 1 " + section.replace(b"BODY[", b"BODY.PEEK[") + b"\r\n")
        said = b"".join(wire.tagged(b"x"))
    assert b"{%d}\r\n" % len(expected) + expected in said


def test_a_part_that_does_not_exist_is_nil(monde: Monde) -> None:
    send(monde, document())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert ask(wire, b"FETCH 1 BODY.PEEK[9]")[0] == b"* 1 FETCH (BODY[9] NIL)\r\n"


def test_the_mail_inside_a_mail_has_parts_of_its_own(monde: Monde) -> None:
    inner = "Subject: dedans\\nTo: a@b.fr\\n\\nTexte dedans\\n".replace("\\n", "\n")
    outer = (
        "Content-Type: text/plain; charset=utf-8\n\nBonjour docteur,\n",
        f'Content-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: message/rfc822\n\n{inner}--m--\n',
    )
    send(monde, simple(outer))
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert b"Subject: dedans\r\n" in ask(wire, b"FETCH 1 BODY.PEEK[1.HEADER]")[1]
        assert b"Texte dedans" in ask(wire, b"FETCH 1 BODY.PEEK[1.TEXT]")[1]
        assert b"Texte dedans" in ask(wire, b"FETCH 1 BODY.PEEK[1.1]")[1]


def test_reading_marks_as_seen_and_peeking_does_not(monde: Monde) -> None:
    send(monde, simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        ask(wire, b"FETCH 1 BODY.PEEK[]")
        assert ask(wire, b"FETCH 1 FLAGS")[0] == b"* 1 FETCH (FLAGS (\\Recent))\r\n"
        assert b"FLAGS (\\Seen \\Recent)" in b"".join(ask(wire, b"FETCH 1 BODY[TEXT]"))
    with monde.imap() as client:
        assert client.select()[1] == [b"1"]
        assert client.search(None, "UNSEEN")[1] == [b""]
        assert client.fetch("1", "(FLAGS)")[1] == [b"1 (FLAGS (\\Seen))"]


def test_folders_with_special_uses_are_there_from_the_start(monde: Monde) -> None:
    with logged(monde) as wire:
        assert ask(wire, b'LIST "" "*"') == [
            b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n',
            b'* LIST (\\HasNoChildren \\Drafts) "/" "Drafts"\r\n',
            b'* LIST (\\HasNoChildren \\Junk) "/" "Junk"\r\n',
            b'* LIST (\\HasNoChildren \\Sent) "/" "Sent"\r\n',
            b'* LIST (\\HasNoChildren \\Trash) "/" "Trash"\r\n',
            b"x OK LIST completed\r\n",
        ]
        assert ask(wire, b'LIST "" ""') == [b'* LIST (\\Noselect) "/" ""\r\n', b"x OK LIST completed\r\n"]
        assert ask(wire, b"NAMESPACE")[0] == b'* NAMESPACE (("" "/")) NIL NIL\r\n'


def test_folders_are_made_renamed_subscribed_and_removed(monde: Monde) -> None:
    with logged(monde) as wire:
        assert ask(wire, b'CREATE "Patients/D&AOk-part"')[-1] == b"x OK CREATE completed\r\n"
        assert ask(wire, b'LIST "" "Patients*"')[:2] == [
            b'* LIST (\\HasChildren) "/" "Patients"\r\n',
            b'* LIST (\\HasNoChildren) "/" "Patients/D&AOk-part"\r\n',
        ]
        assert ask(wire, b'LIST "" "%"')[-2] == b'* LIST (\\HasNoChildren \\Trash) "/" "Trash"\r\n'
        assert ask(wire, b"CREATE Patients")[-1].startswith(b"x NO [ALREADYEXISTS]")
        assert ask(wire, b"RENAME Patients Dossiers")[-1] == b"x OK RENAME completed\r\n"
        assert (
            ask(wire, b'LIST "" "Dossiers/*"')[0] == b'* LIST (\\HasNoChildren) "/" "Dossiers/D&AOk-part"\r\n'
        )
        assert ask(wire, b"UNSUBSCRIBE Junk")[-1] == b"x OK UNSUBSCRIBE completed\r\n"
        assert b"Junk" not in b"".join(ask(wire, b'LSUB "" "*"'))
        assert ask(wire, b"DELETE Dossiers")[-1].startswith(b"x NO [CANNOT]")
        assert ask(wire, b'DELETE "Dossiers/D&AOk-part"')[-1] == b"x OK DELETE completed\r\n"
        assert ask(wire, b"DELETE INBOX")[-1].startswith(b"x NO [CANNOT]")
        assert ask(wire, b"SELECT Absent")[-1].startswith(b"x NO [NONEXISTENT]")


def test_a_folder_made_again_has_another_uidvalidity(monde: Monde) -> None:
    with logged(monde) as wire:
        ask(wire, b"CREATE Essai")
        first = ask(wire, b"STATUS Essai (UIDVALIDITY)")[0]
        ask(wire, b"DELETE Essai")
        ask(wire, b"CREATE Essai")
        assert ask(wire, b"STATUS Essai (UIDVALIDITY)")[0] != first


def test_a_mail_put_in_sent_keeps_flags_date_and_bytes(monde: Monde) -> None:
    mail = document()
    with monde.imap() as client:
        date = '"01-Feb-2026 10:00:00 +0100"'
        typ, said = client.append("Sent", "\\Seen $Envoye", date, mail)
        assert typ == "OK"
        assert re.fullmatch(rb"\[APPENDUID [0-9]+ 1\] APPEND completed", said[0])
        client.select("Sent")
        _, found = client.fetch("1", "(FLAGS INTERNALDATE BODY.PEEK[])")
    assert isinstance(found[0], tuple)
    assert found[0][0].startswith(
        b'1 (FLAGS ($Envoye \\Seen \\Recent) INTERNALDATE " 1-Feb-2026 09:00:00 +0000"'
    )
    assert found[0][1] == mail
    put = monde.exchange("mss.imap.depot")
    assert put.request.body == mail
    assert put.facts["mss.dossier"] == "Sent"


def test_a_mail_is_copied_moved_deleted_and_expunged(monde: Monde) -> None:
    send(monde, simple(), simple(), simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert re.fullmatch(
            rb"x OK \[COPYUID [0-9]+ 1 1\] COPY completed\r\n", ask(wire, b"UID COPY 1 Trash")[-1]
        )
        told = ask(wire, b"UID MOVE 2 Trash")
        assert re.fullmatch(rb"\* OK \[COPYUID [0-9]+ 2 2\] Moved\r\n", told[0])
        assert told[1:] == [b"* 2 EXPUNGE\r\n", b"* 2 RECENT\r\n", b"x OK MOVE completed\r\n"]
        assert ask(wire, b"STATUS Trash (MESSAGES)")[0] == b'* STATUS "Trash" (MESSAGES 2)\r\n'
        ask(wire, b"STORE 1:2 +FLAGS.SILENT (\\Deleted)")
        told = [b"* 2 EXPUNGE\r\n", b"* 1 RECENT\r\n", b"x OK EXPUNGE completed\r\n"]
        assert ask(wire, b"UID EXPUNGE 3") == told
        told = [b"* 1 EXPUNGE\r\n", b"* 0 RECENT\r\n", b"x OK EXPUNGE completed\r\n"]
        assert ask(wire, b"EXPUNGE") == told
        assert ask(wire, b"COPY 1 Ailleurs")[-1].startswith(b"x NO [TRYCREATE]")


def test_a_full_box_says_what_it_holds_as_its_limit(monde: Monde) -> None:
    """RFC 9208 §4; 346 + 4,215 bytes are five units of 1,024 begun. Before, no limit."""
    send(monde, simple(), document())
    with logged(monde) as wire:
        ask(wire, b"CREATE Dossiers")
        told = [b'* QUOTA "" ()\r\n', b"x OK GETQUOTA completed\r\n"]
        assert ask(wire, b'GETQUOTA ""') == told
        monde.set_state(BOITE_CABINET, "pleine")
        assert ask(wire, b"GETQUOTAROOT Dossiers") == [
            b'* QUOTAROOT "Dossiers" ""\r\n',
            b'* QUOTA "" (STORAGE 5 5)\r\n',
            b"x OK GETQUOTAROOT completed\r\n",
        ]
        ask(wire, b"SELECT INBOX")
        assert ask(wire, b"COPY 1 Dossiers") == [b"x NO [OVERQUOTA] Mailbox full\r\n"]
        assert ask(wire, b"MOVE 1 Dossiers")[-1] == b"x OK MOVE completed\r\n"
        assert ask(wire, b"GETQUOTA autre")[-1] == b"x NO [NONEXISTENT] No such mailbox\r\n"
        assert ask(wire, b"GETQUOTAROOT Absent")[-1].startswith(b"x NO [NONEXISTENT]")
        monde.set_state(BOITE_CABINET, "active")
        assert ask(wire, b'GETQUOTA ""') == told


def test_a_box_opened_to_look_is_not_changed(monde: Monde) -> None:
    send(monde, simple())
    with logged(monde) as wire:
        assert ask(wire, b"EXAMINE INBOX")[-1] == b"x OK [READ-ONLY] EXAMINE completed\r\n"
        assert ask(wire, b"STORE 1 +FLAGS (\\Deleted)")[-1].startswith(b"x NO [READ-ONLY]")
        ask(wire, b"FETCH 1 BODY[]")
        assert ask(wire, b"FETCH 1 FLAGS")[0] == b"* 1 FETCH (FLAGS (\\Recent))\r\n"
        assert ask(wire, b"UNSELECT")[-1] == b"x OK UNSELECT completed\r\n"
        assert ask(wire, b"FETCH 1 FLAGS")[-1].startswith(b"x BAD")


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("ALL", b"1 2 3"),
        ("SUBJECT traitement", b"1"),
        ("FROM kermarrec NOT SUBJECT traitement", b"2 3"),
        ("BODY docteur", b"1 3"),
        ("TEXT DEV935997", b"1 2 3"),
        ("HEADER X-MSS-INS O", b"2"),
        ("LARGER 1000", b"2"),
        ("OR SUBJECT DDM+ SUBJECT relance", b"2 3"),
        ("(SUBJECT relance) 2:*", b"3"),
        ("FLAGGED", b"2"),
        ("UNFLAGGED UNSEEN", b"1 3"),
        ("KEYWORD Traite", b"3"),
        ("SENTON 1-Jan-2026", b"1 2 3"),
        ("SENTBEFORE 1-Jan-2026", b""),
        ("SINCE 1-Jan-2020", b"1 2 3"),
        ("UID 2:3", b"2 3"),
    ],
)
def test_searches_find_what_they_say(monde: Monde, keys: str, found: bytes) -> None:
    send(monde, simple(), document(), simple(("Question sur un traitement", "Relance")))
    with monde.imap() as client:
        client.select()
        client.store("2", "+FLAGS", "\\Flagged")
        client.store("3", "+FLAGS", "Traite")
        assert client.search(None, keys)[1] == [found]


def test_a_waiting_client_is_told_of_a_new_mail_at_once(monde: Monde) -> None:
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        wire.send(b"i IDLE\r\n")
        assert wire.line() == b"+ idling\r\n"
        send(monde, simple())
        assert wire.line() == b"* 1 EXISTS\r\n"
        assert wire.line() == b"* 1 RECENT\r\n"
        wire.send(b"DONE\r\n")
        assert wire.tagged(b"i") == [b"i OK IDLE terminated\r\n"]


def test_a_mail_removed_elsewhere_is_told_when_it_may_be(monde: Monde) -> None:
    send(monde, simple(), simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        with monde.imap() as other:
            other.select()
            other.store("1", "+FLAGS", "\\Deleted")
            other.expunge()
        assert not any(b"EXPUNGE" in one for one in ask(wire, b"FETCH 2 UID"))
        assert b"* 1 EXPUNGE\r\n" in ask(wire, b"NOOP")
        assert ask(wire, b"FETCH 1 UID")[0] == b"* 1 FETCH (UID 2)\r\n"


def test_a_right_token_for_the_box_of_another_is_told_apart(monde: Monde) -> None:
    with monde.banc.raw("imap") as wire:
        wire.line()
        wire.send(b"s STARTTLS\r\n")
        wire.line()
        wire.secure(monde.banc.client_tls())
        wire.send(b"a AUTHENTICATE XOAUTH2 " + sasl(monde.xoauth2(BOITE_CABINET, INFIRMIERE)) + b"\r\n")
        assert (
            wire.line() == b"+ eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJvcGVuaWQifQ==\r\n"
        )
        wire.send(b"\r\n")
        assert wire.line() == b"a NO [AUTHORIZATIONFAILED] Not authorised for this mailbox\r\n"
        wire.send(
            b"b AUTHENTICATE XOAUTH2 " + sasl(monde.xoauth2(BOITE_CABINET, MEDECIN, "expire")) + b"\r\n"
        )
        wire.line()
        wire.send(b"\r\n")
        assert wire.line() == b"b NO [AUTHENTICATIONFAILED] Authentication failed\r\n"
    told = monde.exchanges("mss.imap.connexion")
    assert [one.findings[0].rule.id for one in told] == ["mss.acces.boite_autrui", "mss.acces.jeton_expire"]
    assert {one.findings[0].effect for one in told} == {Effect.REFUSE}


def test_login_by_password_is_refused_on_this_address(monde: Monde) -> None:
    with imaplib.IMAP4("127.0.0.1", monde.banc.ports["imap"]) as client:
        client.starttls(monde.banc.client_tls())
        with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
            client.login(BOITE_CABINET, "motdepasse")


def test_the_session_ends_when_the_refresh_token_dies(monde: Monde) -> None:
    with monde.imap(word="mourante") as client:
        client.select()
        monde.banc.jetons.dead.add("mourante")
        assert client.check() == ("NO", [b"[EXPIRED] Session ended, authenticate again"])
        with pytest.raises(imaplib.IMAP4.abort):
            client.noop()
    exchange = monde.exchange("mss.fin_de_session")
    assert [one.rule.id for one in exchange.findings] == ["mss.acces.session_finie"]


def test_two_boxes_never_mix(monde: Monde) -> None:
    send(monde, simple())
    with monde.imap(BOITE_EHPAD, INFIRMIERE) as client:
        assert client.select()[1] == [b"0"]
    with monde.imap() as client:
        assert client.select()[1] == [b"1"]
