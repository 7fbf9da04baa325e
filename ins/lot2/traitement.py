"""Verifications from what was read to their verdict: the same path live and when read again."""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace

from ins.lot2.data.names import ID_LIGNE, ID_LOT, LIGNE
from ins.lot2.messages.lecture import IndividuLu, LigneLue, read_individu, read_ligne, read_lot
from ins.lot2.model import IndividuVerifie, Ligne, Masse, Reglages, Verdict
from ins.lot2.rules import masse
from ins.lot2.rules.structure import donnees, structure
from ins.lot2.rules.verification import verifier
from ins.messages.lecture import Lecture
from ins.model import Remarque, Spot, Vue
from simulators.core.xml.nodes import Node, tag

# A rule is told for so many lines of a batch; beyond so many remarks, once.
MOST_PER_RULE = 3
MOST_IN_ALL = 40
# Each line has so many ranks of its own among the nodes.
_RANKS = 100


@dataclass(frozen=True, slots=True)
class Verification:
    """A unit verification judged: the identity, its verdict, the request with the nodes of its parts."""

    individu: IndividuVerifie
    verdict: Verdict
    lecture: Lecture
    remarques: tuple[Remarque, ...]


@dataclass(frozen=True, slots=True)
class MasseJugee:
    """A deposit or a follow-up judged: what it asks, the request with the nodes of its parts."""

    masse: Masse
    lecture: Lecture
    remarques: tuple[Remarque, ...]


def juger_verification(lecture: Lecture, vue: Vue | None) -> Verification:
    """Judges the identity that the body holds. Without `vue` only its form."""
    lu = read_individu(lecture.nodes[(Spot.CONTENT, 0)])
    verdict = verifier(lu.individu, vue)
    told = (*_hors_verdict(lu), *verdict.remarques)
    nodes = {**lecture.nodes, **lu.nodes}
    return Verification(lu.individu, verdict, replace(lecture, nodes=nodes), told)


def juger_suivi(lecture: Lecture, reglages: Reglages) -> MasseJugee:
    """Reads which batch a follow-up names."""
    content = lecture.nodes[(Spot.CONTENT, 0)]
    lot = read_lot(content)
    nodes = dict(lecture.nodes)
    named = next((child for child in content if tag(child) == ID_LOT), None)
    if named is not None:
        nodes[(Spot.ID_LOT, 0)] = named
    return MasseJugee(Masse(reglages, lot=lot), replace(lecture, nodes=nodes), tuple(masse.suivi(lot)))


def juger_depot(lecture: Lecture, reglages: Reglages) -> Generator[None, None, MasseJugee]:
    """Judges the form of each line of a batch, line after line."""
    content = lecture.nodes[(Spot.CONTENT, 0)]
    nodes = [child for child in content if tag(child) == LIGNE]
    foreign = [child for child in content if tag(child) != LIGNE]
    constats = _Constats(dict(lecture.nodes))
    for rank, child in enumerate(foreign[:MOST_PER_RULE], 1):
        constats.nodes[(Spot.CONTENT, rank)] = child
    told = [
        *structure([tag(one) for one in foreign[:MOST_PER_RULE]], ()),
        *masse.nombre(len(nodes), reglages),
    ]
    lignes: list[Ligne] = []
    if 0 < len(nodes) <= reglages.lignes:
        seen = _Vus()
        for rang, node in enumerate(nodes, 1):
            lignes.append(_ligne(rang, read_ligne(node), seen, constats))
            yield
    found = replace(lecture, nodes=constats.nodes)
    return MasseJugee(Masse(reglages, tuple(lignes), len(nodes)), found, (*told, *constats.remarques))


def _hors_verdict(lu: IndividuLu) -> list[Remarque]:
    return [*donnees(lu.individu), *structure(lu.inconnus, lu.doubles)]


@dataclass(slots=True)
class _Vus:
    """What the lines before held: identifiers, matricules."""

    ids: set[str] = field(default_factory=set)
    ins: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Constats:
    """What is told of the lines, at ranks of their own; beyond the first ones, nothing more."""

    nodes: dict[tuple[Spot, int], Node]
    remarques: list[Remarque] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def ajouter(self, rang: int, lue: LigneLue, remarques: list[Remarque]) -> None:
        """Keeps the remarks of a line that are still worth telling: of each rule the first one always."""
        for one in remarques:
            told = self._counts[one.rule.id]
            if told >= MOST_PER_RULE or (told and len(self.remarques) >= MOST_IN_ALL):
                continue
            self._counts[one.rule.id] += 1
            spot, rank = one.spot or Spot.LIGNE, rang * _RANKS + one.rank
            self.nodes[(spot, rank)] = _place(lue, spot, one.rank)
            self.remarques.append(one._replace(spot=spot, rank=rank))


def _place(lue: LigneLue, spot: Spot, rank: int) -> Node:
    if spot is Spot.ID_LIGNE:
        return next((child for child in lue.node if tag(child) == ID_LIGNE), lue.node)
    if lue.individu is None or spot is Spot.LIGNE:
        return lue.node
    nodes = lue.individu.nodes
    return nodes.get((spot, rank), nodes.get((spot, 0), lue.node))


def _ligne(rang: int, lue: LigneLue, seen: _Vus, constats: _Constats) -> Ligne:
    id_, told = masse.identifiant(lue.id, rang, seen.ids)
    seen.ids.add(id_)
    if lue.inconnus:
        told += [one._replace(spot=Spot.LIGNE, rank=0) for one in structure(lue.inconnus[:1], ())]
    un = lue.individu.individu if lue.individu else IndividuVerifie()
    if lue.individu:
        told += _hors_verdict(lue.individu)
    told += [*verifier(un, None).remarques, *masse.repetee(un, seen.ins)]
    if told:
        constats.ajouter(rang, lue, told)
    return Ligne(id_, un, masse.erreur(un, told))
