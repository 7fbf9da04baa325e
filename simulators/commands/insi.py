"""`socle insi`: identities brought into the reference base of an espace, or made from a seed."""

import io
import json
import zipfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

from simulators.commands.errors import CommandError
from simulators.commands.simulator import aimed_at
from simulators.commands.target import Control, control, read_ready
from simulators.core.espace import DEFAULT_ESPACE
from simulators.system_errors import in_french

# A million identities take about a minute.
_SECONDS = 900
_FILES = ("base.csv", "dossiers.csv", "attendus.csv", "lisez-moi.txt")
_NOTE = "lisez-moi.txt"


def run(options: Namespace) -> int:
    """0 when all was done; nothing is imported from a file with a wrong line."""
    return _import(options) if options.action == "import" else _generate(options)


def _path(options: Namespace) -> str:
    return f"/espaces/{quote(options.espace or DEFAULT_ESPACE, safe='')}/ins"


def _import(options: Namespace) -> int:
    if not options.file:
        raise CommandError("il manque FICHIER (socle insi --help)")
    try:
        data = Path(options.file).read_bytes()
    except OSError as error:
        raise CommandError(f"lecture impossible : {options.file} ({in_french(error)})") from None
    with control(read_ready(options.target)) as api:
        method, headers = "PUT" if options.replace else "POST", {"content-type": "text/csv"}
        done = api.json(method, f"{_path(options)}/base", content=data, headers=headers, timeout=_SECONDS)
    print(json.dumps(done, ensure_ascii=False) if options.json else "\n".join(_imported(done, options)))
    return 0


def _imported(done: Mapping[str, Any], options: Namespace) -> Iterator[str]:
    count, given = done["ajoutees"], done["matricules_donnes"]
    yield f"Espace {options.espace or DEFAULT_ESPACE} : {_counted(count, 'identité importée')}"
    if given:
        yield f"  {_counted(given, 'matricule fictif donné')}"
    if done["colonnes_ignorees"]:
        yield f"  colonnes ignorées : {', '.join(done['colonnes_ignorees'])}"
    told = done["avertissements"]
    yield from (f"  {one['champ']} : {one['message']}" for one in told)
    if done["nombre_avertissements"] > len(told):
        yield f"  et {_counted(done['nombre_avertissements'] - len(told), 'autre avertissement')}"


def _counted(count: int, what: str) -> str:
    words = what if count < 2 else " ".join(f"{word}s" for word in what.split())
    return f"{count} {words}"


def _generate(options: Namespace) -> int:
    if not options.seed:
        raise CommandError("il manque --seed (socle insi --help)")
    if options.out is None:
        raise CommandError("il manque --out (socle insi --help)")
    load = options.espace is not None or options.target is not None
    body: dict[str, Any] = {"graine": options.seed, "nombre": options.count}
    body |= {"charger": load, "remplacer": options.replace}
    if options.shares:
        body["parts"] = _shares(options.shares)
    # What is loaded goes into a running simulator; for files alone, one of our own does as well.
    aimed = nullcontext(read_ready(options.target)) if load else aimed_at(None)
    with aimed as ready, control(ready) as api:
        archive = _made(api, f"{_path(options)}/generation", body)
    _unpack(archive, options.out)
    loaded = (options.espace or DEFAULT_ESPACE) if load else ""
    if options.json:
        files = [str(options.out / name) for name in _FILES]
        print(json.dumps({"fichiers": files, "espace": loaded}, ensure_ascii=False))
    else:
        print((options.out / _NOTE).read_text("utf-8"))
        print(f"Écrit : {options.out}" + (f" ; base chargée dans l'espace {loaded}" if loaded else ""))
    return 0


def _shares(text: str) -> dict[str, float]:
    """`00=75.2,01=24.4,02=0.4` by code."""
    try:
        pairs = [part.split("=") for part in text.split(",")]
        return {code.strip(): float(value) for code, value in pairs}
    except ValueError:
        raise CommandError(f"--shares attend 00=75.2,01=24.4,02=0.4, pas {text}") from None


def _made(api: Control, path: str, body: Mapping[str, Any]) -> bytes:
    return api.call("POST", path, json=body, timeout=_SECONDS).content


def _unpack(data: bytes, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in _FILES:
                (folder / name).write_bytes(archive.read(name))
    except OSError as error:
        raise CommandError(f"écriture impossible : {folder} ({in_french(error)})") from None
