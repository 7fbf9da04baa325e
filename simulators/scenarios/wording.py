"""Every sentence of a verdict, French first: pure functions, so that the wording is tested."""

from collections.abc import Sequence

from simulators.core.rule import Text
from simulators.scenarios.conditions import Outcome
from simulators.scenarios.words import exchanges, fact_name, opening, quoted


def seen_right(number: int) -> Text:
    """What supports a check that passed."""
    if number == 0:
        return Text("Aucun échange contraire.", "No exchange to the contrary.")
    some = exchanges(number)
    return Text(f"Constaté sur {some.fr}.", f"Seen on {some.en}.")


def nothing_to_judge() -> Text:
    """Why a check on every exchange is not seen."""
    return Text(
        "L'échange à contrôler n'a pas eu lieu pendant l'essai.",
        "The exchange to check did not happen during the run.",
    )


def count(number: int, expected: Text) -> Text:
    """Too few or too many exchanges."""
    some = exchanges(number)
    verb = "a vu" if number else "n'a vu"
    return Text(
        f"Le simulateur {verb} {some.fr} de ce genre ; attendu : {expected.fr}.",
        f"The simulator saw {some.en} of this kind; expected: {expected.en}.",
    )


def condition(outcome: Outcome) -> Text:
    """A value that is not the one expected."""
    fact, found = opening(outcome.fact), quoted(outcome.found)
    return Text(
        f"{fact.fr} : {found.fr} ; attendu : {outcome.expected.fr}.",
        f"{fact.en}: {found.en}; expected: {outcome.expected.en}.",
    )


def no_choice(outcomes: Sequence[Outcome]) -> Text:
    """None of several admitted possibilities holds."""
    french = " ; ou ".join(f"{fact_name(one.fact).fr} : {one.expected.fr}" for one in outcomes)
    english = "; or ".join(f"{fact_name(one.fact).en}: {one.expected.en}" for one in outcomes)
    return Text(
        f"Aucune des possibilités admises n'est remplie ({french}).",
        f"None of the admitted possibilities holds ({english}).",
    )


def wrong_sequence(fact: str, found: Text, expected: Text) -> Text:
    """Values in another order than expected."""
    name = fact_name(fact)
    return Text(
        f"Dans l'ordre, {name.fr} : {found.fr} ; attendu : {expected.fr}.",
        f"In order, {name.en}: {found.en}; expected: {expected.en}.",
    )


def too_early(number: int) -> Text:
    """Exchanges that came before the one they had to follow."""
    some = exchanges(number)
    return Text(
        f"Trop tôt : {some.fr} avant celui qui devait venir d'abord.",
        f"Too early: {some.en} before the one that had to come first.",
    )


def no_successor() -> Text:
    """Nothing came after an exchange that called for another."""
    return Text("Aucun appel n'a suivi.", "No call followed.")


def unjoined(fact: str, value: str, before: bool) -> Text:
    """A value that no other exchange carries."""
    name, found = opening(fact), quoted(value)
    when = Text("plus tôt ", "earlier ") if before else Text("", "")
    return Text(
        f"{name.fr} : {found.fr} ne se retrouve {when.fr}dans aucun échange attendu.",
        f"{name.en}: {found.en} appears {when.en}in none of the expected exchanges.",
    )


def repeated(fact: str, value: str, number: int) -> Text:
    """A value used twice, or missing."""
    name, found = opening(fact), quoted(value)
    return Text(
        f"{name.fr} doit changer à chaque appel : {found.fr} dans {exchanges(number).fr}.",
        f"{name.en} must differ in each call: {found.en} in {exchanges(number).en}.",
    )


def distinct(fact: str, number: int, expected: Text) -> Text:
    """Too few or too many different values."""
    name = fact_name(fact)
    return Text(
        f"Valeurs différentes pour {name.fr} : {number} ; attendu : {expected.fr}.",
        f"Different values for {name.en}: {number}; expected: {expected.en}.",
    )


def window(number: int, position: str, seconds: int, expected: Text) -> Text:
    """Too few or too many exchanges around another."""
    some = exchanges(number)
    places = {"apres": Text("après", "after"), "avant": Text("avant", "before")}
    place = places.get(position, Text("autour de", "around"))
    return Text(
        f"En {seconds} s {place.fr} l'échange de référence : {some.fr} ; attendu : {expected.fr}.",
        f"Within {seconds} s {place.en} the reference exchange: {some.en}; expected: {expected.en}.",
    )


