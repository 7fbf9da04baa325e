"""How a call came, what was signed, what is remarked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from dmp.model import Mode
from simulators.core.rule import Place, Rule
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx


class Operation(StrEnum):
    """Transactions of the face, named as in the journal."""

    EXISTENCE = "dmp.td02"
    AUTORISATION = "dmp.td03"
    LISTE = "dmp.td04"
    TRAITS = "dmp.td05"
    CREATION = "dmp.td11"
    REACTIVATION = "dmp.td12"
    DONNEES = "dmp.td13a"
    MODIFICATION = "dmp.td13b"
    FERMETURE = "dmp.td14"
    HABILITATIONS = "dmp.td16"
    ALIMENTATION = "dmp.td21"
    RECHERCHE = "dmp.td31"
    CONSULTATION = "dmp.td32"
    MISE_A_JOUR = "dmp.td33"
    INCONNUE = "dmp.inconnue"


Transport = Literal["tls", "clair", "fichier"]
# What a certificate of the field names: a person's card, an organisation, or neither for sure.
Nature = Literal["personne", "organisation", "inconnue", "absent"]


@dataclass(frozen=True, slots=True)
class Appel:
    """How a message came. `certificat_nom` and `certificat_structure` are the CN and OU of the client."""

    transport: Transport = "tls"
    media_type: str = "application/soap+xml"
    charset: str = ""
    action: str = ""
    nature: Nature = "absent"
    certificat_nom: str = ""
    certificat_structure: str = ""


class Remarque(NamedTuple):
    """One rule broken, and where.

    `spot` names a node the reader noted (see `messages.lecture`), `attribute` one of its attributes; or
    `header`; or `certificate`; or `place` when it is known already; `line` serves for text that is no XML.
    `detail` completes the text of the error, the rule's title when empty.
    """

    rule: Rule
    found: str = ""
    expected: str = ""
    spot: str = ""
    attribute: str = ""
    header: str = ""
    certificate: str = ""
    line: int | None = None
    place: Place | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Signataire:
    """The signing certificate as examined: who it names, and whether it may be believed.

    `emetteur_connu` is None when no authority could be asked (a saved file).
    """

    nom: str
    structure: str
    sujet: str
    nature: Nature
    signature: bool
    emetteur_connu: bool | None
    debut: datetime
    fin: datetime
    revoque: bool = False


@dataclass(frozen=True, slots=True)
class VihfVerifie:
    """What was signed, and by whom: built by `messages.vihf` alone, from the signed bytes alone.

    None means absent or unreadable. `raison` is why the glass was broken, `secrete` tells a minor's secret
    connection. `attributs` are the names present, as written.
    """

    id: str
    signataire: Signataire
    sha1: bool
    emise: datetime | None
    emise_brute: str
    pas_avant: datetime | None
    pas_apres: datetime | None
    emetteur: str | None
    emetteur_format: str | None
    sujet: str | None
    contexte: str | None
    preuve: str | None
    version: str | None
    mode: Mode | None
    mode_brut: str | None
    structure: str | None
    secteur: Code | None
    nom_affiche: str | None
    roles: tuple[Code, ...]
    ressource: Cx | None
    ressource_brute: str | None
    ressource_urn: str | None
    usage: Code | None
    lps_nom: str
    lps_version: str
    homologation: str
    raison: str
    secrete: bool
    attributs: frozenset[str]
    doubles: tuple[str, ...]

    @property
    def profession(self) -> Code:
        """The first role, empty when there is none."""
        return self.roles[0] if self.roles else Code("")

    @property
    def savoir_faire(self) -> Code:
        """The second role, empty when there is none."""
        return self.roles[1] if len(self.roles) > 1 else Code("")


class RefusVihf(StrEnum):
    """Why no verified assertion came out of a message."""

    ABSENT = "absent"
    PLUSIEURS = "plusieurs"
    NON_SIGNE = "non_signe"
    SIGNATURE = "signature"
    PROFIL = "profil"
    ALGORITHME = "algorithme"
    CERTIFICAT = "certificat"


@dataclass(frozen=True, slots=True)
class Annonce:
    """What the assertion claims, verified or not: for the journal and the real-data guard, no more."""

    sujet: str = ""
    structure: str = ""
    mode: str = ""
    matricule: str = ""
    oid: str = ""


RIEN: Final = Annonce()
