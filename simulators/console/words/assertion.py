"""Attributes of a VIHF and reasons of its signature's refusal, in words."""

from collections.abc import Mapping
from typing import Final

from simulators.console.words import Table
from simulators.core.rule import Text
from simulators.core.xml.dsig import SignatureReason
from simulators.core.xml.saml import Attribut

_MODE: Final = Text("Mode d’authentification", "Authentication mode")
_CONFIDENTIALITY: Final = Text("Confidentialité", "Confidentiality")

ATTRIBUTES: Final[Table] = {
    Attribut.VERSION: Text("Version du VIHF", "Version of the VIHF"),
    Attribut.MODE: _MODE,
    Attribut.MODE_MAJUSCULE: _MODE,
    Attribut.STRUCTURE: Text("Structure", "Organisation"),
    Attribut.SECTEUR: Text("Secteur d’activité", "Activity sector"),
    Attribut.NOM_AFFICHE: Text("Nom de la personne", "Name of the person"),
    Attribut.ROLE: Text("Profession et spécialité", "Profession and speciality"),
    Attribut.RESSOURCE: Text("Patient visé", "Patient meant"),
    Attribut.RESSOURCE_URN: Text("Ressource", "Resource"),
    Attribut.USAGE: Text("But de l’accès", "Purpose of use"),
    Attribut.LPS_ID: Text("Logiciel : instance", "Software: instance"),
    Attribut.LPS_NOM: Text("Logiciel : nom", "Software: name"),
    Attribut.LPS_VERSION: Text("Logiciel : version", "Software: version"),
    Attribut.LPS_HOMOLOGATION: Text("Logiciel : numéro d’homologation", "Software: approval number"),
    Attribut.CONFIDENTIALITE: _CONFIDENTIALITY,
    Attribut.CONFIDENTIALITE_COURT: _CONFIDENTIALITY,
    Attribut.RAISON: Text("Raison de l’accès", "Reason of the access"),
}

REASONS: Final[Mapping[SignatureReason, Text]] = {
    SignatureReason.ABSENT: Text("l’assertion n’est pas signée", "the assertion is not signed"),
    SignatureReason.SEVERAL: Text("il y a plusieurs signatures", "there are several signatures"),
    SignatureReason.PROFILE: Text(
        "sa forme n’est pas celle du profil", "its form is not that of the profile"
    ),
    SignatureReason.REFERENCE: Text("elle couvre autre chose", "it covers something else"),
    SignatureReason.DUPLICATE_ID: Text(
        "deux éléments portent le même identifiant", "two elements have the same identifier"
    ),
    SignatureReason.ALGORITHM: Text("son algorithme n’est pas admis", "its algorithm is not accepted"),
    SignatureReason.CERTIFICATE: Text(
        "son certificat manque ou est illisible", "its certificate is missing or unreadable"
    ),
    SignatureReason.DIGEST: Text(
        "le contenu a changé depuis la signature", "the content changed since it was signed"
    ),
    SignatureReason.SIGNATURE: Text("elle ne vient pas de cette clé", "it does not come from this key"),
}
