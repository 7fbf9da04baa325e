"""The same IMAP conversation with ours and with Debian's Dovecot: what differs is listed here, and wanted."""

import ssl
from collections.abc import Iterator
from itertools import zip_longest

import pytest

from tests.clients.courrier import APP_BOX, Poste
from tests.clients.dovecot import dovecot
from tests.clients.imap_dialogue import played
from tests.clients.imap_lu import Fil

pytestmark = pytest.mark.clients
Told = list[tuple[bytes, list[str]]]

# Where Dovecot says NO or BAD and nothing more, ours tells the reason with a code of RFC 5530.
REASONS = ("CLIENTBUG", "NONEXISTENT", "CANNOT")

# What is offered, compared apart: ours offers nothing that Dovecot does not, but for these.
OFFERED = ("(greeting)", "CAPABILITY", f"LOGIN {APP_BOX} x", f"2 LOGIN {APP_BOX} x")
OURS_ALONE = {
    "LOGINDISABLED": "nothing opens before TLS, even on the loopback where Dovecot lets it (mss.md §1.3)",
    "AUTH=EXTERNAL": "the certificate says who comes (errata 6)",
    "QUOTA": "Dovecot's is a module that nobody loaded",
    "QUOTA=RES-STORAGE": "the same",
}

_LISTED = "LIST and LSUB always tell whether there are children (RFC 3348); LIST-EXTENDED is not offered"
_NIL = "what does not exist is NIL, what is empty is empty"

# Step → (the lines that are ours alone, those of Dovecot alone, why ours is wanted).
DIFFERENCES: dict[str, tuple[list[str], list[str], str]] = {
    "ID NIL": (["ID ('name' 'mss')"], ["ID ('name' 'Dovecot')"], "each says its name"),
    "ENABLE BIDON": (["ENABLED"], [], "RFC 5161 §3.2: the list of what was enabled, be it empty"),
    'LSUB "" *': (
        [
            "LSUB (\\Drafts \\HasNoChildren) / Drafts",
            "LSUB (\\HasNoChildren \\Junk) / Junk",
            "LSUB (\\HasNoChildren \\Sent) / Sent",
            "LSUB (\\HasNoChildren \\Trash) / Trash",
            "LSUB (\\HasNoChildren) / INBOX",
        ],
        [
            "LSUB (\\Drafts) / Drafts",
            "LSUB (\\Junk) / Junk",
            "LSUB (\\Sent) / Sent",
            "LSUB (\\Trash) / Trash",
        ],
        f"{_LISTED}; INBOX is subscribed to from the first day, its settings here leave it out of Dovecot's",
    ),
    'LIST (SPECIAL-USE) "" *': (
        [
            "LIST (\\Drafts \\HasNoChildren) / Drafts",
            "LIST (\\HasNoChildren \\Junk) / Junk",
            "LIST (\\HasNoChildren \\Sent) / Sent",
            "LIST (\\HasNoChildren \\Trash) / Trash",
        ],
        [
            "LIST (\\Drafts) / Drafts",
            "LIST (\\Junk) / Junk",
            "LIST (\\Sent) / Sent",
            "LIST (\\Trash) / Trash",
        ],
        _LISTED,
    ),
    'LIST "" (INBOX Sent)': (
        ["LIST (\\HasNoChildren \\Sent) / Sent", "LIST (\\HasNoChildren) / INBOX"],
        ["LIST () / INBOX", "LIST () / Sent"],
        _LISTED,
    ),
    'LIST "" Dossiers*': (
        ["LIST (\\HasChildren) / Dossiers"],
        ["LIST (\\HasChildren \\Noselect) / Dossiers"],
        "RFC 3501 §6.3.3: the folders above are created, and may be selected",
    ),
    "CREATE Dossiers": (["NO [ALREADYEXISTS]"], ["OK"], "it exists since CREATE Dossiers/2026"),
    "CREATE INBOX": (["NO [ALREADYEXISTS]"], ["OK"], "RFC 3501 §6.3.3: creating INBOX is an error"),
    'LIST "" Fin*': (
        ["LIST (\\HasNoChildren) / Fin"],
        ["LIST (\\HasNoChildren \\Noselect) / Fin"],
        "RFC 3501 §6.3.3: the separator at the end declares children to come, the folder is one all the same",
    ),
    'LSUB "" Doss*': (["LSUB (\\HasChildren) / Dossiers"], ["LSUB () / Dossiers"], _LISTED),
    'CREATE "a%b"': (["NO [CANNOT]"], ["OK"], "a name that LIST would take for a pattern leads nowhere"),
    'SELECT ""': (["NO [NONEXISTENT]"], ["NO [CANNOT]"], "no folder has that name"),
    "APPEND INBOX {0+}\r\n": (["NO [UNKNOWN-CTE]"], ["NO"], "the reason is told"),
    "STORE 1 +FLAGS (\\Deleted)": (
        ["NO [READ-ONLY]"],
        ["OK"],
        "RFC 3501 §6.3.2: after EXAMINE nothing changes, and the client is told",
    ),
    "expunge": (["NO [READ-ONLY]"], ["OK"], "the same"),
    "FETCH 7 ENVELOPE": (
        [
            "7 FETCH ENVELOPE=(NIL NIL (('pas une adresse' NIL '' '')) (('pas une adresse' NIL '' ''))"
            " (('pas une adresse' NIL '' '')) NIL NIL NIL NIL NIL)"
        ],
        [
            "7 FETCH ENVELOPE=(NIL NIL (('pas une adresse' NIL 'MISSING_MAILBOX' 'MISSING_DOMAIN'))"
            " (('pas une adresse' NIL 'MISSING_MAILBOX' 'MISSING_DOMAIN'))"
            " (('pas une adresse' NIL 'MISSING_MAILBOX' 'MISSING_DOMAIN')) NIL NIL NIL NIL NIL)"
        ],
        "an address that is none is shown empty rather than with words of Dovecot's own",
    ),
    "FETCH 7 BODYSTRUCTURE": (
        [
            "7 FETCH BODYSTRUCTURE=('application' 'octet-stream' ('boundary' 'z') nil nil '7bit' 6"
            " nil nil nil nil)"
        ],
        [
            "7 FETCH BODYSTRUCTURE=(('text' 'plain' ('charset' 'us-ascii') nil nil '7bit' 0 0"
            " nil nil nil nil) 'mixed' ('boundary' 'z') nil nil nil)"
        ],
        "a multipart without any part keeps its bytes readable, as one part",
    ),
    "FETCH 7 BODY.PEEK[1]": (["7 FETCH BODY[1]='rien\\r\\n'"], ["7 FETCH BODY[1]=''"], "the same"),
    "FETCH 1 BODY.PEEK[2]": (["1 FETCH BODY[2]=NIL"], ["1 FETCH BODY[2]=''"], _NIL),
    "FETCH 3 BODY.PEEK[2.TEXT]": (["3 FETCH BODY[2.TEXT]=NIL"], ["3 FETCH BODY[2.TEXT]=''"], _NIL),
    "FETCH 2 BODY.PEEK[]<0.0>": (
        ["BAD [CLIENTBUG]"],
        ["2 FETCH BODY[]<0>=''", "OK"],
        "RFC 3501 §9: the count of a partial is not zero",
    ),
    "SEARCH CHARSET BIDON ALL": (
        ["NO [BADCHARSET (US-ASCII UTF-8)]"],
        ["NO [BADCHARSET]"],
        "RFC 3501 §7.1: those that are known may be told",
    ),
    "SEARCH SENTBEFORE 1-Jan-2026": (
        ["SEARCH"],
        ["SEARCH 5 6 7 8"],
        "a mail without a date was sent on no day, not on the first of all",
    ),
    "STORE 2 +FLAGS (\\Seen)": (
        ["2 FETCH FLAGS=(\\Recent \\Seen)"],
        [],
        "RFC 3501 §6.4.6: the value is returned, also when it was so before",
    ),
    "noop": (
        ["1 FETCH FLAGS=($Lu \\Flagged \\Recent \\Seen) UID=1"],
        ["1 FETCH FLAGS=($Lu \\Flagged \\Recent \\Seen)"],
        "what changed elsewhere comes with its UID, which is all that many clients know",
    ),
    "FETCH 1 UID": (
        [],
        ["2 FETCH FLAGS=(\\Deleted \\Recent \\Seen)"],
        "the last flags of a mail already gone are not told: the next NOOP removes it",
    ),
    "SELECT Trash": ([], ["OK [CLOSED]"], "that code belongs to QRESYNC, which is not offered"),
    'LIST "" Vieux': (
        ["LIST (\\HasNoChildren) / Vieux"],
        ["LIST (\\HasNoChildren \\UnMarked) / Vieux"],
        "a mark that RFC 3501 §7.2.2 leaves to the server",
    ),
    "DELETE Drafts": (
        ["NO [CANNOT]"],
        ["OK"],
        "the folders that come with a box stay: assumed, no operator's answer was seen",
    ),
    "APPEND INBOX {3+}\r\na\0b": (
        ["NO [UNKNOWN-CTE]"],
        ["OK [APPENDUID N 1]"],
        "RFC 3501 §4.3: no NUL in a literal; Dovecot stores another byte instead",
    ),
    "NOOP trop": (["BAD [CLIENTBUG]"], ["OK"], "RFC 3501 §9: NOOP takes nothing"),
}


