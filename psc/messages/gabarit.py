"""What every page has: frame, policy, fields, buttons. Nothing is fetched; a page runs one script or none."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import Final

from psc.data.noms import CODE_CARTE
from psc.errors import ERRORS
from psc.messages.appel import propre
from psc.model import Porteur, Reponse

STYLE: Final = files("psc.data").joinpath("style.css").read_text("utf-8").strip()
SCRIPT: Final = "document.forms[0].submit()"


def _hash(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def entetes(script: str = SCRIPT, cadres: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """The headers of a page that runs that one script and frames these origins.

    No form-action: browsers apply it to the redirection that follows the form, which goes to the client.
    """
    framed = " ".join(dict.fromkeys(cadres)) or "'none'"
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(STYLE)}'; script-src 'sha256-{_hash(script)}'; "
        f"frame-src {framed}; base-uri 'none'; frame-ancestors 'none'"
    )
    return (
        ("content-type", "text/html;charset=utf-8"),
        ("content-security-policy", policy),
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store, must-revalidate, max-age=0"),
    )


ENTETES: Final = entetes()


def page(
    titre: str,
    corps: str,
    statut: int = 200,
    extra: Iterable[tuple[str, str]] = (),
    base: Iterable[tuple[str, str]] = ENTETES,
) -> Reponse:
    """A whole page around `corps` (HTML already escaped), with the headers of `base` and `extra`."""
    html = (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(titre)} · Pro Santé Connect (simulateur)</title><style>{STYLE}</style></head>\n"
        f'<body><div class="bandeau" role="note" data-testid="psc-bandeau">Simulateur, données fictives '
        f"uniquement</div>\n<main>\n{corps}\n</main></body></html>\n"
    )
    return Reponse(statut, (*base, *extra), html.encode("utf-8", "replace"))


def alerte(cle: str) -> str:
    """Why the person may not go on, in French; nothing for no error."""
    if not cle:
        return ""
    texte = escape(ERRORS[cle].label)
    return f'<div class="alerte" role="alert" data-erreur="{cle}" data-testid="psc-alerte">{texte}</div>'


def champ_code(id_: str, *, premier: bool = True) -> str:
    """Where the code of a card is typed; the keyboard begins in the first one of the page."""
    nom_ = escape(id_)
    return (
        f'<label for="{nom_}">Code de la carte</label>'
        f'<input id="{nom_}" name="code_carte" type="password" inputmode="numeric" maxlength="4" '
        f'autocomplete="off" {"autofocus " if premier else ""}required aria-describedby="{nom_}-aide" '
        'data-testid="psc-code-carte">'
        f'<p id="{nom_}-aide">Les cartes de test ont toutes le code <code>{CODE_CARTE}</code>.</p>'
    )


def personne_d_autre(reste: int, *, vide: bool) -> str:
    """What is said under a list: nobody was found, or how many more were."""
    if vide:
        return '<p data-testid="psc-personne">Personne ne correspond à cette recherche.</p>'
    return f"<p>{reste} autres : précisez la recherche.</p>" if reste else ""


def recherche_de(action: str, recherche: str, caches: str = "") -> str:
    """The form by which a professional is searched for."""
    return (
        f'<form method="get" action="{escape(action)}" role="search" class="ligne">'
        f'{caches}<div><label for="q">Nom, profession ou identifiant national</label>'
        f'<input id="q" name="q" type="search" value="{escape(propre(recherche))}" '
        f'data-testid="psc-recherche"></div>{bouton("Chercher", "psc-chercher", "second")}</form>'
    )


def cache(nom: str, valeur: str) -> str:
    """A hidden field."""
    return f'<input type="hidden" name="{escape(propre(nom))}" value="{escape(propre(valeur))}">'


def bouton(texte: str, test: str, classe: str = "") -> str:
    """A button, `test` its stable name for tests."""
    style = f' class="{classe}"' if classe else ""
    return f'<button{style} data-testid="{test}">{texte}</button>'


def nom(porteur: Porteur) -> str:
    """Who it is, in bold."""
    return f"<strong>{escape(f'{porteur.prenom} {porteur.nom}')}</strong>"
