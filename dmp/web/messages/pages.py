"""The pages: French, small, nothing fetched, no script; every value is escaped here."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Final

from dmp.errors import ERRORS
from dmp.web.data.noms import BASE, TITRES
from dmp.web.messages.contenu import CONTENUS, resume
from dmp.web.model import Ecran, Ouverture, PorteurCarte, Vue

STYLE: Final = files("dmp.web.data").joinpath("style.css").read_text("utf-8").strip()
_CSP: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
ENTETES: Final = (
    ("content-type", "text/html;charset=utf-8"),
    ("content-security-policy", _CSP),
    ("x-frame-options", "DENY"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
)


@dataclass(frozen=True, slots=True)
class Feuille:
    """A page as sent."""

    statut: int
    corps: bytes


@dataclass(frozen=True, slots=True)
class Cadre:
    """What every page shows around its content: where links start, who opened it."""

    racine: str
    ouverture: Ouverture
    porteur: PorteurCarte | None = None


def ecran(cadre: Cadre, vue: Vue) -> Feuille:
    """The page asked for, about the record of its address."""
    asked = cadre.ouverture.ecran
    if asked is None:
        raise ValueError("a page that is shown has a name")
    titre = TITRES[asked.value]
    about = "" if vue.dossier is None else resume(vue.dossier)
    return _feuille(cadre, titre, f"{_liens(cadre, vue)}{about}{CONTENUS[asked](vue)}")


def refus(cadre: Cadre, cle: str) -> Feuille:
    """The message that stands for the page, with the way back to the dashboard."""
    entry = ERRORS[cle]
    asked = cadre.ouverture.ecran
    retour = (
        f'<p><a href="{_adresse(cadre, Ecran.TABLEAU)}" data-testid="dmp-tableau">Tableau de bord</a></p>'
    )
    corps = (
        f'<div class="alerte" role="alert" data-erreur="{cle}" data-testid="dmp-message">'
        f"<p>{escape(entry.label)}</p></div>{retour}"
    )
    return _feuille(cadre, TITRES[asked.value] if asked else "Accès direct", corps, int(entry.wire["http"]))


def _feuille(cadre: Cadre, titre: str, corps: str, statut: int = 200) -> Feuille:
    qui = ""
    if cadre.porteur is not None:
        told = " · ".join(text for text in (cadre.porteur.nom, cadre.porteur.metier) if text)
        qui = f'<p class="sous" data-testid="dmp-porteur">{escape(told)}</p>'
    html = (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(titre)} · DMP (simulateur)</title><style>{STYLE}</style></head>\n"
        f'<body><div class="bandeau" role="note" data-testid="dmp-bandeau">Simulateur, données fictives '
        f"uniquement</div>\n<main>\n<h1>{escape(titre)}</h1>{qui}{corps}\n</main></body></html>\n"
    )
    return Feuille(statut, html.encode("utf-8", "replace"))


def _liens(cadre: Cadre, vue: Vue) -> str:
    """From page to page of the same record; from the dashboard, to the records that are open."""
    if vue.dossier is not None:
        links: Iterable[tuple[str, str]] = (
            (_adresse(cadre, one, vue.dossier.matricule), TITRES[one.value]) for one in Ecran
        )
    else:
        links = (
            (_adresse(cadre, Ecran.TABLEAU, matricule), f"{nom} ({matricule})")
            for matricule, nom in vue.autorises
        )
    listed = "".join(f'<li><a href="{href}">{escape(label)}</a></li>' for href, label in links)
    return f'<nav aria-label="Pages"><ul>{listed}</ul></nav>' if listed else "<p>Aucun dossier autorisé.</p>"


def _adresse(cadre: Cadre, one: Ecran, matricule: str = "") -> str:
    return escape(f"{cadre.racine}{BASE}/{one.value}" + (f"/{matricule}" if matricule else ""))
