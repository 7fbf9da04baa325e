"""What a replay asks of the control API of a simulator of ours: its clock, its key, its citizens."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mail
from typing import Any, Final, Protocol
from urllib.parse import quote

from simulators.core.journal.model import Exchange

_DIRECTORY: Final = ("mss", "annuaire")
_DELIVERY: Final = "mss.remise"


class Api(Protocol):
    """The calls that are made."""

    def json(self, method: str, path: str, **request: Any) -> Any:
        """The JSON answered. Raises what the caller's own API raises."""


class Gestes:
    """Without `api` (a bench that is not ours), nothing is done and the time is this machine's."""

    def __init__(self, api: Api | None, espace: str) -> None:
        self._api, self._path = api, f"/espaces/{quote(espace, safe='')}"
        self._before: Any = None

    def maintenant(self) -> datetime:
        """The target's time."""
        if self._api is None:
            return datetime.now(UTC)
        return datetime.fromisoformat(self._api.json("GET", f"{self._path}/horloge")["now"])

    def regler_l_heure(self, quand: datetime) -> None:
        """The target lives `quand` when its next exchange begins (a stepped clock moves by a second)."""
        if self._api is None:
            return
        if self._before is None:
            self._before = self._api.json("GET", f"{self._path}/horloge")
        instant = (quand - timedelta(seconds=1)).isoformat()
        self._api.json("PUT", f"{self._path}/horloge", json={"mode": "stepped", "instant": instant})

    def rendre_l_heure(self) -> None:
        """The clock as it was before the replay."""
        if self._api is None or self._before is None:
            return
        setting = {name: self._before[name] for name in ("mode", "offset", "instant")}
        self._api.json("PUT", f"{self._path}/horloge", json=setting)
        self._before = None

    def secrets(self, exchanges: Iterable[Exchange]) -> dict[str, str]:
        """The key of the directory in the target's espace, when the journal has calls to it."""
        asked = any((one.service, one.face) == _DIRECTORY for one in exchanges)
        if self._api is None or not asked:
            return {}
        own, *_ = self._api.json("GET", f"{self._path}/mss/annuaire/cles")
        return {"esante-api-key": str(own["cle"])}

    def usager(self, exchange: Exchange) -> bool:
        """Answers again as the citizen who answered in the first place; False when it was nothing of that."""
        facts = exchange.facts
        sender, answered = str(facts.get("mss.expediteur") or ""), facts.get("mss.en_reponse_a")
        boxes = facts.get("mss.destinataires")
        citizen = sender.partition("@")[0]
        told = exchange.operation == _DELIVERY and answered and isinstance(boxes, tuple) and citizen.isdigit()
        if self._api is None or not told or not isinstance(boxes, tuple):
            return False
        body = {"boite": boxes[0], "texte": _text(exchange.request.body or b"")}
        self._api.json("POST", f"{self._path}/mss/usagers/{quote(citizen, safe='')}/repondre", json=body)
        return True


def _text(data: bytes) -> str:
    mail = message_from_bytes(data)
    part: Mail = next((one for one in mail.walk() if one.get_content_type() == "text/plain"), mail)
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(content, bytes) else ""
