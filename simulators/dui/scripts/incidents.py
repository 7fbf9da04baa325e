"""INS-24 to INS-30 and INS-37: the service refuses, breaks down, or answers something unreadable."""

from collections.abc import Mapping
from types import MappingProxyType

from simulators.dui.poste import CERTIFICAT
from simulators.dui.recherche import first_search
from simulators.dui.scripts.gestes import Script, chercher, repeter
from simulators.dui.session import Dui

MARGUERITE = "marguerite-delaunay"
# More than the second that INS-24 asks for.
WAIT = 1.2


def _retry_later(dui: Dui) -> None:
    dossier = dui.open(MARGUERITE)
    dossier = dui.search(dossier)
    dui.wait(WAIT)
    dui.search(dossier)


def _other_certificate(dui: Dui) -> None:
    dossier = dui.open(MARGUERITE)
    dui.call(first_search(dossier.traits))
    dui.change_certificate(CERTIFICAT)
    dui.call(first_search(dossier.traits))


INCIDENTS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-24": {
            "": _retry_later,
            "insiste_en_boucle": repeter(MARGUERITE, 6),
            "sans_attendre": repeter(MARGUERITE, 2),
        },
        "INS-25": {
            "": chercher(MARGUERITE),
            "insiste": repeter(MARGUERITE, 2),
        },
        "INS-26": {
            "": chercher(MARGUERITE),
            "insiste": repeter(MARGUERITE, 5),
        },
        "INS-27": {
            "": chercher(MARGUERITE),
            "repli_autre_certificat": _other_certificate,
            "insiste": repeter(MARGUERITE, 4),
        },
    }
)
