"""The evidence folder: for each scenario the exchanges as they went, to attach to a proof.

Of each exchange: what it was and over which TLS (`.txt`), what was asked and answered as sent, and the
archive a mail carried. Files are numbered in the order of the run.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.policy import compat32
from pathlib import Path

from simulators.core.journal.model import Exchange, Message, Peer
from simulators.scenarios.verdicts import ScenarioVerdict

FOLDER = "preuves"
# Relative paths of the files of one exchange, by scenario and exchange id.
Links = Mapping[tuple[str, str], tuple[str, ...]]
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_EXTENSIONS = (
    ("multipart/", ".mime"),
    ("xml", ".xml"),
    ("json", ".json"),
    ("html", ".html"),
    ("x-www-form-urlencoded", ".txt"),
    ("text/", ".txt"),
)
_ARCHIVE = "IHE_XDM.ZIP"


def write(
    folder: Path, verdicts: Sequence[ScenarioVerdict], whole: Mapping[str, Exchange]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Writes the evidence of each scenario under `folder` and tells where. Raises OSError.

    `whole` has the exchanges with their bytes, by id. An exchange that several scenarios judge goes to those
    whose checks cite it, so that a whole journal is not copied for each.
    """
    shared = Counter(one.id for verdict in verdicts for one in verdict.exchanges)
    links: dict[tuple[str, str], tuple[str, ...]] = {}
    for verdict in verdicts:
        cited = {id_ for check in verdict.checks for proof in check.evidence for id_ in proof.exchanges}
        for number, one in enumerate(verdict.exchanges, 1):
            if shared[one.id] > 1 and one.id not in cited:
                continue
            place = f"{FOLDER}/{_safe(verdict.scenario.id)}"
            stem = f"{number:03}-{_safe(one.operation or one.protocol)}"
            files = dict(_files(whole.get(one.id, one)))
            (folder / place).mkdir(parents=True, exist_ok=True)
            for ending, content in files.items():
                (folder / place / f"{stem}{ending}").write_bytes(content)
            links[verdict.scenario.id, one.id] = tuple(f"{place}/{stem}{ending}" for ending in files)
    return links


def _files(one: Exchange) -> Iterator[tuple[str, bytes]]:
    yield ".txt", "\n".join(_record(one)).encode()
    for name, message in (("demande", one.request), ("reponse", one.answer)):
        if message is not None and message.body:
            yield f"-{name}{_extension(one, message)}", message.body
    archive = _archive(one)
    if archive:
        yield "-IHE_XDM.zip", archive


def _record(one: Exchange) -> Iterator[str]:
    """The exchange in a page of text: when, over what, who, the heads as sent."""
    yield f"Échange {one.id}, numéro {one.seq} de l'espace {one.espace}"
    yield f"Début : {one.started.isoformat()} ; durée : {one.duration_us / 1000:.1f} ms"
    yield f"Service {one.service}, opération {one.operation}, résultat {one.outcome}"
    yield ""
    wire = one.wire
    if not wire.tls_version:
        yield "TLS : aucun (en clair, ou échange du simulateur lui-même)"
    else:
        yield f"TLS : {wire.tls_version}, {wire.cipher}, nom demandé : {wire.sni or 'aucun'}"
    yield from _peer(one.peer) if one.peer else ("Certificat client : aucun",)
    for title, message in (("Demande", one.request), ("Réponse", one.answer)):
        yield ""
        yield f"{title} : {message.start if message else 'aucune'}"
        yield from (f"{name}: {value}" for name, value in (message.headers if message else ()))
    yield ""


def _peer(peer: Peer) -> Iterator[str]:
    yield f"Certificat client : {peer.subject}"
    yield f"  émis par {peer.issuer}, série {peer.serial}"
    yield f"  valable du {peer.not_before.isoformat()} au {peer.not_after.isoformat()}"
    yield f"  empreinte {peer.fingerprint}"


def _extension(one: Exchange, message: Message) -> str:
    if one.protocol == "smtp":
        return ".eml"
    if one.protocol == "imap":
        return ".txt"
    sent = (message.header("content-type") or "").lower()
    return next((ending for part, ending in _EXTENSIONS if part in sent), ".bin")


def _archive(one: Exchange) -> bytes:
    """The archive a mail carries; empty when it carries none."""
    if one.protocol != "smtp" or not one.request.body:
        return b""
    for part in message_from_bytes(one.request.body, policy=compat32).walk():
        if (part.get_filename() or "").upper() == _ARCHIVE:
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name)[:80] or "echange"
