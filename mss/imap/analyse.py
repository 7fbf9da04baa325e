"""From the bytes of a command to its values (RFC 3501 §6; RFC 6851, 4315, 5161, 2971, 3691)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final, Literal

from mss.imap import commandes as c
from mss.imap.curseur import Curseur, Syntaxe
from mss.imap.lecture import elements, ensemble
from mss.imap.noms import NomRefuse, decode_nom
from mss.imap.recherche import cles

_TAG: Final = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\+]{1,64}")
_DATE: Final = re.compile(
    rb"\"([ 0-3][0-9])-([A-Za-z]{3})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})\""
)
_FLAG: Final = re.compile(rb"\\?[^\x00-\x20\x7f-\xff(){%*\"\\\]]{1,64}")
MOIS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
SYSTEME: Final = {one.upper(): one for one in ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")}
_WITH_UID: Final = frozenset({"FETCH", "STORE", "COPY", "MOVE", "SEARCH", "EXPUNGE"})


def tag(data: bytes) -> str:
    """The tag of a command, `*` when there is none to answer to."""
    found = _TAG.match(data)
    return found[0].decode("ascii") if found else "*"


def analyser(data: bytes) -> c.Commande:
    """The command. Raises `Syntaxe`; the name of an unknown one comes back with no argument."""
    curseur = Curseur(data)
    etiquette = curseur.motif(_TAG, "Invalid tag")[0].decode("ascii")
    curseur.espace()
    nom = curseur.atome().upper()
    uid = nom == "UID"
    if uid:
        curseur.espace()
        nom = curseur.atome().upper()
        if nom not in _WITH_UID:
            raise Syntaxe("Unknown UID command")
    reader = _READERS.get(nom)
    if reader is None:
        return c.Commande(etiquette, nom, uid)
    try:
        arguments = reader(curseur, uid)
    except NomRefuse:
        raise Syntaxe("Invalid mailbox name") from None
    curseur.fin()
    return c.Commande(etiquette, nom, uid, arguments)


def _simple(_curseur: Curseur, _uid: bool) -> c.Arguments:
    return c.Simple()


def _authentifier(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    mecanisme = curseur.atome().upper()
    initiale = curseur.achaine() if curseur.mange(b" ") else None
    return c.Authentifier(mecanisme, initiale)


def _identifier(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    boite = curseur.achaine().decode("utf-8", "replace").strip().lower()
    curseur.espace()
    curseur.achaine()
    return c.Identifier(boite)


def _nom(curseur: Curseur) -> str:
    curseur.espace()
    return decode_nom(curseur.achaine())


def _selectionner(curseur: Curseur, _uid: bool) -> c.Arguments:
    return c.Selectionner(_nom(curseur))


def _examiner(curseur: Curseur, _uid: bool) -> c.Arguments:
    return c.Selectionner(_nom(curseur), lecture_seule=True)


def _statut(curseur: Curseur, _uid: bool) -> c.Arguments:
    nom = _nom(curseur)
    curseur.espace()
    return c.Statut(nom, tuple(one.upper() for one in curseur.liste(curseur.atome)))


def _lister(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    speciaux = False
    if curseur.voit(b"("):
        speciaux = "SPECIAL-USE" in {one.upper() for one in curseur.liste(curseur.atome)}
        curseur.espace()
    reference = decode_nom(curseur.achaine())
    curseur.espace()
    read = curseur.motif_de_liste
    motifs = curseur.liste(read) if curseur.voit(b"(") else [read()]
    if curseur.mange(b" RETURN "):
        curseur.liste(curseur.atome)
    return c.Lister(reference, tuple(decode_nom(one) for one in motifs), speciaux=speciaux)


def _lsub(curseur: Curseur, _uid: bool) -> c.Arguments:
    reference = _nom(curseur)
    curseur.espace()
    return c.Lister(reference, (decode_nom(curseur.motif_de_liste()),), souscrits=True)


def _dossier(curseur: Curseur, _uid: bool) -> c.Arguments:
    return c.SurDossier(_nom(curseur))


def _renommer(curseur: Curseur, _uid: bool) -> c.Arguments:
    return c.SurDossier(_nom(curseur), _nom(curseur))


def _deposer(curseur: Curseur, _uid: bool) -> c.Arguments:
    nom = _nom(curseur)
    curseur.espace()
    drapeaux: frozenset[str] = frozenset()
    if curseur.voit(b"("):
        drapeaux = frozenset(curseur.liste(lambda: _drapeau(curseur)))
        curseur.espace()
    date = None
    if curseur.voit(b'"'):
        date = _date(curseur)
        curseur.espace()
    return c.Deposer(nom, curseur.chaine(), drapeaux, date)


def _date(curseur: Curseur) -> datetime:
    found = curseur.motif(_DATE, "Expected a date-time")
    day, month, year, hour, minute, second, sign, plus_h, plus_m = found.groups()
    offset = timedelta(hours=int(plus_h), minutes=int(plus_m))
    try:
        rank = MOIS.index(month.decode().upper()) + 1
        zone = timezone(-offset if sign == b"-" else offset)
        moment = datetime(int(year), rank, int(day), int(hour), int(minute), int(second), tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Syntaxe("Impossible date") from None


def _drapeau(curseur: Curseur) -> str:
    found = curseur.motif(_FLAG, "Expected a flag")[0].decode("ascii")
    if found.startswith("\\"):
        # \Recent among them: no client sets it (RFC 3501 §2.3.2).
        if found.upper() not in SYSTEME:
            raise Syntaxe("Unknown system flag")
        return SYSTEME[found.upper()]
    return found


def _chercher(curseur: Curseur, _uid: bool) -> c.Arguments:
    charset = ""
    if curseur.mange(b" CHARSET "):
        charset = curseur.achaine().decode("ascii", "replace").upper()
    return c.Chercher(cles(curseur), charset)


def _lire(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    wanted = ensemble(curseur)
    curseur.espace()
    return c.Lire(wanted, elements(curseur))


def _marquer(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    wanted = ensemble(curseur)
    curseur.espace()
    mode: Literal["", "+", "-"] = "+" if curseur.mange(b"+") else "-" if curseur.mange(b"-") else ""
    curseur.attend(b"FLAGS")
    silent = curseur.mange(b".SILENT")
    curseur.espace()
    flags: list[str]
    if curseur.voit(b"("):
        flags = curseur.liste(lambda: _drapeau(curseur))
    else:
        flags = [_drapeau(curseur)]
        while curseur.mange(b" "):
            flags.append(_drapeau(curseur))
    return c.Marquer(wanted, mode, silent, frozenset(flags))


def _copier(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    wanted = ensemble(curseur)
    return c.Copier(wanted, _nom(curseur))


def _deplacer(curseur: Curseur, _uid: bool) -> c.Arguments:
    curseur.espace()
    wanted = ensemble(curseur)
    return c.Copier(wanted, _nom(curseur), deplacer=True)


def _purger(curseur: Curseur, uid: bool) -> c.Arguments:
    if not uid:
        return c.Purger()
    curseur.espace()
    return c.Purger(ensemble(curseur))


def _activer(curseur: Curseur, _uid: bool) -> c.Arguments:
    noms: list[str] = []
    while curseur.mange(b" "):
        noms.append(curseur.atome().upper())
    return c.Activer(tuple(noms))


def _quota(curseur: Curseur, _uid: bool) -> c.Arguments:
    """The name of a quota root, which is no folder's."""
    curseur.espace()
    return c.SurDossier(curseur.achaine().decode("utf-8", "replace"))


