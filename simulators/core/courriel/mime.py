"""The MIME tree of a mail, cut by byte offsets without copying (RFC 5322, RFC 2045, RFC 2046).

The standard library decodes header words and parameters; the cutting is ours because it must be linear,
bounded, and know where each part lies.
"""

import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses
from typing import Final

from simulators.core.courriel.entetes import une_ligne
from simulators.core.courriel.jeux import connu

MOST_DEPTH: Final = 16
MOST_PARTS: Final = 200
MOST_HEADERS: Final = 500
MOST_HEADER_BYTES: Final = 262_144
MOST_ADDRESS_BYTES: Final = 65_536
MOST_ADDRESSES: Final = 500
MOST_COMMENTS: Final = 100


class TropComplexe(Exception):  # noqa: N818 - the field's term
    """A mail whose tree or headers are beyond the limits."""


@dataclass(frozen=True, slots=True)
class Champ:
    """A header field: its name, its unfolded raw value, its byte offsets."""

    nom: str
    brut: str
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Noeud:
    """One entity: headers in [debut, corps[, body in [corps, fin[; `enfants` of multipart, message/rfc822."""

    champs: tuple[Champ, ...]
    type_mime: str
    parametres: Mapping[str, str]
    debut: int
    corps: int
    fin: int
    enfants: tuple["Noeud", ...] = ()

    def champ(self, nom: str) -> str | None:
        """The raw value of the first field of that name."""
        voulu = nom.lower()
        return next((one.brut for one in self.champs if one.nom.lower() == voulu), None)

    @property
    def encodage(self) -> str:
        """Content-Transfer-Encoding, lower case, `7bit` by default."""
        return (self.champ("Content-Transfer-Encoding") or "7bit").strip().lower()


@dataclass(slots=True)
class _Budget:
    parts: int = MOST_PARTS
    header_bytes: int = MOST_HEADER_BYTES
    types: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)


def arbre(data: bytes) -> Noeud:
    """The tree of a whole mail. Raises `TropComplexe`."""
    return _noeud(data, 0, len(data), MOST_DEPTH, _Budget(), "text/plain")


def _noeud(data: bytes, debut: int, fin: int, depth: int, budget: _Budget, default: str) -> Noeud:
    budget.parts -= 1
    if depth < 0 or budget.parts < 0:
        raise TropComplexe
    corps = _fin_des_entetes(data, debut, fin)
    budget.header_bytes -= corps - debut
    if budget.header_bytes < 0:
        raise TropComplexe
    champs = tuple(_champs(data, debut, corps))
    told = next((one.brut for one in champs if one.nom.lower() == "content-type"), "")
    type_mime, parametres = parametre(told) if told else (default, {})
    enfants: tuple[Noeud, ...] = ()
    if type_mime.startswith("multipart/") and parametres.get("boundary"):
        inner = "message/rfc822" if type_mime == "multipart/digest" else "text/plain"
        frontiere = b"--" + parametres["boundary"].encode("latin-1", "replace")
        enfants = tuple(
            _noeud(data, start, end, depth - 1, budget, inner)
            for start, end in _coupe(data, corps, fin, frontiere, budget.parts)
        )
    elif type_mime == "message/rfc822":
        enfants = (_noeud(data, corps, fin, depth - 1, budget, "text/plain"),)
    return Noeud(champs, type_mime or default, parametres, debut, corps, fin, enfants)


def _fin_des_entetes(data: bytes, debut: int, fin: int) -> int:
    """The offset of the body: after the first empty line, written with CRLF or (saved files) LF."""
    if data.startswith(b"\r\n", debut, fin):
        return debut + 2
    if data.startswith(b"\n", debut, fin):
        return debut + 1
    crlf = data.find(b"\r\n\r\n", debut, fin)
    lf = data.find(b"\n\n", debut, crlf if crlf >= 0 else fin)
    if lf >= 0:
        return lf + 2
    return crlf + 4 if crlf >= 0 else fin


def _champs(data: bytes, debut: int, corps: int) -> Iterator[Champ]:
    """Header fields with their continuation lines; a line that is none of both is left out."""
    start, count = debut, 0
    while start < corps:
        end = _ligne(data, start, corps)
        while end < corps and data[end] in b" \t":
            end = _ligne(data, end, corps)
        nom, separateur, valeur = data[start:end].partition(b":")
        if separateur and nom and b" " not in nom.rstrip():
            count += 1
            if count > MOST_HEADERS:
                raise TropComplexe
            yield Champ(nom.decode("latin-1").strip(), _deplie(valeur), start, end)
        start = end


