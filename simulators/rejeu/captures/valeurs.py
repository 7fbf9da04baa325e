"""One value of a message, whatever is folded in it: an address, a token, a document, a message."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Final, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode

from simulators.rejeu.captures.sens import LIBRE, champ_demande

RETIRE: Final = "Contenu retire a l'import : une personne pouvait y etre nommee."
# The same where base64 was.
RETIRE_CODE: Final = base64.b64encode(RETIRE.encode()).decode()
_DEEPEST: Final = 8
_LONGEST_TOKEN: Final = 100_000
# Lines of a coded content; a sentence has shorter words.
_BASE64: Final = re.compile(r"\s*(?:[A-Za-z0-9+/_-]{20,}\s+)*[A-Za-z0-9+/_-]+={0,2}\s*")
_SHORTEST_SURE: Final = 64
_SHORTEST: Final = 12
_JWT: Final = re.compile(r"(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*)")
_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_MAIL_WORD: Final = re.compile(r"=\?[^?\s]+\?[BbQq]\?")
_SAFE: Final = "/~:$+,;=@!*'()?#&"
_PATH_SAFE: Final = "/~:$+,;=@!*'()"
_SIGNED: Final = frozenset(
    {"X509Certificate", "SignatureValue", "X509SubjectName", "X509IssuerName", "Issuer"}
)
# Reads bytes as what they look like, one level deeper.
Lecteur = Callable[[bytes, "Visiteur", int], bytes]


class Visiteur(Protocol):
    """Told each value with the name of what holds it; gives what to write instead."""

    def __call__(self, nom: str, valeur: str) -> str:
        """`nom` is an element, an attribute, a field, a header; empty for free text."""

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """An attached document was written again: what tells its digest or its size comes after."""


class IllisibleError(ValueError):
    """A content that says it is of a type and is not: nothing of it can be kept."""


class Valeurs:
    """One walk's way with values; `lecteur` opens what is folded in one."""

    def __init__(self, visiteur: Visiteur, lecteur: Lecteur) -> None:
        self._visiteur, self._lecteur = visiteur, lecteur

    def valeur(self, name: str, value: str, depth: int = 0) -> str:
        """The value to write. Raises `IllisibleError` for too many foldings."""
        if depth > _DEEPEST:
            raise IllisibleError("trop d'enveloppes")
        if name in _SIGNED:
            return RETIRE_CODE
        if name == LIBRE or value.startswith("data:") or _MAIL_WORD.search(value):
            return RETIRE if value else value
        if _JWT.search(value):
            return self._with_tokens(name, value, depth)
        if "://" in value and ("?" in value or "#" in value):
            return self.adresse(value, depth)
        if _ESCAPED.search(value) and (plain := unquote(value)) != value:
            new = self.valeur(name, plain, depth + 1)
            return value if new == plain else quote(new, safe=_SAFE)
        return self._coded(name, value, depth)

    def adresse(self, value: str, depth: int = 0) -> str:
        """An address or its path, its parameters, its fragment."""
        rest, mark, fragment = value.partition("#")
        path, asked, query = rest.partition("?")
        told = quote(self.valeur("", unquote(path), depth + 1), safe=_PATH_SAFE)
        told += f"?{self.formulaire(query, depth)}" if asked else ""
        return told + (f"#{self.formulaire(fragment, depth) if '=' in fragment else ''}" if mark else "")

    def formulaire(self, text: str, depth: int = 0) -> str:
        """Parameters, as a query or a form holds them."""
        pairs = parse_qsl(text, keep_blank_values=True)
        return urlencode([(self._visiteur("", key), self._asked(key, told, depth)) for key, told in pairs])

    def _asked(self, key: str, value: str, depth: int) -> str:
        return self.valeur(champ_demande(key), value, depth + 1)

    def _with_tokens(self, name: str, value: str, depth: int) -> str:
        if len(value) > _LONGEST_TOKEN:
            return RETIRE
        pieces = enumerate(_JWT.split(value))
        return "".join(
            self._token(one, depth) if index % 2 else (self.valeur(name, one, depth + 1) if one else "")
            for index, one in pieces
        )

    def _token(self, token: str, depth: int) -> str:
        """A JWT with other claims; its signature, that no longer holds, is taken out."""
        head, claims, _ = token.split(".")
        told = []
        for part in (head, claims):
            try:
                opened = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
                new = self._lecteur(opened, self._visiteur, depth + 1) if opened[:1] == b"{" else b"{}"
            except (binascii.Error, IllisibleError):
                new = b"{}"
            told.append(base64.urlsafe_b64encode(new).rstrip(b"=").decode())
        return ".".join((*told, "c2lnbmF0dXJlLXJldGlyZWU"))

    def _coded(self, name: str, value: str, depth: int) -> str:
        long = len(value) >= _SHORTEST_SURE
        if _BASE64.fullmatch(value) and (long or _says_something(value)):
            opened = decoded(value)
            if opened is None:
                return RETIRE_CODE
            return base64.b64encode(self._lecteur(opened, self._visiteur, depth + 1)).decode()
        if value.lstrip()[:1] in {"<", "{", "["}:
            return self._folded(name, value, depth)
        return self._visiteur(name, value)

    def _folded(self, name: str, value: str, depth: int) -> str:
        """A message within a text: XML or JSON; a text that only begins like one."""
        try:
            return self._lecteur(value.encode(), self._visiteur, depth + 1).decode()
        except (IllisibleError, UnicodeError):
            return RETIRE if value.lstrip()[:1] == "<" else self._visiteur(name, value)


def decoded(value: str) -> bytes | None:
    """The bytes that base64 of either alphabet codes, padded or not; None when it is none. Pure."""
    plain = "".join(value.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        return None


def _says_something(value: str) -> bool:
    """Whether a short value is a text in base64: by chance, next to none is."""
    if len(value) < _SHORTEST or value.isdigit():
        return False
    try:
        return (decoded(value) or b"\0").decode().isprintable()
    except UnicodeDecodeError:
        return False
