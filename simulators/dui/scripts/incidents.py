"""INS-24 to INS-30 and INS-37: the service refuses, breaks down, or answers something unreadable."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.dui.poste import CERTIFICAT
from simulators.dui.recherche import first_search
from simulators.dui.scripts.envois import tester_quand_meme
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


def _wrong_namespace(times: int) -> Script:
    """A client written without the contract: nothing in the message bears its names."""

    def deform(message: bytes) -> bytes:
        return message.replace(b"http://www.cnamts.fr/INSiRecSans", b"urn:insi:recherche")

    def script(dui: Dui) -> None:
        recherche = first_search(dui.open(MARGUERITE).traits)
        for _ in range(times):
            dui.call(recherche, lambda demande: replace(demande, action="urn:insi:rechercher"), deform)

    return script


def _awaiting(seconds: float, times: int) -> Script:
    """How long a late answer is awaited before the connection is cut, and how often."""

    def script(dui: Dui) -> None:
        dui.be_patient(seconds)
        recherche = first_search(dui.open(MARGUERITE).traits)
        for _ in range(times):
            dui.call(recherche)

    return script


def _half_used(dui: Dui) -> None:
    """The number read in the half that came serves to ask the DMP."""
    dui.search(dui.open(MARGUERITE))
    tester_quand_meme(dui, MARGUERITE)


def _back_after(failures: int) -> Script:
    """A try now and then while the gateway is down, and again once it is back."""

    def script(dui: Dui) -> None:
        dossier = dui.open(MARGUERITE)
        for _ in range(failures + 1):
            dossier = dui.search(dossier)

    return script


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
        "INS-28": {
            "": _wrong_namespace(1),
            "insiste": _wrong_namespace(4),
        },
        "INS-29": {
            "": _awaiting(10, 1),
            "attend_la_reponse": _awaiting(600, 1),
            "insiste": _awaiting(4, 6),
        },
        "INS-30": {
            "": chercher(MARGUERITE),
            "exploite_la_moitie": _half_used,
            "insiste": repeter(MARGUERITE, 5),
        },
        "INS-37": {
            "": _back_after(3),
            "insiste": repeter(MARGUERITE, 7),
            "ne_reprend_pas": repeter(MARGUERITE, 3),
        },
    }
)
