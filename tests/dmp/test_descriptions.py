"""The descriptions handed out, loaded as tools do: every message of an editor and every answer fit them."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas_gestion import OPENING
from tests.dmp.cas_listes import REGULATION
from tests.dmp.editeur import (
    APPROVED,
    BASE,
    DELETED,
    Lot,
    autorisation,
    etat,
    existence,
    gestion,
    habilitations,
    inline,
    lecture,
    liste,
    recherche,
    traits,
    vihf,
)

FIRST = "1.2.250.1.999.1.1.1.1"
ALBERT = "136105503992504"
DENIED = "DMPAccessDeniedByRightsService"
UNKNOWN_QUERY = recherche(query="urn:x")
ITI = "urn:ihe:iti"
RIGHTS = "urn:si-dmp-habilitations:HabilitationsEndPoint"
XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP12 = "{http://schemas.xmlsoap.org/wsdl/soap12/}"
WSAW = "{http://www.w3.org/2006/05/addressing/wsdl}Action"
BODY = "{http://www.w3.org/2003/05/soap-envelope}Body"
XOP = "{http://www.w3.org/2004/08/xop/include}Include"
FILES = {
    "repository": "XDS.b_DocumentRepository.wsdl",
    "registry": "XDS.b_DocumentRegistry.wsdl",
    "patients": "GestionDossierPatientPartage.wsdl",
    "patientsPDQ": "PDQSupplier.wsdl",
    "patientsSpecific": "PatientsSpecific.wsdl",
    "habilitations": "Habilitations.wsdl",
}


def served(banc: Banc, service: str) -> etree._Element:
    """The description as a tool gets it."""
    answer = banc.post(b"", method="GET", query="wsdl", path=f"{BASE}/{service}", content_type=None)
    assert answer.status == 200
    return etree.fromstring(answer.body)


def schema(description: etree._Element, folder: Path) -> etree.XMLSchema:
    """The types of a description whole: each import told where it is, all under one roof."""
    found = {str(one.get("targetNamespace")): one for one in description.iter(f"{XSD}schema")}
    names = {namespace: f"{rank}.xsd" for rank, namespace in enumerate(found)}
    for namespace, one in found.items():
        for imported in one.iter(f"{XSD}import"):
            imported.set("schemaLocation", names[str(imported.get("namespace"))])
        (folder / names[namespace]).write_bytes(etree.tostring(one))
    roof = etree.Element(f"{XSD}schema")
    for namespace, name in names.items():
        etree.SubElement(roof, f"{XSD}import", namespace=namespace, schemaLocation=str(folder / name))
    return etree.XMLSchema(roof)


def content(message: bytes) -> etree._Element:
    """What the body of a message holds, without XOP's references: schemas know the bytes they stand for."""
    body = etree.fromstring(message).find(BODY)
    assert body is not None
    etree.strip_elements(body, XOP, with_tail=False)
    return body[0]


def answer_actions(description: etree._Element) -> set[str]:
    """The actions of the answers: told, else derived by the rule of WS-Addressing Metadata §4.4.4."""
    return {
        told.get(WSAW)
        or f"{description.get('targetNamespace')}:{port.get('name')}:{operation.get('name')}Response"
        for port in description.iter(f"{WSDL}portType")
        for operation in port.iter(f"{WSDL}operation")
        for told in operation.iter(f"{WSDL}output")
    }


def listed(banc: Banc) -> Answer:
    banc.authorise()
    return banc.call("liste", liste(), banc.air())


def named(banc: Banc) -> Answer:
    banc.authorise()
    banc.change("marguerite-delaunay", bloques=("helene-morvan",))
    return banc.call("habilitations", habilitations(), banc.air())


def sought(banc: Banc) -> Answer:
    return banc.call("traits", traits("DELAUNAY"), vihf(usage=REGULATION))


def found(banc: Banc) -> Answer:
    banc.authorise()
    assert banc.feed().code == "Success"
    return banc.call("recherche", recherche(), banc.air())


def read(banc: Banc) -> Answer:
    banc.authorise()
    assert banc.feed().code == "Success"
    return banc.call("lecture", lecture(FIRST), banc.air())


def deleted(banc: Banc) -> Answer:
    assert banc.feed().code == "Success"
    return banc.call("mise_a_jour", etat(banc.entry(), APPROVED, DELETED))


def created(banc: Banc) -> Answer:
    body = gestion("CREA_RD", ins=ALBERT, flags=OPENING)
    return banc.call("creation", body, vihf(ins=ALBERT))


