"""`socle demo`: the reference DUI plays the demonstration on a simulator of its own."""

from argparse import Namespace

from simulators.commands.reporting import REFERENCE_DUI, concluded, meta
from simulators.commands.simulator import temporary
from simulators.core.rule import Text
from simulators.dui.demo import demo

_TITLE = Text("Démonstration", "Demonstration")


def run(options: Namespace) -> int:
    """0 only if every check passed."""
    with temporary() as ready:
        verdicts = demo(ready, lang=options.lang)
        about = meta(_TITLE, REFERENCE_DUI, verdicts, ready)
        return concluded(verdicts, about, options.report, as_json=False, lang=options.lang)
