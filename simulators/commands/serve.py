"""`socle serve`: starts the simulator and serves until it is told to stop."""

import tomllib
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from simulators import serve
from simulators.commands.errors import CommandError
from simulators.config import Settings, load
from simulators.validation import in_one_line


def run(options: Namespace) -> int:
    """0 once stopped by SIGINT or SIGTERM; what prevents the start is a CommandError."""
    try:
        serve.run(settings_of(vars(options)))
    except serve.StartError as error:
        raise CommandError(str(error)) from None
    return 0


def settings_of(flags: Mapping[str, Any]) -> Settings:
    """The settings from what was typed and the surroundings; what is wrong in them is a CommandError."""
    try:
        return load(flags)
    except ValidationError as error:
        raise CommandError(f"réglage refusé : {in_one_line([dict(one) for one in error.errors()])}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"socle.toml illisible : {error}") from None
