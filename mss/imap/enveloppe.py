"""ENVELOPE (RFC 3501 §7.4.2): date, subject, six lists of addresses with their groups, two identifiers."""

import re
from collections.abc import Iterator
from typing import Final

from mss.imap.chaines import NIL, chaine
from simulators.core.courriel.mime import Noeud, adresses

# What may hide a colon or a semicolon: a quoted string, a comment, an address between angles.
_MORCEAU: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)?|<[^<>]*>?|[:;]|[^"(<:;]+', re.DOTALL)
MOST_GROUPS: Final = 100


def enveloppe(racine: Noeud) -> bytes:
    """The envelope of a mail."""
    sender = racine.champ("From")
    parts = [
        chaine(racine.champ("Date")),
        chaine(racine.champ("Subject")),
        _adresses(sender),
        _adresses(racine.champ("Sender") or sender),
        _adresses(racine.champ("Reply-To") or sender),
        _adresses(racine.champ("To")),
        _adresses(racine.champ("Cc")),
        _adresses(racine.champ("Bcc")),
        chaine(racine.champ("In-Reply-To")),
        chaine(racine.champ("Message-ID")),
    ]
    return b"(" + b" ".join(parts) + b")"


def _adresses(valeur: str | None) -> bytes:
    found = list(_liste(valeur)) if valeur else []
    return b"(" + b"".join(found) + b")" if found else NIL


def _liste(valeur: str) -> Iterator[bytes]:
    """The addresses; a group is opened by its name without host, and closed by an address of NILs."""
    for nom, inside in _groupes(valeur):
        if nom is not None:
            yield b"(" + b" ".join((NIL, NIL, chaine(nom), NIL)) + b")"
        if inside.strip() and "@" not in inside:
            yield _adresse(inside.strip(), "")
        else:
            for shown, adresse in adresses(inside):
                yield _adresse(shown, adresse)
        if nom is not None:
            yield b"(" + b" ".join((NIL, NIL, NIL, NIL)) + b")"


def _groupes(valeur: str) -> Iterator[tuple[str | None, str]]:
    """The pieces of a list, each with the name of its group (None outside any)."""
    if ":" not in valeur or valeur.count(":") > MOST_GROUPS:
        yield None, valeur
        return
    nom: str | None = None
    current: list[str] = []
    for found in _MORCEAU.finditer(valeur):
        piece = found[0]
        if piece == ":" and nom is None:
            before, _, named = "".join(current).rpartition(",")
            yield None, before
            nom, current = named.strip().strip('"'), []
        elif piece == ";" and nom is not None:
            yield nom, "".join(current)
            nom, current = None, []
        else:
            current.append(piece)
    yield nom, "".join(current).lstrip(", ")


def _adresse(nom: str, adresse: str) -> bytes:
    """An address; what has no host is given as a name, for a NIL host would open a group."""
    local, at, domaine = adresse.rpartition("@")
    if not at:
        parts = (chaine(f"{nom} {adresse}".strip()), NIL, chaine(""), chaine(""))
    else:
        parts = (chaine(nom or None), NIL, chaine(local), chaine(domaine))
    return b"(" + b" ".join(parts) + b")"