def too_close(gap: int, least: int) -> Text:
    """Two exchanges too near each other, in milliseconds."""
    return Text(
        f"Deux appels se suivent à {max(gap, 0)} ms ; attendu : {least} ms au moins.",
        f"Two calls follow each other within {max(gap, 0)} ms; expected: at least {least} ms.",
    )


def rate(number: int, seconds: int, most: int) -> Text:
    """Too many exchanges in a span of time."""
    return Text(
        f"{number} appels en {seconds} s ; attendu : {most} au plus.",
        f"{number} calls in {seconds} s; expected: at most {most}.",
    )


def present(number: int) -> Text:
    """Exchanges that should not be there."""
    some = exchanges(number)
    return Text(f"Le simulateur a vu {some.fr} de trop.", f"The simulator saw {some.en} too many.")


def absent_with_chance() -> Text:
    """An absence proven by an exchange."""
    return Text(
        "Rien de contraire n'est parti, alors que l'occasion s'est présentée.",
        "Nothing to the contrary left, although there was a chance.",
    )


def absent_attested() -> Text:
    """An absence proven by a person."""
    return Text(
        "Rien n'est parti, et une personne confirme que l'essai a été fait.",
        "Nothing left, and a person confirms that it was tried.",
    )


def no_chance() -> Text:
    """Why an absence is not seen."""
    return Text(
        "Rien n'est parti, mais rien ne prouve que le logiciel en a eu l'occasion.",
        "Nothing left, but nothing proves that the software had a chance.",
    )


def out_of_reach(services: Sequence[str]) -> Text:
    """Why a check waits for a service that is not played."""
    names = ", ".join(services)
    return Text(
        f"Ce contrôle attend un service qui n'est pas joué ici : {names}.", f"Not played here: {names}."
    )


def unknown_person(person: str) -> Text:
    """Why a check about a person who left the espace is not seen."""
    return Text(
        f"La personne « {person} » n'est pas dans cet espace.", f'No person "{person}" in this espace.'
    )


def attestation(confirmed: bool | None) -> Text:
    """What a person said of a check that the traffic cannot decide."""
    if confirmed is None:
        return Text("À confirmer par une personne.", "To be confirmed by a person.")
    if confirmed:
        return Text("Confirmé par une personne.", "Confirmed by a person.")
    return Text("Infirmé par une personne.", "Denied by a person.")


def export() -> Text:
    """What a check on an exported file waits for."""
    return Text("À comparer à un export du logiciel.", "To be compared with an export of the software.")


def incomplete() -> Text:
    """Why nothing is decided across a hole in the journal."""
    return Text(
        "Le journal a une lacune pendant l'essai (arrêt du simulateur) : recommencez l'essai.",
        "The journal has a gap within the run (the simulator stopped): play it again.",
    )


def machine_clock_back(exchange: str, seconds: int) -> Text:
    """Why nothing is decided when the machine's clock went back."""
    return Text(
        f"L'horloge de la machine a reculé de {seconds} s pendant l'essai (échange {exchange}) : "
        "l'ordre des échanges n'est plus sûr, recommencez l'essai.",
        f"The machine's clock went back {seconds} s within the run (exchange {exchange}): "
        "the order of exchanges is unsure, play it again.",
    )


def espace_clock_back(exchange: str, seconds: int) -> Text:
    """Why a rule on time is not decided when the espace's clock went back."""
    return Text(
        f"L'horloge de l'espace a reculé de {seconds} s pendant l'essai (échange {exchange}) : "
        "les durées ne se comptent plus, recommencez l'essai.",
        f"The espace's clock went back {seconds} s within the run (exchange {exchange}): "
        "spans of time mean nothing, play it again.",
    )


def stopped() -> Text:
    """Why a run that a person stopped is not judged."""
    return Text("L'essai a été arrêté avant la fin.", "The run was stopped before its end.")


def unprepared(why: str) -> Text:
    """Why a run that could not be prepared is not judged."""
    return Text(f"Ce scénario n'a pas pu être préparé : {why}", f"This scenario could not be prepared: {why}")
