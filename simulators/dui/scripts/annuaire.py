"""ANN-01 to ANN-06: an address looked up, a key missing, a rate passed, a file loaded, a box moved."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulators.dui.bureau import Bureau, au_bureau
from simulators.dui.courriel import Correspondant
from simulators.dui.pupitre import MEDECIN
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.scripts.mss_envois import MONIQUE

_JULIE, _NOUVELLE = "julie.lemoine@pro.demo.mssante.fr", "j.lemoine@pro.demo.mssante.fr"
_BOITE = "/boites/per-julie-lemoine"
_AUTRE = Correspondant("helene.morvan@pro.demo.mssante.fr", "Dr Hélène Morvan")
_DEVINEE = Correspondant("marc.teissier@medecin.demo.mssante.fr", "Dr Marc Teissier")
# Seconds: a day, an hour, the delay that the directory asks.
_JOUR, _HEURE, _DELAI = 86_400, 3_600, 10


def _ecrit(choisit: Callable[[Bureau], Correspondant]) -> Script:
    """A document to the correspondent so chosen."""
    return au_bureau(lambda b: _envoie(b, choisit(b)), MONIQUE)


def _envoie(b: Bureau, a: Correspondant) -> None:
    b.tenter(lambda: b.envoyer(b.lettre(b.document(), a=a)))


def _trouve(b: Bureau) -> Correspondant:
    return b.adresse("BESNARD", "LUC")


def _trouve_et_oublie(b: Bureau) -> Correspondant:
    b.adresse("BESNARD", "LUC")
    return _AUTRE


def _sans_cle(fois: int) -> Script:
    def travail(b: Bureau) -> None:
        for _ in range(fois):
            b.tenter(lambda: b.chercher("BESNARD", cle=""))

    return atteste(au_bureau(travail), "ANN-02.C1")


def _rappelle(attend: int) -> Script:
    """Refused for its rate, the software calls again after so many seconds."""

    def travail(b: Bureau) -> None:
        if not b.tenter(lambda: b.chercher("BESNARD")):
            if attend:
                b.dui.laisser_passer(attend)
            b.chercher("BESNARD")

    return au_bureau(travail)


def _sans_adresse(*, devine: bool) -> Script:
    def travail(b: Bureau) -> None:
        if b.tenter(lambda: b.adresse("TEISSIER", "MARC")) or devine:
            _envoie(b, _DEVINEE)

    return au_bureau(travail, MONIQUE)


def _charge(*pauses: int) -> Script:
    """The public file loaded, and again after each pause."""

    def travail(b: Bureau) -> None:
        b.telecharger()
        for seconds in pauses:
            b.dui.laisser_passer(seconds)
            b.telecharger()

    return au_bureau(travail)


def _demenage(choisit: Callable[[Bureau], Correspondant]) -> Script:
    """Her box changes, as the simulator's controls make it; then a document leaves. All is put back after."""

    def travail(b: Bureau) -> None:
        b.dui.commander("PATCH", _BOITE, {"adresse": _NOUVELLE})
        try:
            _envoie(b, choisit(b))
        finally:
            b.dui.commander("PATCH", _BOITE, {"adresse": _JULIE})

    return au_bureau(travail, MONIQUE)


def _mise_a_jour(b: Bureau) -> Correspondant:
    return b.adresse("LEMOINE", "JULIE")


def _ancienne(_: Bureau) -> Correspondant:
    return Correspondant(_JULIE, "Julie Lemoine")


def _ignore(b: Bureau) -> Correspondant:
    b.adresse("LEMOINE", "JULIE")
    return _ancienne(b)


ANNUAIRE: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "ANN-01": {
            "": _ecrit(_trouve),
            "adresse_de_memoire": _ecrit(lambda _: MEDECIN),
            "autre_adresse": _ecrit(_trouve_et_oublie),
        },
        "ANN-02": {"": _sans_cle(1), "insiste": _sans_cle(4)},
        "ANN-03": {"": _rappelle(_DELAI), "tout_de_suite": _rappelle(0)},
        "ANN-04": {"": _sans_adresse(devine=False), "devine_l_adresse": _sans_adresse(devine=True)},
        "ANN-05": {
            "": _charge(_JOUR),
            "une_seule_fois": _charge(),
            "chaque_heure": _charge(_HEURE, _HEURE, _HEURE),
        },
        "ANN-06": {
            "": _demenage(_mise_a_jour),
            "ancienne_adresse": _demenage(_ancienne),
            "ignore_la_reponse": _demenage(_ignore),
        },
    }
)
