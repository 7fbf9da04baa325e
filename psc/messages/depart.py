"""The pages of a person who leaves: asked first, told so, the clients told by the browser."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final
from urllib.parse import urlsplit

from psc.messages.gabarit import bouton, cache, entetes, page
from psc.model import Cadre, Reponse

# Once every frame is loaded, or has failed, the person goes on by itself.
SUITE: Final = 'addEventListener("load",()=>location.replace(document.getElementById("continue").href))'


def deconnexion(action: str, champs: Iterable[tuple[str, str]]) -> Reponse:
    """Asks the person before ending the session."""
    caches = "".join(cache(nom, valeur) for nom, valeur in champs)
    corps = (
        "<h1>Déconnexion</h1><p>Voulez-vous vous déconnecter de Pro Santé Connect&nbsp;?</p>"
        f'<form method="post" action="{escape(action)}">{caches}{cache("confirmer", "oui")}'
        f"{bouton('Se déconnecter', 'psc-deconnecter')}</form>"
    )
    return page("Déconnexion", corps)


def deconnecte(extra: Iterable[tuple[str, str]]) -> Reponse:
    """The session is over and there is nowhere to go back to."""
    corps = (
        '<h1>Déconnexion</h1><p data-testid="psc-deconnecte">Vous êtes déconnecté. Vous pouvez '
        "fermer cette page.</p>"
    )
    return page("Déconnexion", corps, extra=extra)


def cadres(shown: Sequence[Cadre], vers: str, extra: Iterable[tuple[str, str]]) -> Reponse:
    """Each client is told in a frame that nobody sees, then the person goes to `vers` (empty: stays)."""
    told = "".join(
        f'<li>{escape(one.nom)}<iframe hidden src="{escape(one.adresse)}"></iframe></li>' for one in shown
    )
    suite = (
        f'<a id="continue" href="{escape(vers)}" data-testid="psc-continuer">Continuer</a>' if vers else ""
    )
    script = f"<script>{SUITE}</script>" if vers else ""
    corps = (
        '<h1>Déconnexion</h1><p data-testid="psc-deconnecte">Vous êtes déconnecté. Ces logiciels en sont '
        f'prévenus :</p><ul data-testid="psc-cadres">{told}</ul>{suite}{script}'
    )
    framed = (f"{parts.scheme}://{parts.netloc}" for one in shown if (parts := urlsplit(one.adresse)))
    return page("Déconnexion", corps, extra=extra, base=entetes(SUITE, framed))
