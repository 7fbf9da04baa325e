"""How the DUI finds the servers of a mailbox: the configuration file of its domain (mss.md §1.5)."""

from dataclasses import replace
from typing import Final

import httpx

from simulators.core.rule import Text
from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlRefusedError
from simulators.dui.poste import PosteMss
from simulators.dui.reseau import Refus, tls, why_refused

_TIMEOUT: Final = 30.0
_LIMITES: Final = XmlLimits(size=65_536, elements=200, attributes=400, depth=10)
_STARTTLS: Final = "STARTTLS"
_ILLISIBLE = Text("les réglages de la boîte sont illisibles", "the settings of the box cannot be read")
_AUCUN = Text("aucun réglage pour cette boîte", "no settings for this box")


def lire_reglages(poste: PosteMss, adresse: str) -> PosteMss:
    """The operator of a box as its domain tells it, over STARTTLS only. Raises Refus."""
    try:
        answer = httpx.get(
            poste.autoconfig,
            params={"emailaddress": adresse},
            verify=tls(poste.ca),
            timeout=_TIMEOUT,
            trust_env=False,
        )
    except httpx.TransportError as error:
        raise Refus(why_refused(error)) from None
    if answer.status_code != httpx.codes.OK:
        raise Refus(_AUCUN, str(answer.status_code))
    imap, smtp = (_serveur(answer.content, one) for one in ("incomingServer", "outgoingServer"))
    return replace(poste, hote=imap[0], nom_tls=imap[0], imap=imap[1], smtp=smtp[1])


def _serveur(xml: bytes, element: str) -> tuple[str, int]:
    try:
        root = parse(xml, _LIMITES).root
    except XmlRefusedError:
        raise Refus(_ILLISIBLE) from None
    for server in root.iter(element):
        told = {str(one.tag): (one.text or "").strip() for one in server}
        if told.get("socketType") == _STARTTLS and told.get("port", "").isdigit():
            return told.get("hostname", ""), int(told["port"])
    raise Refus(_ILLISIBLE)
