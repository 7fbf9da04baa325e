"""All the cases of an order, month by month: nothing but the codes to give is held in memory."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple, Protocol

from ins.generateur.cas import Lettres, Mois
from ins.generateur.hasard import Hasard
from ins.generateur.modele import CODES, Cas, Commande, effectifs
from simulators.core.sante.tirage import fins, souche

ANNEES: Final = range(1926, 2026)
# Calls for women fail forty times in a hundred, for men 1.4 (Ophtao, same practice as the shares).
_ECHECS: Final = {"F": 40.0, "M": 1.4}


class Pris(Protocol):
    """The matricules already borne that begin with these five characters."""

    def __call__(self, debut: str, /) -> Collection[str]:
        """Their 13 characters."""


class _Part(NamedTuple):
    """One sex and one month, and how many records are made there."""

    sexe: str
    mois: str
    nombre: int


def fabriquer(commande: Commande, pris: Pris) -> Iterator[Cas]:
    """Every case of an order. Raises `PartsRefusees`, LookupError when the fictional lists are spent."""
    parts = _repartir(Hasard(commande.graine, "mois"), commande.nombre)
    codes = _codes(commande, parts)
    given = {sexe: iter(codes[sexe]) for sexe in codes}
    ends, letters = fins(), Lettres()
    for part in parts:
        start = souche(part.sexe, part.mois)
        hasard = Hasard(commande.graine, f"{part.sexe} {part.mois}")
        taken = pris(start)
        free = [end for end in ends if start + end not in taken]
        wanted = [CODES[next(given[part.sexe])] for _ in range(part.nombre)]
        yield from Mois(hasard, part.sexe, part.mois, free, letters).cas(wanted)


def _repartir(hasard: Hasard, nombre: int) -> list[_Part]:
    """As many in each month of each sex, to one: the fictional lists give no month more than a thousand."""
    months = [(sexe, f"{year}-{month:02d}") for sexe in "FM" for year in ANNEES for month in range(1, 13)]
    hasard.melanger(months)
    each, rest = divmod(nombre, len(months))
    parts = [_Part(*one, each + (rank < rest)) for rank, one in enumerate(months)]
    return [part for part in parts if part.nombre]


def _codes(commande: Commande, parts: list[_Part]) -> dict[str, bytearray]:
    """The ranks in `CODES` of the answers to give to each sex, shuffled: the shares hold over both."""
    counts = effectifs(commande.nombre, commande.parts)
    people = {sexe: sum(part.nombre for part in parts if part.sexe == sexe) for sexe in "FM"}
    weight = {sexe: people[sexe] * _ECHECS[sexe] for sexe in people}
    total = weight["F"] + weight["M"]
    failed = _borne(round(counts["01"] * weight["F"] / total), counts["01"], people, 0)
    several = _borne(
        round(counts["02"] * people["F"] / commande.nombre), counts["02"], people, failed, counts["01"]
    )
    women = {"01": failed, "02": several}
    men = {code: counts[code] - women[code] for code in women}
    found = {}
    for sexe, own in (("F", women), ("M", men)):
        codes = bytearray([0]) * (people[sexe] - own["01"] - own["02"])
        codes += bytearray([1]) * own["01"] + bytearray([2]) * own["02"]
        Hasard(commande.graine, f"codes {sexe}").melanger(codes)
        found[sexe] = codes
    return found


def _borne(wished: int, count: int, people: dict[str, int], women: int, others: int = 0) -> int:
    """How many of `count` go to women who hold `women` of `others`, so that each sex can hold its own."""
    least = count - (people["M"] - (others - women))
    return min(max(wished, least, 0), people["F"] - women, count)
