"""SEARCH: its keys as values, and whether a mail answers them (RFC 3501 §6.4.4)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Final

from mss.imap.commandes import Cle
from mss.imap.curseur import Curseur, Syntaxe
from mss.imap.ensembles import Resolu
from mss.imap.lecture import ensemble
from mss.state.plis import Pli
from simulators.core.courriel.jeux import en_texte
from simulators.core.courriel.mime import Noeud, TropComplexe, arbre, contenu, decode_mots

_JOUR: Final = re.compile(rb"\"?([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})\"?")
_MOIS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DEBUT: Final = re.compile(rb"[0-9*]")
MOST_KEYS: Final = 300
_FLAGS: Final = {
    "ANSWERED": "\\Answered",
    "DELETED": "\\Deleted",
    "DRAFT": "\\Draft",
    "FLAGGED": "\\Flagged",
    "SEEN": "\\Seen",
}
_ALONE: Final = frozenset({"ALL", "NEW", "OLD", "RECENT", *_FLAGS, *(f"UN{one}" for one in _FLAGS)})
_HEADERS: Final = frozenset({"BCC", "CC", "FROM", "SUBJECT", "TO"})
_TEXTS: Final = frozenset({"BODY", "TEXT", *_HEADERS})
_DAYS: Final = frozenset({"BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE"})
_CONTENT: Final = frozenset({"HEADER", "SENTBEFORE", "SENTON", "SENTSINCE", *_TEXTS})


def cles(curseur: Curseur) -> Cle:
    """The keys up to the end of the command, all of which must hold."""
    curseur.espace()
    found = [_cle(curseur)]
    while not curseur.fini:
        curseur.espace()
        found.append(_cle(curseur))
        if len(found) > MOST_KEYS:
            raise Syntaxe("Too many keys")
    return Cle("AND", cles=tuple(found))


def _cle(curseur: Curseur) -> Cle:
    curseur.descend()
    try:
        return _une_cle(curseur)
    finally:
        curseur.remonte()


def _une_cle(curseur: Curseur) -> Cle:
    if curseur.voit(b"("):
        return Cle("AND", cles=tuple(curseur.liste(lambda: _cle(curseur))))
    if any(curseur.voit(one) for one in (b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9", b"*")):
        return Cle("SEQ", ensemble=ensemble(curseur))
    nom = curseur.atome().upper()
    if nom in _ALONE:
        return Cle(nom)
    curseur.espace()
    if nom in _TEXTS:
        return Cle(nom, texte=_texte(curseur))
    if nom in _DAYS:
        return Cle(nom, jour=_jour(curseur))
    return _avec_argument(nom, curseur)


def _avec_argument(nom: str, curseur: Curseur) -> Cle:
    match nom:
        case "LARGER" | "SMALLER":
            return Cle(nom, nombre=curseur.nombre())
        case "KEYWORD" | "UNKEYWORD":
            return Cle(nom, texte=curseur.atome())
        case "UID":
            return Cle(nom, ensemble=ensemble(curseur))
        case "NOT":
            return Cle(nom, cles=(_cle(curseur),))
        case "OR":
            first = _cle(curseur)
            curseur.espace()
            return Cle(nom, cles=(first, _cle(curseur)))
        case "HEADER":
            field = curseur.achaine().decode("ascii", "replace")
            curseur.espace()
            return Cle(nom, texte=_texte(curseur), cles=(Cle(field),))
        case _:
            raise Syntaxe("Unknown search key")


def _texte(curseur: Curseur) -> str:
    return curseur.achaine().decode("utf-8", "replace").lower()


def _jour(curseur: Curseur) -> int:
    day, month, year = curseur.motif(_JOUR, "Expected a date").groups()
    try:
        return date(int(year), _MOIS.index(month.decode().upper()) + 1, int(day)).toordinal()
    except ValueError:
        raise Syntaxe("Impossible date") from None


def lit_le_contenu(cle: Cle) -> bool:
    """Whether the bytes of the mails are needed."""
    return cle.nom in _CONTENT or any(lit_le_contenu(one) for one in cle.cles if cle.nom != "HEADER")


class Sujet:
    """A mail being looked at: its copy, its sequence number, its bytes read when needed."""

    def __init__(self, pli: Pli, rang: int, recent: bool, octets: bytes = b"") -> None:
        self.pli = pli
        self.rang = rang
        self.recent = recent
        self._octets = octets
        self._racine: Noeud | None = None
        self._texte: str | None = None

    @property
    def racine(self) -> Noeud | None:
        """The MIME tree, None for a mail that has none."""
        if self._racine is None:
            try:
                self._racine = arbre(self._octets)
            except TropComplexe:
                return None
        return self._racine

    def champ(self, nom: str) -> str | None:
        """A decoded header, lower case."""
        racine = self.racine
        brut = racine.champ(nom) if racine else None
        return None if brut is None else decode_mots(brut).lower()

    def texte(self) -> str:
        """The texts of the mail, decoded, lower case."""
        if self._texte is None:
            racine = self.racine
            self._texte = "\n".join(_textes(self._octets, racine)).lower() if racine else ""
        return self._texte

    def envoye(self) -> int:
        """The day of the Date header, 0 when unreadable."""
        told = self.champ("Date")
        try:
            return parsedate_to_datetime(told).date().toordinal() if told else 0
        except (ValueError, TypeError, IndexError):
            return 0


def _textes(octets: bytes, noeud: Noeud) -> list[str]:
    if noeud.enfants:
        return [text for one in noeud.enfants for text in _textes(octets, one)]
    if not noeud.type_mime.startswith("text/"):
        return []
    decoded, _ = contenu(octets, noeud)
    return [en_texte(decoded, noeud.parametres.get("charset", "utf-8"))]


Bornes = tuple[int, int]
Resolus = Mapping[int, Resolu]


def resolus(cle: Cle, plus_grands: Bornes) -> Resolus:
    """The sets of a key and of those it combines; `plus_grands` are the last rank and UID, for `*`."""
    found: dict[int, Resolu] = {}
    if cle.nom in {"SEQ", "UID"}:
        found[id(cle)] = Resolu(cle.ensemble, plus_grands[0 if cle.nom == "SEQ" else 1])
    for one in cle.cles:
        found.update(resolus(one, plus_grands))
    return found


def repond(cle: Cle, sujet: Sujet, ensembles: Resolus) -> bool:
    """Whether a mail answers a key, whose sets are resolved."""
    match cle.nom:
        case "AND":
            return all(repond(one, sujet, ensembles) for one in cle.cles)
        case "OR":
            return any(repond(one, sujet, ensembles) for one in cle.cles)
        case "NOT":
            return not repond(cle.cles[0], sujet, ensembles)
        case "SEQ":
            return sujet.rang in ensembles[id(cle)]
        case "UID":
            return sujet.pli.uid in ensembles[id(cle)]
        case _:
            return _simple(cle, sujet)


def _simple(cle: Cle, sujet: Sujet) -> bool:
    flags = sujet.pli.drapeaux
    if cle.nom in _FLAGS:
        return _FLAGS[cle.nom] in flags
    if cle.nom.startswith("UN") and cle.nom[2:] in _FLAGS:
        return _FLAGS[cle.nom[2:]] not in flags
    if cle.nom in _HEADERS:
        value = sujet.champ(cle.nom)
        return value is not None and cle.texte in value
    return _TESTS[cle.nom](cle, sujet)


def _keyword(cle: Cle, sujet: Sujet) -> bool:
    return cle.texte.lower() in {one.lower() for one in sujet.pli.drapeaux}


def _header(cle: Cle, sujet: Sujet) -> bool:
    value = sujet.champ(cle.cles[0].nom)
    return value is not None and cle.texte in value


def _text(cle: Cle, sujet: Sujet) -> bool:
    racine = sujet.racine
    headers = " ".join(decode_mots(one.brut) for one in racine.champs).lower() if racine else ""
    return cle.texte in headers or cle.texte in sujet.texte()


def _interne(sujet: Sujet) -> int:
    return datetime.fromtimestamp(sujet.pli.interne_us / 1_000_000, UTC).date().toordinal()


_TESTS: Final[Mapping[str, Callable[[Cle, Sujet], bool]]] = MappingProxyType(
    {
        "ALL": lambda _cle, _sujet: True,
        "RECENT": lambda _cle, sujet: sujet.recent,
        "OLD": lambda _cle, sujet: not sujet.recent,
        "NEW": lambda _cle, sujet: sujet.recent and "\\Seen" not in sujet.pli.drapeaux,
        "KEYWORD": _keyword,
        "UNKEYWORD": lambda cle, sujet: not _keyword(cle, sujet),
        "LARGER": lambda cle, sujet: sujet.pli.taille > cle.nombre,
        "SMALLER": lambda cle, sujet: sujet.pli.taille < cle.nombre,
        "BODY": lambda cle, sujet: cle.texte in sujet.texte(),
        "TEXT": _text,
        "HEADER": _header,
        "BEFORE": lambda cle, sujet: _interne(sujet) < cle.jour,
        "ON": lambda cle, sujet: _interne(sujet) == cle.jour,
        "SINCE": lambda cle, sujet: _interne(sujet) >= cle.jour,
        "SENTBEFORE": lambda cle, sujet: 0 < sujet.envoye() < cle.jour,
        "SENTON": lambda cle, sujet: sujet.envoye() == cle.jour,
        "SENTSINCE": lambda cle, sujet: sujet.envoye() >= cle.jour,
    }
)
