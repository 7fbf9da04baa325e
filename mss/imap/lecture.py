"""Sets of messages and items of FETCH (RFC 3501 §6.4.5)."""

import re
from typing import Final

from mss.imap.commandes import Element, Ensemble, Section
from mss.imap.curseur import Curseur, Syntaxe

_ENSEMBLE: Final = re.compile(rb"(?:\*|[1-9][0-9]{0,9})(?::(?:\*|[1-9][0-9]{0,9}))?")
_CHEMIN: Final = re.compile(rb"[1-9][0-9]{0,4}(?:\.[1-9][0-9]{0,4}){0,30}")
_PARTIEL: Final = re.compile(rb"<([0-9]{1,10})\.([1-9][0-9]{0,9})>")
MOST_RANGES: Final = 20_000
_ITEM: Final = re.compile(rb"[A-Z0-9.]+", re.IGNORECASE)

_FAST: Final = ("FLAGS", "INTERNALDATE", "RFC822.SIZE")
_MACROS: Final = {"FAST": _FAST, "ALL": (*_FAST, "ENVELOPE"), "FULL": (*_FAST, "ENVELOPE", "BODY")}
_PLAIN: Final = frozenset({"FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODYSTRUCTURE", "UID"})
_OLD: Final = {
    "RFC822": Element("RFC822", Section(), peek=False),
    "RFC822.HEADER": Element("RFC822.HEADER", Section((), "HEADER")),
    "RFC822.TEXT": Element("RFC822.TEXT", Section((), "TEXT"), peek=False),
}
_WHATS: Final = ("HEADER.FIELDS.NOT", "HEADER.FIELDS", "HEADER", "TEXT", "MIME")


def ensemble(curseur: Curseur) -> Ensemble:
    """`1:3,7,12:*`. Raises `Syntaxe`."""
    found = []
    while True:
        text = curseur.motif(_ENSEMBLE, "Invalid message set")[0].decode("ascii")
        low, _, high = text.partition(":")
        start = None if low == "*" else int(low)
        end = start if not high else None if high == "*" else int(high)
        found.append((start, end))
        if len(found) > MOST_RANGES:
            raise Syntaxe("Message set too long")
        if not curseur.mange(b","):
            return tuple(found)


def elements(curseur: Curseur) -> tuple[Element, ...]:
    """The items of FETCH, macros opened."""
    if curseur.voit(b"("):
        found = tuple(curseur.liste(lambda: _element(curseur)))
        if not found:
            raise Syntaxe("Empty FETCH list")
        return found
    for macro, names in _MACROS.items():
        if curseur.voit(macro.encode()) and curseur.mange(macro.encode()):
            return tuple(Element(name) for name in names)
    return (_element(curseur),)


def _element(curseur: Curseur) -> Element:
    name = curseur.motif(_ITEM, "Expected a FETCH item")[0].decode("ascii").upper()
    if name in {"BODY", "BODY.PEEK"} and curseur.voit(b"["):
        return _section(curseur, peek=name == "BODY.PEEK")
    if name in _OLD:
        return _OLD[name]
    if name in _PLAIN or name == "BODY":
        return Element(name)
    raise Syntaxe("Unknown FETCH item")


def _section(curseur: Curseur, *, peek: bool) -> Element:
    curseur.attend(b"[")
    chemin: tuple[int, ...] = ()
    if not curseur.voit(b"]") and not any(curseur.voit(one.encode()) for one in _WHATS):
        text = curseur.motif(_CHEMIN, "Invalid section")[0].decode("ascii")
        chemin = tuple(int(part) for part in text.split("."))
        if not curseur.voit(b"]"):
            curseur.attend(b".")
    section = _quoi(curseur, chemin)
    curseur.attend(b"]")
    label = f"BODY[{_written(section)}]"
    if not curseur.voit(b"<"):
        return Element(label, section, peek)
    found = curseur.motif(_PARTIEL, "Invalid partial")
    return Element(f"{label}<{int(found[1])}>", section, peek, int(found[1]), int(found[2]))


def _quoi(curseur: Curseur, chemin: tuple[int, ...]) -> Section:
    if curseur.voit(b"]"):
        return Section(chemin)
    if curseur.mange(b"HEADER.FIELDS.NOT "):
        return Section(chemin, "HEADER.FIELDS.NOT", _champs(curseur))
    if curseur.mange(b"HEADER.FIELDS "):
        return Section(chemin, "HEADER.FIELDS", _champs(curseur))
    if curseur.mange(b"HEADER"):
        return Section(chemin, "HEADER")
    if curseur.mange(b"TEXT"):
        return Section(chemin, "TEXT")
    if chemin and curseur.mange(b"MIME"):
        return Section(chemin, "MIME")
    raise Syntaxe("Invalid section")


def _champs(curseur: Curseur) -> tuple[str, ...]:
    found = curseur.liste(lambda: curseur.achaine().decode("ascii", "replace"))
    if not found:
        raise Syntaxe("Empty header list")
    return tuple(found)


def _written(section: Section) -> str:
    path = ".".join(str(one) for one in section.chemin)
    what: str = section.quoi
    if section.champs:
        what += f" ({' '.join(section.champs)})"
    return f"{path}.{what}" if path and what else path or what
