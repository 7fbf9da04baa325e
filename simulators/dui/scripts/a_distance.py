"""PSC-16 to PSC-22: the connection asked by a server, breakdowns, a token that died."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.dui.portail import Portail, code_de
from simulators.dui.scripts.connexions import INFIRMIERE, atteste, connexion, en_portail, par_le_serveur
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

# Seconds: between two polls, and the life of a request.
INTERVALLE, DELAI = 5, 120
FAUX = "un-autre-secret"
MEDECIN = "helene-morvan"


def _approuvee(*, attend: int = INTERVALLE, message: str | None = "42") -> Script:
    """Asked, polled while the person reads, approved, polled again."""

    def geste(portail: Portail, dui: Dui) -> None:
        demande = portail.par_telephone(portail.national(INFIRMIERE), binding_message=message)
        portail.interroger(demande)
        dui.laisser_passer(attend)
        portail.interroger(demande)
        portail.repondre("approuver")
        dui.laisser_passer(INTERVALLE)
        portail.interroger(demande)

    return en_portail(geste)


def _trop_vite(ensuite: int) -> Script:
    """One poll too soon, and how long is waited then."""

    def geste(portail: Portail, dui: Dui) -> None:
        demande = portail.par_telephone(portail.national(INFIRMIERE))
        portail.interroger(demande)
        portail.interroger(demande)
        dui.laisser_passer(ensuite)
        portail.interroger(demande)

    return en_portail(geste)


def _sans_suite(*, refusee: int = 1, oubliee: int = 1) -> Script:
    """One request that the person refuses, one that they leave unanswered: how often each is polled then."""

    def geste(portail: Portail, dui: Dui) -> None:
        demande = portail.par_telephone(portail.national(INFIRMIERE))
        portail.repondre("refuser")
        _insister(portail, dui, demande, refusee)
        demande = portail.par_telephone(portail.national(INFIRMIERE))
        portail.interroger(demande)
        dui.laisser_passer(DELAI)
        _insister(portail, dui, demande, oubliee)

    return atteste(en_portail(geste), "PSC-18.C2")


def _insister(portail: Portail, dui: Dui, demande: str, fois: int) -> None:
    for _ in range(fois):
        portail.interroger(demande)
        dui.laisser_passer(INTERVALLE)


def _en_panne(fois: int) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        portail.adresses_en_dur({"authorization_endpoint": portail.poste.portail})
        for _ in range(fois):
            portail.demander("899700000039")

    return atteste(en_portail(geste), "PSC-19.C1")


def _secret_faux(fois: int) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        code = code_de(portail.demander(portail.national(INFIRMIERE)))
        for _ in range(fois):
            portail.jetons(code, client_secret=FAUX)

    return en_portail(geste)


def _session_fermee(*, revient: str = "") -> Script:
    """The session ends elsewhere, the token the software holds is worthless; `revient` then logs in."""

    def geste(portail: Portail, dui: Dui) -> None:
        jetons = portail.connecter(portail.national(INFIRMIERE))
        portail.identite(jetons)
        dui.commander("DELETE", f"/psc/sessions/{jetons['session_state']}")
        portail.identite(jetons)
        if revient:
            portail.connecter(portail.national(revient))

    return en_portail(geste)


A_DISTANCE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PSC-16": {
            "": _approuvee(),
            "interroge_sans_attendre": _approuvee(attend=0),
            "sans_nombre": _approuvee(message=None),
        },
        "PSC-17": {"": _trop_vite(2 * INTERVALLE), "ne_ralentit_pas": _trop_vite(0)},
        "PSC-18": {
            "": _sans_suite(),
            "continue": _sans_suite(refusee=2),
            "continue_apres_le_delai": _sans_suite(oubliee=2),
        },
        "PSC-19": {"": _en_panne(1), "insiste": _en_panne(7)},
        "PSC-20": {"": _secret_faux(1), "insiste": _secret_faux(3)},
        "PSC-21": {
            "": _session_fermee(revient=INFIRMIERE),
            "en_reste_la": _session_fermee(),
            "un_autre_se_connecte": _session_fermee(revient=MEDECIN),
        },
        "PSC-22": {
            "": atteste(connexion(), "PSC-22.C1", "PSC-22.C2"),
            "adresse_du_serveur": atteste(en_portail(par_le_serveur), "PSC-22.C1", "PSC-22.C2"),
        },
    }
)
