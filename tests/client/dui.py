"""A DUI reduced to one INSi search, given nothing but what the client says of an espace."""

import httpx
from socle_client import Access

from tests.roof.insi import SOAP_TYPE, envelope


def search(
    acces: Access,
    nom: str = "DELAUNAY",
    prenom: str = "MARGUERITE",
    *,
    idam: str = "",
    certificate: str = "insi_auto",
) -> httpx.Response:
    """Sends it over mutual TLS; by default for Marguerite Delaunay, whom every espace knows."""
    assert acces.software is not None
    body = envelope(nom, prenom, "F", "1940-03-14", idam=idam or acces.software.idam)
    with httpx.Client(verify=acces.ssl_context(certificate), trust_env=False, timeout=30) as client:
        return client.post(acces.address("ins", "mtls"), content=body, headers=SOAP_TYPE)
