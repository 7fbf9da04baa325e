"""The mails of the tests, typed by hand as another program writes them (mss.md §2), one change at a time."""

import base64
import zipfile
from collections.abc import Mapping
from hashlib import sha1
from io import BytesIO

from tests.core.sante.documents import N1

CDA = N1.encode()
PATIENTE = "279035121518989"
# The very PDF that the CDA holds; it claims to be PDF/A-1.
PDF = b"%PDF-1.4\n<pdfaid:part>1\n"
NOM_PDF = "20260101_Projet_PAT-TROIS_Dominique.pdf"

# A document entry and its lot, from mss.md §2.4; the hash and the size are those of the bytes joined.
METADATA = """<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
 xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><RegistryObjectList>
<RegistryPackage id="SubmissionSet01">
 <ExternalIdentifier identificationScheme="urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
  value="279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH"/>
 <ExternalIdentifier identificationScheme="urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8" value="1.2.9"/>
</RegistryPackage>
<ExtrinsicObject id="Document01" mimeType="text/xml"
 objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
 <Slot name="URI"><ValueList><Value>DOC00001.XML</Value></ValueList></Slot>
 <Slot name="hash"><ValueList><Value>{sha1}</Value></ValueList></Slot>
 <Slot name="size"><ValueList><Value>{size}</Value></ValueList></Slot>
 <Slot name="sourcePatientInfo"><ValueList><Value>PID-5|PAT-TROIS^DOMINIQUE^^^^^L</Value>
  <Value>PID-7|19790301</Value><Value>PID-8|F</Value></ValueList></Slot>
 <Classification classificationScheme="urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f" nodeRepresentation="N">
  <Slot name="codingScheme"><ValueList><Value>2.16.840.1.113883.5.25</Value></ValueList></Slot>
 </Classification>
 <ExternalIdentifier identificationScheme="urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
  value="279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH"/>
 <ExternalIdentifier identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
  value="1.2.250.1.999.1.1.1.20260101120000.1"/>
</ExtrinsicObject>
<Association associationType="urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
 sourceObject="SubmissionSet01" targetObject="Document01"/>
</RegistryObjectList></lcm:SubmitObjectsRequest>"""

Change = tuple[str, str]


def changed(text: str, *changes: Change) -> str:
    """The text with pieces replaced; each must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def archive(
    *metadata: Change,
    cda: bytes = CDA,
    sha: str = "",
    size: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """IHE_XDM.zip with one CDA."""
    digest = sha or sha1(cda, usedforsecurity=False).hexdigest()
    sheet = changed(METADATA, *metadata).replace("{sha1}", digest).replace("{size}", size or str(len(cda)))
    return packed(
        {
            "INDEX.HTM": b"<html/>",
            "README.TXT": b"lisez",
            "IHE_XDM/SUBSET01/METADATA.XML": sheet.encode(),
            "IHE_XDM/SUBSET01/DOC00001.XML": cda,
            **(extra or {}),
        }
    )


def packed(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for path, content in files.items():
            made.writestr(zipfile.ZipInfo(path), content, compression)
    return buffer.getvalue()


SIMPLE = """From: Nathalie Kermarrec <nathalie.kermarrec@pro.demo.mssante.fr>
To: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>
Subject: Question sur un traitement
Date: Thu, 01 Jan 2026 08:00:00 +0100
Message-ID: <1.20260101@pro.demo.mssante.fr>
X-MSS-NIL: DEV935997
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Bonjour docteur,
"""

DOCUMENT = """From: Nathalie Kermarrec <nathalie.kermarrec@pro.demo.mssante.fr>
To: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>
Subject: XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979
Date: Thu, 01 Jan 2026 08:00:00 +0100
Message-ID: <2.20260101@pro.demo.mssante.fr>
X-MSS-NIL: DEV935997
X-MSS-CODECDA: 80788-3
X-MSS-INS: O
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="limite"

--limite
Content-Type: text/plain; charset=utf-8

Bonjour, voici le projet.

--limite
Content-Type: application/zip; name="IHE_XDM.zip"
Content-Disposition: attachment; filename="IHE_XDM.zip"
Content-Transfer-Encoding: base64

{zip}
--limite
Content-Type: application/pdf; name="20260101_Projet_PAT-TROIS_Dominique.pdf"
Content-Disposition: attachment; filename="20260101_Projet_PAT-TROIS_Dominique.pdf"
Content-Transfer-Encoding: base64

{pdf}
--limite--
"""


ACCUSE = """From: Cabinet Besnard <nathalie.kermarrec@pro.demo.mssante.fr>
To: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>
Subject: [KO Int] XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979
Date: Thu, 01 Jan 2026 09:00:00 +0100
Message-ID: <3.20260101@pro.demo.mssante.fr>
X-MSS-NIL: DEV935997
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="limite"

--limite
Content-Type: text/plain; charset=utf-8

902 Identifiant de patient inconnu

--limite
Content-Type: message/disposition-notification

Reporting-UA: dui; Socle
Final-Recipient: rfc822; nathalie.kermarrec@pro.demo.mssante.fr
Original-Message-ID: <2.20260101@pro.demo.mssante.fr>
Disposition: automatic-action/MDN-sent-automatically; processed/error
Error: 902^Identifiant de patient inconnu^applicationErrorCondition| E^Error^errorSeverity

--limite
Content-Type: message/rfc822

From: Cabinet <cabinet.besnard@medecin.demo.mssante.fr>
Subject: Question sur un traitement
Message-ID: <2.20260101@pro.demo.mssante.fr>

Bonjour docteur,

--limite--
"""


def accuse(*changes: Change) -> bytes:
    """A receipt that an editor's software sends, in the later grammar."""
    return crlf(changed(ACCUSE, *changes))


def simple(*changes: Change) -> bytes:
    """A mail without document, lines ended as on the wire."""
    return crlf(changed(SIMPLE, *changes))


def document(*changes: Change, joined: bytes | None = None, pdf: bytes = PDF) -> bytes:
    """A document mail with its archive and its PDF."""
    text = changed(DOCUMENT, *changes)
    text = text.replace("{zip}", lines(joined if joined is not None else archive()))
    return crlf(text.replace("{pdf}", lines(pdf)))


def lines(data: bytes) -> str:
    """Base64 in lines of 76."""
    text = base64.b64encode(data).decode()
    return "\n".join(text[start : start + 76] for start in range(0, len(text), 76))


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
