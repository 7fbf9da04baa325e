"""Follows one scenario played by a driver: prepared, played, recorded; nothing of a broken run is judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from simulators.commands.errors import RefusedError
from simulators.commands.givens import given
from simulators.commands.target import Control
from simulators.core.rule import Text
from simulators.dui.player import played_services, prepare
from simulators.dui.poste import in_espace
from simulators.scenarios import wording
from simulators.scenarios.drivers.messages import Driver, DriverError, Order, SkippedError
from simulators.scenarios.model import Scenario
from simulators.scenarios.run_folder import Record, concerned
from simulators.scenarios.runs import Run, begin, exchanges_of, finish, people_in
from simulators.scenarios.verdicts import NO_TEXT
from simulators.scenarios.view import View
from simulators.scenarios.waiting import awaited

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where scenarios are played: a simulator, its control API, one of its espaces."""

    ready: Mapping[str, Any]
    api: Control
    espace: str


def follow(scenario: Scenario, driver: Driver, place: Place) -> Record:
    """What the run of one scenario leaves. `done` closes the window in which absences are judged.

    Raises CommandError when the simulator cannot be reached.
    """
    api, espace = place.api, place.espace
    run = begin(api, espace, scenario.id)
    attestations: Mapping[str, bool] = {}
    try:
        prepare(scenario, place.ready, api, espace=espace)
        driver.prepare(order := _order(scenario, place))
        run = begin(api, espace, scenario.id)
        asked = scenario.donne
        with given(api, espace, asked.options, asked.pannes, asked.courriels):
            order = replace(order, awaited=_watch(order, api, run))
            attestations = driver.play(order).attestations
            run = replace(finish(api, run), aside=tuple(order.aside))
    except SkippedError as skipped:
        return _record(scenario, place, run, {}, skipped.why)
    except DriverError as error:
        driver.abandon()
        return _record(scenario, place, run, {}, error.why)
    except RefusedError as error:
        return _record(scenario, place, run, {}, wording.unprepared(str(error)))
    except KeyboardInterrupt:
        driver.abandon()
        raise
    return _record(scenario, place, run, attestations, NO_TEXT)


def _record(
    scenario: Scenario, place: Place, run: Run, attestations: Mapping[str, bool], broken: Text
) -> Record:
    run = finish(place.api, run) if run.until is None else run
    return Record(
        scenario=scenario.id,
        exchanges=tuple(exchanges_of(place.api, run)),
        people=concerned(scenario, people_in(place.api, place.espace)),
        played=played_services(place.ready),
        attestations=attestations,
        broken=broken,
    )


def _watch(order: Order, api: Control, run: Run) -> Callable[[], Text | None]:
    def watch() -> Text | None:
        seen = exchanges_of(api, replace(run, aside=tuple(order.aside)))
        return awaited(order.scenario, View(seen, people_in(api, run.espace)))

    return watch


def _order(scenario: Scenario, place: Place) -> Order:
    espace, ready = place.espace, place.ready
    told = {
        "scenario": _told(scenario),
        "espace": espace,
        "persons": [_person(place, one) for one in scenario.donne.personnes],
        "accounts": ready["accounts"],
        "addresses": {
            service: {face: _address(url, espace) for face, url in faces.items()}
            for service, faces in ready["services"].items()
        },
        "pki": ready["pki"],
        "control": {"url": ready["control"]["url"], "token": _token(place)},
    }
    return Order(scenario, espace, told)


def _address(url: str | None, espace: str) -> str | None:
    return in_espace(url, espace) if url and "://" in url else url


def _person(place: Place, name: str) -> Json:
    told: Json = place.api.json("GET", f"/espaces/{quote(place.espace, safe='')}/personnes/{name}")
    return told


def _token(place: Place) -> str:
    """That of the espace: a driver has no need of the others."""
    return str(place.api.json("GET", f"/espaces/{quote(place.espace, safe='')}/jeton")["token"])


def _told(scenario: Scenario) -> Json:
    return {
        "id": scenario.id,
        "title": _text(scenario.titre),
        "level": scenario.niveau,
        "services": list(scenario.services),
        "actor": _text(scenario.acteur),
        "given": _text(scenario.donne.texte),
        "persons": list(scenario.donne.personnes),
        "settings": dict(scenario.donne.reglages),
        "steps": [_text(step) for step in scenario.quand],
        "attestations": [
            {"id": one.id, "kind": one.genre, "label": _text(one.libelle)}
            for one in scenario.controles
            if one.genre != "traffic"
        ],
    }


def _text(text: Text) -> Json:
    return {"fr": text.fr, "en": text.en}
