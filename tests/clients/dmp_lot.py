"""The set that these programs feed, and what they ask of the registry about it."""

from pathlib import Path

from tests.clients.assertions import INS, TEST_OID
from tests.dmp import editeur
from tests.dmp.editeur import Document, Lot
from tests.running import Running

REPOSITORY = "1.2.250.1.213.4.1.1.1.2"
UNIQUE_ID = "1.2.250.1.999.1.1.1.1"
SUCCESS = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
FAILURE = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"
FIND = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
PATIENT = f"'{INS}^^^&{TEST_OID}&ISO^NH'"
# A PDF whose bytes would not survive a text conversion nor a change of line ends.
PDF = (
    b"%PDF-1.4\r\n%\xe2\xe3\xcf\xd3\n% pdfaid:part\n"
    + bytes(range(256)) * 40
    + b"\r\n--MIMEBoundary42\r\n%%EOF"
)
CDA = editeur.cda(UNIQUE_ID, PDF)
LOT = Lot(documents=(Document(UNIQUE_ID, data=CDA),))


def contents(running: Running, lot: Lot = LOT) -> dict[str, bytes]:
    """The documents of a set, and its signature by the seal of the structure."""
    material = running.ready["pki"]["clients"]["org_sign"]
    return lot.contents(editeur.signer(Path(material["cert"]), Path(material["key"])))
