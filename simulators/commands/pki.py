"""`socle pki export DIR`: the test authority, its CRL and the client material, copied to a folder."""

import shutil
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulators.commands.errors import CommandError
from simulators.commands.target import read_ready
from simulators.system_errors import in_french

_EXTENSIONS = {"cert": "crt.pem", "key": "key.pem", "p12": "p12"}


def run(options: Namespace) -> int:
    """Copies what the ready file names; the passwords of the P12 files stand in passwords.txt."""
    pki = read_ready(options.target)["pki"]
    folder: Path = options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source, name in _files(pki):
            shutil.copyfile(source, folder / name)
            (folder / name).chmod(0o600)
        _write_passwords(pki, folder / "passwords.txt")
    except OSError as error:
        raise CommandError(f"copie impossible : {error.filename} ({in_french(error)})") from None
    print(f"Autorité, CRL et {len(pki['clients'])} certificats copiés dans {folder}")
    return 0


def _files(pki: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield pki["ca"], "ca.pem"
    yield pki["crl"], "crl.pem"
    for name, material in pki["clients"].items():
        yield from ((material[part], f"{name}.{extension}") for part, extension in _EXTENSIONS.items())


def _write_passwords(pki: Mapping[str, Any], path: Path) -> None:
    lines = [f"{name}.p12 {material['password']}\n" for name, material in pki["clients"].items()]
    path.touch(mode=0o600)
    path.write_text("".join(lines), "utf-8")
