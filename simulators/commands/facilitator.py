"""What a facilitator does while a person plays: something comes in from outside, a step is done again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from simulators.commands.errors import CommandError
from simulators.commands.target import control
from simulators.core.rule import Text
from simulators.dui.evenements import transmettre
from simulators.dui.parcours import BOITE_INFIRMIERE
from simulators.scenarios.drivers.messages import Order
from simulators.scenarios.drivers.person import Gesture
from simulators.scenarios.runs import last


def gestures(ready: Mapping[str, Any]) -> Mapping[str, Gesture]:
    """By the word typed: `message`, `lettre`, `biologie` of a person, `etape N`, `revenir N`."""
    desk = _Desk(ready)
    return {
        "message": desk.message,
        "lettre": desk.lettre,
        "biologie": desk.biologie,
        "etape": desk.etape,
        "revenir": desk.revenir,
    }


class _Desk:
    """Each gesture answers a sentence; what the simulator refuses is that sentence."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self._ready = ready

    def message(self, order: Order, words: list[str]) -> Text:
        """The citizen answers the last mail of an open thread."""
        if not words:
            return Text("message PERSONNE [texte]", "message PERSON [text]")
        body = {"texte": " ".join(words[1:])} if words[1:] else {}
        try:
            with control(self._ready) as api:
                person = api.json("GET", f"{_path(order)}/personnes/{quote(words[0], safe='')}")
                api.call("POST", f"{_path(order)}/mss/usagers/{_matricule(person)}/repondre", json=body)
        except CommandError as error:
            return Text(str(error), str(error))
        return Text(f"{words[0]} a répondu dans Mon espace santé", f"{words[0]} answered in Mon espace santé")

    def lettre(self, order: Order, words: list[str]) -> Text:
        """The hospital writes to the nurse's box: a good letter, or one wrong in the way that is named."""
        if not 1 <= len(words) <= 2:
            return Text("lettre PERSONNE [nature]", "lettre PERSON [kind]")
        body = {"boite": BOITE_INFIRMIERE, "personne": words[0], "nature": (*words, "nominal")[1]}
        try:
            with control(self._ready) as api:
                api.call("POST", f"{_path(order)}/mss/arrivees", json=body)
        except CommandError as error:
            return Text(str(error), str(error))
        return Text(f"lettre : courriel reçu dans {BOITE_INFIRMIERE}", "a letter has come")

    def biologie(self, order: Order, words: list[str]) -> Text:
        """A result comes into the nurse's box. What was exchanged meanwhile is not the DUI's."""
        if len(words) != 1:
            return Text("biologie PERSONNE", "biologie PERSON")
        try:
            with control(self._ready) as api:
                before = last(api, order.espace)
                try:
                    transmettre(self._ready, api, order.espace, words[0])
                finally:
                    order.aside.append((before, last(api, order.espace)))
        except CommandError as error:
            return Text(str(error), str(error))
        return Text(f"biologie : courriel reçu dans {BOITE_INFIRMIERE}", "a result has come")

    def etape(self, order: Order, words: list[str]) -> Text:
        """Freezes the espace as it is before a step."""
        step = _step(order, words)
        if step is None:
            return Text(f"etape 1…{len(order.scenario.quand)}", f"etape 1…{len(order.scenario.quand)}")
        try:
            with control(self._ready) as api:
                api.call("POST", f"{_path(order)}/instantanes", json={"label": _label(order, step)})
        except CommandError as error:
            return Text(str(error), str(error))
        return Text(f"étape {step} : on pourra y revenir", f"step {step}: may be gone back to")

    def revenir(self, order: Order, words: list[str]) -> Text:
        """The espace becomes as it was before a step: what was sent since is undone, journal included."""
        step = _step(order, words)
        if step is None:
            return Text(
                "revenir N : une étape marquée par « etape N »", "revenir N: a step marked by “etape N”"
            )
        try:
            with control(self._ready) as api:
                api.call("POST", f"{_path(order)}/instantanes/{_label(order, step)}/retablir")
                now = last(api, order.espace)
                order.aside[:] = [span for span in order.aside if span[1] <= now]
        except CommandError as error:
            return Text(str(error), str(error))
        return Text(f"revenu avant l'étape {step}", f"back before step {step}")


def _path(order: Order) -> str:
    return f"/espaces/{quote(order.espace, safe='')}"


def _label(order: Order, step: int) -> str:
    return f"{order.scenario.id.lower()}-etape-{step}"


def _step(order: Order, words: list[str]) -> int | None:
    if len(words) != 1 or not words[0].isdigit():
        return None
    step = int(words[0])
    return step if 1 <= step <= len(order.scenario.quand) else None


def _matricule(person: Mapping[str, Any]) -> str:
    reference = person.get("reference")
    if not reference:
        raise CommandError(f"{person['id']} n'a pas d'INS")
    return f"{reference['ins']['matricule']}{reference['ins']['cle']}"
