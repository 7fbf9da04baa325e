"""The set that an editor feeds: TD2.1."""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulators.core.xml.signing import Signer
from tests.dmp.editeur.metadonnees import (
    HAS_MEMBER,
    PATIENT,
    RPLC,
    SET_SOURCE,
    SET_UNIQUE,
    SIGNS,
    Document,
    coded,
    external,
    link_xml,
    signature_entry,
    slot,
)
from tests.dmp.sceau import signature_du_lot


@dataclass(frozen=True)
class Lot:
    """A submission set: its uniqueId, its documents, what they replace (id → entryUUID), signed or not."""

    unique_id: str = "1.2.250.1.999.1.2.1"
    documents: tuple[Document, ...] = (Document(),)
    replaces: Mapping[str, str] = field(default_factory=dict)
    signed: bool = True

    def body(self, contents: Mapping[str, str]) -> str:
        """The ITI-41 body; `contents` are the inner XML of each `Document`."""
        own = "SubmissionSet01"
        links = [link_xml(HAS_MEMBER, own, one.symbol) for one in self.documents]
        links += [link_xml(RPLC, source, target) for source, target in self.replaces.items()]
        signature = ""
        if self.signed:
            signature = signature_entry(f"{self.unique_id}.9")
            links += [link_xml(HAS_MEMBER, own, "Signature01"), link_xml(SIGNS, "Signature01", own)]
        package = (
            f'<rim:RegistryPackage id="{own}">{slot("submissionTime", "20260101110100")}'
            f'<rim:Name><rim:LocalizedString value="Lot"/></rim:Name>'
            + coded(own, "aa543740-bdda-424e-8c96-df4873be8500", "07", "1.2.250.1.213.2.2", "Consultations")
            + f'<rim:Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"'
            f' classifiedObject="{own}" id="c{uuid.uuid4().hex}"/>'
            + external(own, "6b5aea1a-874d-4603-a4bc-96a0a7b38446", "XDSSubmissionSet.patientId", PATIENT)
            + external(own, SET_SOURCE, "XDSSubmissionSet.sourceId", "1.2.250.1.999")
            + external(own, SET_UNIQUE, "XDSSubmissionSet.uniqueId", self.unique_id)
            + "</rim:RegistryPackage>"
        )
        documents = "".join(
            f'<x:Document id="{name}">{inner}</x:Document>' for name, inner in contents.items()
        )
        return (
            '<x:ProvideAndRegisterDocumentSetRequest xmlns:x="urn:ihe:iti:xds-b:2007"'
            ' xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"'
            ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><lcm:SubmitObjectsRequest>'
            f"<rim:RegistryObjectList>{package}{''.join(one.entry() for one in self.documents)}{signature}"
            f"{''.join(links)}</rim:RegistryObjectList></lcm:SubmitObjectsRequest>{documents}"
            "</x:ProvideAndRegisterDocumentSetRequest>"
        )

    @property
    def symbols(self) -> tuple[str, ...]:
        """The ids of its documents, the signature's included."""
        return (*(one.symbol for one in self.documents), *(("Signature01",) if self.signed else ()))

    def contents(self, seal: Signer) -> dict[str, bytes]:
        """The bytes of each document, the signature's included, made by that seal."""
        found = {one.symbol: one.octets for one in self.documents}
        if not self.signed:
            return found
        named = {one.unique_id: found[one.symbol] for one in self.documents}
        return {**found, "Signature01": signature_du_lot(self.unique_id, named, seal)}


def xop(lot: Lot) -> str:
    """The ITI-41 body with its parts named."""
    include = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:{0}%40dui"/>'
    return lot.body({name: include.format(name) for name in lot.symbols})


def inline(lot: Lot, seal: Signer) -> str:
    """The ITI-41 body with its documents in base64."""
    return lot.body({name: base64.b64encode(data).decode() for name, data in lot.contents(seal).items()})
