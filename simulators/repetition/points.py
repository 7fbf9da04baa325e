"""What went wrong and what remains: refusals in words, then what to settle before going live."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.repetition.avancement import Avancement, Etat
from simulators.repetition.indicateurs import DEFINITIONS, Mesure, connected, feeds, sent
from simulators.repetition.mise_en_service import Ligne
from simulators.repetition.seuils import Seuils, atteint
from simulators.repetition.usagers import Usager
from simulators.scenarios.reports.wording import plural


@dataclass(frozen=True, slots=True)
class Dit:
    """An exchange in plain words: whether it was refused, what happened, what to do."""

    refuse: bool
    phrase: str
    a_faire: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refus:
    """A refusal, how many times it came, what to do; `repris`: the same gesture succeeded each time later."""

    phrase: str
    fois: int
    a_faire: tuple[str, ...]
    repris: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to settle: what, and what to do."""

    constat: str
    a_faire: str


def refus(
    exchanges: Sequence[Exchange], qui: Mapping[str, Usager], tell: Callable[[Exchange], Dit]
) -> tuple[Refus, ...]:
    """The refusals, the same sentence once, in order of coming. `qui` says whom each exchange is about."""
    found: dict[str, Refus] = {}
    after: set[tuple[str, Usager | None]] = set()
    for one in reversed(exchanges):
        told, gesture = tell(one), (one.operation, qui.get(one.id))
        if not told.refuse:
            after.add(gesture)
            continue
        before = found.pop(told.phrase, None)
        again = gesture in after and (before is None or before.repris)
        found[told.phrase] = Refus(told.phrase, before.fois + 1 if before else 1, told.a_faire, again)
    return tuple(reversed(found.values()))


def points(
    exchanges: Sequence[Exchange],
    usagers: Sequence[Avancement],
    refuses: Sequence[Refus],
    mesures: Sequence[Mesure],
    seuils: Seuils,
    etapes: Sequence[Ligne],
) -> tuple[Point, ...]:
    """What to settle: persons not found, refusals never overcome, what was not rehearsed, and the rest."""
    return (
        *_not_found(usagers),
        *(Point(one.phrase, " ".join(one.a_faire) or _ASK) for one in refuses if not one.repris),
        *_not_rehearsed(exchanges),
        *_under(mesures, seuils),
        *_to_tick(etapes),
    )


_ASK = "Montrez cet échange à l'éditeur de votre logiciel."


def _not_found(usagers: Sequence[Avancement]) -> Iterator[Point]:
    for one in usagers:
        if one.etats[0] is Etat.NON:
            yield Point(
                f"{one.usager.nom or 'Un usager'} : le téléservice n'a pas trouvé cette personne.",
                "Vérifiez le nom de naissance (et non le nom d'usage), les prénoms et la date, pièce "
                "d'identité en main, puis réessayez.",
            )


def _not_rehearsed(exchanges: Sequence[Exchange]) -> Iterator[Point]:
    seen = (
        (bool(connected(exchanges)), "Personne ne s'est connecté par Pro Santé Connect."),
        (any(one.service == "ins" for one in exchanges), "Aucune identité n'a été recherchée."),
        (any(map(feeds, exchanges)), "Aucun document n'a été accepté au DMP."),
        (any(map(sent, exchanges)), "Aucun courriel n'est parti par la messagerie."),
    )
    for done, what in seen:
        if not done:
            yield Point(what, "Rejouez cette étape avant la mise en service.")


def _under(mesures: Sequence[Mesure], seuils: Seuils) -> Iterator[Point]:
    names = {one.code: one.nom.fr for one in DEFINITIONS}
    for one in mesures:
        if atteint(one, seuils) is False:
            unit = "" if one.sur is None else " %"
            value = one.nombre if one.sur is None else one.part
            wanted = f"pour un seuil de {seuils[one.code]}{unit} que vous avez fixé"
            yield Point(
                f"{names[one.code]} : {value}{unit}, {wanted}.",
                "Voyez dans le tableau des usagers ce qui n'a pas été fait.",
            )


def _to_tick(etapes: Sequence[Ligne]) -> Iterator[Point]:
    missing = [one.etape.titre.fr for one in etapes if not one.faite]
    if missing:
        number = len(missing)
        yield Point(
            f"Mise en service : {number} {plural(number, 'étape')} à faire ou à confirmer.",
            "Voyez la liste à la fin de ce compte rendu.",
        )
