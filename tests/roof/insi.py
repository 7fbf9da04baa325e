"""An INSi search as a DUI writes it, by hand: the roof's tests look at what reaches the wire."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

SOAP_TYPE = {"content-type": "application/soap+xml; charset=utf-8"}


def envelope(
    nom: str, prenom: str, sexe: str, date: str, *, idam: str, name: str = "urn:lps:DUI:1.0"
) -> bytes:
    """A search by traits with both contexts."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
 xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><soap:Header>
<bam:ContexteBAM Version="01_02"><bam:Id>{uuid.uuid4()}</bam:Id><bam:Temps>{now}</bam:Temps>
<bam:Emetteur>1990000028</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>
<lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>{uuid.uuid4()}</lps:Id><lps:Temps>{now}</lps:Temps>
<lps:Emetteur>1990000028</lps:Emetteur><lps:LPS><lps:IDAM R="4">{idam}</lps:IDAM>
<lps:Version>1.0</lps:Version><lps:Instance>{uuid.uuid4()}</lps:Instance><lps:Nom>{name}</lps:Nom></lps:LPS>
</lps:ContexteLPS>
<wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>
<wsa:MessageID>uuid:{uuid.uuid4()}</wsa:MessageID></soap:Header><soap:Body><r:RECSANSVITALE>
<r:NomNaissance>{nom}</r:NomNaissance><r:Prenom>{prenom}</r:Prenom><r:Sexe>{sexe}</r:Sexe>
<r:DateNaissance>{date}</r:DateNaissance></r:RECSANSVITALE></soap:Body></soap:Envelope>""".encode()


def address(ready: Mapping[str, Any], espace: str = "") -> str:
    """Where INSi is searched over mutual TLS, in an espace when one is named."""
    url: str = ready["services"]["ins"]["mtls"]
    return url.removesuffix("/lps") + f"/~{espace}/lps" if espace else url


def search(
    client: httpx.Client,
    ready: Mapping[str, Any],
    espace: str = "",
    *,
    nom: str = "ADRTROIS",
    prenom: str = "TOUSSAINT",
    sexe: str = "M",
    date: str = "1960-01-01",
    idam: str = "",
) -> httpx.Response:
    """Sends a search; by default for the published ADRTROIS TOUSSAINT, whom everybody finds."""
    body = envelope(nom, prenom, sexe, date, idam=idam or ready["accounts"]["lps"]["idam"])
    return client.post(address(ready, espace), content=body, headers=SOAP_TYPE)
