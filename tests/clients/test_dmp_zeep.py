"""zeep feeds, finds, reads, masks, archives and deletes documents, from the descriptions the DMP serves."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import zeep
from lxml import etree
from zeep.helpers import serialize_object

from tests.clients.assertions import AIR, CARD, STRUCTURE, Claims
from tests.clients.dmp_lot import CDA, FAILURE, FIND, LOT, PATIENT, REPOSITORY, SUCCESS, UNIQUE_ID, contents
from tests.clients.dmp_zeep import Announced, Zeep
from tests.clients.tools import broken
from tests.dmp import editeur
from tests.dmp.editeur import APPROVED, ARCHIVED, DELETED, Document, Lot

pytestmark = pytest.mark.clients

HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
LCM = "{urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0}"
MASKED = Document(
    UNIQUE_ID,
    confidentialities=(("N", "2.16.840.1.113883.5.25"), ("MASQUE_PS", "1.2.250.1.213.1.1.4.13")),
)
SETS = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
DOCUMENTS = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
ASSOCIATIONS = "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155"
SET_AND = "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83"


def objects(body: str) -> dict[str, Any]:
    """The registry objects of a request, as zeep takes open content."""
    (listed,) = etree.fromstring(body).iter(f"{RIM}RegistryObjectList")
    return {"_value_1": list(listed)}


def feed(dui: Zeep, lot: Lot = LOT) -> Any:
    """TD2.1, its documents in base64 within the message."""
    provide = dui.service("repository", STRUCTURE)["DocumentRepository_ProvideAndRegisterDocumentSet-b"]
    documents = [{"id": name, "_value_1": data} for name, data in contents(dui.running, lot).items()]
    return provide(SubmitObjectsRequest={"RegistryObjectList": objects(lot.body({}))}, Document=documents)


@pytest.fixture
def fed(dui: Zeep) -> Zeep:
    """The nurse's plan is in the record, and she is authorised."""
    assert feed(dui).status == SUCCESS
    dui.authorise()
    return dui


def search(
    dui: Zeep, query: str, slots: Mapping[str, str], claims: Claims = AIR, kind: str = "LeafClass"
) -> tuple[int, list[etree._Element]]:
    """TD3.1: how many objects, and which."""
    asked = [{"name": f"${name}", "ValueList": {"Value": [value]}} for name, value in slots.items()]
    found = dui.service("registry", claims).DocumentRegistry_RegistryStoredQuery(
        ResponseOption={"returnComposedObjects": True, "returnType": kind},
        AdhocQuery={"id": query, "Slot": asked},
    )
    assert found.status == SUCCESS
    # zeep gives None for an element that is there and empty.
    listed = found.RegistryObjectList
    return found.totalResultCount, [] if listed is None else list(listed._value_1)


def approved(dui: Zeep, status: str = APPROVED) -> list[etree._Element]:
    """The nurse's documents in that state."""
    slots = {"XDSDocumentEntryPatientId": PATIENT, "XDSDocumentEntryStatus": f"('{status}')"}
    return search(dui, FIND, slots)[1]


def read(dui: Zeep, claims: Claims = AIR, unique_id: str = UNIQUE_ID) -> Any:
    """TD3.2."""
    return dui.service("repository", claims).DocumentRepository_RetrieveDocumentSet(
        DocumentRequest=[{"RepositoryUniqueId": REPOSITORY, "DocumentUniqueId": unique_id}]
    )


def update(dui: Zeep, body: str, claims: Claims) -> Any:
    """TD3.3."""
    registry = dui.service("registry", claims)
    return registry.DocumentRegistry_UpdateDocumentSet(RegistryObjectList=objects(body))


def test_a_document_fed_in_base64_is_found_and_read(fed: Zeep, api: httpx.Client, espace: str) -> None:
    (entry,) = approved(fed)
    assert entry.tag == f"{RIM}ExtrinsicObject"
    names = {
        name.get("value"): one.get("value")
        for one in entry.iterfind(f"{RIM}ExternalIdentifier")
        for name in one.iterfind(f"{RIM}Name/{RIM}LocalizedString")
    }
    assert names["XDSDocumentEntry.uniqueId"] == UNIQUE_ID
    given = read(fed)
    assert given.RegistryResponse.status == SUCCESS
    (document,) = given.DocumentResponse
    assert (document.DocumentUniqueId, document.mimeType) == (UNIQUE_ID, "text/xml")
    assert document.Document == CDA
    for operation in ("dmp.td21", "dmp.td03", "dmp.td31", "dmp.td32"):
        assert broken(api, espace, operation) == [[]]


