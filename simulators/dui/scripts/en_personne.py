"""INS-31 and INS-32: a professional calls INSi in person, by Pro Santé Connect."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType

from simulators.core.monde.model import Structure
from simulators.dui.parcours import ETABLISSEMENT
from simulators.dui.porteur import Porteur, par_psc
from simulators.dui.poste import install_psc
from simulators.dui.psc import PscClient
from simulators.dui.recherche import first_search
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

_PATIENTE = "marguerite-delaunay"
_INFIRMIERE = "899700000039"
_MEDECIN = "899700000013"


def _connecter(dui: Dui, identifiant: str, *, puis_partir: bool = False) -> Porteur:
    """A session of a browser of one's own; over at once when `puis_partir`."""
    finess = dui.element("structures", ETABLISSEMENT, Structure).finess
    with closing(PscClient(install_psc(dui.ready, dui.espace), dui.ids)) as client:
        connexion = client.connecter(identifiant)
        if puis_partir:
            client.deconnecter(connexion)
    return par_psc(connexion, finess)


def appeler(dui: Dui, porteur: Porteur) -> None:
    """One search of INSi in the name of that professional."""
    dui.en_personne(porteur)
    dui.call(first_search(dui.open(_PATIENTE).traits))


def _chacun_le_sien(dui: Dui) -> None:
    appeler(dui, _connecter(dui, _INFIRMIERE))
    appeler(dui, _connecter(dui, _MEDECIN))
    dui.attestations["INS-31.C2"] = True


def _un_seul(dui: Dui) -> None:
    nurse = _connecter(dui, _INFIRMIERE)
    appeler(dui, nurse)
    _connecter(dui, _MEDECIN)
    appeler(dui, nurse)


def _par_psc(dui: Dui) -> None:
    appeler(dui, _connecter(dui, _INFIRMIERE))


def _autre_identite(dui: Dui) -> None:
    appeler(dui, replace(_connecter(dui, _INFIRMIERE), identifiant=_MEDECIN))


def _jeton_mort(dui: Dui) -> None:
    appeler(dui, _connecter(dui, _INFIRMIERE, puis_partir=True))


EN_PERSONNE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-31": {"": _chacun_le_sien, "un_seul_utilisateur": _un_seul},
        "INS-32": {"": _par_psc, "autre_identite": _autre_identite, "jeton_mort": _jeton_mort},
    }
)
