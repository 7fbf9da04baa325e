"""The place of a page, sealed: a link that was made by hand, or for another search, is refused."""

import hmac
import json
from typing import Final, NamedTuple
from urllib.parse import urlencode

from dmp.fhir.model.appel import Recherche

_SEAL: Final = 16


class Position(NamedTuple):
    """Where a page begins, and the last number of the store that the first page saw."""

    debut: int = 0
    jusqua: int = 0


def position(demande: Recherche, matricule: str, secret: bytes) -> Position | None:
    """The place a search asks for; None when its token is not one of ours for this search."""
    if not demande.page:
        return Position()
    start, _, rest = demande.page.partition(".")
    until, _, seal = rest.partition(".")
    numbers = start.isdigit() and until.isdigit() and len(start) < 12 and len(until) < 20
    if not (demande.page.isascii() and numbers):
        return None
    found = Position(int(start), int(until))
    return found if hmac.compare_digest(seal, _sceau(demande, matricule, secret, found)) else None


def liens(
    demande: Recherche, matricule: str, secret: bytes, base: str, here: Position, total: int
) -> list[tuple[str, str]]:
    """`self`, and `next` when there is more. A search by POST is given as the same search by GET."""
    kept = [(one.nom, one.valeur) for one in demande.parametres if one.nom != "_page"]
    address = f"{base}/{demande.type}"
    mine = [*kept, ("_page", demande.page)] if demande.page else kept
    found = [("self", f"{address}?{urlencode(mine)}" if mine else address)]
    more = here.debut + demande.compte
    if demande.compte and more < total:
        following = Position(more, here.jusqua)
        token = f"{more}.{here.jusqua}.{_sceau(demande, matricule, secret, following)}"
        found.append(("next", f"{address}?{urlencode([*kept, ('_page', token)])}"))
    return found


def _sceau(demande: Recherche, matricule: str, secret: bytes, one: Position) -> str:
    kept = sorted((own.nom, own.valeur) for own in demande.parametres if own.nom != "_page")
    text = json.dumps([demande.type, matricule, kept, one])
    return hmac.digest(secret, text.encode(), "sha256").hex()[:_SEAL]
