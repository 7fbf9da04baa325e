"""The settings of the pytest plugin, as the command line, the ini file and the surroundings say them."""

import os
from collections.abc import Mapping

import pytest

# name → (default, help); the variable of the surroundings is the name in capitals.
OPTIONS: Mapping[str, tuple[str, str]] = {
    "socle_url": ("", "API de contrôle d'un simulateur qui tourne (http://hôte:8400/api)"),
    "socle_token": ("", "son jeton d'administration"),
    "socle_ready_file": ("", "fichier « prêt » d'un simulateur qui tourne"),
    "socle_command": ("socle", "commande qui démarre le simulateur (socle)"),
    "socle_options": ("", "options de « socle serve » : '--only ins --profile strict'"),
    "socle_timeout": ("60", "secondes laissées au démarrage (60)"),
    "socle_keep_folder": ("socle-echecs", "où --socle-keep dépose les espaces (socle-echecs)"),
}
# What a ready file says as well.
_JOINED = ("socle_url", "socle_token")


def add(parser: pytest.Parser) -> None:
    """Each setting: an option, else a line of the ini file, else a variable."""
    group = parser.getgroup("socle", "simulateur Socle : INSi, DMP, MSSanté, Pro Santé Connect")
    for name, (_, text) in OPTIONS.items():
        group.addoption(f"--{name.replace('_', '-')}", dest=name, metavar="…", help=text)
        parser.addini(name, f"{text} ; ou la variable {name.upper()}")
    group.addoption(
        "--socle-keep", action="store_true", help="garde et exporte l'espace d'un test qui échoue"
    )


def said(config: pytest.Config, name: str) -> str:
    """What was said of a setting, its default when nothing was."""
    default, _ = OPTIONS[name]
    if name in _JOINED and config.getoption("socle_ready_file") and not config.getoption(name):
        # Typed, the ready file is the simulator: an address of the surroundings is another one.
        return default
    told = config.getoption(name) or config.getini(name) or os.environ.get(name.upper())
    return str(told or default)
