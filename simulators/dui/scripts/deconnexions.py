"""PSC-04 and PSC-15: the end of the session, and what is left of it."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.dui.portail import Portail
from simulators.dui.scripts.connexions import INFIRMIERE, atteste, en_portail
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui


def _deconnexion(*, indice: bool) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        jetons = portail.connecter(portail.national(INFIRMIERE))
        portail.deconnecter(**({"id_token_hint": jetons["id_token"]} if indice else {}))
        portail.demander()

    return en_portail(geste)


def _sans_deconnexion(portail: Portail, dui: Dui) -> None:
    del dui
    portail.connecter(portail.national(INFIRMIERE))
    portail.demander()


def _rapproche(*, identite: bool = True, deconnexion: bool = True, indice: bool = True) -> Script:
    """Without the hint the logout asks for a confirmation, which nobody gives."""

    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        jetons = portail.connecter(portail.national(INFIRMIERE))
        if identite:
            portail.identite(jetons)
        if deconnexion:
            portail.deconnecter(**({"id_token_hint": jetons["id_token"]} if indice else {}))

    return atteste(en_portail(geste), "PSC-15.C1")


DECONNEXIONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PSC-04": {
            "": _deconnexion(indice=True),
            "deconnexion_locale": en_portail(_sans_deconnexion),
            "sans_indice": _deconnexion(indice=False),
        },
        "PSC-15": {
            "": _rapproche(),
            "sans_identite": _rapproche(identite=False),
            "deconnexion_locale": _rapproche(deconnexion=False),
            "deconnexion_non_confirmee": _rapproche(indice=False),
        },
    }
)
