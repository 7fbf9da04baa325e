"""What went wrong and what remains: refusals in words, then what to settle before going live."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.avancement import Avancement, Etat
from simulators.repetition.indicateurs import DEFINITIONS, Mesure, connected, feeds, sent
from simulators.repetition.mise_en_service import Ligne
from simulators.repetition.mots import COLON, MOTS
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
    preuves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to settle: what, what to do, and the exchanges that show it."""

    constat: str
    a_faire: str
    preuves: tuple[str, ...] = ()


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
        times, seen = (before.fois, before.preuves) if before else (0, ())
        found[told.phrase] = Refus(told.phrase, times + 1, told.a_faire, again, (one.id, *seen))
    return tuple(reversed(found.values()))


@dataclass(frozen=True, slots=True)
class Vu:
    """All that the points are drawn from."""

    exchanges: Sequence[Exchange]
    usagers: Sequence[Avancement]
    refus: Sequence[Refus]
    mesures: Sequence[Mesure]
    seuils: Seuils
    etapes: Sequence[Ligne]


def points(vu: Vu, lang: str) -> tuple[Point, ...]:
    """What to settle: persons not found, refusals never overcome, what was not rehearsed, and the rest."""

    def refused(one: Refus) -> Point:
        return Point(one.phrase, " ".join(one.a_faire) or MOTS["montrer"].in_language(lang), one.preuves)

    return (
        *_not_found(vu, lang),
        *(refused(one) for one in vu.refus if not one.repris),
        *_not_rehearsed(vu.exchanges, lang),
        *_under(vu.mesures, vu.seuils, lang),
        *_to_tick(vu.etapes, lang),
    )


_SOMEBODY = Text("Un usager", "A person")
_NOBODY = Text("le téléservice n'a pas trouvé cette personne.", "the service did not find this person.")
_CHECK = Text(
    "Vérifiez le nom de naissance (et non le nom d'usage), les prénoms et la date, pièce d'identité en main, "
    "puis réessayez.",
    "Check the birth name (not the name used), the given names and the date, with an identity document at "
    "hand, then try again.",
)
_AGAIN = Text("Rejouez cette étape avant la mise en service.", "Play this step again before going live.")
_TABLE = Text(
    "Voyez dans le tableau des usagers ce qui n'a pas été fait.",
    "See in the table of people what was not done.",
)
_LIST = Text("Voyez la liste à la fin de ce compte rendu.", "See the list at the end of this report.")


def _not_found(vu: Vu, lang: str) -> Iterator[Point]:
    for one in vu.usagers:
        if one.etats[0] is Etat.NON:
            who = one.usager.nom or _SOMEBODY.in_language(lang)
            told = f"{who}{COLON[lang]} {_NOBODY.in_language(lang)}"
            yield Point(told, _CHECK.in_language(lang), one.recherches)


def _not_rehearsed(exchanges: Sequence[Exchange], lang: str) -> Iterator[Point]:
    seen = (
        (bool(connected(exchanges)), MOTS["aucun_professionnel"]),
        (
            any(one.service == "ins" for one in exchanges),
            Text("Aucune identité n'a été recherchée.", "No identity was searched."),
        ),
        (
            any(map(feeds, exchanges)),
            Text("Aucun document n'a été accepté au DMP.", "The DMP accepted no document."),
        ),
        (any(map(sent, exchanges)), Text("Aucun courriel n'est parti par la messagerie.", "No mail left.")),
    )
    for done, what in seen:
        if not done:
            yield Point(what.in_language(lang), _AGAIN.in_language(lang))


def _under(mesures: Sequence[Mesure], seuils: Seuils, lang: str) -> Iterator[Point]:
    names = {one.code: one.nom.in_language(lang) for one in DEFINITIONS}
    for one in mesures:
        if atteint(one, seuils) is False:
            unit = "" if one.sur is None else " %"
            value, wanted = one.nombre if one.sur is None else one.part, seuils[one.code]
            told = Text(
                f"{value}{unit}, pour un seuil de {wanted}{unit} que vous avez fixé.",
                f"{value}{unit}, for a threshold of {wanted}{unit} that you set.",
            )
            constat = f"{names[one.code]}{COLON[lang]} {told.in_language(lang)}"
            yield Point(constat, _TABLE.in_language(lang), one.preuves)


def _to_tick(etapes: Sequence[Ligne], lang: str) -> Iterator[Point]:
    number = sum(not one.faite for one in etapes)
    if number:
        told = Text(
            f"Mise en service : {number} {plural(number, 'étape')} à faire ou à confirmer.",
            f"Going live: {number} {plural(number, 'step')} to do or to confirm.",
        )
        yield Point(told.in_language(lang), _LIST.in_language(lang))
