"""The DUI's client of the Annuaire Santé: search by FHIR, public extraction (mss.md §4.1, §4.4)."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import httpx

from simulators.core.rule import Text
from simulators.dui.poste import PosteAnnuaire
from simulators.dui.reseau import Refus, tls, why_refused

_TIMEOUT: Final = 30.0
_KEY: Final = "ESANTE-API-KEY"
_MSSANTE: Final = "MSSANTE"
_MOST_PAGES: Final = 20
_REFUSED = "refusé par l'annuaire"


@dataclass(frozen=True, slots=True)
class Trouve:
    """A professional of the directory: name, given names, the MSSanté boxes, the preferred one first."""

    nom: str
    prenoms: str
    boites: tuple[str, ...]


class Annuaire:
    """One connection to the directory. Close it when done."""

    def __init__(self, poste: PosteAnnuaire) -> None:
        self._poste = poste
        self._http = httpx.Client(verify=tls(poste.ca), timeout=_TIMEOUT, trust_env=False)

    def close(self) -> None:
        """Closes the connection."""
        self._http.close()

    def chercher(self, nom: str, prenom: str = "") -> tuple[Trouve, ...]:
        """The professionals of that name, with where they practise. Raises Refus with the status."""
        query = {"family": nom, "_revinclude": "PractitionerRole:practitioner"}
        query |= {"given": prenom} if prenom else {}
        address = str(httpx.URL(f"{self._poste.base.rstrip('/')}/Practitioner", params=query))
        return _trouves([one for page in self._pages(address) for one in page.get("entry", ())])

    def extraction(self) -> tuple[str, ...]:
        """The addresses of the public file. Raises Refus."""
        answer = self._get(self._poste.extraction, {})
        with zipfile.ZipFile(BytesIO(answer.content)) as packed:
            (name,) = packed.namelist()
            lines = packed.read(name).decode("utf-8").splitlines()
        return tuple(line.split("|")[1] for line in lines[1:])

    def revocation(self) -> bytes:
        """The revocation list of the servers, in DER. Raises Refus."""
        return self._get(self._poste.revocation, {}).content

    def _pages(self, address: str) -> Iterator[Mapping[str, Any]]:
        headers = {_KEY: self._poste.cle} if self._poste.cle else {}
        for _ in range(_MOST_PAGES):
            page: Mapping[str, Any] = self._get(address, headers).json()
            yield page
            following = [one["url"] for one in page.get("link", ()) if one["relation"] == "next"]
            if not following:
                return
            address = following[0]

    def _get(self, address: str, headers: Mapping[str, str]) -> httpx.Response:
        try:
            answer = self._http.get(address, headers=headers)
        except httpx.TransportError as error:
            raise Refus(why_refused(error)) from None
        if answer.status_code != httpx.codes.OK:
            status = str(answer.status_code)
            raise Refus(Text(f"{_REFUSED} ({status})", f"refused by the directory ({status})"), status)
        return answer


def _trouves(entries: list[Mapping[str, Any]]) -> tuple[Trouve, ...]:
    resources = [one["resource"] for one in entries]
    roles: dict[str, list[str]] = {}
    for one in resources:
        if one["resourceType"] == "PractitionerRole":
            holder = one.get("practitioner", {}).get("reference", "").rpartition("/")[2]
            roles.setdefault(holder, []).extend(_boites(one))
    return tuple(
        Trouve(
            nom=_nom(one).get("family", ""),
            prenoms=" ".join(_nom(one).get("given", ())),
            boites=tuple(dict.fromkeys((*_boites(one), *roles.get(one["id"], ())))),
        )
        for one in resources
        if one["resourceType"] == "Practitioner"
    )


def _nom(practitioner: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(practitioner.get("name", ())), {})


def _boites(resource: Mapping[str, Any]) -> list[str]:
    """The MSSanté boxes only: an ordinary address is no secure one."""
    told = [one for one in resource.get("telecom", ()) if one.get("system") == "email" and _mssante(one)]
    return [one["value"] for one in sorted(told, key=lambda one: one.get("rank", 99))]


def _mssante(telecom: Mapping[str, Any]) -> bool:
    codes = (one.get("valueCoding", {}).get("code") for one in telecom.get("extension", ()))
    return _MSSANTE in codes
