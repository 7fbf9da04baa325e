"""The matrix of the programs we did not write: version, service, what each proves.

The list is `docs/clients.yaml`; versions are read where they are pinned.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from simulators.core.rule import Text
from simulators.docs.english import said
from simulators.docs.tables import code, section

_ROOT: Final = Path(__file__).parents[2]
_INTRO: Final = Text(
    """# Programmes clients

:::{container} catalogue
Des programmes que nous n'avons pas écrits parlent au simulateur, sans retouche : ce sont eux qui \
prouvent le fil. `make clients` les joue, et `make browser` le navigateur. Ceux de Debian sont à la \
version de la machine qui les joue ; les autres sont figés.
:::
""",
    """# Client programs

:::{container} catalogue
Programs we did not write speak to the simulator, unchanged: they are what proves the wire. `make \
clients` plays them. Those of Debian are at the version of the machine that plays them; the others are \
pinned.
:::
""",
)
_SERVICES: Final = {"ins": "INSi", "dmp": "DMP", "mss": "MSSanté", "psc": "Pro Santé Connect"}
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    heads = ("Programme", "Version", "Services", "Ce qu'il prouve", "Essais")
    return "\n".join((_INTRO.in_language(lang), section("Programmes", heads, _rows(lang), lang)))


def programs() -> Sequence[Mapping[str, Any]]:
    """The entries of `docs/clients.yaml`."""
    listed: Sequence[Mapping[str, Any]] = yaml.safe_load((_ROOT / "docs" / "clients.yaml").read_text("utf-8"))
    return listed


def pinned() -> Mapping[str, Mapping[str, str]]:
    """By kind of program, the versions that the repository pins."""
    python = dict(_PINNED.findall((_ROOT / "requirements-dev.txt").read_text("utf-8")))
    return {"python": python, "npm": _npm("clients"), "navigateur": _npm("browser")}


def _npm(folder: str) -> Mapping[str, str]:
    told = json.loads((_ROOT / "tests" / folder / "node" / "package.json").read_text("utf-8"))
    dependencies: Mapping[str, str] = told["dependencies"]
    return dependencies


def _rows(lang: str) -> Iterator[Sequence[str]]:
    versions = pinned()
    for one in programs():
        known = versions.get(one["sorte"])
        version = known[one["paquet"]] if known else said("celle de Debian", lang)
        services = ", ".join(_SERVICES[name] for name in one["services"])
        yield one["nom"], version, services, one[lang], ", ".join(code(name) for name in one["essais"])
