"""Values that an answer gave and a later request gives back: learned on the way, rewritten in what follows.

The set is closed: tokens and codes of PSC, cookies, hidden fields of its pages, identifiers that the registry
of the DMP or a FHIR server gave. What was given once and could not be had again makes a request that needs it
not replayable, and says so.
"""

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import quote, quote_plus

from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.feuilles import answer_leaves


class Correle(NamedTuple):
    """A kind of correlated value: its name, and the leaves of an answer that give it."""

    nom: str
    motifs: tuple[str, ...]


CORRELES: Final[tuple[Correle, ...]] = (
    Correle("psc.code", ("entete/location?code",)),
    Correle("psc.session", ("entete/location?session_state", "corps/session_state")),
    Correle("psc.jeton", ("corps/access_token", "corps/refresh_token", "corps/id_token")),
    Correle("psc.ciba", ("corps/auth_req_id",)),
    Correle("psc.par", ("corps/request_uri",)),
    Correle("cookie", ("entete/set-cookie/*[!;]",)),
    Correle("formulaire", ("corps/formulaire/*",)),
    Correle("dmp.entree", ("*/ExtrinsicObject@id", "*/RegistryPackage@id", "*/ObjectRef@id")),
    Correle("fhir.adresse", ("entete/location", "entete/content-location", "*/response/location")),
    Correle("fhir.id", ("corps/id", "corps/resource/id", "*/resource/id")),
)
# Shorter values would be found where they are not.
_SHORTEST: Final = 8
_LOGICAL: Final = re.compile(r"(?:^|/)[A-Z][A-Za-z]+/([A-Za-z0-9.-]{8,64})(?:/_history/[A-Za-z0-9.-]+)?$")
MASKED: Final = "***"


@dataclass(slots=True)
class Savoir:
    """What a replay has learned: old value → new, and what it could not have again."""

    connus: dict[str, str] = field(default_factory=dict)
    noms: dict[str, str] = field(default_factory=dict)
    perdus: dict[str, str] = field(default_factory=dict)

    def apprendre(self, ancien: Exchange, nouveau: Exchange | None) -> None:
        """Learns from an answer and its replay; without one, what it gave is lost."""
        new = dict(_given(nouveau)) if nouveau is not None else {}
        for path, (name, old) in _given(ancien).items():
            if path in new:
                self.retenir(name, old, new[path][1])
            elif old not in self.connus:
                self.perdus[old] = f"{name} de l'échange {ancien.seq or ancien.id}"

    def retenir(self, nom: str, ancien: str, nouveau: str) -> None:
        """One value and what stands for it now."""
        self.perdus.pop(ancien, None)
        self.connus[ancien] = nouveau
        self.noms[ancien] = nom

    def jeton(self, empreinte: str) -> str:
        """The present token of the one whose fingerprint (16 hexadecimal digits of SHA-256) is told."""
        return next((new for old, new in self.connus.items() if _print(old) == empreinte), "")

    def reecrire(self, data: bytes) -> tuple[bytes, tuple[str, ...]]:
        """The bytes with present values, and the names of those that were changed."""
        changed: dict[str, None] = {}
        for old, new in sorted(self.connus.items(), key=lambda pair: -len(pair[0])):
            for before, after in _writings(old, new):
                if before != after and before in data:
                    data = data.replace(before, after)
                    changed[self.noms[old]] = None
        return data, tuple(changed)

    def manquant(self, data: bytes) -> str:
        """What these bytes need and could not be had again; empty when nothing."""
        found = [old for old in self.perdus if old.encode() in data]
        return self.perdus[max(found, key=len)] if found else ""


def reecrit(message: Message, savoir: Savoir) -> tuple[Message, tuple[str, ...]]:
    """A request with present values: line, headers, body."""
    start, one = savoir.reecrire(message.start.encode("latin-1", "replace"))
    names = list(one)
    headers = []
    for name, value in message.headers:
        told, changed = savoir.reecrire(value.encode("latin-1", "replace"))
        headers.append((name, told.decode("latin-1")))
        names += changed
    body, changed = savoir.reecrire(message.body or b"")
    names += changed
    new = Message(start.decode("latin-1"), tuple(headers), body, size=len(body))
    return new, tuple(dict.fromkeys(names))


def whole(message: Message) -> bytes:
    """Everything a request says, for looking a value up."""
    head = "\n".join((message.start, *(value for _, value in message.headers)))
    return head.encode("latin-1", "replace") + b"\n" + (message.body or b"")


def _given(exchange: Exchange) -> Mapping[str, tuple[str, str]]:
    return dict(_correlated(exchange))


def _correlated(exchange: Exchange) -> Iterator[tuple[str, tuple[str, str]]]:
    for path, value in answer_leaves(exchange).items():
        bare = re.sub(r"\[\d+\]", "", path)
        kind = next((one for one in CORRELES if any(fnmatch.fnmatchcase(bare, m) for m in one.motifs)), None)
        if kind is None:
            continue
        if kind.nom == "fhir.adresse":
            found = _LOGICAL.search(value)
            if found:
                yield path, (kind.nom, found[1])
        elif len(value) >= _SHORTEST:
            yield path, (kind.nom, value)


def _writings(old: str, new: str) -> Iterator[tuple[bytes, bytes]]:
    """A value as it may be written: plain, in a query, in a form, in XML."""
    seen = set()
    for write in (str, lambda v: quote(v, safe=""), quote_plus, lambda v: v.replace("&", "&amp;")):
        before, after = write(old), write(new)
        if before not in seen:
            seen.add(before)
            yield before.encode(), after.encode()


def _print(value: str) -> str:
    return sha256(value.encode()).hexdigest()[:16]
