"""The screen of one professional's simulated telephone and card reader, where CIBA requests are answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

from psc.data.noms import CARTE
from psc.messages.gabarit import alerte, bouton, cache, champ_code, nom, page, personne_d_autre, recherche_de
from psc.model import Ciba, Porteur, Reponse

_SUITES: Final = {
    "approuvee": "Demande approuvée.",
    "refusee": "Demande refusée.",
    "tardive": "Cette demande n’attend plus de réponse.",
}
_APPAREILS: Final = {True: "Carte", False: "Téléphone"}


@dataclass(frozen=True, slots=True)
class Proprietaire:
    """Somebody who has a telephone or a card, and how many requests wait there."""

    porteur: Porteur
    moyens: tuple[str, ...]
    attendues: int


@dataclass(frozen=True, slots=True)
class Ecran:
    """Whose screen it is, where its forms go and for which browser; `suite` is what the last answer did,
    `erreur` why it was not taken."""

    action: str
    navigateur: str
    porteur: Porteur
    moyens: tuple[str, ...]
    suite: str = ""
    erreur: str = ""


def choix(action: str, gens: Iterable[Proprietaire], recherche: str, reste: int) -> Reponse:
    """Whose telephone it is."""
    found = "".join(_proprietaire(action, one) for one in gens)
    autres = personne_d_autre(reste, vide=not found)
    corps = (
        "<h1>À qui est ce téléphone&nbsp;?</h1>"
        '<p class="sous">Choisissez le professionnel&nbsp;: vous ne verrez que ses demandes de '
        f"connexion, par l’e-CPS ou par la carte.</p>{recherche_de(action, recherche)}"
        f'<ul class="gens" data-testid="psc-telephones">{found}</ul>{autres}'
    )
    return page("Téléphone et carte", corps)


def ecran(vue: Ecran, demandes: Iterable[tuple[Ciba, str]], extra: Iterable[tuple[str, str]]) -> Reponse:
    """The requests that wait for this person, each with the software that asks and its two digits."""
    found = "".join(_demande(vue, *one, premiere=not rang) for rang, one in enumerate(demandes))
    vide = '<p data-testid="psc-aucune-demande">Aucune demande en attente.</p>'
    suite = _SUITES.get(vue.suite, "")
    told = (
        f'<p class="succes" role="status" data-suite="{vue.suite}" data-testid="psc-suite">{suite}</p>'
        if suite
        else ""
    )
    corps = (
        f'<h1>{_appareil(vue.moyens)} de <span data-identifiant="{escape(vue.porteur.identifiant)}" '
        'data-testid="psc-proprietaire">'
        f"{escape(f'{vue.porteur.prenom} {vue.porteur.nom}')}</span></h1>"
        f'<p class="sous">Demandes de connexion envoyées par les logiciels.</p>'
        f"{told}{alerte(vue.erreur)}{found or vide}"
        f'<div class="actions"><form method="get" action="{escape(vue.action)}">'
        f"{cache('professionnel', vue.porteur.id)}{bouton('Actualiser', 'psc-actualiser', 'second')}</form>"
        f'<a href="{escape(vue.action)}" data-testid="psc-changer">Changer de professionnel</a></div>'
    )
    return page("Téléphone et carte", corps, extra=extra)


def _proprietaire(action: str, one: Proprietaire) -> str:
    porteur = one.porteur
    vers = escape(f"{action}?professionnel={quote(porteur.id, safe='')}")
    told = " · ".join(text for text in (porteur.metier, _appareil(one.moyens).lower()) if text)
    attente = ""
    if one.attendues:
        attente = "1 demande en attente" if one.attendues == 1 else f"{one.attendues} demandes en attente"
        attente = f'<span><strong class="pastille">{attente}</strong></span>'
    return (
        f'<li><span><a href="{vers}" data-testid="psc-telephone-{escape(porteur.id)}">{nom(porteur)}</a>'
        f"<small>{escape(told)}</small></span>{attente}</li>"
    )


def _appareil(moyens: tuple[str, ...]) -> str:
    """What the person holds: a telephone, a card, or both."""
    held = [_APPAREILS[moyen == CARTE] for moyen in moyens]
    return " et ".join(sorted(held, reverse=True)).capitalize()


def _demande(vue: Ecran, one: Ciba, logiciel: str, *, premiere: bool) -> str:
    carte = one.moyen == CARTE
    comment = "par votre carte, dans le lecteur" if carte else "par votre e-CPS"
    nombre = (
        f'<p class="numero" data-testid="psc-numero">{escape(one.message)}</p>'
        "<p>Le logiciel doit afficher le même nombre. Sinon, refusez.</p>"
    )
    code = champ_code(f"code-{one.id}", premier=premiere) if carte else ""
    return (
        f'<section data-testid="psc-demande-{escape(vue.porteur.id)}">'
        f"<p><strong>{escape(logiciel)}</strong> demande à vous connecter {comment}.</p>"
        f"{nombre if one.message else ''}"
        f'<form method="post" action="{escape(vue.action)}">{cache("navigateur", vue.navigateur)}'
        f"{cache('professionnel', vue.porteur.id)}{cache('demande', one.id)}{code}"
        '<div class="actions">'
        # The first button is the one that the Enter key presses; refusing asks no code.
        '<button name="action" value="approuver" data-testid="psc-approuver">Approuver</button>'
        '<button name="action" value="refuser" class="second" formnovalidate data-testid="psc-refuser">'
        "Refuser</button></div></form></section>"
    )
