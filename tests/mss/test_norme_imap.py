"""Points of the standard that a comparison with another server taught us, kept here for every run."""

import pytest

from tests.mss.banc import Monde
from tests.mss.courriers import document, simple
from tests.mss.test_releve import ask, logged, send

GROUPS = """To: "Besnard, \\"Paul\\"" <p.b@x.fr>, nu@y.fr
Cc: Groupe: un@a.fr, "deux: trois" <deux@b.fr>;, seul@c.fr
Bcc: "Aucun": ;
"""


def test_the_unread_are_counted_not_told_to_be(monde: Monde) -> None:
    send(monde, simple(), simple(), simple())
    with logged(monde) as wire:
        asked = b"STATUS INBOX (MESSAGES UNSEEN RECENT)"
        assert ask(wire, asked)[0] == b'* STATUS "INBOX" (MESSAGES 3 UNSEEN 3 RECENT 3)\r\n'
        ask(wire, b"SELECT INBOX")
        ask(wire, b"STORE 2 +FLAGS.SILENT (\\Seen)")
        assert ask(wire, asked)[0] == b'* STATUS "INBOX" (MESSAGES 3 UNSEEN 2 RECENT 0)\r\n'
        assert ask(wire, b"STATUS INBOX ()") == [b"x BAD [CLIENTBUG] Syntax error\r\n"]


def test_a_group_is_opened_and_closed_in_the_envelope(monde: Monde) -> None:
    """RFC 3501 §7.4.2: its name without host, then an address of NILs."""
    send(monde, simple(("To: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>\n", GROUPS)))
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        (line, _) = ask(wire, b"FETCH 1 ENVELOPE")
    assert line.endswith(
        b' (("Besnard, \\"Paul\\"" NIL "p.b" "x.fr")(NIL NIL "nu" "y.fr")) ((NIL NIL "Groupe" NIL)'
        b'(NIL NIL "un" "a.fr")("deux: trois" NIL "deux" "b.fr")(NIL NIL NIL NIL)(NIL NIL "seul" "c.fr")) '
        b'((NIL NIL "Aucun" NIL)(NIL NIL NIL NIL)) NIL "<1.20260101@pro.demo.mssante.fr>"))\r\n'
    )


def test_the_name_of_a_joined_file_is_given_as_it_was_written(monde: Monde) -> None:
    """An editor reads its own `filename*` back: decoded here, it would hide how it was encoded (RFC 2231)."""
    name = 'filename="20260101_Projet_PAT-TROIS_Dominique.pdf"'
    written = "filename*=UTF-8''20260101_Pr%C3%A9paration_PAT-TROIS_Dominique.pdf"
    send(monde, document((name, written)))
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        (line, _) = ask(wire, b"FETCH 1 BODYSTRUCTURE")
    assert (
        b'("ATTACHMENT" ("FILENAME*" "UTF-8\'\'20260101_Pr%C3%A9paration_PAT-TROIS_Dominique.pdf")) NIL NIL)'
    ) in line


def test_a_folder_that_a_client_makes_waits_for_its_subscription(monde: Monde) -> None:
    with logged(monde) as wire:
        ask(wire, b"CREATE Patients/Archives")
        assert ask(wire, b'LSUB "" Patients*') == [b"x OK LSUB completed\r\n"]
        ask(wire, b"SUBSCRIBE Patients")
        assert ask(wire, b'LSUB "" Patients*')[0] == b'* LSUB (\\HasChildren) "/" "Patients"\r\n'


def test_the_keywords_of_a_folder_are_told_as_they_come(monde: Monde) -> None:
    send(monde, simple())
    system = b"\\Answered \\Flagged \\Deleted \\Seen \\Draft"
    with logged(monde) as wire, logged(monde) as other:
        ask(wire, b"SELECT INBOX")
        ask(other, b"SELECT INBOX")
        told = [
            b"* FLAGS (%b Traite)\r\n" % system,
            b"* OK [PERMANENTFLAGS (%b Traite \\*)] Limited\r\n" % system,
        ]
        assert ask(wire, b"STORE 1 +FLAGS (Traite)") == [
            *told,
            b"* 1 FETCH (FLAGS (Traite \\Recent))\r\n",
            b"x OK STORE completed\r\n",
        ]
        assert ask(other, b"NOOP")[:2] == told
        assert ask(other, b"EXAMINE INBOX")[0] == told[0]


@pytest.mark.parametrize(
    "command", [b"FETCH 1:4 UID", b"FETCH 4 UID", b"STORE 2:9 FLAGS ()", b"COPY 1,9 Sent"]
)
def test_a_number_beyond_the_last_is_refused_and_a_uid_is_not(monde: Monde, command: bytes) -> None:
    """RFC 3501 §9, seq-number."""
    send(monde, simple(), simple(), simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert ask(wire, command) == [b"x BAD [CLIENTBUG] Invalid message set\r\n"]
        assert ask(wire, b"UID " + command)[-1].startswith(b"x OK ")
        ask(wire, b"SELECT Junk")
        assert ask(wire, b"FETCH 1:* UID") == [b"x BAD [CLIENTBUG] Invalid message set\r\n"]
        assert ask(wire, b"UID FETCH 1:* UID") == [b"x OK FETCH completed\r\n"]


def test_the_uids_of_copies_are_told_by_ranges(monde: Monde) -> None:
    send(monde, *[simple()] * 6)
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        (told,) = ask(wire, b"COPY 1:3,5:6 Sent")
    assert told.endswith(b" 1:3,5:6 1:5] COPY completed\r\n")


def test_no_client_says_what_is_recent(monde: Monde) -> None:
    send(monde, simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert ask(wire, b"STORE 1 FLAGS (\\Recent)")[-1].startswith(b"x BAD ")


def test_a_search_in_a_header_that_is_not_there_finds_nothing(monde: Monde) -> None:
    send(monde, simple(("Subject: Question sur un traitement\n", "")), simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert ask(wire, b'SEARCH SUBJECT ""')[0] == b"* SEARCH 2\r\n"
        assert ask(wire, b'SEARCH HEADER Subject ""')[0] == b"* SEARCH 2\r\n"