def _ligne(data: bytes, start: int, most: int) -> int:
    end = data.find(b"\n", start, most)
    return most if end < 0 else end + 1


def _deplie(valeur: bytes) -> str:
    try:
        text = valeur.decode("utf-8")
    except UnicodeDecodeError:
        text = valeur.decode("latin-1")
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", "\n").replace("\n", "").replace("\r", "")
    return une_ligne(text.strip())


def _coupe(data: bytes, corps: int, fin: int, frontiere: bytes, most: int) -> Iterator[tuple[int, int]]:
    """The offsets of the parts between boundary lines; without a closing one, the last runs to the end."""
    start = -1
    for line, after, closing in _frontieres(data, corps, fin, frontiere):
        if start >= 0:
            yield start, max(start, line)
            most -= 1
            if most < 0:
                raise TropComplexe
        if closing:
            return
        start = after
    if start >= 0:
        yield start, fin


def _frontieres(data: bytes, corps: int, fin: int, frontiere: bytes) -> Iterator[tuple[int, int, bool]]:
    """Each boundary line: the end of what precedes (without its line break), what follows, if it closes."""
    at = data.find(frontiere, corps, fin)
    while at >= 0:
        after = at + len(frontiere)
        following = after
        # Looked for at the beginning of lines only: a line full of boundaries is read once.
        if at == corps or data[at - 1 : at] == b"\n":
            end = _ligne(data, after, fin)
            rest = data[after : min(end, after + 80)].strip()
            if rest in {b"", b"--"} and end - after <= 80:
                before = at - 1 if at > corps else at
                before -= data[before - 1 : before] == b"\r" and before > corps
                yield before, end, rest == b"--"
                following = end
        at = data.find(frontiere, following, fin)


def parametre(valeur: str) -> tuple[str, dict[str, str]]:
    """A structured value and its parameters, lower-case names, RFC 2231 and RFC 2047 decoded."""
    if ";" not in valeur:
        return valeur.strip().lower(), {}
    holder: Message = Message()
    holder["Content-Type"] = valeur
    found: dict[str, str] = {}
    try:
        params = holder.get_params(failobj=[], unquote=True)
    except (ValueError, IndexError, LookupError):
        params = []
    for nom, told in params[1:]:
        found.setdefault(nom.lower(), decode_mots(_reuni(told)))
    return valeur.partition(";")[0].strip().lower(), found


def _reuni(told: str | tuple[str | None, str | None, str]) -> str:
    """A value of RFC 2231 in the charset it names, as it came when no mail may be in that one."""
    if isinstance(told, tuple) and told[0] and not connu(told[0]):
        return told[2]
    return collapse_rfc2231_value(told)


def adresses(valeur: str) -> list[tuple[str, str]]:
    """The (display name, address) pairs of a header, none for one beyond measure.

    The library calls itself for each nested comment: a header of parentheses would exhaust the stack.
    """
    if len(valeur) > MOST_ADDRESS_BYTES or valeur.count("(") > MOST_COMMENTS:
        return []
    return [pair for pair in getaddresses([valeur])[:MOST_ADDRESSES] if pair[1]]


def decode_mots(text: str) -> str:
    """The encoded words of a header value (RFC 2047), as they came when they cannot be decoded."""
    if "=?" not in text:
        return text
    try:
        words = decode_header(text)
        if not all(charset is None or connu(charset) for _, charset in words):
            return text
        return une_ligne(str(make_header(words)))
    except (MessageError, LookupError, ValueError, binascii.Error):
        return text


def contenu(data: bytes, noeud: Noeud) -> tuple[bytes, bool]:
    """The decoded bytes of a leaf, and whether its encoding was respected."""
    brut = data[noeud.corps : noeud.fin]
    match noeud.encodage:
        case "base64":
            try:
                return binascii.a2b_base64(brut), True
            except binascii.Error:
                return b"", False
        case "quoted-printable":
            return binascii.a2b_qp(brut), True
        case "7bit" | "8bit" | "binary" | "":
            return brut, True
        case _:
            return brut, False
