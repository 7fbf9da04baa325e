"""Compares two journals exchange by exchange, leaf by leaf. Pure: exchanges in, pairs out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from simulators.core.journal.model import Exchange
from simulators.rejeu.feuilles import Leaves, answer_leaves
from simulators.rejeu.lieux import SORT, Lieux, lieux_de
from simulators.rejeu.volatils import volatile

# Facts of a replayed exchange: which one it plays again, whether it went out, why not, what was changed.
DE: Final = "rejeu.de"
RAISON: Final = "rejeu.raison"
RESERVES: Final = "rejeu.reserves"
REECRITS: Final = "rejeu.reecrits"
# Facts compared besides the bytes: what the answer means, in the service's own words.
_FACTS: Final = ("code", "fault", "http.status")


class Sort(StrEnum):
    """What became of an exchange to replay."""

    REJOUE = "rejoue"
    SANS_OBJET = "sans_objet"
    NON_REJOUABLE = "non_rejouable"
    SANS_REPONSE = "sans_reponse"


class Etat(StrEnum):
    """What a pair comes to."""

    EGAL = "egal"
    DIFFERE = "differe"
    MANQUE = "manque"
    EN_TROP = "en_trop"
    NON_REJOUE = "non_rejoue"
    SANS_OBJET = "sans_objet"

    @property
    def rouge(self) -> bool:
        """True when the comparison as a whole is not equal because of it."""
        return self in {Etat.DIFFERE, Etat.MANQUE, Etat.EN_TROP, Etat.NON_REJOUE}


@dataclass(frozen=True, slots=True)
class Ecart:
    """One leaf that is not the same: None where it is absent. `volatil` is the family that excuses it."""

    chemin: str
    gauche: str | None
    droite: str | None
    volatil: str = ""


@dataclass(frozen=True, slots=True)
class Paire:
    """Two exchanges held to be the same act, or one that has no other."""

    rang: int
    operation: str
    gauche: Exchange | None
    droite: Exchange | None
    etat: Etat
    ecarts: tuple[Ecart, ...] = ()
    ignores: tuple[Ecart, ...] = ()
    raison: str = ""
    reserves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Every pair, in the order of the first journal, then what only the second has."""

    paires: tuple[Paire, ...]
    compte: Mapping[Etat, int] = field(default_factory=dict)

    @property
    def egale(self) -> bool:
        """True when nothing differs, nothing is missing."""
        return not any(one.etat.rouge for one in self.paires)


def comparer(gauche: Sequence[Exchange], droite: Sequence[Exchange]) -> Comparaison:
    """Pairs the exchanges and compares their answers.

    A replayed exchange goes with the one it names; otherwise the n-th of an operation goes with the n-th.
    """
    left_places, right_places = lieux_de(gauche), lieux_de(droite)
    pairs: list[Paire] = []
    for left, right in _aligned(gauche, droite):
        pairs.append(_paire(len(pairs) + 1, left, right, (left_places, right_places)))
    count: dict[Etat, int] = defaultdict(int)
    for one in pairs:
        count[one.etat] += 1
    return Comparaison(tuple(pairs), dict(count))


def operation(exchange: Exchange) -> str:
    """What an exchange is paired by: its operation, else its request line without what varies."""
    if exchange.operation:
        return exchange.operation
    method, _, target = exchange.request.start.partition(" ")
    return f"{exchange.service or exchange.protocol} {method} {target.partition('?')[0].partition(' ')[0]}"


def _aligned(
    gauche: Iterable[Exchange], droite: Sequence[Exchange]
) -> Iterable[tuple[Exchange | None, Exchange | None]]:
    named = {str(one.facts[DE]): one for one in droite if DE in one.facts}
    waiting: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    for one in reversed(droite):
        if DE not in one.facts and _asked(one):
            waiting[_key(one)].append(one)
    for one in gauche:
        if named:
            yield one, named.pop(one.id, None)
        elif _asked(one):
            queue = waiting[_key(one)]
            yield one, queue.pop() if queue else None
    left_over = {one.id for queue in waiting.values() for one in queue} | {one.id for one in named.values()}
    yield from ((None, one) for one in droite if one.id in left_over)


def _key(exchange: Exchange) -> tuple[str, str]:
    return exchange.protocol, operation(exchange)


def _asked(exchange: Exchange) -> bool:
    """Whether somebody asked for it: what the simulator did by itself is no act of the client's."""
    return exchange.protocol in {"http", "smtp", "imap"} and exchange.answer is not None


def _paire(rang: int, gauche: Exchange | None, droite: Exchange | None, places: tuple[Lieux, Lieux]) -> Paire:
    known = gauche or droite
    name = operation(known) if known else ""
    if gauche is None or droite is None:
        return Paire(rang, name, gauche, droite, Etat.EN_TROP if gauche is None else Etat.MANQUE)
    sort = droite.facts.get(SORT, Sort.REJOUE)
    reason, told = str(droite.facts.get(RAISON) or ""), droite.facts.get(RESERVES)
    reserves = told if isinstance(told, tuple) else ()
    if sort != Sort.REJOUE:
        state = Etat.SANS_OBJET if sort == Sort.SANS_OBJET else Etat.NON_REJOUE
        return Paire(rang, name, gauche, droite, state, raison=reason, reserves=reserves)
    every = list(ecarts(gauche, droite, places))
    kept = tuple(one for one in every if not one.volatil)
    state = Etat.DIFFERE if kept else Etat.EGAL
    put_aside = tuple(one for one in every if one.volatil)
    return Paire(rang, name, gauche, droite, state, kept, put_aside, reason, reserves)


def ecarts(gauche: Exchange, droite: Exchange, places: tuple[Lieux, Lieux]) -> Iterable[Ecart]:
    """Every leaf that is not the same on both sides, volatile ones named as such."""
    left = _leaves(gauche, places[0])
    right = _leaves(droite, places[1])
    for path in [*left, *(one for one in right if one not in left)]:
        one, other = left.get(path), right.get(path)
        if one != other:
            yield Ecart(path, one, other, volatile(path, one or "", other or ""))


def _leaves(exchange: Exchange, places: Lieux) -> Leaves:
    """What the answer means first, then every leaf of its bytes."""
    facts = {f"fait/{name}": str(exchange.facts[name]) for name in _FACTS if name in exchange.facts}
    return facts | {path: places.neutre(value) for path, value in answer_leaves(exchange).items()}
