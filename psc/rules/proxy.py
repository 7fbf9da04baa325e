"""What the proxy e-Santé checks before and after Pro Santé Connect does (psc.md §8)."""

from collections.abc import Iterator
from typing import Final

from psc.data import noms
from psc.model import (
    Appel,
    Champs,
    DemandeProxy,
    DonneesSession,
    Identifiants,
    Remarque,
    Session,
    SessionProxy,
)
from psc.rules.catalogue import proxy as catalogue
from psc.rules.ciba import juger_demande
from psc.rules.vie import SECONDE

PORTEE: Final = "openid scope_all"
# The errors of the request itself, told before anything else is looked at.
DE_FORME: Final = frozenset({"proxy_illisible", "proxy_demande"})


def juger(demande: DemandeProxy | None) -> Iterator[Remarque]:
    """Remarks on a connection request: those of the proxy, then those of the CIBA request it becomes."""
    if demande is None:
        yield Remarque(catalogue.ILLISIBLE)
        return
    problems = list(_problemes(demande))
    yield from (Remarque(catalogue.DEMANDE, text, "", "whole", nom) for nom, text in problems)
    if not problems:
        who = Identifiants(demande.client_id or "", methode="basic")
        yield from (one._replace(genre="whole") for one in juger_demande(_appel_ciba(demande), who, None))


def _problemes(demande: DemandeProxy) -> Iterator[tuple[str, str]]:
    told = {
        "nationalId": demande.national_id,
        "bindingMessage": demande.message,
        "clientId": demande.client_id,
        "channel": demande.canal,
    }
    yield from ((nom, f"{nom} is missing") for nom, value in told.items() if value is None)
    if demande.canal not in {None, noms.CARTE, noms.MOBILE}:
        yield "channel", f"channel value {demande.canal} is invalid"


def _appel_ciba(demande: DemandeProxy) -> Appel:
    """The call the proxy makes to Pro Santé Connect: rightly formed, with what it was given."""
    pairs = (
        ("scope", PORTEE),
        ("acr_values", noms.ACR_DEMANDE),
        ("login_hint", demande.national_id or ""),
        ("binding_message", demande.message or ""),
        ("channel", demande.canal or ""),
    )
    return Appel(
        "POST",
        noms.DEMANDE_CIBA,
        transport="fichier",
        formulaire=Champs(pairs),
        type_contenu="application/x-www-form-urlencoded",
    )


def probleme(remarques: tuple[Remarque, ...]) -> str:
    """What the error of a badly filled request lists."""
    return ", ".join(one.found for one in remarques if one.rule is catalogue.DEMANDE)


def ouverte(proxy: SessionProxy | None, session: Session | None, now: int) -> bool:
    """Not closed, younger than four hours, over a PSC session that is not at its end."""
    if proxy is None or session is None or proxy.close or session.close:
        return False
    return now < min(proxy.cree_us + noms.VIE_PROXY * SECONDE, session.fin_us)


def cible(chemin: str) -> tuple[str, str]:
    """The API a call is sent to and the address there: /send/{api}/{address}."""
    api, _, rest = chemin.removeprefix(f"{noms.PROXY_ENVOI}/").partition("/")
    return api, f"/{rest}"


def connue(api: str) -> bool:
    """Whether the proxy has an API of that name."""
    return api == noms.API_CONFORMITE or api in noms.APIS


def servie(api: str, methode: str, vers: str) -> bool:
    """Only the conformity API answers here: nothing is relayed to the others."""
    return (api, methode, vers) == (noms.API_CONFORMITE, "POST", noms.SIGNATURE_DE_SESSION)


def conforme(donnees: DonneesSession | None, proxy: SessionProxy) -> bool:
    """The data to sign are those of the session that sends them."""
    return donnees == DonneesSession(proxy.identifiant, proxy.client_id, proxy.id, proxy.session)
