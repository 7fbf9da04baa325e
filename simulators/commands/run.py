"""`socle run NAME`: scenarios played by the DUI under test, by its driver or by a person, then judged."""

import shlex
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from simulators.commands.campaign import Campaign
from simulators.commands.errors import CommandError
from simulators.commands.facilitator import gestures
from simulators.commands.gate import Gate
from simulators.commands.reporting import DUI_UNDER_TEST, REFERENCE_DUI, concluded, meta, verdict_lines
from simulators.commands.scenarios import loaded, picked
from simulators.commands.target import read_ready
from simulators.core.rule import Text
from simulators.dui.pilote import ReferenceDriver
from simulators.scenarios.drivers.messages import Driver
from simulators.scenarios.drivers.person import Lines, PersonDriver
from simulators.scenarios.drivers.process import ProcessDriver
from simulators.scenarios.drivers.web import WebDriver
from simulators.scenarios.verdicts import ScenarioVerdict

REFERENCE = "reference"
INTERRUPTED = 130
_PATIENCE = 120.0


def run(options: Namespace) -> int:
    """0, 1 or 2 as `gate.exit_code` says; 130 when stopped (Ctrl+C or SIGTERM), what was done being told."""
    catalogue = loaded(options.scenarios)
    scenarios = picked(catalogue, options)
    gate = Gate(options, catalogue)
    ready = read_ready(options.target)
    driver = _driver(options, ready)
    campaign = Campaign(scenarios, ready, options.espace, driver, options.resume, options.parallel)
    # A CI job ends its steps by SIGTERM: the program of the driver must not outlive us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    by_id: dict[str, ScenarioVerdict] = {}
    for verdict in campaign.verdicts():
        by_id[verdict.scenario.id] = verdict
        if not options.json:
            print("\n".join(verdict_lines(verdict, options.lang)), flush=True)
    verdicts = [by_id[one.id] for one in scenarios]
    player = REFERENCE_DUI if options.driver == REFERENCE else DUI_UNDER_TEST
    about = meta(Text(options.name, options.name), player, verdicts, ready)
    concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)
    code = gate.settle(verdicts, player, datetime.now().astimezone())
    return INTERRUPTED if campaign.stopped(verdicts) else code


def _driver(options: Namespace, ready: Mapping[str, Any]) -> Callable[[], Driver]:
    wanted = options.driver
    if options.parallel < 1:
        raise CommandError("--parallel attend un nombre d'espaces, 1 ou plus")
    if wanted is None:
        if options.parallel > 1:
            raise CommandError(
                "--parallel demande un pilote (--driver) : une personne joue un scénario à la fois"
            )
        return _person(options, ready)
    patience = options.timeout or _PATIENCE
    if wanted == REFERENCE:
        return lambda: ReferenceDriver(ready)
    if wanted.startswith(("http://", "https://")):
        return lambda: WebDriver(wanted, patience)
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise CommandError(f"--driver illisible : {wanted} ({error})") from None
    if not command:
        raise CommandError("--driver attend une commande, une adresse http(s) ou « reference »")
    return lambda: ProcessDriver(command, patience)


def _person(options: Namespace, ready: Mapping[str, Any]) -> Callable[[], Driver]:
    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def person() -> Driver:
        lines = Lines(sys.stdin)
        timeout, attest = options.timeout, options.attest
        return PersonDriver(lines, say, options.lang, timeout, gestures(ready), attest=attest)

    return person
