"""A DUI written with zeep: its client of INSi, generated from a served description over mutual TLS."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import requests
import zeep
from zeep.transports import Transport

from tests.running import Running

OU = "1990000028"


class Zeep:
    """Strict, so that zeep itself refuses an answer that is not what the description says."""

    def __init__(self, running: Running, wsdl: str, session: requests.Session) -> None:
        self._client = zeep.Client(
            wsdl, transport=Transport(session=session), settings=zeep.Settings(strict=True)
        )
        self._idam = running.ready["accounts"]["lps"]["idam"]

    def call(self, operation: str, body: Any, cover: Any = None, idam: str = "") -> Any:
        """The answer to one call, its contexts made by zeep from the schemas."""
        contexts = self._contexts(cover or {}, idam or self._idam)
        return getattr(self._client.service, operation)(**body, _soapheaders=contexts)

    def _contexts(self, cover: Any, idam: str) -> dict[str, Any]:
        told = {"Id": str(uuid.uuid4()), "Temps": datetime.now(UTC), "Emetteur": OU}
        software = {
            "IDAM": {"_value_1": idam, "R": "4"},
            "Version": "1.0",
            "Instance": str(uuid.uuid4()),
            "Nom": "urn:lps:zeep:1.0",
        }
        return {
            "contexteBAM": {**told, "COUVERTURE": cover, "Version": "01_02"},
            "contexteLPS": {**told, "LPS": software, "Nature": "CTXLPS", "Version": "01_00"},
        }


@contextmanager
def opened(running: Running, wsdl: str) -> Iterator[Zeep]:
    """A client whose connections are closed afterwards."""
    material = running.ready["pki"]["clients"]["insi_auto"]
    with requests.Session() as session:
        session.verify, session.cert = running.ready["pki"]["ca"], (material["cert"], material["key"])
        session.trust_env = False
        yield Zeep(running, wsdl, session)
