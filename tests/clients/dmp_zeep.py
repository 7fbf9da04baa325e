"""A DUI written with zeep: its clients of the DMP's services, made of the descriptions served."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import requests
import zeep
from lxml import etree
from zeep.plugins import Plugin
from zeep.transports import Transport
from zeep.wsa import WsAddressingPlugin
from zeep.wsdl.utils import get_or_create_header

from tests.clients.assertions import AIR, Claims, signed
from tests.running import Running

WSA = "{http://www.w3.org/2005/08/addressing}"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"


class Vihf:
    """Puts an assertion signed elsewhere into zeep's envelope."""

    def __init__(self, running: Running, claims: Claims) -> None:
        self._running, self._claims = running, claims

    def apply(
        self, envelope: etree._Element, headers: dict[str, str]
    ) -> tuple[etree._Element, dict[str, str]]:
        """zeep's hook before it sends."""
        header = get_or_create_header(envelope)
        # The one addressing header that zeep leaves out.
        reply = etree.SubElement(header, f"{WSA}ReplyTo")
        etree.SubElement(reply, f"{WSA}Address").text = "http://www.w3.org/2005/08/addressing/anonymous"
        etree.SubElement(header, f"{{{WSSE}}}Security").append(signed(self._running, self._claims))
        return envelope, headers

    def verify(self, envelope: etree._Element) -> None:
        """zeep's hook on answers: the DMP signs none."""


class Announced(Plugin):
    """Announces this action instead of the described one."""

    def __init__(self, action: str) -> None:
        self._action = action

    def egress(
        self, envelope: etree._Element, headers: dict[str, str], operation: Any, options: Any
    ) -> tuple[etree._Element, dict[str, str]]:
        """zeep's hook on what it is about to send."""
        (action,) = envelope.iter(f"{WSA}Action")
        action.text = self._action
        return envelope, headers


class Zeep:
    """zeep on the served descriptions, one client per service."""

    def __init__(self, running: Running, services: str, transports: Mapping[str, Transport]) -> None:
        self.running, self._services, self._transports = running, services, transports

    def service(self, name: str, claims: Claims, *plugins: Plugin) -> Any:
        """The operations of a service, an assertion of these claims in each call.

        zeep addresses the calls of a description that has `wsaw:Action`; the others need its plugin.
        """
        return zeep.Client(
            f"{self._services}{name}?wsdl",
            wsse=Vihf(self.running, claims),
            transport=self._transports["cps_auth" if claims.by_card else "org_auth_cli"],
            plugins=plugins,
        ).service

    def addressed(self, name: str, claims: Claims, *plugins: Plugin) -> Any:
        """The same, addressing asked of zeep."""
        return self.service(name, claims, WsAddressingPlugin(), *plugins)

    def hl7(self, name: str, operation: str, body: str, claims: Claims) -> etree._Element:
        """The answer to an HL7 v3 message, whose content both descriptions leave open."""
        asked = list(etree.fromstring(body))
        told = self.service(name, claims)[operation](ITSVersion="XML_1.0", _value_1=asked)
        content = told if isinstance(told, etree._Element) else told._value_1
        answer = etree.Element("answer")
        answer.extend(content if isinstance(content, list) else [content])
        return answer

    def authorise(self) -> None:
        """The nurse declares her authorisation on the record."""
        assert self.addressed("habilitations", AIR).setAuthorization(action="AJOUT").status == "DMPOk"


@contextmanager
def opened(running: Running, services: str) -> Iterator[Zeep]:
    """A DUI that holds the structure's certificate and the nurse's card; its connections are closed after."""
    with ExitStack() as sessions:
        transports = {}
        for name in ("org_auth_cli", "cps_auth"):
            material = running.ready["pki"]["clients"][name]
            session = sessions.enter_context(requests.Session())
            session.verify, session.cert = running.ready["pki"]["ca"], (material["cert"], material["key"])
            session.trust_env = False
            transports[name] = Transport(session=session)
        yield Zeep(running, services, transports)
