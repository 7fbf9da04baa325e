"""TR-01 to TR-06, TDB-01 and TDB-02: what concerns all the services at once."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from types import MappingProxyType

from simulators.dui import recit
from simulators.dui.parcours import INFIRMIERE, MEDECIN, PERSONNE
from simulators.dui.portail import Portail
from simulators.dui.premiers_pas import Pas, admettre, alimenter, produire
from simulators.dui.scripts.connexions import atteste, en_portail
from simulators.dui.scripts.envois import parcours
from simulators.dui.scripts.gestes import Script, chercher
from simulators.dui.scripts.parcours_esms import ecrire_aux_deux, suivre
from simulators.dui.seance import Seance, en_seance
from simulators.dui.session import Dui

_INTROUVABLE, _PUBLIEE, _AUTRE = "lucette-gautier", "adrun-zoe", "raymond-leclercq"
_SESSIONS = 25
# Seconds: two hours, and ten minutes.
_DEUX_HEURES, _DIX_MINUTES = 7200, 600
_QUI = (INFIRMIERE, MEDECIN, "helene-morvan", "samir-belkacem", "julie-lemoine")


def _un_appel_par_service(*, attend: int = 0, ecrit: bool = True) -> Script:
    """The address changed, one call each."""

    def script(dui: Dui) -> None:
        with parcours(dui) as p:
            if attend:
                dui.laisser_passer(attend)
                p.infirmiere = p.connecter(INFIRMIERE)
            admettre(p)
            p.tester()
            produire(p)
            if ecrit:
                p.ecrire(p.au_medecin())

    return script


def _rien(dui: Dui) -> None:
    """The suite is started and nothing plays."""
    dui.tell(recit.deconnecte())


def _apres_deux_heures(*, reprend: bool) -> Script:
    """The token died meanwhile: a new login, or an error screen and nothing more."""

    def geste(portail: Portail, dui: Dui) -> None:
        jetons = portail.connecter(portail.national(INFIRMIERE))
        portail.identite(jetons)
        dui.laisser_passer(_DEUX_HEURES)
        portail.identite(jetons)
        if reprend:
            portail.identite(portail.connecter(portail.national(INFIRMIERE)))

    return en_portail(geste)


def _pendant_la_panne(essais: int, *, nouveau: bool = False) -> Script:
    """A document queued while the services are down; `nouveau` writes another one once they are back."""

    def travail(s: Seance) -> None:
        s.tenter(s.tester)
        document = s.produire()
        for _ in range(essais):
            s.tenter(partial(s.verser, document))
        if nouveau:
            s.verser(s.produire())

    return atteste(en_seance(travail, _AUTRE), "TR-04.C2")


def _sessions(nombre: int = _SESSIONS, *, melange: bool = False) -> Script:
    """Twenty-five sessions open at once, each reading its own identity; or one that takes another's token."""

    def script(dui: Dui) -> None:
        with ExitStack() as stack:
            browsers = [stack.enter_context(Portail(dui)) for _ in range(nombre)]
            people = (_QUI[rang % len(_QUI)] for rang in range(nombre))
            jetons = [one.connecter(one.national(who)) for one, who in zip(browsers, people, strict=True)]
            if melange:
                jetons[-1] = jetons[0]
            for browser, own in zip(browsers, jetons, strict=True):
                browser.identite(own)

    return script


def _deux_personnes(*personnes: str) -> Script:
    """Each of these persons is searched."""

    def script(dui: Dui) -> None:
        for personne in personnes:
            dui.search(dui.open(personne))

    return script


_CANAUX: tuple[Pas, ...] = (admettre, produire, alimenter, ecrire_aux_deux)

TRANSVERSES: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "TR-01": {
            "": _un_appel_par_service(),
            "sans_messagerie": _un_appel_par_service(ecrit=False),
            "trop_long": _un_appel_par_service(attend=_DIX_MINUTES),
        },
        "TR-02": {"": chercher(PERSONNE), "rien_n_est_joue": _rien},
        "TR-03": {"": _apres_deux_heures(reprend=True), "abandonne": _apres_deux_heures(reprend=False)},
        "TR-04": {
            "": _pendant_la_panne(4),
            "abandonne": _pendant_la_panne(3),
            "verse_deux_fois": _pendant_la_panne(4, nouveau=True),
        },
        "TR-05": {
            "": _sessions(),
            "jeton_melange": _sessions(melange=True),
            "une_seule_session": _sessions(1),
        },
        "TR-06": {"": chercher(PERSONNE), "personne_publiee": _deux_personnes(PERSONNE, _PUBLIEE)},
        "TDB-01": {
            "": _deux_personnes(PERSONNE, _INTROUVABLE),
            "que_des_succes": _deux_personnes(PERSONNE),
        },
        "TDB-02": {"": suivre(*_CANAUX), "sans_messagerie": suivre(*_CANAUX[:-1])},
    }
)
