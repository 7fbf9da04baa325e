"""A conversation that makes an IMAP server show what it is, step by step, from an empty box to LOGOUT."""

from collections.abc import Callable, Iterator

from tests.clients.courrier import APP_BOX
from tests.clients.imap_lu import Fil
from tests.mss import courriers

DEDANS = """Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: message/rfc822

Subject: dedans
To: a@b.fr
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=n

--n
Content-Type: text/plain; charset=utf-8

Texte
--n
Content-Type: text/html; charset=utf-8

<p>Texte</p>
--n--

--m
Content-Type: image/png; name="a b.png"
Content-ID: <i1>
Content-Description: un dessin
Content-Disposition: inline; size=3; filename*=utf-8''%C3%A9.png
Content-Language: fr, en
Content-Location: http://x/y
Content-MD5: Q2hlY2s=
Content-Transfer-Encoding: base64

AAAA
--m--
"""
ADRESSES = """To: "Besnard, \\"Paul\\"" <p.b@x.fr>, nu@y.fr,
 =?utf-8?b?w4k=?= <e@z.fr>
Cc: Groupe: un@a.fr, "deux: trois" <deux@b.fr>;, seul@c.fr
Bcc: "Aucun": ;
Reply-To: r@e.fr
Sender: s@f.fr
In-Reply-To: <0@x>
"""
SIMPLE = courriers.simple()
MAILS = (
    courriers.document(),
    courriers.simple(("Content-Type: text/plain; charset=utf-8\n\nBonjour docteur,\n", DEDANS)),
    courriers.simple(
        ("Question sur un traitement", '=?utf-8?q?=C3=89t=C3=A9?= "guillemets" \\ barre'),
        ("To: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>\n", ADRESSES),
    ),
    b"\r\nSans en-tete\r\n",
    b"Subject: sans corps\r\n\r\n",
    b'From: pas une adresse\r\nContent-Type: multipart/mixed; boundary="z"\r\n\r\nrien\r\n',
    b'Subject: sans fin\r\nContent-Type: multipart/mixed; boundary="z"\r\n\r\navant\r\n'
    b"--z\r\n\r\nun\r\n--z\r\nContent-Type: text/html\r\n\r\ndeux\r\n",
    courriers.accuse(),
)


def put(folder: bytes, mail: bytes, told: bytes = b'() "02-Feb-2026 23:30:00 +0000" ') -> bytes:
    """APPEND with its literal."""
    return b"APPEND %b %b{%d+}\r\n%b" % (folder, told, len(mail), mail)