def _ident(curseur: Curseur, _uid: bool) -> c.Arguments:
    """What the client says of itself is not kept."""
    curseur.espace()
    if not curseur.mange(b"NIL"):
        curseur.liste(lambda: curseur.mange(b"NIL") or curseur.chaine())
    return c.Simple()


_READERS: Final[Mapping[str, Callable[[Curseur, bool], c.Arguments]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("CAPABILITY", "NOOP", "LOGOUT", "STARTTLS", "CHECK", "CLOSE", "UNSELECT", "IDLE", "NAMESPACE"),
            _simple,
        ),
        "AUTHENTICATE": _authentifier,
        "LOGIN": _identifier,
        "SELECT": _selectionner,
        "EXAMINE": _examiner,
        "STATUS": _statut,
        "LIST": _lister,
        "LSUB": _lsub,
        "CREATE": _dossier,
        "DELETE": _dossier,
        "SUBSCRIBE": _dossier,
        "UNSUBSCRIBE": _dossier,
        "RENAME": _renommer,
        "GETQUOTAROOT": _dossier,
        "GETQUOTA": _quota,
        "APPEND": _deposer,
        "SEARCH": _chercher,
        "FETCH": _lire,
        "STORE": _marquer,
        "COPY": _copier,
        "MOVE": _deplacer,
        "EXPUNGE": _purger,
        "ENABLE": _activer,
        "ID": _ident,
    }
)
