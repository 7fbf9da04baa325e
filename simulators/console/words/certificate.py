"""Usages of a certificate in words."""

from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text

USAGES: Final[Table] = {
    "digital_signature": Text("signature", "digital signature"),
    "content_commitment": Text("non-répudiation", "content commitment"),
    "key_encipherment": Text("chiffrement de clés", "key encipherment"),
    "data_encipherment": Text("chiffrement de données", "data encipherment"),
    "key_agreement": Text("échange de clés", "key agreement"),
    "key_cert_sign": Text("signature de certificats", "certificate signing"),
    "crl_sign": Text("signature de listes de révocation", "revocation list signing"),
}

EXTENDED: Final[Table] = {
    "1.3.6.1.5.5.7.3.1": Text("serveur TLS", "TLS server"),
    "1.3.6.1.5.5.7.3.2": Text("client TLS", "TLS client"),
    "1.3.6.1.5.5.7.3.3": Text("signature de code", "code signing"),
    "1.3.6.1.5.5.7.3.4": Text("protection du courriel", "e-mail protection"),
    "1.3.6.1.5.5.7.3.8": Text("horodatage", "time stamping"),
    "1.3.6.1.5.5.7.3.9": Text("signature de réponses OCSP", "OCSP response signing"),
    "1.3.6.1.4.1.311.20.2.2": Text("ouverture de session par carte", "smart card logon"),
}
