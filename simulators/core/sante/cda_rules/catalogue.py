"""The rules of a service on the CDA it receives."""

from collections.abc import Mapping

from simulators.core.rule import Refusal, Rule
from simulators.core.sante.cda_rules.liste_acteurs import ACTEURS
from simulators.core.sante.cda_rules.liste_corps import CORPS
from simulators.core.sante.cda_rules.liste_entete import ENTETE
from simulators.core.sante.cda_rules.liste_structure import STRUCTURE
from simulators.core.sante.cda_rules.liste_tiers import TIERS


def catalogue(
    service: str, refusal: Refusal | None = None, *, sauf: frozenset[str] = frozenset()
) -> Mapping[str, Rule]:
    """The rules by short name, as rules of that service.

    `refusal` says with which error the service would refuse a document that breaks one, and how well that is
    known; `sauf` leaves out rules that are none of the service's (HDR-ID-EXT is the DMP's alone).
    """
    listed = (*ENTETE, *ACTEURS, *TIERS, *CORPS, *STRUCTURE)
    return {one.code: one.of(service, refusal) for one in listed if one.code not in sauf}