@pytest.fixture
def both(poste: Poste) -> Iterator[tuple[Told, Told]]:
    """What ours answered, what Dovecot answered."""
    theirs = ssl.create_default_context(cafile=poste.ca)
    theirs.check_hostname, theirs.verify_mode = False, ssl.CERT_NONE
    ours = poste.running.tls("org_auth_cli")
    with dovecot(poste.cert, poste.key) as port:
        yield (
            list(played(lambda: Fil(poste.port("imap_app"), ours))),
            list(played(lambda: Fil(port, theirs))),
        )


def test_ours_answers_as_dovecot_does_but_where_it_is_wanted(both: tuple[Told, Told]) -> None:
    ours, theirs = both
    found: dict[str, tuple[list[str], list[str]]] = {}
    offered: set[str] = set()
    for (step, told), (_, other) in zip_longest(ours, theirs):
        name = step.decode("latin-1")
        if name in OFFERED:
            offered |= set(_offered(told)) - set(_offered(other))
        elif (mine := _without_reason(told, other)) != other:
            assert name not in found, (name, mine, other)
            assert sorted(mine) != sorted(other), (name, mine, other)
            found[name] = (
                [one for one in mine if one not in other],
                [one for one in other if one not in mine],
            )
    assert found == {name: (mine, other) for name, (mine, other, _) in DIFFERENCES.items()}
    assert offered == set(OURS_ALONE)


def _alone(told: list[str], other: list[str]) -> list[str]:
    return [one for one in told if one not in other]


def _offered(told: list[str]) -> list[str]:
    (line,) = [one for one in told if "CAPABILITY" in one]
    return line.partition("CAPABILITY ")[2].rstrip("]").split()


def _without_reason(told: list[str], other: list[str]) -> list[str]:
    """Our replies, the reason taken off when the other gives none."""
    status, _, code = told[-1].partition(" ")
    return [*told[:-1], status] if code.strip("[]") in REASONS and status == other[-1] else told
