"""The user's own client certificates for a replay: PKCS#12 or PEM, for all services or for one."""

from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from simulators.rejeu.cible import CibleError, Materiel, materiel


def imposes(given: Iterable[str], password: Path | None, folder: Path) -> dict[str, Materiel]:
    """`[SERVICE=]FICHIER` (`signature` names what signs assertions). Raises `CibleError`.

    A PEM file holds the certificate and its key, or the key stands beside it as `.key` or `.key.pem`. What a
    PKCS#12 holds is written, readable by its owner only, in `folder`, which the caller removes.
    """
    secret = _password(password)
    found = {}
    for number, one in enumerate(given):
        service, equals, name = one.partition("=")
        path = Path(name if equals else one)
        found[service if equals else ""] = _one(path, secret, folder / f"{number}.pem")
    return found


def _password(path: Path | None) -> bytes | None:
    try:
        return None if path is None else path.read_bytes().rstrip(b"\r\n")
    except OSError:
        raise CibleError(f"mot de passe illisible : {path}") from None


def _one(path: Path, password: bytes | None, place: Path) -> Materiel:
    try:
        data = path.read_bytes()
    except OSError:
        raise CibleError(f"certificat illisible : {path}") from None
    if b"-----BEGIN" in data:
        beside = (path.with_suffix(".key"), path.with_suffix(".key.pem"), path)
        key = next((one for one in beside if one.exists() and b"PRIVATE KEY" in one.read_bytes()), path)
        return materiel(path, key)
    try:
        key_, leaf, chain = pkcs12.load_key_and_certificates(data, password)
    except ValueError:
        raise CibleError(f"{path} : ni PEM, ni PKCS#12 de ce mot de passe (--cert-password-file)") from None
    if key_ is None or leaf is None:
        raise CibleError(f"{path} : sans clé, ou sans certificat")
    place.touch(mode=0o600)
    pem = key_.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    place.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, *chain)) + pem)
    return materiel(place, place)
