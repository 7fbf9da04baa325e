"""PSC-01 to PSC-15: the web login, its refusals; see `jetons` for tokens, `deconnexions` for its end."""

from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType

from simulators.core.monde.model import Professionnel
from simulators.dui.portail import Portail, code_de
from simulators.dui.poste import install_psc
from simulators.dui.psc import PscClient
from simulators.dui.scripts.gestes import Script
from simulators.dui.session import Dui

INFIRMIERE, DIRECTRICE = "nathalie-kermarrec", "valerie-jacquet"
# Three activities; no RPPS number.
PLUSIEURS, SANS_RPPS = "anne-fabre", "olivier-rey"
NATIONAL = "899700000039"
Geste = Callable[[Portail, Dui], None]


def en_portail(geste: Geste) -> Script:
    """A gesture in a browser of its own."""

    def script(dui: Dui) -> None:
        with Portail(dui) as portail:
            geste(portail, dui)

    return script


def atteste(script: Script, *controles: str) -> Script:
    """What the one who plays confirms besides."""

    def confirmed(dui: Dui) -> None:
        dui.attestations.update(dict.fromkeys(controles, True))
        script(dui)

    return confirmed


def connexion(**changes: str | None) -> Script:
    """A login and the reading of the identity; the request is as changed."""

    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        portail.identite(portail.connecter(portail.national(INFIRMIERE), **changes))

    return en_portail(geste)


def _sans_secret_d_abord(portail: Portail, dui: Dui) -> None:
    del dui
    code = code_de(portail.demander(portail.national(INFIRMIERE)))
    portail.jetons(code, client_secret=None)
    portail.identite(portail.jetons(code).json())


def jetons_seuls(portail: Portail, dui: Dui) -> None:
    """A login, whatever comes back with it; the identity is not read."""
    del dui
    portail.connecter(portail.national(INFIRMIERE))


def _en_dur(portail: Portail, dui: Dui) -> None:
    """The addresses are typed in the software: nothing is discovered."""
    del dui
    royaume = portail.poste.decouverte.partition("/.well-known/")[0]
    oidc = f"{royaume}/protocol/openid-connect"
    portail.adresses_en_dur({"token_endpoint": f"{oidc}/token", "userinfo_endpoint": f"{oidc}/userinfo"})
    wallet = portail.poste.portail
    code = code_de(portail.demander(portail.national(INFIRMIERE), wallet))
    portail.identite(portail.jetons(code).json())


def par_le_serveur(portail: Portail, dui: Dui) -> None:
    """The browser is sent to the server's own address instead of the portal's."""
    del dui
    natif = portail.adresse("token_endpoint").removesuffix("/token") + "/auth"
    code = code_de(portail.demander(portail.national(INFIRMIERE), natif))
    portail.identite(portail.jetons(code).json())


def demandes(fois: int, **changes: str | None) -> Script:
    """The same request so many times."""

    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        qui = portail.national(INFIRMIERE)
        for _ in range(fois):
            portail.demander(qui, **changes)

    return en_portail(geste)


def _annule(*, echange: bool) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        portail.annuler(portail.demander())
        if echange:
            portail.jetons("aucun-code")

    return atteste(en_portail(geste), "PSC-07.C1")


def _par_le_client(dui: Dui) -> None:
    """The client that the DUI ships: it stops by itself at a foreign state or a token it cannot verify."""
    with closing(PscClient(install_psc(dui.ready, dui.espace), dui.ids)) as client:
        client.connecter(NATIONAL)


def _sans_rpps(*, emprunte: bool) -> Script:
    """Somebody without RPPS number finds no means on the page and gives up; or borrows a colleague's."""

    def geste(portail: Portail, dui: Dui) -> None:
        qui = dui.element("professionnels", SANS_RPPS, Professionnel)
        page = portail.demander()
        portail.annuler(portail.chercher(page, qui.nom))
        if emprunte:
            portail.connecter(portail.national(INFIRMIERE))

    return atteste(en_portail(geste), "PSC-12.C1")


def _non_activee(fois: int) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        for _ in range(fois):
            portail.demander(portail.national(DIRECTRICE))

    return atteste(en_portail(geste), "PSC-13.C1")


def _plusieurs_activites(*, qui: str = PLUSIEURS, identite: bool = True) -> Script:
    def geste(portail: Portail, dui: Dui) -> None:
        del dui
        jetons = portail.connecter(portail.national(qui))
        if identite:
            portail.identite(jetons)

    return atteste(en_portail(geste), "PSC-14.C1", "PSC-14.C2")


CONNEXIONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "PSC-01": {
            "": connexion(),
            "autre_niveau": connexion(acr_values="eidas2"),
            "portee_incomplete": connexion(scope="openid"),
            "sans_etat": connexion(state=None),
            "sans_secret_d_abord": en_portail(_sans_secret_d_abord),
            "sans_identite": en_portail(jetons_seuls),
        },
        "PSC-02": {
            "": connexion(),
            "adresses_en_dur": en_portail(_en_dur),
            "adresse_du_serveur": en_portail(par_le_serveur),
        },
        "PSC-03": {"": demandes(1, acr_values=None), "insiste": demandes(4, acr_values=None)},
        "PSC-07": {"": _annule(echange=False), "echange_quand_meme": _annule(echange=True)},
        "PSC-09": {
            "": demandes(1, redirect_uri="https://dui.example/ailleurs"),
            "insiste": demandes(4, redirect_uri="https://dui.example/ailleurs"),
        },
        "PSC-10": {"": _par_le_client, "ne_compare_pas": en_portail(jetons_seuls)},
        "PSC-11": {"": _par_le_client, "ne_verifie_pas": connexion()},
        "PSC-12": {"": _sans_rpps(emprunte=False), "emprunte": _sans_rpps(emprunte=True)},
        "PSC-13": {"": _non_activee(1), "insiste": _non_activee(4)},
        "PSC-14": {
            "": _plusieurs_activites(),
            "sans_identite": _plusieurs_activites(identite=False),
            "une_seule_activite": _plusieurs_activites(qui=INFIRMIERE),
        },
    }
)
