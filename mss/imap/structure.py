"""What FETCH answers of a mail's content: BODYSTRUCTURE and sections (RFC 3501 §7.4.2)."""

from collections.abc import Iterable

from mss.imap.chaines import NIL, chaine
from mss.imap.commandes import Section
from mss.imap.enveloppe import enveloppe
from mss.messages.parametres import ecrits
from simulators.core.courriel.mime import Noeud


def structure(data: bytes, noeud: Noeud, etendue: bool) -> bytes:
    """BODYSTRUCTURE, or BODY without the extension data."""
    if noeud.type_mime.startswith("multipart/") and noeud.enfants:
        inside = b"".join(structure(data, one, etendue) for one in noeud.enfants)
        fields = [inside, chaine(noeud.type_mime.partition("/")[2].upper())]
        if etendue:
            fields += [_parametres(ecrits(noeud.champ("Content-Type") or "")[1]), *_extension(noeud)]
        return b"(" + b" ".join(fields) + b")"
    return _simple(data, noeud, etendue)


def _simple(data: bytes, noeud: Noeud, etendue: bool) -> bytes:
    main, _, sub = noeud.type_mime.partition("/")
    if main == "multipart":
        main, sub = "application", "octet-stream"
    fields = [
        chaine(main.upper()),
        chaine(sub.upper()),
        _parametres(_du_type(noeud, main)),
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


def _du_type(noeud: Noeud, main: str) -> list[tuple[str, str]]:
    """The parameters written; a text that names no charset is in US-ASCII (RFC 2045 §5.2, as Dovecot)."""
    found = list(ecrits(noeud.champ("Content-Type") or "")[1])
    if main == "text" and all(nom.lower() != "charset" for nom, _ in found):
        found.append(("charset", "us-ascii"))
    return found


def _extension(noeud: Noeud) -> list[bytes]:
    """Disposition, language, location."""
    told = noeud.champ("Content-Disposition")
    disposition = NIL
    if told:
        nom, found = ecrits(told)
        disposition = b"(" + chaine(nom.upper()) + b" " + _parametres(found) + b")"
    return [disposition, _langues(noeud.champ("Content-Language")), chaine(noeud.champ("Content-Location"))]


def _langues(told: str | None) -> bytes:
    found = [one.strip() for one in (told or "").split(",") if one.strip()]
    return b"(" + b" ".join(chaine(one) for one in found) + b")" if found else NIL


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
