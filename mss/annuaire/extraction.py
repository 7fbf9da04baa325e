"""The public extraction at work: open to all, made of the boxes of the moment."""

from collections.abc import MutableMapping
from typing import Any, Final

from mss.annuaire.data.extraction import CHEMIN
from mss.annuaire.messages.extraction import archive, nom
from mss.annuaire.rules.extraction import lignes
from mss.data.names import ANNUAIRE_EXTRACTION
from simulators.core.journal.model import Fact
from simulators.core.service import Analysis, Draft

Scope = MutableMapping[str, Any]

_METHODES: Final = frozenset({"GET", "HEAD"})


def est_extraction(methode: str, chemin: str) -> bool:
    """True for a call to the extraction."""
    return methode in _METHODES and chemin == CHEMIN


def analyse(statut: str) -> Analysis:
    """What the journal keeps of it, live or read again."""
    facts: dict[str, Fact] = {
        "annuaire.type": "extraction",
        "professional": "",
        "code": statut,
        "mss.code": statut,
        "fault": not statut.startswith("2"),
    }
    return Analysis(ANNUAIRE_EXTRACTION, facts)


async def extraire(draft: Draft, methode: str, send: Any) -> None:
    """Answers GET with the file, HEAD with its name: what clients poll."""
    monde = draft.espace.monde
    boxes = lignes(monde.professionnels().values(), monde.structures().values(), monde.boites().values())
    body = archive(boxes, draft.started)
    draft.analysis = analyse("200")
    headers = [
        (b"content-type", b"application/zip"),
        (b"content-length", str(len(body)).encode()),
        (b"content-disposition", f"attachment; filename={nom(draft.started)}.zip".encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if methode == "HEAD" else body})
