"""A verification from what was read to its verdict: the same path live and when read again."""

from dataclasses import dataclass, replace

from ins.lot2.messages.lecture import read_individu
from ins.lot2.model import IndividuVerifie, Verdict
from ins.lot2.rules.structure import donnees, structure
from ins.lot2.rules.verification import verifier
from ins.messages.lecture import Lecture
from ins.model import Remarque, Spot, Vue


@dataclass(frozen=True, slots=True)
class Verification:
    """A unit verification judged: the identity, its verdict, the request with the nodes of its parts."""

    individu: IndividuVerifie
    verdict: Verdict
    lecture: Lecture
    remarques: tuple[Remarque, ...]


def juger_verification(lecture: Lecture, vue: Vue | None) -> Verification:
    """Judges the identity that the body holds. Without `vue` only its form."""
    lu = read_individu(lecture.nodes[(Spot.CONTENT, 0)])
    verdict = verifier(lu.individu, vue)
    told = (*donnees(lu.individu), *structure(lu.inconnus, lu.doubles), *verdict.remarques)
    nodes = {**lecture.nodes, **lu.nodes}
    return Verification(lu.individu, verdict, replace(lecture, nodes=nodes), told)
