"""Cases on the signature of a set: its entry, its document, its signer."""

from typing import Any

from tests.dmp.banc import Answer, Banc
from tests.dmp.cas import ENTRY, FEED, Call, Case, altered
from tests.dmp.editeur import HAS_MEMBER, Lot, cda
from tests.dmp.sceau import AS_IN_2019, Changes, Suite, canonical, sha1, signature_du_lot

SET = "urn:oid:1.2.250.1.999.1.2.1"
DOCUMENT = "urn:oid:1.2.250.1.999.1.1.1.1"
MANIFEST = "/ds:Signature/ds:Object[1]/ds:Manifest"
PROPERTIES = "/ds:Signature/ds:Object[3]/xad:QualifyingProperties/xad:SignedProperties"
INFO = "/ds:Signature/ds:SignedInfo"
SIGNATURE_ENTRY = ENTRY.replace("[1]", "[2]")
DIGEST = sha1(canonical(cda()))
FOREIGN = '<ds:Reference URI="urn:oid:1.2.3"></ds:Reference></ds:Manifest>'


def signed(
    before: Changes = (),
    after: Changes = (),
    seal: str = "org_sign",
    suite: Suite = AS_IN_2019,
    **options: Any,
) -> Call:
    """The right set with its signature altered before or after signing, or made by another key."""

    def call(banc: Banc) -> Answer:
        lot = Lot()
        data = signature_du_lot(
            lot.unique_id,
            {"1.2.250.1.999.1.1.1.1": cda()},
            banc.seal(seal),
            suite=suite,
            before=before,
            after=after,
        )
        return banc.feed(lot, contents={"Signature01": data}, **options)

    return call


def oversized(banc: Banc) -> Answer:
    return signed(after=[("</ds:Signature>", f"<ds:Object>{'A' * 600_000}</ds:Object></ds:Signature>")])(banc)


def twice(banc: Banc) -> Answer:
    """A second entry with its document that signs the set too."""
    one = Lot().body({})
    start = one.index('<rim:ExtrinsicObject id="Signature01"')
    entry = one[start : one.index("</rim:ExtrinsicObject>", start) + len("</rim:ExtrinsicObject>")]
    start = one.rindex("<rim:Association")
    link = one[start : one.index("</rim:Association>", start) + len("</rim:Association>")]
    members = link.replace("urn:ihe:iti:2007:AssociationType:signs", HAS_MEMBER).replace(
        'sourceObject="Signature01" targetObject="SubmissionSet01"',
        'sourceObject="SubmissionSet01" targetObject="Signature01"',
    )
    more = (entry + link + members).replace("Signature01", "Signature02").replace("1.2.1.9", "1.2.1.8")
    return banc.feed(
        changes=[
            ("</rim:RegistryObjectList>", f"{more}</rim:RegistryObjectList>"),
            ("<x:Document ", '<x:Document id="Signature02">PHgvPg==</x:Document><x:Document '),
        ]
    )


