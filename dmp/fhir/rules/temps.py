"""Times compared with the intervals of a search, as the store can play them (HL7 FHIR R4, search)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from dmp.fhir.model.selection import Condition
from dmp.fhir.rules.criteres import Intervalle

_UN_JOUR: Final = timedelta(days=1)


def _comparees(
    name: str, one: Intervalle, low: str | int, high: str | int
) -> Iterator[tuple[Condition, ...]]:
    """The comparisons of one time with an interval (HL7 FHIR R4, search, prefixes)."""
    match one.prefixe:
        case "ge":
            yield (Condition(name, "ge", low),)
        case "gt" | "sa":
            yield (Condition(name, "ge", high),)
        case "le":
            yield (Condition(name, "lt", high),)
        case "lt" | "eb":
            yield (Condition(name, "lt", low),)
        case "ne":
            yield (Condition(name, "lt", low),)
            yield (Condition(name, "ge", high),)
        case _:
            yield (Condition(name, "ge", low), Condition(name, "lt", high))


def _elargi(one: Intervalle) -> Intervalle:
    """`ap` takes a day more on each side."""
    if one.prefixe != "ap":
        return one
    return Intervalle("eq", one.debut - _UN_JOUR, one.fin + _UN_JOUR)


def temps(name: str, told: Intervalle) -> Iterator[tuple[Condition, ...]]:
    """A time of XDS; one that is absent matches nothing."""
    one = _elargi(told)
    low, high = f"{one.debut:%Y%m%d%H%M%S}", f"{one.fin:%Y%m%d%H%M%S}"
    for conditions in _comparees(name, one, low, high):
        yield (Condition(name, "non_vide"), *conditions)


def horloge(name: str, told: Intervalle) -> Iterator[tuple[Condition, ...]]:
    """A time of ours, in microseconds since 1970."""
    one = _elargi(told)
    low, high = (int(when.timestamp() * 1_000_000) for when in (one.debut, one.fin))
    yield from _comparees(name, one, low, high)


def periode(told: Intervalle) -> Iterator[tuple[Condition, ...]]:
    """context.period against an interval: overlap; a period without end goes on."""
    one = _elargi(told)
    low, high = f"{one.debut:%Y%m%d%H%M%S}", f"{one.fin:%Y%m%d%H%M%S}"
    begun = Condition("debut", "non_vide")
    match one.prefixe:
        case "ge":
            yield (begun, Condition("fin", "vide"))
            yield (begun, Condition("fin", "ge", low))
        case "gt":
            yield (begun, Condition("fin", "vide"))
            yield (begun, Condition("fin", "ge", high))
        case "le":
            yield (begun, Condition("debut", "lt", high))
        case "lt":
            yield (begun, Condition("debut", "lt", low))
        case "sa":
            yield (begun, Condition("debut", "ge", high))
        case "eb":
            yield (begun, Condition("fin", "non_vide"), Condition("fin", "lt", low))
        case "ne":
            yield (begun, Condition("debut", "ge", high))
            yield (begun, Condition("fin", "non_vide"), Condition("fin", "lt", low))
        case _:
            started = Condition("debut", "lt", high)
            yield (begun, started, Condition("fin", "vide"))
            yield (begun, started, Condition("fin", "ge", low))
