"""A run of several scenarios: one after the other or in parallel espaces, stopped, resumed."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from simulators.commands.errors import CommandError
from simulators.commands.following import Place, follow
from simulators.commands.target import control
from simulators.scenarios import wording
from simulators.scenarios.drivers.messages import Driver
from simulators.scenarios.judge import unplayed
from simulators.scenarios.model import Scenario
from simulators.scenarios.run_folder import Record, RecordError, judged, read, save
from simulators.scenarios.verdicts import ScenarioVerdict
from simulators.system_errors import in_french

_NAME = 30


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is played where. `folder` keeps what each scenario left; `workers` espaces are used at a time."""

    scenarios: Sequence[Scenario]
    ready: Mapping[str, Any]
    espace: str
    driver: Callable[[], Driver]
    folder: Path | None = None
    workers: int = 1

    def verdicts(self) -> Iterator[ScenarioVerdict]:
        """Each verdict as it comes; after a stop (Ctrl+C), those of the rest, incomplete.

        Raises CommandError when the simulator cannot be reached, or the folder is unusable.
        """
        kept = self._kept()
        for one in self.scenarios:
            if one.id in kept:
                yield judged(kept[one.id], one)
        rest = [one for one in self.scenarios if one.id not in kept]
        done: set[str] = set()
        try:
            for scenario, record in self._parallel(rest) if self.workers > 1 else self._in_turn(rest):
                self._keep(record)
                done.add(scenario.id)
                yield judged(record, scenario)
        except KeyboardInterrupt:
            for scenario in rest:
                if scenario.id not in done:
                    yield unplayed(scenario, wording.stopped())

    def stopped(self, verdicts: Sequence[ScenarioVerdict]) -> bool:
        """True when a stop left scenarios unplayed."""
        return any(one.unplayed == wording.stopped() for one in verdicts)

    def _kept(self) -> Mapping[str, Record]:
        """What an earlier run left that need not be played again."""
        if self.folder is None:
            return {}
        try:
            return {name: one for name, one in read(self.folder).items() if not one.broken.fr}
        except RecordError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"lecture impossible : {self.folder} ({in_french(error)})") from None

    def _keep(self, record: Record) -> None:
        if self.folder is None:
            return
        try:
            save(self.folder, record)
        except OSError as error:
            raise CommandError(f"écriture impossible : {self.folder} ({in_french(error)})") from None

    def _in_turn(self, scenarios: Sequence[Scenario]) -> Iterator[tuple[Scenario, Record]]:
        with closing(self.driver()) as driver, control(self.ready) as api:
            place = Place(self.ready, api, self.espace)
            for scenario in scenarios:
                yield scenario, follow(scenario, driver, place)

    def _parallel(self, scenarios: Sequence[Scenario]) -> Iterator[tuple[Scenario, Record]]:
        """Each worker has an espace and a driver of its own, and takes the next scenario when it is free."""
        run = _Parallel(self, scenarios)
        with ThreadPoolExecutor(self.workers) as pool:
            for rank in range(1, self.workers + 1):
                pool.submit(run.work, rank).add_done_callback(run.ended)
            try:
                yield from run.results(self.workers)
            finally:
                run.stop()


class _Parallel:
    """The work shared by the threads of one run."""

    def __init__(self, campaign: Campaign, scenarios: Sequence[Scenario]) -> None:
        self._campaign = campaign
        self._token = secrets.token_hex(2)
        self._todo: SimpleQueue[Scenario] = SimpleQueue()
        self._done: SimpleQueue[tuple[Scenario, Record] | BaseException | None] = SimpleQueue()
        for one in scenarios:
            self._todo.put(one)

    def work(self, rank: int) -> None:
        """One thread: plays in an espace of its own until nothing is left."""
        self._play(f"{self._campaign.espace[:_NAME]}-{self._token}-{rank}")

    def ended(self, thread: Future[None]) -> None:
        """A thread ended: what went wrong, if anything did, is told to the one who waits."""
        self._done.put(thread.exception())

    def results(self, workers: int) -> Iterator[tuple[Scenario, Record]]:
        """What the threads did, as it comes. Raises what one of them raised."""
        while workers:
            got = self._done.get()
            if isinstance(got, BaseException):
                raise got
            if got is None:
                workers -= 1
            else:
                yield got

    def stop(self) -> None:
        """Nothing more is begun."""
        with suppress(Empty):
            while True:
                self._todo.get_nowait()

    def _play(self, espace: str) -> None:
        ready = self._campaign.ready
        driver = self._campaign.driver()
        with closing(driver), control(ready) as api, suppress(Empty):
            api.call("POST", "/espaces", json={"name": espace})
            place = Place(ready, api, espace)
            while True:
                scenario = self._todo.get_nowait()
                self._done.put((scenario, follow(scenario, driver, place)))
