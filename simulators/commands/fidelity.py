"""`socle fidelity`: every error, rule and default of every service, with where we know it from."""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from simulators.commands.errors import CommandError
from simulators.control.render import register
from simulators.serve import offline_services

_KINDS = (("errors", "Erreurs", "key"), ("rules", "Règles", "id"), ("defaults", "Choix par défaut", "key"))
_BASIS = {"seen": "vu", "reported": "rapporté", "standard": "norme", "assumed": "supposé"}


def run(options: Namespace) -> int:
    """The register of the services built so far, as a table or as JSON."""
    known = offline_services()
    if options.service and options.service not in known:
        raise CommandError(f"service inconnu : {options.service} (au choix : {', '.join(known)})")
    wanted = {name: one for name, one in known.items() if options.service in ("", name)}
    registers = {name: register(service.register, options.lang) for name, service in wanted.items()}
    if options.json:
        print(json.dumps(registers, ensure_ascii=False, indent=1))
        return 0
    for name, one in registers.items():
        print("\n".join(_table(wanted[name].title.in_language(options.lang), one)))
    return 0


def _table(title: str, one: Mapping[str, Any]) -> Iterator[str]:
    yield f"{title}\n{'═' * len(title)}"
    for kind, heading, key in _KINDS:
        yield f"\n{heading} ({len(one[kind])})"
        for entry in sorted(one[kind], key=lambda entry: str(entry[key])):
            text = entry.get("label") or entry.get("title") or entry.get("text")
            basis = entry["basis"]
            yield f"  {entry[key]:<28} {_BASIS[basis['kind']]:<9} {text}\n{'':<41}{basis['source']}"
    yield ""
