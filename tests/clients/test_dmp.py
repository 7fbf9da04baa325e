"""npm `soap` feeds a document to the DMP, reads it back, finds it and deletes it."""

import base64

import httpx
import pytest
from lxml import etree

from tests.clients.assertions import AIR, INS, written
from tests.clients.dmp_lot import CDA, FIND, LOT, PATIENT, REPOSITORY, SUCCESS, UNIQUE_ID, contents
from tests.clients.tools import broken, node
from tests.dmp import editeur
from tests.dmp.editeur import APPROVED, DELETED
from tests.running import Running

pytestmark = pytest.mark.clients

RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
# Where the entry's identifier goes once it is known.
ENTRY = "urn:uuid:00000000-0000-4000-8000-000000000000"
CHANGED = "La signature du VIHF est invalide : La signature du VIHF ne correspond pas à son contenu"


def objects(body: str) -> str:
    """The registry objects of a request, as a library takes open content: text."""
    (listed,) = etree.fromstring(body).iter(f"{RIM}RegistryObjectList")
    return "".join(etree.tostring(one, encoding="unicode") for one in listed)


def test_npm_soap_feeds_a_document_by_mtom_reads_finds_and_deletes_it(
    running: Running, espace: str, services: str, api: httpx.Client
) -> None:
    clients = running.ready["pki"]["clients"]
    told = node(
        running,
        "dmp.mjs",
        {
            "services": services,
            "ca": running.ready["pki"]["ca"],
            "client": clients["org_auth_cli"],
            "seal": clients["org_sign"],
            "assertions": {"indirect": written(), "air": written(AIR)},
            "submission": editeur.xop(LOT),
            "documents": {name: base64.b64encode(data).decode() for name, data in contents(running).items()},
            "repository": REPOSITORY,
            "uniqueId": UNIQUE_ID,
            "query": FIND,
            "slots": {
                "$XDSDocumentEntryPatientId": PATIENT,
                "$XDSDocumentEntryStatus": f"('{APPROVED}')",
            },
            "entry": ENTRY,
            "objects": objects(editeur.etat(ENTRY, APPROVED, DELETED)),
        },
    )
    assert told["provided"] == SUCCESS
    assert (told["authorized"], told["patients"]) == ("DMPOk", [INS])
    assert (told["retrieved"], told["uniqueId"]) == (SUCCESS, UNIQUE_ID)
    assert [base64.b64decode(part) for part in told["parts"]] == [CDA]
    assert told["refused"] == CHANGED
    assert (told["found"], told["deleted"], told["left"]) == ([SUCCESS, "1", 1], SUCCESS, [SUCCESS, "0", 0])
    # What these libraries write is right: only the assertion changed on purpose is found wrong.
    for operation in ("dmp.td21", "dmp.td03", "dmp.td04", "dmp.td33"):
        assert broken(api, espace, operation) == [[]]
    assert broken(api, espace, "dmp.td31") == [[], []]
    assert broken(api, espace, "dmp.td32") == [[], ["dmp.vihf.signature"]]
