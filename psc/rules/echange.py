"""What an exchange at the server of an API breaks (psc.md §8, RFC 8693)."""

from collections.abc import Iterator

from psc.data.noms import ECHANGE, RAFRAICHIR, TYPE_ACCES, TYPE_JWT
from psc.model import Appel, Champs, Jeton, Remarque, Session
from psc.rules.catalogue import echange as catalogue
from psc.rules.jeton import forme
from psc.rules.vie import SECONDE


def juger(appel: Appel) -> Iterator[Remarque]:
    """Remarks on the request itself: certificate, grant, token and its type, issuer."""
    yield from forme(appel)
    champs = appel.formulaire or Champs()
    if appel.certificat is None:
        yield Remarque(catalogue.CERTIFICAT, genre="certificate", nom="CN")
    grant = champs.texte("grant_type")
    if grant not in {ECHANGE, RAFRAICHIR}:
        yield Remarque(catalogue.GRANT, grant, ECHANGE, "form", "grant_type")
    elif grant == ECHANGE:
        yield from _sujet(champs)


def _sujet(champs: Champs) -> Iterator[Remarque]:
    if not champs.texte("subject_token"):
        yield Remarque(catalogue.SUJET_ABSENT, "", "", "form", "subject_token")
    genre = champs.texte("subject_token_type")
    if genre not in {TYPE_ACCES, TYPE_JWT}:
        yield Remarque(catalogue.TYPE, genre, TYPE_ACCES, "form", "subject_token_type")
    emetteur = champs.un("subject_issuer")
    if emetteur not in {None, "psc"}:
        yield Remarque(catalogue.EMETTEUR, emetteur or "", "psc", "form", "subject_issuer")


def rafraichit(jeton: Jeton | None, session: Session | None, emetteur: str, empreinte: str, now: int) -> bool:
    """A refresh token of that API, for the same certificate, while the PSC session is not closed."""
    if jeton is None or jeton.genre != "Refresh" or jeton.emetteur != emetteur:
        return False
    alive = session is not None and not session.close and now < session.fin_us
    return alive and jeton.empreinte == empreinte and now < jeton.exp * SECONDE
