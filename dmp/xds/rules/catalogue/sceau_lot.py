"""Rules on the certificate and the value of a set's signature (dmp_xds.md §5.4)."""

from typing import Final

from dmp.xds.rules.catalogue.base import MESSAGES
from dmp.xds.rules.catalogue.signature_lot import DSIG, XADES, regle
from simulators.core.basis import assumed, reported, standard

_EXIGENCES: Final = reported("EX_GEN-1450 et EX_AIR-080 : certificat de signature, cachet ORG_SIGN")

CERTIFICAT_DESIGNE: Final = regle(
    "certificat_designe",
    (
        "Les propriétés signées ne désignent pas le certificat qui signe.",
        "The signed properties do not designate the certificate that signs.",
    ),
    (
        "Donnez dans SigningCertificate l'empreinte du certificat de KeyInfo.",
        "In SigningCertificate, give the digest of the certificate of KeyInfo.",
    ),
    XADES,
)
CERTIFICAT_ABSENT: Final = regle(
    "certificat_absent",
    (
        "La signature du lot ne contient pas de certificat lisible.",
        "The set's signature holds no certificate that can be read.",
    ),
    ("Ajoutez le certificat de signature dans KeyInfo.", "Add the signature certificate in KeyInfo."),
    MESSAGES,
)
VALEUR: Final = regle(
    "valeur",
    (
        "La signature du lot n'a pas été faite par la clé de son certificat.",
        "The set's signature was not made by the key of its certificate.",
    ),
    (
        "Signez la forme canonique de SignedInfo, en dernier, avec la clé du certificat joint.",
        "Sign the canonical form of SignedInfo, last, with the key of the certificate joined.",
    ),
    DSIG,
)
CERTIFICAT_USAGE: Final = regle(
    "certificat_usage",
    (
        "Le certificat qui a signé le lot n'est pas un certificat de signature.",
        "The certificate that signed the set is not a signature certificate.",
    ),
    (
        "Signez avec le cachet ORG_SIGN, ou avec le certificat de signature de la carte.",
        "Sign with the ORG_SIGN seal, or with the signature certificate of the card.",
    ),
    _EXIGENCES,
)
CERTIFICAT_AUTORITE: Final = regle(
    "certificat_autorite",
    (
        "Le certificat qui a signé le lot n'est pas émis par une autorité connue.",
        "The certificate that signed the set is not issued by a known authority.",
    ),
    (
        "Signez avec un certificat de l'IGC de test du simulateur, ou ajoutez votre autorité (--trust).",
        "Sign with a certificate of the simulator's test PKI, or add your authority (--trust).",
    ),
    _EXIGENCES,
)
CERTIFICAT_DATES: Final = regle(
    "certificat_dates",
    (
        "Le certificat qui a signé le lot n'est pas en cours de validité.",
        "The certificate that signed the set is not within its validity.",
    ),
    ("Signez avec un certificat en cours de validité.", "Sign with a certificate within its validity."),
    standard("RFC 5280 §4.1.2.5"),
)
CERTIFICAT_REVOQUE: Final = regle(
    "certificat_revoque",
    ("Le certificat qui a signé le lot est révoqué.", "The certificate that signed the set is revoked."),
    ("Demandez un nouveau certificat.", "Ask for a new certificate."),
    standard("RFC 5280 §5"),
)
SIGNATAIRE: Final = regle(
    "signataire",
    (
        "Le lot et le VIHF ne sont pas signés par la même structure ou la même carte.",
        "The set and the assertion are not signed by the same structure or the same card.",
    ),
    (
        "Signez le lot et le VIHF avec le même certificat de signature.",
        "Sign the set and the assertion with the same signature certificate.",
    ),
    assumed("attendu des clients vus ; contrôle du DMP jamais vu"),
)
