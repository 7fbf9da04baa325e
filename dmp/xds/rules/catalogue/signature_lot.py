"""Rules on the signature document of a set: its form, references, manifest (dmp_xds.md §5.4).

How far the DMP checks it is unknown (the manifest of the official example does not even name its own set): no
refusal is more than assumed, so that `terrain` only tells.
"""

from typing import Final

from dmp.xds.rules.catalogue.base import ERROR, MESSAGES, WARNING, refuse, rule
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import Refusal, Rule, Severity

DSIG: Final = standard("XML Signature 1.1 §3.2")
XADES: Final = seen("exemples de messages DMP v02.05.00 : XAdES 1.1.1")
IMPOSTURE: Final = assumed("défense usuelle contre les signatures déplacées ; contrôle du DMP jamais vu")
_DSG: Final = standard("IHE ITI TF-3 §5.5 (Document Digital Signature)")
_ENTREPOT: Final = refuse("XDSRepositoryError")


def regle(
    name: str,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis,
    refusal: Refusal | None = _ENTREPOT,
    severity: Severity = ERROR,
) -> Rule:
    """A rule on the signature of a set; refused as a document that the repository cannot take (assumed)."""
    return rule(f"signature_lot.{name}", severity, title, advice, basis, refusal)


DEMESUREE: Final = regle(
    "demesuree",
    (
        "Le document de signature est trop gros pour être vérifié.",
        "The signature document is too large to be verified.",
    ),
    (
        "Une signature ne contient qu'un manifeste, des propriétés et un certificat.",
        "A signature holds a manifest, properties and a certificate, no more.",
    ),
    assumed("limite du simulateur"),
)
IDENTIFIANT: Final = regle(
    "identifiant",
    ("La signature n'a pas d'identifiant.", "The signature has no Id."),
    ("Donnez un attribut Id à ds:Signature.", "Give ds:Signature an Id attribute."),
    MESSAGES,
)
IMBRIQUEE: Final = regle(
    "imbriquee",
    (
        "Le document de signature contient plusieurs signatures.",
        "The signature document holds several signatures.",
    ),
    ("N'y laissez que la signature du lot.", "Leave the set's signature alone in it."),
    IMPOSTURE,
)
ID_DOUBLE: Final = regle(
    "id_double",
    (
        "Plusieurs éléments de la signature portent le même identifiant : on ne sait lequel est signé.",
        "Several elements of the signature bear the same Id: which one is signed cannot be told.",
    ),
    ("Donnez à chaque élément un identifiant à lui.", "Give each element an Id of its own."),
    standard("XML 1.0 §3.3.1, Validity constraint: ID"),
)
ALGORITHME: Final = regle(
    "algorithme",
    (
        "Un algorithme de la signature n'est pas de ceux qui sont vérifiés ici.",
        "An algorithm of the signature is not one of those verified here.",
    ),
    (
        "Signez en rsa-sha1 ou rsa-sha256, avec la canonicalisation C14N 1.0.",
        "Sign with rsa-sha1 or rsa-sha256, and canonicalise by C14N 1.0.",
    ),
    MESSAGES,
)
MOTIF: Final = regle(
    "motif",
    (
        "La signature ne dit pas son motif (purposeOfSignature : source).",
        "The signature does not tell its purpose (purposeOfSignature: source).",
    ),
    (
        "Ajoutez une SignatureProperty de contenu 1.2.840.10065.1.12.1.14.",
        "Add a SignatureProperty whose content is 1.2.840.10065.1.12.1.14.",
    ),
    _DSG,
)
REFERENCE_MANIFESTE: Final = regle(
    "reference_manifeste",
    (
        "La signature ne porte pas sur le manifeste qu'elle contient.",
        "The signature does not cover the manifest that it holds.",
    ),
    (
        "Référencez dans SignedInfo « #IHEManifest », de type Manifest.",
        "In SignedInfo, refer to “#IHEManifest”, of type Manifest.",
    ),
    _DSG,
)
REFERENCE_PROPRIETES: Final = regle(
    "reference_proprietes",
    (
        "La signature ne porte pas sur ses propriétés signées.",
        "The signature does not cover its signed properties.",
    ),
    (
        "Référencez dans SignedInfo l'élément SignedProperties, de type SignedProperties (XAdES 1.1.1).",
        "In SignedInfo, refer to SignedProperties, of type SignedProperties (XAdES 1.1.1).",
    ),
    XADES,
)
REFERENCE_ETRANGERE: Final = regle(
    "reference_etrangere",
    (
        "La signature porte aussi sur autre chose que son manifeste et ses propriétés.",
        "The signature also covers something else than its manifest and its properties.",
    ),
    ("Ne gardez que ces deux références.", "Keep these two references only."),
    MESSAGES,
    None,
    WARNING,
)
EMPREINTE: Final = regle(
    "empreinte",
    (
        "Le manifeste ou les propriétés ont changé après la signature.",
        "The manifest or the properties changed after signing.",
    ),
    (
        "Calculez l'empreinte sur la forme canonique de l'élément, puis ne le modifiez plus.",
        "Digest the canonical form of the element, then change nothing of it.",
    ),
    DSIG,
)
MANIFESTE: Final = regle(
    "manifeste",
    ("La signature n'a pas de manifeste.", "The signature has no manifest."),
    (
        "Ajoutez un ds:Manifest d'identifiant IHEManifest, dans un ds:Object.",
        "Add a ds:Manifest whose Id is IHEManifest, in a ds:Object.",
    ),
    _DSG,
)
MANIFESTE_LOT: Final = regle(
    "manifeste_lot",
    ("Le manifeste ne nomme pas le lot.", "The manifest does not name the set."),
    (
        "Ajoutez une référence « urn:oid: » suivie de l'uniqueId du lot.",
        "Add a reference “urn:oid:” followed by the uniqueId of the set.",
    ),
    _DSG,
)
MANIFESTE_DOCUMENT: Final = regle(
    "manifeste_document",
    ("Le manifeste ne nomme pas un document du lot.", "The manifest does not name a document of the set."),
    (
        "Ajoutez une référence « urn:oid: » suivie de l'uniqueId du document, avec son empreinte.",
        "Add a reference “urn:oid:” followed by the uniqueId of the document, with its digest.",
    ),
    _DSG,
)
LOT_EMPREINTE: Final = regle(
    "lot_empreinte",
    (
        "Le manifeste donne une empreinte au lot, qui n'a pas d'octets.",
        "The manifest gives a digest to the set, which has no bytes.",
    ),
    ("Écrivez AA== comme empreinte du lot.", "Write AA== as the digest of the set."),
    MESSAGES,
    None,
    WARNING,
)
MENTION_ETRANGERE: Final = regle(
    "mention_etrangere",
    (
        "Le manifeste nomme un objet qui n'est pas dans le lot.",
        "The manifest names an object that is not in the set.",
    ),
    ("Ne nommez que le lot et ses documents.", "Name the set and its documents only."),
    MESSAGES,
    None,
    WARNING,
)
DOCUMENT_EMPREINTE: Final = regle(
    "document_empreinte",
    (
        "L'empreinte du manifeste n'est pas celle du document reçu.",
        "The digest of the manifest is not that of the document received.",
    ),
    (
        "Calculez le SHA-1 de la forme canonique du CDA envoyé, en base64.",
        "Compute the SHA-1 of the canonical form of the CDA sent, in base64.",
    ),
    MESSAGES,
)
DOCUMENT_OCTETS: Final = regle(
    "document_octets",
    (
        "L'empreinte du manifeste est celle des octets du document, non de sa forme canonique.",
        "The digest of the manifest is that of the document's bytes, not of its canonical form.",
    ),
    (
        "Canonicalisez le CDA (C14N 1.0) avant d'en calculer l'empreinte.",
        "Canonicalise the CDA (C14N 1.0) before digesting it.",
    ),
    MESSAGES,
    None,
    WARNING,
)
PROPRIETES: Final = regle(
    "proprietes",
    (
        "La signature n'a pas de propriétés signées XAdES 1.1.1.",
        "The signature has no signed properties of XAdES 1.1.1.",
    ),
    (
        "Ajoutez QualifyingProperties et SignedProperties, de l'espace de noms attendu.",
        "Add QualifyingProperties and SignedProperties, of the expected namespace.",
    ),
    XADES,
)
DATE: Final = regle(
    "date",
    ("La date de signature manque ou est illisible.", "The signing time is missing or cannot be read."),
    ("Donnez la date et l'heure dans SigningTime.", "Give the date and the time in SigningTime."),
    XADES,
)
POLITIQUE: Final = regle(
    "politique",
    ("La politique de signature n'est pas dite.", "The signature policy is not told."),
    (
        "Ajoutez SignaturePolicyIdentifier et SignaturePolicyImplied.",
        "Add SignaturePolicyIdentifier and SignaturePolicyImplied.",
    ),
    XADES,
)
