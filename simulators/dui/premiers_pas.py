"""How the reference DUI plays `premiers-pas`: its steps, in order, and how to play some of them otherwise."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulators.dui import recit
from simulators.dui.parcours import INFIRMIERE, MEDECIN, Parcours
from simulators.dui.psc import Demande
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui

# The check that a person confirms: what happens inside the DUI does not show on the wire.
QUALIFICATION = "PAR-00.C5"
Pas = Callable[[Parcours], None]
Script = Callable[[Dui], None]


def connecter(p: Parcours, demande: Demande | None = None) -> None:
    """Login of the nurse."""
    p.infirmiere = p.connecter(INFIRMIERE, demande)


def admettre(p: Parcours) -> None:
    """Admission and qualification."""
    p.admettre()
    p.dui.attestations[QUALIFICATION] = True


def tester(p: Parcours) -> None:
    """TD0.2."""
    p.tester()


def produire(p: Parcours) -> None:
    """The plan is written."""
    p.document = p.produire()


def alimenter(p: Parcours) -> None:
    """TD2.1."""
    p.alimenter(p.document)


def relire(p: Parcours) -> None:
    """TD3.1 and TD3.2."""
    p.relire()


def ecrire_medecin(p: Parcours) -> None:
    """Mail to the GP."""
    p.ecrire(p.au_medecin())


def ecrire_usager(p: Parcours) -> None:
    """Mail to the citizen."""
    p.envoye = p.ecrire(p.a_l_usager())


def relever_medecin(p: Parcours) -> None:
    """The GP connects and reads."""
    p.medecin = p.connecter(MEDECIN)
    p.relever_medecin()


def repondre(p: Parcours) -> None:
    """The citizen answers."""
    p.repondre()


def relever_infirmiere(p: Parcours) -> None:
    """The nurse reads the answer."""
    p.relever_infirmiere()


def deconnecter(p: Parcours) -> None:
    """Logout."""
    p.deconnecter()


def rien(_: Parcours) -> None:
    """The step is left out."""


PAS: Mapping[str, Pas] = MappingProxyType(
    {
        "connecter": connecter,
        "admettre": admettre,
        "tester": tester,
        "produire": produire,
        "alimenter": alimenter,
        "relire": relire,
        "ecrire_medecin": ecrire_medecin,
        "ecrire_usager": ecrire_usager,
        "relever_medecin": relever_medecin,
        "repondre": repondre,
        "relever_infirmiere": relever_infirmiere,
        "deconnecter": deconnecter,
    }
)


def jouer(**autrement: Pas) -> Script:
    """The journey with some steps played otherwise; it stops where a service refuses."""

    def script(dui: Dui) -> None:
        p = Parcours(dui)
        try:
            for nom, pas in PAS.items():
                autrement.get(nom, pas)(p)
        except Refus as error:
            dui.tell(recit.refuse(error), error.code)
        finally:
            p.close()

    return script


def puis(*pas: Pas) -> Pas:
    """Several gestures in one step."""

    def ensemble(p: Parcours) -> None:
        for one in pas:
            one(p)

    return ensemble


def tenter(pas: Pas) -> Pas:
    """A step that the service is expected to refuse: the journey goes on."""

    def tente(p: Parcours) -> None:
        try:
            pas(p)
        except Refus as error:
            p.dui.tell(recit.refuse(error), error.code)

    return tente
