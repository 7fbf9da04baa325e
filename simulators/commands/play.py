"""`socle play NAME`: the reference DUI plays a scenario or a suite, rightly or wrongly on purpose."""

from argparse import Namespace
from dataclasses import replace
from datetime import datetime

from simulators.commands.errors import CommandError
from simulators.commands.gate import Gate
from simulators.commands.reporting import REFERENCE_DUI, concluded, meta, repeatable
from simulators.commands.scenarios import loaded, picked
from simulators.commands.simulator import aimed_at
from simulators.core.rule import Text
from simulators.dui.demo import told
from simulators.dui.player import UnknownScriptError, play


def run(options: Namespace) -> int:
    """0, 1 or 2 as `gate.exit_code` says: a mutant is expected to end with 1."""
    catalogue = loaded(options.scenarios)
    scenarios = picked(catalogue, options)
    gate = Gate(options, catalogue)
    seed = options.seed.encode() or None
    verdicts, steps = [], {}
    with aimed_at(options.target) as ready:
        for scenario in scenarios:
            try:
                played = play(scenario, ready, espace=options.espace, mutant=options.mutant, seed=seed)
            except UnknownScriptError as error:
                raise CommandError(str(error)) from None
            verdicts.append(played.verdict)
            steps[scenario.id] = tuple(step.texte for step in played.etapes)
            if not options.json:
                print(f"\n{scenario.titre.in_language(options.lang)} ({scenario.id})")
                print("\n".join(told(played, options.lang)))
        when = repeatable(verdicts) if seed else None
        about = meta(Text(options.name, options.name), REFERENCE_DUI, verdicts, ready, when)
        about = replace(about, steps=steps)
        concluded(verdicts, about, options.report, as_json=options.json, lang=options.lang)
    return gate.settle(verdicts, REFERENCE_DUI, datetime.now().astimezone())
