"""The screen of the simulated e-CPS telephone, where CIBA requests are approved or refused."""

from collections.abc import Iterable
from html import escape

from psc.data.noms import CARTE
from psc.messages.pages import bouton, cache, nom, page
from psc.model import Ciba, Porteur, Reponse


def ecran(
    action: str,
    navigateur: str,
    demandes: Iterable[tuple[Ciba, Porteur, str]],
    extra: Iterable[tuple[str, str]],
) -> Reponse:
    """The requests that wait, each with who asks for whom, its two digits and its buttons."""
    found = "".join(_demande(action, navigateur, *one) for one in demandes)
    vide = '<p data-testid="psc-aucune-demande">Aucune demande en attente.</p>'
    corps = (
        "<h1>Téléphone e-CPS</h1>"
        '<p class="sous">Les demandes de connexion des logiciels, pour tous les professionnels.</p>'
        f"{found or vide}"
        f'<form method="get" action="{escape(action)}">'
        f"{bouton('Actualiser', 'psc-actualiser', 'second')}</form>"
    )
    return page("Téléphone e-CPS", corps, extra=extra)


def _demande(action: str, navigateur: str, one: Ciba, porteur: Porteur, logiciel: str) -> str:
    moyen = "par la carte" if one.moyen == CARTE else "par l’e-CPS"
    message = f'<p class="numero" data-testid="psc-numero">{escape(one.message)}</p>' if one.message else ""
    reponses = "".join(
        f'<form method="post" action="{escape(action)}">{cache("navigateur", navigateur)}'
        f"{cache('demande', one.id)}{cache('action', verbe)}{bouton(texte, f'psc-{verbe}', classe)}</form>"
        for verbe, texte, classe in (("approuver", "Approuver", ""), ("refuser", "Refuser", "second"))
    )
    return (
        f'<section data-testid="psc-demande-{escape(porteur.id)}"><p>{nom(porteur)}, {moyen}, '
        f'pour {escape(logiciel)}</p>{message}<div class="actions">{reponses}</div></section>'
    )
