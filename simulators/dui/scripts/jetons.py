"""PSC-05, PSC-06 and PSC-08: tokens and codes that grow old while the professional works."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from simulators.core.monde.model import Structure
from simulators.dui.parcours import ETABLISSEMENT
from simulators.dui.portail import Portail, code_de
from simulators.dui.porteur import Porteur
from simulators.dui.scripts.connexions import INFIRMIERE, Geste, en_portail, jetons_seuls
from simulators.dui.scripts.en_personne import appeler
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

# Seconds: one more than the life of a code.
CODE_EXPIRE = 61


def _travail(*, attend: int = 110, rafraichit: bool = True, insi_a_jour: bool = True) -> Script:
    """Ten minutes of work: the identity is read now and then, INSi is called in person at the end."""

    def geste(portail: Portail, dui: Dui) -> None:
        premiers = jetons = portail.connecter(portail.national(INFIRMIERE))
        for _ in range(5):
            dui.laisser_passer(attend)
            if attend > 120:
                portail.identite(jetons)
            jetons = (
                portail.rafraichir(jetons).json()
                if rafraichit
                else portail.connecter(portail.national(INFIRMIERE))
            )
            portail.identite(jetons)
        _chercher(portail, dui, jetons if insi_a_jour else premiers)

    return en_portail(geste)


def _chercher(portail: Portail, dui: Dui, jetons: Mapping[str, Any]) -> None:
    """A search of INSi with these tokens, where the simulator has it."""
    if dui.joue("ins"):
        finess = dui.element("structures", ETABLISSEMENT, Structure).finess
        appeler(dui, Porteur(portail.national(INFIRMIERE), finess, jeton=jetons["access_token"]))


def _apres_une_demi_heure(suite: Geste) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        jetons = portail.connecter(portail.national(INFIRMIERE))
        dui.laisser_passer(1801)
        portail.rafraichir(jetons)
        suite(portail, dui)

    return en_portail(geste)


def _en_reste_la(portail: Portail, dui: Dui) -> None:
    del portail, dui


def _presente(*, rejoue: int = 1, expire: int = 1) -> Script:
    """A code presented again so many times, then another presented so many times once too old."""

    def geste(portail: Portail, dui: Dui) -> None:
        qui = portail.national(INFIRMIERE)
        code = code_de(portail.demander(qui))
        for _ in range(1 + rejoue):
            portail.jetons(code)
        vieux = code_de(portail.demander(qui))
        dui.laisser_passer(CODE_EXPIRE)
        for _ in range(expire):
            portail.jetons(vieux)
        portail.connecter(qui)

    return en_portail(geste)


JETONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PSC-05": {
            "": _travail(),
            "attend_le_refus": _travail(attend=130),
            "se_reconnecte": _travail(rafraichit=False),
            "insi_avec_le_premier_jeton": _travail(insi_a_jour=False),
        },
        "PSC-06": {
            "": _apres_une_demi_heure(jetons_seuls),
            "en_reste_la": _apres_une_demi_heure(_en_reste_la),
        },
        "PSC-08": {
            "": _presente(),
            "insiste": _presente(rejoue=3),
            "insiste_sur_l_expire": _presente(expire=3),
        },
    }
)
