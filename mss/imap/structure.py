"""What FETCH answers of a mail's content: ENVELOPE, BODYSTRUCTURE, sections (RFC 3501 §7.4.2)."""

import re
from collections.abc import Iterable
from typing import Final

from mss.imap.commandes import Section
from mss.messages.mime import Noeud, adresses, parametre

_QUOTABLE: Final = re.compile(r"[\x20-\x7e]{0,900}")
NIL: Final = b"NIL"


def chaine(texte: str | bytes | None) -> bytes:
    """A string as the wire takes it: NIL, quoted, or a literal."""
    if texte is None:
        return NIL
    if isinstance(texte, str):
        if _QUOTABLE.fullmatch(texte):
            return b'"' + texte.replace("\\", "\\\\").replace('"', '\\"').encode("ascii") + b'"'
        texte = texte.encode("utf-8", "surrogateescape")
    return litteral(texte)


def litteral(octets: bytes) -> bytes:
    """A literal."""
    return b"{%d}\r\n%b" % (len(octets), octets)


def enveloppe(racine: Noeud) -> bytes:
    """ENVELOPE: date, subject, six address lists, in-reply-to, message-id."""
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
    found = [_adresse(nom, adresse) for nom, adresse in adresses(valeur)] if valeur else []
    return b"(" + b"".join(found) + b")" if found else NIL


def _adresse(nom: str, adresse: str) -> bytes:
    local, at, domaine = adresse.rpartition("@")
    parts = (chaine(nom or None), NIL, chaine(local if at else domaine), chaine(domaine if at else ""))
    return b"(" + b" ".join(parts) + b")"


def structure(data: bytes, noeud: Noeud, etendue: bool) -> bytes:
    """BODYSTRUCTURE, or BODY without the extension data."""
    if noeud.type_mime.startswith("multipart/") and noeud.enfants:
        inside = b"".join(structure(data, one, etendue) for one in noeud.enfants)
        fields = [inside, chaine(noeud.type_mime.partition("/")[2].upper())]
        if etendue:
            fields += [_parametres(noeud.parametres.items()), *_extension(noeud)]
        return b"(" + b" ".join(fields) + b")"
    return _simple(data, noeud, etendue)


def _simple(data: bytes, noeud: Noeud, etendue: bool) -> bytes:
    main, _, sub = noeud.type_mime.partition("/")
    if main == "multipart":
        main, sub = "application", "octet-stream"
    fields = [
        chaine(main.upper()),
        chaine(sub.upper()),
        _parametres(noeud.parametres.items()),
        chaine(noeud.champ("Content-ID")),
        chaine(noeud.champ("Content-Description")),
        chaine(noeud.encodage.upper()),
        b"%d" % (noeud.fin - noeud.corps),
    ]
    lines = b"%d" % data.count(b"\n", noeud.corps, noeud.fin)
    if noeud.type_mime == "message/rfc822" and noeud.enfants:
        inner = noeud.enfants[0]
        fields += [enveloppe(inner), structure(data, inner, etendue), lines]
    elif main == "text":
        fields.append(lines)
    if etendue:
        fields += [chaine(noeud.champ("Content-MD5")), *_extension(noeud)]
    return b"(" + b" ".join(fields) + b")"


def _extension(noeud: Noeud) -> list[bytes]:
    """Disposition, language, location."""
    told = noeud.champ("Content-Disposition")
    disposition = NIL
    if told:
        nom, found = parametre(told)
        disposition = b"(" + chaine(nom.upper()) + b" " + _parametres(found.items()) + b")"
    return [disposition, chaine(noeud.champ("Content-Language")), chaine(noeud.champ("Content-Location"))]


def _parametres(found: Iterable[tuple[str, str]]) -> bytes:
    parts = [chaine(nom.upper()) + b" " + chaine(valeur) for nom, valeur in found]
    return b"(" + b" ".join(parts) + b")" if parts else NIL


def section(data: bytes, racine: Noeud, wanted: Section) -> bytes | None:
    """The bytes of a section, None for a part that does not exist."""
    noeud: Noeud | None = racine
    for number in wanted.chemin:
        noeud = _partie(noeud, number) if noeud is not None else None
    if noeud is None:
        return None
    if wanted.chemin:
        return _d_une_partie(data, noeud, wanted)
    return _du_courriel(data, noeud, wanted)


def _partie(noeud: Noeud, number: int) -> Noeud | None:
    """The numbered part: of a multipart, of the mail inside a message/rfc822, or the only one."""
    if noeud.type_mime == "message/rfc822" and noeud.enfants:
        noeud = noeud.enfants[0]
    if noeud.type_mime.startswith("multipart/") and noeud.enfants:
        return noeud.enfants[number - 1] if number <= len(noeud.enfants) else None
    return noeud if number == 1 else None


def _d_une_partie(data: bytes, noeud: Noeud, wanted: Section) -> bytes | None:
    match wanted.quoi:
        case "":
            return data[noeud.corps : noeud.fin]
        case "MIME":
            return data[noeud.debut : noeud.corps]
        case _:
            inside = noeud.enfants[0] if noeud.type_mime == "message/rfc822" and noeud.enfants else None
            return _du_courriel(data, inside, wanted) if inside is not None else None


def _du_courriel(data: bytes, noeud: Noeud, wanted: Section) -> bytes:
    match wanted.quoi:
        case "":
            return data[noeud.debut : noeud.fin]
        case "TEXT":
            return data[noeud.corps : noeud.fin]
        case "HEADER" | "MIME":
            return data[noeud.debut : noeud.corps]
        case _:
            return _champs(data, noeud, wanted)


def _champs(data: bytes, noeud: Noeud, wanted: Section) -> bytes:
    names = {one.lower() for one in wanted.champs}
    keep = wanted.quoi == "HEADER.FIELDS"
    found = [data[one.debut : one.fin] for one in noeud.champs if (one.nom.lower() in names) is keep]
    return b"".join(found) + b"\r\n"
