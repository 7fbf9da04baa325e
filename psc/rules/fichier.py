"""What a token saved to a file shows by itself, its signature aside."""

from collections.abc import Iterator, Mapping
from typing import Final

from psc.data.noms import ROYAUME
from psc.model import Jeton, Remarque
from psc.rules.catalogue import acces as catalogue

_SIGNES: Final = {"Bearer": "RS256", "ID": "RS256", "Refresh": "HS512"}


def juger_fichier(entete: Mapping[str, object], jeton: Jeton, now_s: int) -> Iterator[Remarque]:
    """Remarks on one token at that instant (seconds since 1970)."""
    alg = str(entete.get("alg", ""))
    usual = _SIGNES.get(jeton.genre, "RS256")
    if alg.lower() in {"", "none"}:
        yield Remarque(catalogue.FICHIER_SANS_SIGNATURE, alg, usual, "claim", "alg")
    elif alg != usual:
        yield Remarque(catalogue.FICHIER_ALGORITHME, alg, usual, "claim", "alg")
    if not jeton.emetteur.endswith(ROYAUME):
        yield Remarque(catalogue.FICHIER_EMETTEUR, jeton.emetteur, ROYAUME, "claim", "iss")
    if now_s >= jeton.exp:
        yield Remarque(catalogue.FICHIER_EXPIRE, str(jeton.exp), "", "claim", "exp")
    if jeton.genre != "Refresh" and not jeton.claims.get("SubjectNameID"):
        yield Remarque(catalogue.FICHIER_IDENTITE, "", "", "claim", "SubjectNameID")
