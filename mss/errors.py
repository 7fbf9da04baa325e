"""The replies of the operator: SMTP codes (mss.md §1.8), IMAP response codes, refusals of the directory.

The code is what an editor reads on the wire; for SMTP it holds the enhanced status too (RFC 3463).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from mss.annuaire.errors import ENTREES
from simulators.core.basis import Basis, assumed, standard
from simulators.core.rule import ErrorEntry

SMTP: Final = "smtp"
IMAP: Final = "imap"

_5321: Final = standard("RFC 5321 §4.2")
_3207: Final = standard("RFC 3207 §4")
_4954: Final = standard("RFC 4954 §6")
_1870: Final = standard("RFC 1870 §6")
_3463: Final = standard("RFC 3463, libellés du simulateur")
_3501: Final = standard("RFC 3501 §7.1")
_5530: Final = standard("RFC 5530 §3")


def _smtp(key: str, code: str, label: str, basis: Basis) -> ErrorEntry:
    return ErrorEntry(key, code, label, basis, {"protocole": SMTP})


def _imap(key: str, code: str, label: str, basis: Basis) -> ErrorEntry:
    return ErrorEntry(key, code, label, basis, {"protocole": IMAP})


def _access() -> Iterator[ErrorEntry]:
    yield _smtp("tls_exige", "530 5.7.0", "Must issue a STARTTLS command first", _3207)
    yield _smtp("authentification_exigee", "530 5.7.0", "Authentication required", _4954)
    yield _smtp("authentification_refusee", "535 5.7.8", "Authentication credentials invalid", _4954)
    yield _smtp("mecanisme_refuse", "504 5.5.4", "Unrecognized authentication type", _4954)
    yield _smtp("authentification_annulee", "501 5.0.0", "Authentication cancelled", _4954)
    yield _smtp("deja_authentifie", "503 5.5.1", "Already authenticated", _4954)
    yield _smtp("session_fermee", "421 4.7.0", "Session ended, authenticate again", assumed("CONF.10, texte"))
    yield _smtp("arret", "421 4.3.2", "Service shutting down", _5321)
    yield _smtp("attente_depassee", "421 4.4.2", "Timeout exceeded", _5321)
    yield _smtp("trop_d_erreurs", "421 4.7.0", "Too many errors", _5321)


def _transactions() -> Iterator[ErrorEntry]:
    yield _smtp(
        "expediteur_refuse",
        "553 5.7.1",
        "Sender address rejected: not owned by user",
        assumed("pratique des opérateurs, texte de Postfix"),
    )
    yield _smtp(
        "domaine_refuse", "550 5.7.1", "Recipient domain not authorized", assumed("refus immédiat supposé")
    )
    yield _smtp("destinataire_inconnu", "550 5.1.1", "User unknown", standard("RFC 3463 §3.2"))
    yield _smtp("boite_suspendue", "550 5.2.1", "Mailbox disabled", standard("RFC 3463 §3.3"))
    yield _smtp("boite_pleine", "452 4.2.2", "Mailbox full", standard("RFC 3463 §3.3"))
    yield _smtp("quota_depasse", "552 5.2.2", "Mailbox quota exceeded", standard("RFC 3463 §3.3"))
    yield _smtp("trop_de_destinataires", "452 4.5.3", "Too many recipients", _5321)
    yield _smtp("message_trop_gros", "552 5.3.4", "Message size exceeds fixed limit", _1870)
    yield _smtp("ligne_trop_longue", "500 5.6.0", "Line too long", standard("RFC 5321 §4.5.3.1.6"))
    yield _smtp("fin_de_ligne_nue", "550 5.6.0", "Bare <LF> or <CR> received", standard("RFC 5321 §2.3.8"))
    yield _smtp("octet_nul", "554 5.6.0", "Message contains a NUL", standard("RFC 5321 §4.5.3"))
    yield _smtp(
        "structure_refusee", "554 5.6.0", "Message structure too complex", assumed("limite du simulateur")
    )
    yield _smtp(
        "piece_dangereuse", "554 5.7.0", "Dangerous attachment rejected", assumed("filtre antivirus supposé")
    )
    yield _smtp("contenu_refuse", "554 5.6.0", "Message content rejected", assumed("profil strict seulement"))
    yield _smtp(
        "donnees_reelles", "554 5.7.1", "Real patient data refused here", assumed("règle du simulateur")
    )


def _commands() -> Iterator[ErrorEntry]:
    yield _smtp("commande_inconnue", "500 5.5.1", "Command not recognized", _5321)
    yield _smtp("commande_non_simulee", "502 5.5.1", "Command not implemented", _5321)
    yield _smtp("syntaxe", "501 5.5.4", "Syntax error in parameters", _5321)
    yield _smtp("ordre", "503 5.5.1", "Bad sequence of commands", _5321)
    yield _smtp("parametre_inconnu", "555 5.5.4", "Parameters not recognized", _5321)
    yield _smtp("commande_trop_longue", "500 5.5.2", "Command line too long", standard("RFC 5321 §4.5.3.1.4"))
    yield _smtp("temporaire", "451 4.3.0", "Requested action aborted: local error in processing", _5321)
    yield _smtp("indisponible", "421 4.3.2", "Service not available, closing channel", _5321)
    yield _smtp(
        "liste_grise",
        "450 4.2.0",
        "Greylisted, try again later",
        assumed("RFC 6647 pour le principe ; code et texte de la pratique (Postgrey)"),
    )
    for code, label, where in _MENU:
        yield ErrorEntry(
            f"smtp_{code[:3]}",
            code,
            label,
            assumed("menu SMTPERRORCODE de l'ANS ; code étendu et libellé du simulateur"),
            {"protocole": SMTP, "quand": where},
            on_demand=where == PARTOUT,
        )


# When a reply of the menu can be given: to any command of a transaction, to RCPT only (it is no refusal), or
# only in a report, for what no server can say on the wire (101 and 111: nobody answered).
PARTOUT: Final = ""
_RCPT: Final = "rcpt"
_RAPPORT: Final = "plus_tard"

# The codes of the ANS acknowledgement table that nothing here answers by itself (mss.md §1.8).
_MENU: Final = (
    ("101", "Cannot open connection to the server", _RAPPORT),
    ("111", "Connection refused by the server", _RAPPORT),
    ("251 2.1.5", "User not local; will forward", _RCPT),
    ("252 2.5.2", "Cannot verify user, will attempt delivery", _RCPT),
    ("420 4.4.2", "Timeout in communication", PARTOUT),
    ("422 4.2.2", "Recipient mailbox over its size limit", PARTOUT),
    ("431 4.3.1", "Not enough disk space", PARTOUT),
    ("432 4.3.2", "Recipient system not accepting messages", PARTOUT),
    ("441 4.4.1", "Recipient server not responding", PARTOUT),
    ("442 4.4.2", "Connection dropped during transmission", PARTOUT),
    ("450 4.2.1", "Mailbox temporarily unavailable", PARTOUT),
    ("510 5.1.1", "Bad email address", PARTOUT),
    ("512 5.1.2", "Host not found in DNS", PARTOUT),
    ("513 5.1.3", "Address type incorrect", PARTOUT),
    ("523 5.3.4", "Message too large for the receiving server", PARTOUT),
    ("541 5.7.1", "Message rejected as spam", PARTOUT),
    ("551 5.1.6", "User not local", PARTOUT),
    ("553 5.1.3", "Mailbox name not allowed", PARTOUT),
    ("554 5.0.0", "Transaction failed", PARTOUT),
)


def _imap_replies() -> Iterator[ErrorEntry]:
    yield _imap("imap_authentification", "NO [AUTHENTICATIONFAILED]", "Authentication failed", _5530)
    yield _imap("imap_autorisation", "NO [AUTHORIZATIONFAILED]", "Not authorised for this mailbox", _5530)
    yield _imap("imap_tls_exige", "NO [PRIVACYREQUIRED]", "Use STARTTLS first", _5530)
    yield _imap("imap_expire", "NO [EXPIRED]", "Session ended, authenticate again", _5530)
    yield _imap("imap_absent", "NO [NONEXISTENT]", "No such mailbox", _5530)
    yield _imap("imap_existe", "NO [ALREADYEXISTS]", "Mailbox already exists", _5530)
    yield _imap("imap_trycreate", "NO [TRYCREATE]", "No such mailbox", _3501)
    yield _imap("imap_interdit", "NO [CANNOT]", "Not possible for this mailbox", _5530)
    yield _imap("imap_trop_gros", "NO [TOOBIG]", "Literal too large", standard("RFC 7889 §4"))
    yield _imap("imap_quota", "NO [OVERQUOTA]", "Mailbox full", _5530)
    yield _imap("imap_charset", "NO [BADCHARSET (US-ASCII UTF-8)]", "Charset not supported", _3501)
    yield _imap("imap_cte", "NO [UNKNOWN-CTE]", "Unknown content transfer encoding", standard("RFC 3516"))
    yield _imap("imap_indisponible", "NO [UNAVAILABLE]", "Temporary failure", _5530)
    yield _imap("imap_lecture_seule", "NO [READ-ONLY]", "Mailbox is read-only", _3501)
    yield _imap("imap_syntaxe", "BAD [CLIENTBUG]", "Syntax error", _5530)
    yield _imap("imap_commande", "BAD", "Unknown command", _3501)
    yield _imap("imap_etat", "BAD [CLIENTBUG]", "Command not allowed now", _5530)
    yield _imap("imap_trop_long", "BAD [TOOBIG]", "Command line too long", standard("RFC 7889 §4"))


ERRORS: Final[Mapping[str, ErrorEntry]] = {
    entry.key: entry
    for entries in (_access(), _transactions(), _commands(), _imap_replies(), ENTREES.values())
    for entry in entries
}


def reply(key: str) -> str:
    """The line of an entry: `550 5.1.1 User unknown`, `NO [EXPIRED] …` (without tag)."""
    entry = ERRORS[key]
    return f"{entry.code} {entry.label}"


def jouable(key: str, protocole: str) -> bool:
    """Whether a conversation of that protocol can end with that entry: a fault it cannot play stays whole."""
    return ERRORS[key].wire["protocole"] == protocole


def repond(key: str, moment: str) -> bool:
    """Whether that entry can be given at that moment: to RCPT, after the data (`data`), or in a report."""
    wire = ERRORS[key].wire
    told = wire.get("quand", PARTOUT)
    return wire["protocole"] == SMTP and told in {PARTOUT, moment}


def positive(key: str) -> bool:
    """Whether that reply lets the transaction go on (251, 252)."""
    return ERRORS[key].code.startswith("2")