# By service, what an editor calls and the code answered.
CALLS: Mapping[str, tuple[tuple[Callable[[Banc], Answer], str], ...]] = {
    "repository": (
        (lambda banc: banc.call("depot", inline(Lot(), banc.seal())), "Success"),
        (
            lambda banc: banc.call("depot", inline(Lot(unique_id="1.2.3^4"), banc.seal())),
            "XDSRegistryMetadataError",
        ),
        (read, "Success"),
        (lambda banc: banc.call("lecture", lecture(FIRST), authorised(banc)), "XDSDocumentUniqueIdError"),
    ),
    "registry": (
        (found, "Success"),
        (lambda banc: banc.call("recherche", UNKNOWN_QUERY, authorised(banc)), "XDSUnknownStoredQuery"),
        (deleted, "Success"),
        (
            lambda banc: banc.call("mise_a_jour", etat("urn:uuid:0", APPROVED, DELETED)),
            "UnresolvedReferenceException",
        ),
    ),
    "patients": (
        (lambda banc: banc.call("existence", existence()), "OK"),
        (lambda banc: banc.call("existence", existence(reason="CNSLT_DATA")), "OK"),
        (created, "AA"),
        (lambda banc: banc.call("creation", gestion("CREA_RD", flags=OPENING)), "DMPFound"),
        (lambda banc: banc.call("gestion", gestion("FERM", status="terminated")), DENIED),
    ),
    "patientsPDQ": (
        (sought, "OK"),
        (lambda banc: banc.call("traits", traits("ROGER"), vihf(usage=REGULATION)), "NF"),
    ),
    "patientsSpecific": (
        (listed, "DMPOk"),
        (lambda banc: banc.call("liste", liste(kind="LASTDOC")), DENIED),
    ),
    "habilitations": (
        (lambda banc: banc.call("autorisation", autorisation(), banc.air()), "DMPOk"),
        (lambda banc: banc.call("autorisation", autorisation()), DENIED),
        (named, "DMPOk"),
        (
            lambda banc: banc.call("habilitations", habilitations(), banc.air(usage=REGULATION)),
            DENIED,
        ),
    ),
}


def authorised(banc: Banc) -> object:
    banc.authorise()
    return banc.air()


@pytest.mark.parametrize(
    ("service", "rank"), [(service, rank) for service, calls in CALLS.items() for rank in range(len(calls))]
)
def test_a_request_and_its_answer_fit_the_description(
    banc: Banc, tmp_path: Path, service: str, rank: int
) -> None:
    types = schema(served(banc, service), tmp_path)
    call, code = CALLS[service][rank]
    answer = call(banc)
    assert answer.code == code, answer.root
    for message in (answer.exchange.request.body or b"", answer.root.encode()):
        types.assertValid(content(message))
    assert answer.text("Action") in answer_actions(served(banc, service))


@pytest.mark.parametrize("service", CALLS)
def test_a_message_of_another_namespace_does_not_fit(banc: Banc, tmp_path: Path, service: str) -> None:
    types = schema(served(banc, service), tmp_path)
    assert not types.validate(etree.fromstring('<setAuthorization xmlns="urn:si-dmp"/>'))


def test_the_console_hands_out_each_description(banc: Banc) -> None:
    assert sorted(banc.service.documents()) == sorted(FILES.values())
    for service, name in FILES.items():
        (told,) = etree.fromstring(banc.service.documents()[name]).iter(f"{WSDL}types")
        (at_address,) = served(banc, service).iter(f"{WSDL}types")
        assert etree.tostring(told) == etree.tostring(at_address)


def test_each_service_is_described_at_its_own_address(banc: Banc) -> None:
    for service in FILES:
        (port,) = served(banc, service).iter(f"{SOAP12}address")
        assert port.get("location") == f"https://localhost:8442{BASE}/{service}"


def test_a_namespace_has_one_schema_whichever_description_tells_it(banc: Banc) -> None:
    """A generator gives a namespace one package: two schemas of it would overwrite each other's classes."""
    told: dict[str, str] = {}
    for service in FILES:
        for one in served(banc, service).iter(f"{XSD}schema"):
            text = re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(one, with_tail=False).decode())
            assert told.setdefault(str(one.get("targetNamespace")), text) == text, service
    assert len(told) == 9


def test_the_actions_told_are_those_of_the_messages_seen(banc: Banc) -> None:
    told = {
        str(operation.get("name")): one.get("soapAction")
        for service in FILES
        for operation in served(banc, service).iterfind(f"{WSDL}binding/{WSDL}operation")
        for one in operation.iterfind(f"{SOAP12}operation")
    }
    assert told == {
        "DocumentRepository_ProvideAndRegisterDocumentSet-b": f"{ITI}:2007:ProvideAndRegisterDocumentSet-b",
        "DocumentRepository_RetrieveDocumentSet": f"{ITI}:2007:RetrieveDocumentSet",
        "DocumentRegistry_RegistryStoredQuery": f"{ITI}:2007:RegistryStoredQuery",
        "DocumentRegistry_UpdateDocumentSet": f"{ITI}:2010:UpdateDocumentSet",
        "PRPA_IN201305UV02": "urn:hl7-org:v3:PRPA_IN201305UV02",
        "PRPA_IN201307UV02": "urn:hl7-org:v3:PRPA_IN201307UV02",
        "PRPA_IN201311UV02": "urn:hl7-org:v3:PRPA_IN201311UV02",
        "PRPA_IN201314UV02": "urn:hl7-org:v3:PRPA_IN201314UV02",
        "patientList": "",
        "setAuthorization": f"{RIGHTS}:setAuthorization",
        "listAuthorizationByPatient": f"{RIGHTS}:listAuthorizationByPatient",
    }
