"""Rules on the signature of the assertion and on the certificate that made it."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    CLIENTS,
    DEHEMPE,
    ERROR,
    GUIDE,
    MESSAGES,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import standard

_DSIG: Final = standard("XML Signature 1.1 §3.2, SAML 2.0 core §5")
_SAML: Final = standard("SAML 2.0 core §2.5.1.2")

ABSENT: Final = rule(
    "vihf.absent",
    ERROR,
    ("Le message ne porte aucun VIHF.", "The message holds no assertion."),
    (
        "Ajoutez l'assertion signée dans l'en-tête Security, sur chaque message.",
        "Add the signed assertion in the Security header of every message.",
    ),
    GUIDE,
    refuse("vihf_absent", GUIDE, always=True),
)
PLUSIEURS: Final = rule(
    "vihf.plusieurs",
    ERROR,
    ("Le message porte plusieurs assertions.", "The message holds several assertions."),
    ("N'envoyez qu'une assertion par message.", "Send one assertion per message."),
    _DSIG,
    refuse("signature_refusee", _DSIG, always=True),
)
NON_SIGNE: Final = rule(
    "vihf.non_signe",
    ERROR,
    ("Le VIHF n'est pas signé.", "The assertion is not signed."),
    (
        "Signez l'assertion, juste après son émetteur, avec le certificat de signature.",
        "Sign the assertion, right after its issuer, with the signature certificate.",
    ),
    GUIDE,
    refuse("signature_refusee", GUIDE, always=True),
)
SIGNATURE: Final = rule(
    "vihf.signature",
    ERROR,
    (
        "La signature du VIHF ne correspond pas à son contenu.",
        "The signature of the assertion does not match its content.",
    ),
    (
        "Signez en dernier, et ne modifiez plus l'assertion ensuite, pas même ses espaces.",
        "Sign last, and change nothing of the assertion afterwards, not even its spaces.",
    ),
    _DSIG,
    refuse("signature_refusee", _DSIG, always=True),
)
PROFIL: Final = rule(
    "vihf.signature_profil",
    ERROR,
    (
        "La signature ne porte pas exactement sur l'assertion qui est lue.",
        "The signature does not cover exactly the assertion that is read.",
    ),
    (
        "Une seule référence, vers l'identifiant de l'assertion ; signature enveloppée, canonicalisation "
        "exclusive.",
        "One reference, to the assertion's own ID; enveloped signature, exclusive canonicalisation.",
    ),
    MESSAGES,
    refuse("signature_refusee", _DSIG, always=True),
)
ALGORITHME: Final = rule(
    "vihf.signature_algorithme",
    ERROR,
    ("L'algorithme de signature n'est pas accepté.", "The signature algorithm is not accepted."),
    ("Signez en rsa-sha256 avec une empreinte sha256.", "Sign with rsa-sha256 and a sha256 digest."),
    CLIENTS,
    refuse("signature_refusee", CLIENTS, always=True),
)
SHA1: Final = rule(
    "vihf.sha1",
    WARNING,
    (
        "Le VIHF est signé en SHA-1, comme les exemples de 2019 ; les clients actuels signent en SHA-256.",
        "The assertion is signed with SHA-1, as in the examples of 2019; current clients use SHA-256.",
    ),
    ("Passez à rsa-sha256 et sha256.", "Move to rsa-sha256 and sha256."),
    CLIENTS,
)
CERTIFICAT_ILLISIBLE: Final = rule(
    "vihf.certificat_absent",
    ERROR,
    (
        "La signature ne contient pas de certificat lisible.",
        "The signature holds no certificate that can be read.",
    ),
    ("Ajoutez le certificat de signature dans KeyInfo.", "Add the signature certificate in KeyInfo."),
    MESSAGES,
    refuse("DMPInvalidCertificate", DEHEMPE, always=True),
)
CERTIFICAT_EMETTEUR: Final = rule(
    "vihf.certificat_autorite",
    ERROR,
    (
        "Le certificat qui a signé le VIHF n'est pas émis par une autorité connue.",
        "The certificate that signed the assertion is not issued by a known authority.",
    ),
    (
        "Signez avec un certificat de l'IGC de test du simulateur, ou ajoutez votre autorité (--trust).",
        "Sign with a certificate of the simulator's test PKI, or add your authority (--trust).",
    ),
    DEHEMPE,
    refuse("DMPInvalidCertificate", DEHEMPE),
)
CERTIFICAT_DATES: Final = rule(
    "vihf.certificat_expire",
    ERROR,
    (
        "Le certificat qui a signé le VIHF n'est pas en cours de validité.",
        "The certificate that signed the assertion is not within its validity.",
    ),
    ("Signez avec un certificat en cours de validité.", "Sign with a certificate that is still valid."),
    DEHEMPE,
    refuse("DMPInvalidCertificate", standard("RFC 5280 §6.1.3")),
)
CERTIFICAT_REVOQUE: Final = rule(
    "vihf.certificat_revoque",
    ERROR,
    ("Le certificat qui a signé le VIHF est révoqué.", "The signing certificate is revoked."),
    ("Demandez un nouveau certificat.", "Ask for a new certificate."),
    DEHEMPE,
    refuse("DMPInvalidCertificate", standard("RFC 5280 §6.3")),
)
CERTIFICAT_USAGE: Final = rule(
    "vihf.certificat_usage",
    ERROR,
    (
        "Le certificat qui a signé le VIHF n'est pas un certificat de signature.",
        "The certificate that signed the assertion is no signature certificate.",
    ),
    (
        "Signez avec ORG SIGN ou la clé de signature de la carte, pas avec le certificat d'authentification.",
        "Sign with ORG SIGN or the card's signature key, not with the authentication certificate.",
    ),
    DEHEMPE,
    refuse("DMPInvalidCertificate", DEHEMPE),
)
