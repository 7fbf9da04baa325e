"""`socle espace`: the espaces of a running simulator."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from simulators.commands.errors import CommandError
from simulators.commands.target import Control, control, read_ready
from simulators.system_errors import in_french


def run(options: Namespace) -> int:
    """Does the action asked for and says it in one line (or in JSON)."""
    with control(read_ready(options.target)) as api:
        if options.action == "list":
            _list(api, options)
        else:
            print(_ACTIONS[options.action](api, _needed(options.name, "NOM"), options))
    return 0


def _needed(value: str, what: str) -> str:
    if not value:
        raise CommandError(f"il manque {what} (socle espace --help)")
    return value


def _path(name: str) -> str:
    return f"/espaces/{quote(name, safe='')}"


def _list(api: Control, options: Namespace) -> None:
    names = api.json("GET", "/espaces")
    print(json.dumps(names) if options.json else "\n".join(names))


def _create(api: Control, name: str, options: Namespace) -> str:
    made = api.json("POST", "/espaces", json={"name": name})
    if options.json:
        return json.dumps(made, ensure_ascii=False)
    address = made["address"]
    return f"Espace {name} créé : préfixe {address['prefix']}, nom {address['host']}, jeton {made['token']}"


def _reset(api: Control, name: str, _: Namespace) -> str:
    api.call("POST", f"{_path(name)}/remise-a-zero")
    return f"Espace {name} remis à zéro"


def _snapshot(api: Control, name: str, options: Namespace) -> str:
    label = _needed(options.extra, "le nom de l'instantané")
    api.call("POST", f"{_path(name)}/instantanes", json={"label": label})
    return f"Espace {name} figé sous le nom {label}"


def _restore(api: Control, name: str, options: Namespace) -> str:
    label = _needed(options.extra, "le nom de l'instantané")
    api.call("POST", f"{_path(name)}/instantanes/{quote(label, safe='')}/retablir")
    return f"Espace {name} rétabli comme sous {label}"


def _export(api: Control, name: str, options: Namespace) -> str:
    return _saved(api, f"{_path(name)}/export", Path(options.extra or f"{name}.socle"))


def _saved(api: Control, path: str, target: Path) -> str:
    data = api.call("GET", path).content
    try:
        target.write_bytes(data)
    except OSError as error:
        raise CommandError(f"écriture impossible : {target} ({in_french(error)})") from None
    return f"Écrit : {target}"


def _journal(api: Control, name: str, options: Namespace) -> str:
    return _saved(api, f"{_path(name)}/journal.zip", Path(options.extra or f"{name}-journal.zip"))


def _import(api: Control, name: str, options: Namespace) -> str:
    source = Path(_needed(options.extra, "le fichier à importer"))
    try:
        data = source.read_bytes()
    except OSError as error:
        raise CommandError(f"lecture impossible : {source} ({in_french(error)})") from None
    done = api.json("PUT", f"{_path(name)}/import", content=data)
    return "\n".join([f"Espace {name} importé de {source}", *done["avertissements"]])


def _delete(api: Control, name: str, _: Namespace) -> str:
    api.call("DELETE", _path(name))
    return f"Espace {name} supprimé"


_ACTIONS: Mapping[str, Callable[[Control, str, Namespace], str]] = {
    "create": _create,
    "reset": _reset,
    "snapshot": _snapshot,
    "restore": _restore,
    "export": _export,
    "journal": _journal,
    "import": _import,
    "delete": _delete,
}
