"""The DUI's client of the DMP over FHIR: the token of the API, then the transaction (dmp_fhir.md §3, §7)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

from simulators.core.rule import Text
from simulators.dui.poste import PosteFhir
from simulators.dui.reseau import Refus, tls, why_refused

_TIMEOUT: Final = 30.0
_FHIR: Final = "application/fhir+json"
_ECHANGE: Final = "urn:ietf:params:oauth:grant-type:token-exchange"
_ACCES: Final = "urn:ietf:params:oauth:token-type:access_token"
_ILLISIBLE: Final = Text("réponse illisible du DMP", "unreadable answer of the DMP")


@dataclass(frozen=True, slots=True)
class Depose:
    """What the DMP answered to a set: the HTTP status, the resource answered."""

    statut: int
    ressource: Mapping[str, Any]

    @property
    def accepte(self) -> bool:
        """True when every entry was taken."""
        return self.statut == httpx.codes.OK and self.ressource.get("resourceType") == "Bundle"

    @property
    def chemins(self) -> tuple[str, ...]:
        """Where the DMP finds fault, one FHIRPath for each issue that has one."""
        issues = self.ressource.get("issue", ())
        return tuple(one["expression"][0] for one in issues if one.get("expression"))


class DmpFhirClient:
    """One installation calling the DMP over FHIR, by the certificate of its structure. Close it when done."""

    def __init__(self, poste: PosteFhir) -> None:
        self._poste = poste
        self._http = httpx.Client(
            verify=tls(poste.ca, poste.authentification), timeout=_TIMEOUT, trust_env=False
        )

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def jeton(self, acces: str) -> str:
        """The token of the API for the professional of a PSC access token (RFC 8693). Raises Refus."""
        form = {
            "grant_type": _ECHANGE,
            "subject_token": acces,
            "subject_token_type": _ACCES,
            "scope": "dmp.alimentation",
        }
        answer = self._post(self._poste.echange, data=form)
        told = _lu(answer)
        if answer.status_code != httpx.codes.OK:
            raise Refus(Text(str(told.get("error_description", "")), str(told.get("error", ""))))
        return str(told["access_token"])

    def deposer(self, lot: Mapping[str, Any], jeton: str) -> Depose:
        """ITI-65: a set, under that token. Raises Refus when no answer can be read."""
        headers = {"content-type": f"{_FHIR}; charset=utf-8", "accept": _FHIR}
        if jeton:
            headers["authorization"] = f"Bearer {jeton}"
        answer = self._post(self._poste.base, content=json.dumps(lot).encode(), headers=headers)
        return Depose(answer.status_code, _lu(answer))

    def _post(self, url: str, **options: Any) -> httpx.Response:
        try:
            return self._http.post(url, **options)
        except httpx.TransportError as error:
            raise Refus(why_refused(error)) from None


def _lu(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        raise Refus(_ILLISIBLE) from None
    if not isinstance(told, dict):
        raise Refus(_ILLISIBLE)
    return told
