"""`socle doctor`: what prevents a simulator from starting or being reached here, and the way out."""

import os
from argparse import Namespace

from simulators.commands.errors import VERDICT_FAILED
from simulators.commands.serve import settings_of
from simulators.doctor.report import as_json, as_text, failed
from simulators.doctor.surroundings import examine


def run(options: Namespace) -> int:
    """0 when nothing prevents it (warnings included), 1 otherwise."""
    flags = {name: getattr(options, name) for name in ("data", "port_base", "host", "only", "http")}
    lines = tuple(examine(settings_of(flags), os.environ, options.target))
    print(as_json(lines, options.lang) if options.json else as_text(lines, options.lang))
    return VERDICT_FAILED if failed(lines) else 0