CODES = [
    Case(
        "signature_lot.fiche",
        altered('nodeRepresentation="E1762"', 'nodeRepresentation="E1234"'),
        FEED,
        f"{SIGNATURE_ENTRY}/rim:Classification[9]",
        "E1234^ASTM",
        "E1762^ASTM",
    ),
    Case(
        "signature_lot.fiche",
        altered('id="Signature01" mimeType="text/xml"', 'id="Signature01" mimeType="application/xml"'),
        FEED,
        SIGNATURE_ENTRY,
        "application/xml",
        "text/xml",
    ),
    Case("signature_lot.fiche", altered(">art<", ">fr-FR<"), FEED, "rim:Slot[2]", "fr-FR", "art"),
    Case(
        "signature_lot.fiche",
        altered("urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "urn:oid:1.2.3"),
        FEED,
        found="urn:oid:1.2.3^URN",
        expected="urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1^URN",
    ),
    Case(
        "signature_lot.fiche",
        altered("<rim:Value>URN</rim:Value>", "<rim:Value>urn</rim:Value>"),
        FEED,
        found="urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1^urn",
    ),
    Case(
        "signature_lot.fiche",
        altered(
            'nodeRepresentation="1.2.840.10065.1.12.1.14"', 'nodeRepresentation="1.2.840.10065.1.12.1.1"'
        ),
        FEED,
        found="1.2.840.10065.1.12.1.1^1.2.840.10065.1.12",
        expected="1.2.840.10065.1.12.1.14^1.2.840.10065.1.12",
    ),
    Case(
        "signature_lot.confidentialite",
        altered('nodeRepresentation="MASQUE_PS"', 'nodeRepresentation="R"'),
        FEED,
        found="INVISIBLE_PATIENT N R",
        expected="INVISIBLE_PATIENT MASQUE_PS N",
    ),
    Case(
        "signature_lot.titre",
        altered('value="Source"/></rim:Name>', 'value="Signature"/></rim:Name>'),
        FEED,
        f"{SIGNATURE_ENTRY}/rim:Name",
        "Signature",
        "Source",
    ),
    Case("signature_lot.plusieurs", twice, FEED, "rim:ExtrinsicObject[3]", "2", "1"),
]
DOCUMENTS = [
    Case("signature_lot.demesuree", oversized, FEED, "x:Document[2]"),
    Case("signature_lot.identifiant", signed(after=[(' Id="S0"', "")]), FEED, "/ds:Signature", "", "S0"),
    Case(
        "signature_lot.imbriquee",
        signed(after=[("</ds:SignatureProperties>", "</ds:SignatureProperties><ds:Signature/>")]),
        FEED,
        "/ds:Signature/ds:Object[2]/ds:Signature",
        "2",
        "1",
    ),
    Case(
        "signature_lot.id_double",
        signed(after=[("<ds:SignatureProperties>", '<ds:SignatureProperties Id="IHEManifest">')]),
        FEED,
        "/ds:SignatureProperties",
        "IHEManifest",
    ),
    Case(
        "signature_lot.algorithme",
        signed(before=[("20010315#WithComments", "20010315#xslt")]),
        FEED,
        f"{INFO}/ds:CanonicalizationMethod",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#xslt",
    ),
    Case(
        "signature_lot.motif",
        signed(after=[(">1.2.840.10065.1.12.1.14<", ">1.2.840.10065.1.12.1.1<")]),
        FEED,
        "/ds:SignatureProperty",
        "1.2.840.10065.1.12.1.1",
        "1.2.840.10065.1.12.1.14",
    ),
    Case(
        "signature_lot.reference_manifeste",
        signed(before=[("xmldsig#Manifest", "xmldsig#Object")]),
        FEED,
        f"{INFO}/ds:Reference[1]",
        "http://www.w3.org/2000/09/xmldsig#Object",
        "http://www.w3.org/2000/09/xmldsig#Manifest",
    ),
    Case(
        "signature_lot.reference_manifeste",
        signed(before=[("IHEManifest", "M0")]),
        FEED,
        f"{INFO}/ds:Reference[1]",
        "#M0",
        "#IHEManifest",
    ),
    Case(
        "signature_lot.reference_proprietes",
        signed(before=[('URI="#S0-SignedProperties"', 'URI="#S1-SignedProperties"')]),
        FEED,
        "/ds:Signature",
        "#IHEManifest #S1-SignedProperties",
        "#S0-SignedProperties",
    ),
    Case(
        "signature_lot.reference_etrangere",
        signed(before=[("</ds:SignedInfo>", '<ds:Reference URI="#Autre"></ds:Reference></ds:SignedInfo>')]),
        FEED,
        f"{INFO}/ds:Reference[3]",
        "#Autre",
    ),
    Case(
        "signature_lot.empreinte",
        signed(after=[("11:01:00Z", "12:01:00Z")]),
        FEED,
        f"{INFO}/ds:Reference[2]",
        "#S0-SignedProperties",
    ),
    Case(
        "signature_lot.manifeste",
        signed(before=[("ds:Manifest ", "ds:Liste "), ("/ds:Manifest>", "/ds:Liste>")]),
        FEED,
        "/ds:Signature",
    ),
    Case("signature_lot.manifeste_lot", signed(before=[(SET, "urn:oid:1.2.3")]), FEED, MANIFEST, "", SET),
    Case(
        "signature_lot.manifeste_document",
        signed(before=[(DOCUMENT, "urn:oid:1.2.3")]),
        FEED,
        MANIFEST,
        "",
        DOCUMENT,
    ),
    Case(
        "signature_lot.lot_empreinte",
        signed(before=[("AA==", "AAAA")]),
        FEED,
        f"{MANIFEST}/ds:Reference[1]",
        "AAAA",
        "AA==",
    ),
    Case(
        "signature_lot.mention_etrangere",
        signed(before=[("</ds:Manifest>", FOREIGN)]),
        FEED,
        f"{MANIFEST}/ds:Reference[3]",
        "urn:oid:1.2.3",
    ),
    Case(
        "signature_lot.document_empreinte",
        signed(before=[(DIGEST, sha1(b"un autre"))]),
        FEED,
        f"{MANIFEST}/ds:Reference[2]",
        sha1(b"un autre"),
        DIGEST,
    ),
    Case(
        "signature_lot.document_octets",
        signed(before=[(DIGEST, sha1(cda()))]),
        FEED,
        f"{MANIFEST}/ds:Reference[2]",
        sha1(cda()),
        DIGEST,
    ),
    Case(
        "signature_lot.proprietes",
        signed(before=[("01903/v1.1.1#", "01903/v1.3.2#")], after=[("01903/v1.1.1#", "01903/v1.3.2#")]),
        FEED,
        "/ds:Signature/ds:Object[3]/xad:QualifyingProperties",
        "http://uri.etsi.org/01903/v1.3.2#",
        "http://uri.etsi.org/01903/v1.1.1#",
    ),
    Case(
        "signature_lot.date",
        signed(before=[("2026-01-01T11:01:00Z", "20260101110100")]),
        FEED,
        f"{PROPERTIES}/xad:SignedSignatureProperties/xad:SigningTime",
        "20260101110100",
    ),
    Case(
        "signature_lot.politique",
        signed(before=[("SignaturePolicyImplied", "SignaturePolicyId")]),
        FEED,
        PROPERTIES,
        "",
        "SignaturePolicyImplied",
    ),
]
SEAL = [
    Case(
        "signature_lot.certificat_designe",
        signed(before=[("xad:CertDigest>", "xad:Autre>")]),
        FEED,
        PROPERTIES,
        "",
        "SigningCertificate",
    ),
    Case(
        "signature_lot.certificat_absent",
        signed(after=[("<ds:X509Certificate>", "<ds:X509Certificate>AAAA")]),
        FEED,
        "/ds:Signature",
    ),
    Case(
        "signature_lot.valeur",
        signed(after=[("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")]),
        FEED,
        "/ds:Signature",
    ),
    Case("signature_lot.certificat_usage", signed(seal="org_auth_cli"), FEED, expected="ORG SIGN"),
    Case("signature_lot.certificat_autorite", signed(seal="unknown_ca"), FEED, "/ds:Signature"),
    Case("signature_lot.certificat_dates", signed(seal="expired"), FEED, "/ds:Signature"),
    Case("signature_lot.certificat_revoque", signed(seal="revoked"), FEED, "/ds:Signature"),
    Case("signature_lot.signataire", signed(seal="cps_sign"), FEED, "/ds:Signature"),
]
SIGNED = [*CODES, *DOCUMENTS, *SEAL]
