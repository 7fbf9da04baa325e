"""DMP-12 to DMP-15, DMP-18, DMP-22, DMP-29 and CDA-09: the DMP refuses; does the software insist?"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from simulators.core.sante.codes import Code
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.dmp_acces import MEDECIN, RICHE
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import DIRECTE, Seance, en_seance

MASQUE_PERSONNE = "kevin-schmitt"
_CONFIDENTIALITE = "1.2.250.1.213.1.1.4.13"
MASQUE_PS = Code("MASQUE_PS", _CONFIDENTIALITE, "Masqué aux professionnels de santé")
INVISIBLE_PATIENT = Code("INVISIBLE_PATIENT", _CONFIDENTIALITE, "Non visible par le patient")


def essais(fois: int, *, nouveau: bool = False) -> Script:
    """A document sent so many times whatever is answered; `nouveau` writes another one each time."""

    def travail(s: Seance) -> None:
        document = s.produire()
        for _ in range(fois):
            s.tenter(partial(s.verser, document))
            document = s.produire() if nouveau else document

    return en_seance(travail, RICHE)


def _cumul(fois: int, *, ensuite: bool = True) -> Script:
    """Both maskings, so many times; then one alone."""

    def travail(s: Seance) -> None:
        both = s.produire(confidentialites=(MASQUE_PS, INVISIBLE_PATIENT))
        for _ in range(fois):
            s.tenter(partial(s.verser, both))
        if ensuite:
            s.verser(s.produire(confidentialites=(MASQUE_PS,)))

    return atteste(en_seance(travail, MASQUE_PERSONNE), "DMP-18.C1")


def versement(personne: str = RICHE, qui: str = MEDECIN) -> Script:
    """A document fed before the run, by somebody else."""

    def script(s: Seance) -> None:
        s.verser()

    return en_seance(script, personne, qui)


def _suppressions(fois: int) -> Script:
    """The nurse deletes, by card, the last document of the record."""

    def travail(s: Seance) -> None:
        entry = s.reference(s.deja()[0], DIRECTE)
        for _ in range(fois):
            s.tenter(partial(s.changer_etat, entry, mode=DIRECTE))

    return atteste(en_seance(travail, RICHE), "DMP-22.C1")


_REPETE: Mapping[str, Script] = MappingProxyType({"": essais(1), "insiste": essais(4)})

REFUS_AVANT: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {"DMP-22": dict.fromkeys(("", "insiste"), versement())}
)

REFUS: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-12": {
            "": atteste(essais(1), "DMP-12.C2"),
            "rejoue": atteste(essais(2), "DMP-12.C2"),
        },
        "DMP-13": {"": essais(1), "boucle": essais(5)},
        "DMP-14": {
            "": atteste(essais(2), "DMP-14.C1"),
            "nouvel_identifiant": atteste(essais(2, nouveau=True), "DMP-14.C1"),
            "insiste": atteste(essais(4), "DMP-14.C1"),
        },
        "DMP-15": _REPETE,
        "DMP-18": {
            "": _cumul(1),
            "insiste": _cumul(4),
            "garde_le_cumul": _cumul(1, ensuite=False),
        },
        "DMP-22": {"": _suppressions(1), "insiste": _suppressions(4)},
        "DMP-29": _REPETE,
        "CDA-09": _REPETE,
    }
)