def test_the_stored_queries_lead_from_a_set_to_its_document(
    fed: Zeep, api: httpx.Client, espace: str
) -> None:
    slots = {"XDSSubmissionSetPatientId": PATIENT, "XDSSubmissionSetStatus": f"('{APPROVED}')"}
    count, (package,) = search(fed, SETS, slots)
    assert (count, package.tag) == (1, f"{RIM}RegistryPackage")
    count, links = search(fed, ASSOCIATIONS, {"uuid": f"('{package.get('id')}')"})
    members = [one.get("targetObject") for one in links if one.get("associationType") == HAS_MEMBER]
    # The plan, the set's signature; the third link is that of the signature.
    assert (count, len(members)) == (3, 2)
    (plan,) = approved(fed)
    assert plan.get("id") in members
    _, (same,) = search(fed, DOCUMENTS, {"XDSDocumentEntryEntryUUID": f"('{plan.get('id')}')"})
    assert same.get("id") == plan.get("id")
    _, whole = search(fed, SET_AND, {"XDSSubmissionSetUniqueId": f"'{LOT.unique_id}'"})
    assert sorted({etree.QName(one).localname for one in whole}) == [
        "Association",
        "ExtrinsicObject",
        "RegistryPackage",
    ]
    # What a structure may look up before it deletes: the reference alone.
    known = {"XDSDocumentEntryUniqueId": f"('{UNIQUE_ID}')"}
    _, (reference,) = search(fed, DOCUMENTS, known, STRUCTURE, "ObjectRef")
    assert (reference.tag, reference.get("id")) == (f"{RIM}ObjectRef", plan.get("id"))
    assert broken(api, espace, "dmp.td31") == [[]] * 6


def test_the_error_of_a_registry_is_read(fed: Zeep) -> None:
    again = feed(fed)
    codes = {one.errorCode for one in again.RegistryErrorList.RegistryError}
    assert (again.status, codes) == (FAILURE, {"XDSDuplicateUniqueIdInRegistry"})
    told = read(fed, unique_id="urn:uuid:00000000-0000-4000-8000-000000000001").RegistryResponse
    (error,) = told.RegistryErrorList.RegistryError
    assert (told.status, error.errorCode) == (FAILURE, "XDSDocumentUniqueIdError")
    refused = fed.service("registry", AIR).DocumentRegistry_RegistryStoredQuery(
        ResponseOption={"returnType": "LeafClass"}, AdhocQuery={"id": FIND}
    )
    (error,) = refused.RegistryErrorList.RegistryError
    assert (refused.status, error.errorCode) == (FAILURE, "XDSStoredQueryMissingParam")


def test_a_reading_in_the_structures_name_is_refused(fed: Zeep) -> None:
    with pytest.raises(zeep.exceptions.Fault) as refused:
        read(fed, STRUCTURE)
    assert refused.value.message.startswith("Accès refusé par le service de gestion des droits")
    assert [one.localname for one in refused.value.subcodes] == ["DMPAccessDeniedByRightsService"]


def test_a_document_is_masked_then_archived_by_card_then_deleted_by_the_structure(
    fed: Zeep, api: httpx.Client, espace: str
) -> None:
    (first,) = approved(fed)
    masked = update(fed, editeur.version(MASKED, str(first.get("lid"))), AIR)
    assert serialize_object(masked) == {"RegistryErrorList": None, "status": SUCCESS}
    (entry,) = approved(fed)
    assert entry.get("lid") == first.get("lid")
    assert [one.get("versionName") for one in entry.iterfind(f"{RIM}VersionInfo")] == ["2"]
    codes = [one.get("nodeRepresentation") for one in entry.iterfind(f"{RIM}Classification")]
    assert "MASQUE_PS" in codes
    assert read(fed).DocumentResponse[0].Document == CDA

    now = str(entry.get("id"))
    archive = editeur.etat(now, APPROVED, ARCHIVED, set_id="1.2.250.1.999.3.2")
    assert update(fed, archive, CARD).status == SUCCESS
    assert (len(approved(fed)), len(approved(fed, ARCHIVED))) == (0, 1)
    back = editeur.etat(now, ARCHIVED, APPROVED, set_id="1.2.250.1.999.3.3")
    assert update(fed, back, CARD).status == SUCCESS
    assert len(approved(fed)) == 1

    delete = editeur.etat(now, APPROVED, DELETED, set_id="1.2.250.1.999.3.4")
    assert update(fed, delete, STRUCTURE).status == SUCCESS
    assert (len(approved(fed)), len(approved(fed, DELETED))) == (0, 1)
    assert broken(api, espace, "dmp.td33") == [[]] * 4

    again = update(fed, delete.replace("3.4", "3.5"), STRUCTURE)
    (error,) = again.RegistryErrorList.RegistryError
    assert (again.status, error.errorCode) == (FAILURE, "XDSMetadataUpdateOperationError")


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("urn:ihe:iti:xds-b:2007:RegistryStoredQuery-b", []),
        ("", []),
        ("urn:ihe:iti:2007:RetrieveDocumentSet", ["dmp.wsa.action_divergente"]),
    ],
)
def test_whatever_action_is_announced_the_body_decides(
    fed: Zeep, api: httpx.Client, espace: str, action: str, told: list[str]
) -> None:
    found = fed.service("registry", AIR, Announced(action)).DocumentRegistry_RegistryStoredQuery(
        ResponseOption={"returnType": "LeafClass"},
        AdhocQuery={
            "id": FIND,
            "Slot": [{"name": "$XDSDocumentEntryStatus", "ValueList": {"Value": [f"('{APPROVED}')"]}}],
        },
    )
    assert (found.status, found.totalResultCount) == (SUCCESS, 1)
    assert broken(api, espace, "dmp.td31") == [told]
