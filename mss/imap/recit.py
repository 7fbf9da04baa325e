"""What an IMAP command came to, and telling it to the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mss.data import names
from mss.errors import reply
from mss.exchanges import Begun, Told, kept, record
from mss.messages.constats import findings
from mss.model import Remarque
from simulators.core.journal.model import Fact, Message
from simulators.core.rule import Effect

if TYPE_CHECKING:
    from mss.imap.session import ImapSession

# Commands told in the journal, and as what; the others (NOOP, LIST…) only when refused.
OPERATIONS: Mapping[str, str] = {
    "SELECT": names.SELECTION,
    "EXAMINE": names.SELECTION,
    "FETCH": names.LECTURE,
    "APPEND": names.DEPOT,
    "STORE": names.MARQUAGE,
    "COPY": names.DEPLACEMENT,
    "MOVE": names.DEPLACEMENT,
    "EXPUNGE": names.PURGE,
    "CLOSE": names.PURGE,
    "CREATE": names.DOSSIER,
    "DELETE": names.DOSSIER,
    "RENAME": names.DOSSIER,
    "SEARCH": names.RECHERCHE,
}
_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Issue:
    """The tagged answer without its tag, and what the journal keeps besides."""

    statut: str
    faits: Mapping[str, Fact] = field(default_factory=dict)
    erreur: str = ""
    remarque: Remarque | None = None
    corps: bytes = b""
    # Removals may be told after this command (not after FETCH, STORE, SEARCH: RFC 3501 §7.4.1).
    retraits: bool = True


def refus(key: str, remarque: Remarque | None = None) -> Issue:
    """The answer of an entry of the error table."""
    return Issue(reply(key), erreur=key, remarque=remarque)


def raconter(
    session: "ImapSession", begun: Begun, operation: str, demande: bytes, issue: Issue, untagged: list[bytes]
) -> None:
    """One exchange: the command as it came (its literals apart), everything answered to it."""
    status = issue.statut.partition(" ")[0]
    acces = session.acces
    facts: dict[str, Fact] = {
        "mss.boite": acces.boite.adresse if acces else "",
        "professional": acces.professionnel if acces else "",
        "mss.code": status,
        "code": status,
        "fault": status != "OK",
        "patient.matricule": "",
        **issue.faits,
    }
    if session.selection is not None:
        facts.setdefault("mss.dossier", session.selection.dossier.nom)
    body, size = kept(untagged)
    if size > len(body):
        facts["mss.reponse_coupee"] = True
    effect = Effect.REFUSE if status != "OK" else Effect.ACCEPT
    told = Told(
        protocol="imap",
        operation=operation,
        request=Message(montre(demande), body=issue.corps, size=len(issue.corps)),
        answer=Message(issue.statut, body=body, size=size),
        outcome=status,
        facts=facts,
        findings=findings(None, [issue.remarque] if issue.remarque else [], lambda _: effect),
        errors=(issue.erreur,) if issue.erreur else (),
    )
    record(begun, told, session.connection, session.guichet.nom)


def montre(demande: bytes) -> str:
    """The first line of a command, without its end, cut when long; never a password nor a token."""
    line = demande.partition(b"\n")[0].strip().decode("utf-8", "replace")
    parts = line.split(" ", 3)
    if len(parts) > 2 and parts[1].upper() in {"LOGIN", "AUTHENTICATE"}:
        return " ".join([*parts[:3], "***"][: len(parts)])
    return line[:_SHOWN]


def montre_nom(data: bytes) -> str:
    """The name of the command, for a finding."""
    parts = data.split(None, 2)
    return parts[1].decode("ascii", "replace")[:40] if len(parts) > 1 else ""
