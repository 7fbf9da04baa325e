"""INS-21 and INS-22: an INS already held is verified, and what a KO forbids."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ins.lot2.model import IndividuVerifie
from simulators.core.sante.rniv.dossier import Dossier
from simulators.dui.parcours import Parcours
from simulators.dui.scripts.envois import ecrire_a_l_usager, ecrire_au_medecin, parcours, verser
from simulators.dui.scripts.gestes import Script, chercher
from simulators.dui.session import Dui
from simulators.dui.verification import Change, tel_quel, verifier_dossier

_CONFORME = "raymond-leclercq"
_DISCORDANTE = "yvette-morel"


def _verifier(times: int = 1, change: Change = tel_quel) -> Script:
    def script(dui: Dui) -> None:
        dossier = dui.open(_CONFORME)
        for _ in range(times):
            verifier_dossier(dui, dossier, change)

    return script


def _without_traits(un: IndividuVerifie) -> IndividuVerifie:
    return IndividuVerifie(un.ins)


def _ecrire_sans_matricule(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier)


def _verser(p: Parcours, dossier: Dossier) -> None:
    verser(p, dossier, p.patient(_DISCORDANTE))


def _ecrire_a_l_usager(p: Parcours, dossier: Dossier) -> None:
    ecrire_a_l_usager(p, dossier, p.patient(_DISCORDANTE))


def _ecrire_avec_matricule(p: Parcours, dossier: Dossier) -> None:
    ecrire_au_medecin(p, dossier, p.patient(_DISCORDANTE), ins="O")


def _apres_ko(acte: Callable[[Parcours, Dossier], None]) -> Script:
    """Verified: KO, the identity is lowered. What leaves then."""

    def script(dui: Dui) -> None:
        dossier = verifier_dossier(dui, dui.open(_DISCORDANTE))
        with parcours(dui) as p:
            acte(p, dossier)

    return script


def _sans_verifier(dui: Dui) -> None:
    dossier = dui.open(_DISCORDANTE)
    with parcours(dui) as p:
        verser(p, dossier)


VERIFICATIONS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "INS-21": {
            "": _verifier(),
            "par_une_recherche": chercher(_CONFORME),
            "sans_les_traits": _verifier(change=_without_traits),
            "deux_fois": _verifier(times=2),
        },
        "INS-22": {
            "": _apres_ko(_ecrire_sans_matricule),
            "verse_apres_ko": _apres_ko(_verser),
            "ecrit_a_l_usager": _apres_ko(_ecrire_a_l_usager),
            "garde_le_matricule": _apres_ko(_ecrire_avec_matricule),
            "sans_verifier": _sans_verifier,
        },
    }
)
