"""One registry under two interfaces: fed by either, found, read, replaced by the other."""

import base64
import hashlib
import json

from tests.dmp import editeur
from tests.dmp.editeur import Document, Lot
from tests.dmp_fhir import exemples
from tests.dmp_fhir.essai import INS, JSON, PATCH, Essai

SOAP_ID = "1.2.250.1.999.1.1.1.1"
FHIR_ID = "1.2.250.1.999.1.1.1.77"
CURRENT = {"patient.identifier": INS, "status": "current"}
DEPRECATED = "('urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated')"
ARCHIVED = "('urn:asip:ci-sis:2010:StatusType:Archived')"
APPROVED = "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"


def query(states: str) -> str:
    """A stored query of the patient's documents in these states."""
    patient = f"'{editeur.INS}^^^&amp;{editeur.TEST_OID}&amp;ISO^NH'"
    return editeur.recherche(("$XDSDocumentEntryPatientId", patient), ("$XDSDocumentEntryStatus", states))


def bundle(tree: object, own: str = FHIR_ID, lot: str = "1.2.250.1.999.1.2.77") -> bytes:
    """A typed message under other identifiers."""
    text = json.dumps(tree)
    return text.replace("1.2.250.1.999.1.1.1.1", own).replace("1.2.250.1.999.1.2.1", lot).encode()


def test_fed_over_soap_found_and_replaced_over_fhir_then_seen_over_soap(essai: Essai) -> None:
    assert "ResponseStatusType:Success" in essai.deposer(Lot())
    essai.autoriser()
    found = essai.lire("/DocumentReference", params=CURRENT)
    assert (found.status_code, found.headers["content-type"]) == (200, "application/fhir+json;charset=utf-8")
    (entry,) = found.json()["entry"]
    old = entry["resource"]
    assert old["masterIdentifier"]["value"] == f"urn:oid:{SOAP_ID}"
    assert entry["fullUrl"] == f"{essai.fhir}/DocumentReference/{old['id']}"
    document = essai.carte.get(old["content"][0]["attachment"]["url"])
    assert document.content == editeur.cda(SOAP_ID)
    replacing = json.loads(bundle(exemples.remplacement()))
    text = json.dumps(replacing).replace(exemples.ANCIENNE, f"DocumentReference/{old['id']}")
    fed = essai.structure.post(essai.fhir, content=text, headers={"content-type": JSON})
    assert fed.status_code == 200, fed.text
    statuses = [one["response"]["status"] for one in fed.json()["entry"]]
    assert statuses == ["201 Created", "201 Created", "201 Created", "200 OK"]
    now = essai.lire("/DocumentReference", params=CURRENT).json()
    assert [one["resource"]["masterIdentifier"]["value"] for one in now["entry"]] == [f"urn:oid:{FHIR_ID}"]
    new = now["entry"][0]["resource"]
    assert new["relatesTo"] == [
        {"code": "replaces", "target": {"reference": f"DocumentReference/{old['id']}"}}
    ]
    former = essai.lire(f"/DocumentReference/{old['id']}").json()
    assert (former["status"], former["meta"]["versionId"]) == ("superseded", "2")
    air = editeur.vihf("INDIRECTE_RENFORCEE")
    assert f'value="{FHIR_ID}"' in essai.soap("recherche", query(APPROVED), air)
    seen = essai.soap("recherche", query(DEPRECATED), editeur.vihf("INDIRECTE_RENFORCEE"))
    assert f'value="{SOAP_ID}"' in seen
    assert f'value="{FHIR_ID}"' not in seen


def test_fed_over_fhir_it_is_read_over_soap_byte_for_byte_and_listed_with_its_hash_in_hexadecimal(
    essai: Essai,
) -> None:
    fed = essai.structure.post(essai.fhir, content=bundle(exemples.lot()), headers={"content-type": JSON})
    assert fed.status_code == 200, fed.text
    essai.autoriser()
    listed = essai.soap("recherche", query(APPROVED), editeur.vihf("INDIRECTE_RENFORCEE"))
    assert f'value="{FHIR_ID}"' in listed
    # SHA-1 of « Bonjour », computed with another program.
    assert "f30ecbf5b1cb85c631fdec0b39678550973cfcbc" in listed
    assert hashlib.sha1(b"Bonjour", usedforsecurity=False).digest() == base64.b64decode(exemples.EMPREINTE)
    read = essai.soap("lecture", editeur.lecture(FHIR_ID), editeur.vihf("INDIRECTE_RENFORCEE"))
    assert "ResponseStatusType:Success" in read
    assert f"<DocumentUniqueId>{FHIR_ID}<" in read or f":DocumentUniqueId>{FHIR_ID}<" in read


def test_archived_over_fhir_it_is_archived_over_soap_and_back(essai: Essai) -> None:
    essai.deposer(Lot())
    essai.autoriser()
    url = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
    archive = [{"op": "add", "path": "/extension/-", "value": {"url": url, "valueBoolean": True}}]
    done = essai.carte.patch(
        f"{essai.fhir}/DocumentReference",
        params={"identifier": f"urn:ietf:rfc:3986|urn:oid:{SOAP_ID}"},
        content=json.dumps(archive),
        headers={"content-type": PATCH},
    )
    assert done.status_code == 200, done.text
    assert done.headers["etag"] == 'W/"2"'
    assert done.json()["extension"] == [{"url": url, "valueBoolean": True}]
    air = editeur.vihf("INDIRECTE_RENFORCEE")
    assert f'value="{SOAP_ID}"' in essai.soap("recherche", query(ARCHIVED), air)
    only = essai.lire("/DocumentReference", params={**CURRENT, "isArchived": "false"})
    assert only.json()["total"] == 0
    back = [{"op": "replace", "path": "/extension/0/valueBoolean", "value": False}]
    again = essai.carte.patch(
        f"{essai.fhir}/DocumentReference/{done.json()['id']}",
        content=json.dumps(back),
        headers={"content-type": PATCH, "if-match": 'W/"2"'},
    )
    assert (again.status_code, again.headers["etag"]) == (200, 'W/"3"')
    assert "extension" not in again.json()
    air = editeur.vihf("INDIRECTE_RENFORCEE")
    assert f'value="{SOAP_ID}"' in essai.soap("recherche", query(APPROVED), air)


def test_a_document_masked_over_soap_is_found_over_fhir_by_its_author_and_by_its_label(
    essai: Essai,
) -> None:
    masked = Document(
        confidentialities=(("N", "2.16.840.1.113883.5.25"), ("MASQUE_PS", "1.2.250.1.213.1.1.4.13"))
    )
    essai.deposer(Lot(documents=(masked,)))
    essai.autoriser()
    mine = essai.lire("/DocumentReference", params=CURRENT).json()
    assert mine["total"] == 1
    codes = [one["coding"][0]["code"] for one in mine["entry"][0]["resource"]["securityLabel"]]
    assert codes == ["N", "MASQUE_PS"]
    by_label = essai.lire("/DocumentReference", params={**CURRENT, "security-label": "MASQUE_PS"}).json()
    assert by_label["total"] == 1
    assert essai.lire("/DocumentReference", params={**CURRENT, "security-label": "R"}).json()["total"] == 0
