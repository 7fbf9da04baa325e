"""DMP-01 to DMP-05: does the record exist, is it open, who may read it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import INS_NIR
from simulators.dui.parcours import AIR, INFIRMIERE
from simulators.dui.scripts.connexions import atteste
from simulators.dui.scripts.gestes import Script
from simulators.dui.seance import Seance, Travail, en_seance
from simulators.dui.session import Dui

RICHE, ABSENT, FERME = "raymond-leclercq", "albert-roger", "ginette-clement"
BLOQUE, EXPIRE = "andre-henry", "lucien-poulain"
MEDECIN = "helene-morvan"


def habiliter(personne: str, statut: str) -> Script:
    """What the record says of the nurse before the run: VALIDE, EXPIRE, NON_EXISTE."""

    def script(dui: Dui) -> None:
        path = f"/dmp/personnes/{personne}/autorisations/{INFIRMIERE}"
        dui.commander("PUT", path, {"statut": statut})

    return script


def _tests(fois: int, oid: str = "") -> Script:
    """The record is opened: so many tests, under the OID of the environment or another."""

    def travail(s: Seance) -> None:
        acces = s.acces()
        if oid:
            acces = replace(acces, patient=Cx(acces.patient.id, oid))
        for _ in range(fois):
            s.tester(acces)

    return atteste(en_seance(travail, RICHE), "DMP-01.C1")


def _teste_puis(personne: str, *gestes: Travail) -> Script:
    """The record is tested; then what a right software does not do."""

    def travail(s: Seance) -> None:
        s.tester()
        for geste in gestes:
            geste(s)

    return en_seance(travail, personne)


def _verse(s: Seance) -> None:
    s.tenter(s.verser)


def _liste(s: Seance) -> None:
    s.tenter(s.chercher)


def _bloque(*, essais: int = 0, accord: bool = False, verse: bool = True) -> Script:
    """The doctor whom the person has blocked learns it; the structure feeds."""

    def travail(s: Seance) -> None:
        s.tester(s.acces(AIR))
        for _ in range(essais):
            s.tenter(s.chercher)
        if accord:
            s.tenter(s.autoriser)
        if verse:
            s.verser()

    return en_seance(travail, BLOQUE, MEDECIN)


def _consulte(*gestes: str) -> Script:
    """The nurse reads, in AIR mode: tests, declares, searches, in the order told."""

    def travail(s: Seance) -> None:
        known: Mapping[str, Callable[[], object]] = {
            "tester": lambda: s.tester(s.acces(AIR)),
            "autoriser": s.autoriser,
            "chercher": lambda: s.tenter(s.chercher),
        }
        for geste in gestes:
            known[geste]()

    return en_seance(travail, EXPIRE)


ACCES_AVANT: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {"DMP-05": dict.fromkeys(("", "consulte_d_abord", "sans_test"), habiliter(EXPIRE, "EXPIRE"))}
)

ACCES: Mapping[str, Mapping[str, Script]] = MappingProxyType(
    {
        "DMP-01": {"": _tests(1), "oid_de_production": _tests(1, INS_NIR), "deux_fois": _tests(2)},
        "DMP-02": {"": _teste_puis(ABSENT), "alimente_quand_meme": _teste_puis(ABSENT, _verse)},
        "DMP-03": {
            "": _teste_puis(FERME),
            "alimente_quand_meme": _teste_puis(FERME, _verse),
            "consulte_quand_meme": _teste_puis(FERME, _liste),
        },
        "DMP-04": {
            "": _bloque(),
            "insiste": _bloque(essais=3),
            "renonce_a_verser": _bloque(verse=False),
            "demande_une_autorisation": _bloque(accord=True),
        },
        "DMP-05": {
            "": _consulte("tester", "autoriser", "chercher"),
            "consulte_d_abord": _consulte("tester", "chercher", "autoriser", "chercher"),
            "sans_test": _consulte("autoriser", "chercher"),
        },
    }
)
