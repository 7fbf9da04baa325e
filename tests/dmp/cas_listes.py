"""Cases on lists: authorised records, people by traits, authorised professionals."""

from typing import Any

from simulators.core.sante.codes import Code
from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import Call, Case
from tests.dmp.editeur import habilitations, liste, traits, vihf

REGULATION = Code("centre_15", "1.2.250.1.213.1.1.4.248")


def listed(body: str, claims: Any = None) -> Call:
    return lambda banc: banc.call("liste", body, claims or banc.air())


def authorised(body: str) -> Call:
    def call(banc: Banc) -> Answer:
        banc.authorise()
        return banc.call("habilitations", body, banc.air())

    return call


def blocked(banc: Banc) -> Answer:
    """The nurse was authorised, then blocked by the patient."""
    banc.authorise()
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    return banc.call("habilitations", habilitations(), banc.air())


def sought(body: str) -> Call:
    return lambda banc: banc.call("traits", body, vihf(usage=REGULATION))


LIST = listed(liste())
LISTS = [
    Case("liste.droits", listed(liste(), vihf(usage=REGULATION)), LIST, found="INDIRECTE TD0.4"),
    Case("liste.date", listed(liste("hier")), LIST, "startDate", "hier"),
    Case("liste.type_date", listed(liste(kind="LASTAUTHORIZATION")), LIST, "dateType", "LASTAUTHORIZATION"),
    Case("liste.nouvelles", listed(liste(kind="LASTDOC"), vihf()), LIST, "patientList", "LASTDOC"),
    Case(
        "habilitations.mode", authorised(habilitations("TOUS")), authorised(habilitations()), "mode", "TOUS"
    ),
    Case("habilitations.bloque", blocked, authorised(habilitations()), found="899700000039"),
    Case(
        "habilitations.sans_autorisation",
        lambda banc: banc.call("habilitations", habilitations(), banc.air()),
        authorised(habilitations()),
        found="NON_EXISTE",
        expected="VALIDE",
    ),
    Case("traits.vide", sought(traits("")), sought(traits("DELAUNAY")), "parameterList"),
]
