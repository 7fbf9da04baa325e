"""The pages a browser sees, in French."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from psc.data.noms import CARTE, MOBILE
from psc.errors import ERRORS
from psc.messages.gabarit import (
    SCRIPT,
    alerte,
    bouton,
    cache,
    champ_code,
    nom,
    page,
    personne_d_autre,
    recherche_de,
)
from psc.model import Porteur, Reponse

_MOYENS: Final = {CARTE: "Carte CPS", MOBILE: "e-CPS"}
_PHRASES: Final = {
    "client_inconnu": "Le logiciel qui vous envoie ici n'est pas enregistré.",
    "client_desactive": "Le logiciel qui vous envoie ici est désactivé.",
    "redirect_uri_refusee": "L'adresse de retour du logiciel n'est pas celle qui est déclarée.",
    "cookie_perdu": "Votre navigateur n'a pas gardé le cookie de cette page. Acceptez les cookies, puis "
    "recommencez depuis votre logiciel.",
    "page_expiree": "Cette page a expiré. Recommencez depuis votre logiciel.",
    "deconnexion_sans_indice": "Le logiciel n'a pas dit quelle session fermer.",
    "deconnexion_redirection": "L'adresse de retour après déconnexion n'est pas déclarée.",
    "deconnexion_indice": "Le jeton d'identité joint n'est pas reconnu.",
    "deconnexion_client": "Le logiciel nommé n'est pas celui de la session.",
}


@dataclass(frozen=True, slots=True)
class Mire:
    """What the login page needs: where its forms go, the waiting request, the software's name."""

    action: str
    attente: str
    logiciel: str
    erreur: str = ""


def erreur(cle: str) -> Reponse:
    """The error page of a Keycloak: what happened in French, then its own text."""
    entry = ERRORS[cle]
    corps = (
        f'<h1>Nous sommes désolés…</h1><div class="alerte" role="alert" data-erreur="{cle}">'
        f"<p>{escape(_PHRASES.get(cle, ''))}</p><small>Message du service&nbsp;: "
        f'<span id="kc-error-message" data-testid="psc-erreur" lang="en">{escape(entry.label)}</span></small>'
        "</div>"
    )
    return page("Erreur", corps, int(entry.wire["http"]))


def mire(vue: Mire, gens: Iterable[tuple[Porteur, tuple[str, ...]]], recherche: str, reste: int) -> Reponse:
    """The list of the espace's professionals, to choose who connects and how."""
    found = "".join(_personne(vue, one, moyens) for one, moyens in gens)
    autres = personne_d_autre(reste, vide=not found)
    corps = (
        f"{_titre(vue)}{recherche_de(vue.action, recherche, cache('attente', vue.attente))}"
        f'<ul class="gens" data-testid="psc-professionnels">{found}</ul>{autres}{_annuler(vue)}'
    )
    return page("Connexion", corps)


def carte(vue: Mire, porteur: Porteur) -> Reponse:
    """The card is in the reader: its code is asked."""
    champ = champ_code("code_carte")
    forme = _forme(vue, "carte", porteur.id, f"{champ}{bouton('Valider', 'psc-valider')}")
    return page("Carte CPS", f"{_titre(vue)}<p>Carte de {nom(porteur)}</p>{forme}{_annuler(vue)}")


def telephone(vue: Mire, porteur: Porteur, numero: str) -> Reponse:
    """The request is on the simulated telephone: approved or refused here."""
    approuver = bouton("Approuver sur le téléphone", "psc-approuver")
    refuser = bouton("Refuser sur le téléphone", "psc-refuser", "second")
    corps = (
        f"{_titre(vue)}<p>Une demande est arrivée sur le téléphone de {nom(porteur)}, avec ce "
        "nombre&nbsp;:</p>"
        f'<p class="numero" data-testid="psc-numero">{numero}</p><div class="actions">'
        f"{_forme(vue, 'ecps_approuver', porteur.id, approuver)}"
        f"{_forme(vue, 'ecps_refuser', porteur.id, refuser)}</div>{_annuler(vue)}"
    )
    return page("e-CPS", corps)


def renvoi_par_formulaire(
    action: str, champs: Iterable[tuple[str, str]], extra: Iterable[tuple[str, str]]
) -> Reponse:
    """`form_post`: the answer goes to the client as a form the browser submits by itself."""
    caches = "".join(cache(nom, valeur) for nom, valeur in champs)
    corps = (
        f'<h1>Retour au logiciel</h1><form method="post" action="{escape(action)}">{caches}'
        f"<noscript>{bouton('Continuer', 'psc-continuer')}</noscript></form><script>{SCRIPT}</script>"
    )
    return page("Retour", corps, extra=extra)


def _titre(vue: Mire) -> str:
    qui = f"pour accéder à {escape(vue.logiciel)}" if vue.logiciel else "pour continuer"
    return f'<h1>Pro Santé Connect</h1><p class="sous">Identifiez-vous {qui}.</p>{alerte(vue.erreur)}'


def _personne(vue: Mire, porteur: Porteur, moyens: tuple[str, ...]) -> str:
    boutons = "".join(
        _forme(vue, "choisir", porteur.id, f"{cache('moyen', moyen)}{_choix(porteur, moyen)}")
        for moyen in moyens
    )
    told = " · ".join(text for text in (porteur.metier, porteur.identifiant or "sans identifiant") if text)
    return (
        f'<li data-testid="psc-professionnel-{escape(porteur.id)}"><span>{nom(porteur)}'
        f"<small>{escape(told)}</small></span><span>{boutons or 'Aucun moyen d’identification'}</span></li>"
    )


def _choix(porteur: Porteur, moyen: str) -> str:
    test = f"psc-{'carte' if moyen == CARTE else 'ecps'}-{escape(porteur.id)}"
    who = escape(f"{_MOYENS[moyen]}, {porteur.prenom} {porteur.nom}")
    return f'<button data-testid="{test}" aria-label="{who}">{_MOYENS[moyen]}</button>'


def _annuler(vue: Mire) -> str:
    contenu = bouton("Annuler", "psc-annuler", "second")
    return f'<div class="actions">{_forme(vue, "annuler", "", contenu)}</div>'


def _forme(vue: Mire, action: str, porteur: str, contenu: str) -> str:
    return (
        f'<form method="post" action="{escape(vue.action)}">{cache("attente", vue.attente)}'
        f"{cache('action', action)}{cache('professionnel', porteur)}{contenu}</form>"
    )
