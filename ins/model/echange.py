"""What is asked, how the call came, what is answered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from ins.model.carte import COUVERTURE_VIDE, SANS_CARTE, Carte, Couverture
from simulators.core.rule import Rule


class Operation(StrEnum):
    """Operations of the téléservice, named as in the journal."""

    TRAITS = "ins.recherche_traits"
    VITALE = "ins.recherche_vitale"
    VERIFICATION = "ins.verification"
    DEPOT = "ins.verification_depot"
    SUIVI = "ins.verification_suivi"
    INCONNUE = "ins.inconnue"


class Spot(StrEnum):
    """The parts of a message that a finding can point at."""

    ENVELOPE = "envelope"
    HEADER = "header"
    BODY = "body"
    CONTENT = "content"
    ACTION = "action"
    MESSAGE_ID = "message_id"
    SECURITY = "security"
    BAM = "bam"
    BAM_ID = "bam.id"
    BAM_TEMPS = "bam.temps"
    BAM_EMETTEUR = "bam.emetteur"
    COUVERTURE = "bam.couverture"
    COUVERTURE_ASSURE = "bam.couverture.assure"
    COUVERTURE_NIR = "bam.couverture.nir"
    COUVERTURE_DATE = "bam.couverture.date"
    COUVERTURE_RANG = "bam.couverture.rang"
    LPS = "lps"
    LPS_ID = "lps.id"
    LPS_TEMPS = "lps.temps"
    LPS_EMETTEUR = "lps.emetteur"
    LPS_LPS = "lps.lps"
    LPS_IDAM = "lps.idam"
    LPS_VERSION = "lps.version"
    LPS_INSTANCE = "lps.instance"
    LPS_NOM = "lps.nom"
    NOM = "NomNaissance"
    PRENOM = "Prenom"
    SEXE = "Sexe"
    DATE = "DateNaissance"
    LIEU = "LieuNaissance"
    INDIVIDU = "MatriculeIndividu"
    INDIVIDU_NUMERO = "MatriculeIndividu.NumIdentifiant"
    INDIVIDU_CLE = "MatriculeIndividu.Cle"
    OD = "MatriculeOD"
    OD_NUMERO = "MatriculeOD.NumIdentifiant"
    OD_CLE = "MatriculeOD.Cle"
    RANG = "RangNaissance"
    MATRICULE = "NumIdentifiant"
    CLE = "Cle"
    OID = "OID"


@dataclass(frozen=True, slots=True)
class Contexte:
    """What the two contexts share. None means absent, an empty string present and empty."""

    id: str | None = None
    temps: str | None = None
    emetteur: str | None = None
    nature: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class ContexteBam(Contexte):
    """`ctxbam:ContexteBAM`: `couverture` is None when absent; `matricules` are those met anywhere in it."""

    couverture: Couverture | None = COUVERTURE_VIDE
    matricules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContexteLps(Contexte):
    """`ctxlps:ContexteLPS` with its `LPS`: authorisation number, version, installation and name."""

    lps: bool = True
    idam: str | None = None
    idam_r: str | None = None
    lps_version: str | None = None
    instance: str | None = None
    nom: str | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits asked for: one item of `prenoms` per `Prenom` element; dates are strings, never dates."""

    nom_naissance: str | None = None
    prenoms: tuple[str, ...] = ()
    sexe: str | None = None
    date_naissance: str | None = None
    lieu_naissance: str | None = None

    @property
    def prenoms_joints(self) -> str:
        """All given names asked for, in one string."""
        return " ".join(self.prenoms)

    @property
    def cle_patient(self) -> str:
        """`NOM|PRENOMS|SEXE|DATE`, as in the journal and the faults."""
        parts = (self.nom_naissance, self.prenoms_joints, self.sexe, self.date_naissance)
        return "|".join(part or "" for part in parts)


@dataclass(frozen=True, slots=True)
class Demande:
    """One message asking for a search, as understood.

    `elements` are the local names of the children of the body root in the order met; `inconnus` the qualified
    names among them that the contract does not know; `doubles` the header blocks met more than once, by their
    spot; `ecarts` the marks (`wsa`, `parameter`) that name another operation than the body; `matricules` are
    those of the body.
    """

    operation: Operation
    traits: Traits = Traits()
    carte: Carte = SANS_CARTE
    bam: ContexteBam | None = None
    lps: ContexteLps | None = None
    action: str | None = None
    message_id: str | None = None
    security: bool = False
    assertions: int = 0
    matricules: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    inconnus: tuple[str, ...] = ()
    doubles: tuple[Spot, ...] = ()
    ecarts: tuple[tuple[str, str], ...] = ()
    racine: str = ""
    utf16: bool = False

    @property
    def cle_patient(self) -> str:
        """Whom the message is about, as in the journal and the faults."""
        match self.operation:
            case Operation.TRAITS:
                return self.traits.cle_patient
            case Operation.VITALE:
                return self.carte.cle_patient
            case _:
                return ""

    @property
    def matricule_demande(self) -> str:
        """The matricule of the person asked for, empty when the message designates them otherwise."""
        return self.carte.individu.complet if self.carte.individu else ""


Transport = Literal["tls", "clair", "fichier"]


@dataclass(frozen=True, slots=True)
class Appel:
    """How a message came: the face, the transport, the content type, the client certificate's two names."""

    face: str = "mtls"
    transport: Transport = "tls"
    media_type: str = "application/soap+xml"
    charset: str = ""
    action: str = ""
    certificate_cn: str | None = None
    certificate_ou: str | None = None


@dataclass(frozen=True, slots=True)
class InsRendu:
    """One INS of an answer: matricule, key, OID; the rest is optional."""

    matricule: str
    cle: str
    oid: str
    date_deb: str = ""
    date_fin: str = ""
    type_matricule: str = ""

    @property
    def complet(self) -> str:
        """The 15 characters, key included."""
        return self.matricule + self.cle


@dataclass(frozen=True, slots=True)
class Individu:
    """The identity given with answer 00. `prenom` exists only in the CNDA's injected files."""

    actif: InsRendu
    nom_naissance: str = ""
    liste_prenoms: str = ""
    sexe: str = ""
    date_naissance: str = ""
    lieu_naissance: str = ""
    historique: tuple[InsRendu, ...] = ()
    prenom: str = ""


@dataclass(frozen=True, slots=True)
class Reponse:
    """A functional answer: 00 with its identity, 01 or 02 without."""

    code: str
    libelle: str
    individu: Individu | None = None


@dataclass(frozen=True, slots=True)
class Faute:
    """A SOAP fault as the wire tells it; `cle` is its entry of the table, empty once read."""

    code: str
    sous_code: str
    role: str
    raison: str
    texte: str
    severite: str
    message_id: str | None = None
    cle: str = ""


Resultat = Reponse | Faute


class Remarque(NamedTuple):
    """One rule broken, and where: `spot`, `rank` and `attribute`; or `header`; or `certificate`.

    `line` serves for text that is no XML at all.
    """

    rule: Rule
    found: str = ""
    expected: str = ""
    spot: Spot | None = None
    rank: int = 0
    attribute: str = ""
    header: str = ""
    certificate: str = ""
    line: int | None = None
