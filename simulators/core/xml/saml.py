"""The VIHF: the SAML 2.0 assertion by which a software says who calls, for whom and why (dmp_xds.md §3).

`Vihf` is what was signed, read from a `Signed` value only; `VihfRecu` is what a message claims, unverified,
good for findings and for the journal. Names are compared by namespace, labels never.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx

SAML2: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
X509_SUBJECT_NAME: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
CONTEXTE_CARTE: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"
CONTEXTE_LOGICIEL: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient"
CONTEXTE_PSC: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorUnregistered"

PROFESSIONS: Final = "1.2.250.1.71.1.2.7"
SAVOIR_FAIRE: Final = "1.2.250.1.71.4.2.5"
SECTEURS: Final = "1.2.250.1.71.4.2.4"
MODES_ACCES: Final = "1.2.250.1.213.1.1.4.248"
RESSOURCE_DMP: Final = "urn:dmp"


class Attribut(StrEnum):
    """Names of the attributes (dmp_xds.md §3.2); the mode has two spellings on the wire."""

    VERSION = "VIHF_Version"
    MODE = "Authentification_mode"
    MODE_MAJUSCULE = "Authentification_Mode"
    STRUCTURE = "Identifiant_Structure"
    SECTEUR = "Secteur_Activite"
    NOM_AFFICHE = "urn:oasis:names:tc:xspa:1.0:subject:subject-id"
    ROLE = "urn:oasis:names:tc:xacml:2.0:subject:role"
    RESSOURCE = "urn:oasis:names:tc:xacml:2.0:resource:resource-id"
    RESSOURCE_URN = "Ressource_URN"
    USAGE = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"
    LPS_ID = "LPS_ID"
    LPS_NOM = "LPS_Nom"
    LPS_VERSION = "LPS_Version"
    LPS_HOMOLOGATION = "LPS_ID_HOMOLOGATION_DMP"
    CONFIDENTIALITE = "urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code"
    CONFIDENTIALITE_COURT = "Confidentiality_code"
    RAISON = "Mode_Acces_Raison"


class ModeAuthentification(StrEnum):
    """How the caller was authenticated: by card, by the structure, by the structure with a strong proof."""

    DIRECTE = "DIRECTE"
    INDIRECTE = "INDIRECTE"
    INDIRECTE_RENFORCEE = "INDIRECTE_RENFORCEE"


class Instant(NamedTuple):
    """A time of the assertion as written, and its value when it can be read (UTC)."""

    texte: str
    valeur: datetime | None


def instant(text: str) -> Instant:
    """Reads an xs:dateTime; without an offset it is UTC, as SAML core §1.3.3 has it."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        return Instant(text, None)
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        return Instant(text, aware.astimezone(UTC))
    except OverflowError:
        return Instant(text, None)


@dataclass(frozen=True, slots=True)
class Lps:
    """The calling software as the assertion names it."""

    nom: str = ""
    version: str = ""
    homologation: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Affirmations:
    """What an assertion says. None means absent or not of the expected type; a string may be empty.

    `attributs` holds every attribute by its name as written, with the text of its values; `doubles` the
    names met more than once (the first counts). `ressource_brute` is the resource-id as written, `ressource`
    its value when it is a CX.
    """

    id: str
    emise: Instant | None = None
    version_saml: str = "2.0"
    emetteur: str | None = None
    emetteur_format: str | None = None
    sujet: str | None = None
    sujet_qualificatif: str | None = None
    contexte: str | None = None
    preuve: str | None = None
    authentifie: Instant | None = None
    pas_avant: Instant | None = None
    pas_apres: Instant | None = None
    version_vihf: str | None = None
    mode_brut: str | None = None
    structure: str | None = None
    secteur: Code | None = None
    nom_affiche: str | None = None
    roles: tuple[Code, ...] = ()
    ressource: Cx | None = None
    ressource_brute: str | None = None
    ressource_urn: str | None = None
    usage: Code | None = None
    lps: Lps = Lps()
    confidentialite: str | None = None
    raison: str | None = None
    attributs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubles: tuple[str, ...] = ()

    @property
    def mode(self) -> ModeAuthentification | None:
        """The authentication mode, None when absent or unknown."""
        try:
            return ModeAuthentification((self.mode_brut or "").strip())
        except ValueError:
            return None

    @property
    def profession(self) -> Code | None:
        """The first role: the profession, or what stands for it."""
        return self.roles[0] if self.roles else None

    @property
    def savoir_faire(self) -> Code | None:
        """The second role: the speciality."""
        return self.roles[1] if len(self.roles) > 1 else None


@dataclass(frozen=True, slots=True)
class VihfRecu(Affirmations):
    """What a message claims: nothing here may decide anything."""


@dataclass(frozen=True, slots=True)
class Vihf(Affirmations):
    """What was signed. `certificat` is the signing certificate (DER), not yet trusted."""

    certificat: bytes = b""
    sha1: bool = False
