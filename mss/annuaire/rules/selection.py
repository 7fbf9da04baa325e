"""The page of a search: entries that fit, a token for what follows, entries included, one level deep."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mss.annuaire.data.parametres import INCLUS_MAX
from mss.annuaire.model import Critere, Fiche, Modification, Page, Recherche, Refus
from mss.annuaire.rules.criteres import convient

_DEBUT: Final = 4
_SCEAU: Final = 12


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The entries of an espace: by type, by reference, and those that refer to one."""

    par_type: Mapping[str, Sequence[Fiche]]
    par_reference: Mapping[str, Fiche]
    visant: Mapping[str, Sequence[Fiche]]


def ranger(fiches: Sequence[Fiche]) -> Repertoire:
    """Indexes the entries once."""
    kinds: dict[str, list[Fiche]] = {}
    aiming: dict[str, list[Fiche]] = {}
    for one in fiches:
        kinds.setdefault(one.type, []).append(one)
        for lien in one.liens:
            aiming.setdefault(lien.reference, []).append(one)
    return Repertoire(kinds, {one.reference: one for one in fiches}, aiming)


def chercher(recherche: Recherche, repertoire: Repertoire, secret: bytes) -> Page | Refus:
    """Conditions of different parameters, or repeated, must all hold. `secret` seals the page tokens."""
    start = _debut(recherche, secret)
    if start is None:
        return Refus("annuaire_page")
    every = repertoire.par_type.get(recherche.type, ())
    found = [one for one in every if all(convient(one, critere) for critere in recherche.criteres)]
    shown = tuple(found[start : start + recherche.nombre])
    end = start + len(shown)
    suite = _jeton(recherche, end, secret) if shown and end < len(found) else ""
    return Page(shown, tuple(_incluses(recherche, shown, repertoire)), len(found), suite)


def viser(modification: Modification, repertoire: Repertoire) -> Fiche | Refus:
    """The one entry that a patch is for: none is told 404, several 412."""
    if modification.id:
        found = repertoire.par_reference.get(f"{modification.type}/{modification.id}")
        return found or Refus("annuaire_absent", {"type": modification.type, "id": modification.id[:100]})
    every = repertoire.par_type.get(modification.type, ())
    fits = [one for one in every if all(_fits(one, each, repertoire) for each in modification.criteres)]
    if len(fits) > 1:
        return Refus("annuaire_plusieurs")
    return fits[0] if fits else Refus("annuaire_absent", {"type": modification.type, "id": "?"})


def _fits(fiche: Fiche, critere: Critere, repertoire: Repertoire) -> bool:
    """A condition on the entry itself, or on one it refers to (`practitioner.identifier`)."""
    lien, dot, name = critere.nom.partition(".")
    if not dot:
        return convient(fiche, critere)
    aimed = [repertoire.par_reference.get(one.reference) for one in fiche.liens if one.nom == lien]
    return any(convient(one, replace(critere, nom=name)) for one in aimed if one is not None)


def _incluses(recherche: Recherche, shown: Sequence[Fiche], repertoire: Repertoire) -> Iterator[Fiche]:
    """Each once, those already shown left out, at most so many per page."""
    seen = {one.reference for one in shown}
    for one in _liees(recherche, shown, repertoire):
        if one.reference in seen:
            continue
        if len(seen) >= len(shown) + INCLUS_MAX:
            return
        seen.add(one.reference)
        yield one


def _liees(recherche: Recherche, shown: Sequence[Fiche], repertoire: Repertoire) -> Iterator[Fiche]:
    wanted = set(recherche.inclus)
    reverse = {tuple(one.split(":")) for one in recherche.inverses}
    for one in shown:
        for lien in one.liens:
            aimed = repertoire.par_reference.get(lien.reference)
            if lien.nom in wanted and aimed is not None:
                yield aimed
        for other in repertoire.visant.get(one.reference, ()) if reverse else ():
            if any((other.type, lien.nom) in reverse for lien in other.liens if lien.id == one.id):
                yield other


def _sceau(recherche: Recherche, start: bytes, secret: bytes) -> bytes:
    """Over the search without its token: a token of another search does not pass."""
    told = sorted((one.nom, one.valeur) for one in recherche.parametres if one.nom != "_page_token")
    return hmac.digest(secret, repr((recherche.type, told)).encode() + start, hashlib.sha256)[:_SCEAU]


def _jeton(recherche: Recherche, start: int, secret: bytes) -> str:
    place = start.to_bytes(_DEBUT)
    return base64.urlsafe_b64encode(place + _sceau(recherche, place, secret)).rstrip(b"=").decode()


def _debut(recherche: Recherche, secret: bytes) -> int | None:
    """Where the page begins; None for a token that is not ours."""
    if not any(one.nom == "_page_token" for one in recherche.parametres):
        return 0
    text = recherche.jeton
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    place, seal = raw[:_DEBUT], raw[_DEBUT:]
    good = len(place) == _DEBUT and hmac.compare_digest(seal, _sceau(recherche, place, secret))
    return int.from_bytes(place) if good else None
