"""The flat facts of an opened page: what was asked, what the page showed."""

import re
from html import unescape
from typing import Final

from dmp.web.model import Ouverture
from dmp.web.rules.acces import complet
from simulators.core.journal.model import Fact

_REFUS: Final = re.compile(r'data-erreur="(\w+)"')
_ETAT: Final = re.compile(r'data-etat="(\w+)" data-autorisation="(\w+)"')
_DOCUMENT: Final = re.compile(r'data-document="([^"]*)"')


def refuse(page: str) -> str:
    """The entry of the error table a page stands for, empty for a page that shows what was asked."""
    found = _REFUS.search(page)
    return found[1] if found else ""


def montre(page: str) -> tuple[str, str]:
    """The state of the record a page shows and the caller's authorisation; empty when it shows none."""
    found = _ETAT.search(page)
    return (found[1], found[2]) if found else ("", "")


def facts(asked: Ouverture, page: str, statut: str, traits: str) -> dict[str, Fact]:
    """Alike live and when read again: they come from the address, the card and the page itself."""
    key = refuse(page)
    told: dict[str, Fact] = {
        "professional": asked.porteur,
        "patient.matricule": complet(asked.matricule),
        "patient.traits": traits,
        "dmp.page": asked.ecran.value if asked.ecran else "",
        "code": key or statut,
        "dmp.code": key or statut,
        "fault": bool(key),
    }
    if asked.porteur:
        told["dmp.mode"] = "DIRECTE"
    state, right = montre(page)
    if state:
        told["dmp.etat"], told["dmp.autorisation"] = state, right
    told["dmp.trouves"] = tuple(unescape(one) for one in _DOCUMENT.findall(page))
    return told