FOLDERS = (
    b"LOGIN %b x" % APP_BOX.encode(), b"NAMESPACE", b"ID NIL", b"ENABLE BIDON", b'LIST "" ""', b'LIST "" *',
    b'LIST "" %', b'LSUB "" *', b'LIST (SPECIAL-USE) "" *', b'LIST "" (INBOX Sent)', b"CREATE Dossiers/2026",
    b'LIST "" Dossiers*', b'LIST "" Dossiers/%', b"LIST Dossiers/ %", b"CREATE Dossiers", b"CREATE INBOX",
    b"CREATE Fin/", b'LIST "" Fin*', b"SUBSCRIBE Dossiers", b"SUBSCRIBE Absent", b'LSUB "" Doss*',
    b"UNSUBSCRIBE Dossiers", b'LSUB "" Dossiers*', b'CREATE "D&AOk-part"', b'LIST "" D&AOk-part',
    b'CREATE "R&-D"', b'LIST "" "R*"', b"RENAME Dossiers Archives", b'LIST "" "Archives*"',
    b"RENAME Absent X", b"RENAME Fin Archives", b"RENAME Fin INBOX", b"DELETE Archives/2026",
    b"DELETE Archives", b"DELETE Absent", b"DELETE INBOX", b'DELETE "R&-D"',
    b"STATUS INBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)", b"STATUS Absent (MESSAGES)",
    b"STATUS INBOX (BIDON)", b"STATUS INBOX ()", b'CREATE ""', b'CREATE "a//b"', b'CREATE "/a"',
    b'CREATE "a%b"', b'SELECT ""', b'LIST "" "abs*"',
)  # fmt: skip
EMPTY = (
    b"FETCH 1 FLAGS", b"SELECT Absent", b"SELECT inbox", b"SEARCH ALL", b"FETCH 1 FLAGS",
    b"UID FETCH 1 FLAGS", b"UID FETCH 1:* FLAGS", b"FETCH 1:* FLAGS", b"STORE 1 +FLAGS (\\Seen)", b"EXPUNGE",
    b"CLOSE", b"CLOSE",
)  # fmt: skip
PUT = (
    put(b"Absent", SIMPLE), put(b"INBOX", SIMPLE, b'(\\Seen $Lu) "01-Feb-2026 10:00:00 +0100" '),
    *(put(b"INBOX", one) for one in MAILS), put(b"INBOX", b"", b""),
    b"STATUS INBOX (MESSAGES UIDNEXT UNSEEN SIZE)",
)  # fmt: skip
LOOKED = (
    b"EXAMINE INBOX", b"STORE 1 +FLAGS (\\Deleted)", b"FETCH 1 BODY[TEXT]", b"expunge", b"UNSELECT",
    b"UNSELECT", b"SELECT INBOX", b"NOOP", b"CHECK", b"IDLE",
)  # fmt: skip
READ = (
    b"FETCH 1:* (UID RFC822.SIZE INTERNALDATE)", b"FETCH 1:6,8:9 ENVELOPE", b"FETCH 7 ENVELOPE",
    b"FETCH 1:4,9 BODYSTRUCTURE", b"FETCH 5 BODYSTRUCTURE", b"FETCH 7 BODYSTRUCTURE", b"FETCH 1:4,9 BODY",
    b"FETCH 1 ALL", b"FETCH 1 FAST", b"FETCH 1 FULL", b"UID FETCH 2 (FLAGS BODY.PEEK[])",
    b"FETCH 2 BODY.PEEK[HEADER]", b"FETCH 2 BODY.PEEK[TEXT]",
    b"FETCH 2 (BODY.PEEK[1] BODY.PEEK[2.MIME] BODY.PEEK[3])", b"FETCH 1 BODY.PEEK[2]",
    b"FETCH 2 BODY.PEEK[HEADER.FIELDS (subject X-MSS-INS Absent)]",
    b"FETCH 2 BODY.PEEK[HEADER.FIELDS.NOT (From To Subject)]", b"FETCH 2 BODY.PEEK[]<0.10>",
    b"FETCH 2 BODY.PEEK[TEXT]<5.20>", b"FETCH 2 BODY.PEEK[]<999999.10>", b"FETCH 2 BODY.PEEK[]<0.0>",
    b"FETCH 3 (BODY.PEEK[1] BODY.PEEK[1.HEADER] BODY.PEEK[1.TEXT] BODY.PEEK[1.1] BODY.PEEK[1.2])",
    b"FETCH 3 (BODY.PEEK[1.1.MIME] BODY.PEEK[1.MIME] BODY.PEEK[2] BODY.PEEK[1.HEADER.FIELDS (SUBJECT)])",
    b"FETCH 3 BODY.PEEK[2.TEXT]", b"FETCH 1 (BODY.PEEK[1] BODY.PEEK[1.MIME])",
    b"FETCH 5 (BODY.PEEK[HEADER] BODY.PEEK[TEXT])", b"FETCH 7 BODY.PEEK[1]",
    b"FETCH 8 (BODY.PEEK[1] BODY.PEEK[2])", b"FETCH 1 RFC822.HEADER", b"FETCH 1 FLAGS",
    b"FETCH 4 RFC822.TEXT", b"FETCH 5 RFC822", b"FETCH 6 (FLAGS BODY[])", b"FETCH 99 FLAGS",
    b"FETCH 0 FLAGS", b"FETCH 1:99 FLAGS", b"FETCH *:1 UID", b"FETCH * UID", b"UID FETCH 99 FLAGS",
    b"UID FETCH *:99 UID", b"FETCH 1 BIDON", b"FETCH 1 (", b"FETCH 1 BODY[BIDON]",
    b"FETCH 1 BODY[HEADER.FIELDS ()]", b"FETCH 1", b"FETCH 1 ()",
)  # fmt: skip
_KEYS = (
    b"ALL", b"UNSEEN", b"SEEN", b"RECENT", b"NEW", b"OLD", b"ANSWERED", b"KEYWORD $Lu", b"UNKEYWORD $Lu",
    b"SUBJECT traitement", b'SUBJECT ""', b"SUBJECT \xc3\xa9", b"CHARSET UTF-8 SUBJECT {3+}\r\n\xc3\x89t",
    b'CHARSET UTF-8 SUBJECT "\xc3\x89T\xc3\x89"', b"CHARSET BIDON ALL", b"FROM kermarrec", b"TO besnard",
    b"CC deux", b"BCC cache", b"BODY projet", b"BODY DOCTEUR", b'BODY "base64 inconnu"', b"BODY Texte",
    b"TEXT DEV935997", b'TEXT "902 Identifiant"', b'HEADER X-MSS-INS ""', b"HEADER X-MSS-INS O",
    b'HEADER Subject "traitement"', b"LARGER 1000", b"SMALLER 100", b"SINCE 2-Feb-2026", b"BEFORE 2-Feb-2026",
    b"ON 1-Feb-2026", b"SENTON 1-Jan-2026", b"SENTSINCE 1-Jan-2026", b"SENTBEFORE 1-Jan-2026",
    b"OR SEEN SUBJECT DDM", b"NOT SEEN", b"(SEEN) 1:3", b"NOT (SEEN 1)", b"UID 2:4", b"2:*", b"1,3,5", b"99",
    b"*", b"UNDELETED UNDRAFT UNFLAGGED UNANSWERED", b"BIDON", b"", b"NOT", b"OR SEEN",
)  # fmt: skip
SEARCHED = (*(b"SEARCH " + one for one in _KEYS), b"UID SEARCH UNSEEN", b"UID SEARCH 1:2")
MARKED = (
    b"STORE 2 +FLAGS (\\Flagged Traite)", b"STORE 2 -FLAGS (Traite)", b"STORE 2 FLAGS (\\Answered)",
    b"STORE 2 +FLAGS.SILENT (\\Draft)", b"FETCH 2 FLAGS", b"STORE 2 FLAGS ()", b"STORE 2 +FLAGS \\Seen",
    b"STORE 2 +FLAGS (\\Seen)", b"STORE 2 FLAGS (\\Recent)", b"STORE 2 +FLAGS (\\Bidon)",
    b"STORE 99 +FLAGS (\\Seen)", b"UID STORE 3 +FLAGS (\\Seen)", b"UID STORE 99 +FLAGS (\\Seen)",
    b"STORE 1 BIDON (\\Seen)",
)  # fmt: skip
MOVED = (
    b"COPY 1:2 Sent", b"UID COPY 3 Sent", b"UID COPY 1,3,5:6 Drafts", b"COPY 1 Absent", b"COPY 99 Sent",
    b"UID COPY 99 Sent", b"STATUS Sent (MESSAGES UNSEEN RECENT)", b"MOVE 9 Trash", b"UID MOVE 8 Trash",
    b"UID MOVE 99 Trash", b"MOVE 99 Trash", b"MOVE 1 Absent", b"STORE 1,3 +FLAGS.SILENT (\\Deleted)",
    b"UID EXPUNGE 2", b"UID EXPUNGE 3", b"EXPUNGE", b"EXPUNGE", b"FETCH 1:* (UID FLAGS)",
    b"STORE 1 +FLAGS.SILENT (\\Deleted)", b"CLOSE", b"STATUS INBOX (MESSAGES UIDNEXT)",
)  # fmt: skip
# The other is a second connection: what it does is told to the first when the standard lets it be.
TOGETHER = (
    b"SELECT Sent", b"2 LOGIN %b x" % APP_BOX.encode(), b"2 SELECT Sent",
    b"2 STORE 1 +FLAGS (\\Flagged)", b"noop", b"2 " + put(b"Sent", SIMPLE), b"NOOP",
    b"2 STORE 2 +FLAGS.SILENT (\\Deleted)", b"2 EXPUNGE",
    b"FETCH 1 UID", b"SEARCH 1", b"NOOP", b"FETCH 1:* UID", b"2 LOGOUT",
)  # fmt: skip
END = (
    b"SELECT Trash", b"FETCH 1:* FLAGS", b"RENAME INBOX Vieux", b"STATUS INBOX (MESSAGES)",
    b"STATUS Vieux (MESSAGES UIDNEXT)", b'LIST "" Vieux', b"DELETE Vieux", b"DELETE Drafts", b"BIDON", b"",
    put(b"INBOX", b"a\0b", b""), b"UID", b"UID BIDON", b"NOOP trop", b"LOGIN a b",
    b"STARTTLS", b"AUTHENTICATE PLAIN", b"IDLE",
    b'SELECT "INBOX', b"LOGOUT",
)  # fmt: skip
STEPS = (
    b"CAPABILITY", *FOLDERS, *EMPTY, *PUT, *LOOKED, *READ, *SEARCHED, *MARKED, *MOVED, *TOGETHER, *END,
)  # fmt: skip


def played(connect: Callable[[], Fil]) -> Iterator[tuple[bytes, list[str]]]:
    """Each step with what was answered, the greeting first."""
    with connect() as first, connect() as second:
        yield b"(greeting)", [first.greeting]
        for step in STEPS:
            yield step, second.ask(step[2:]) if step.startswith(b"2 ") else first.ask(step)
