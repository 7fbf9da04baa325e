"""The values INSi speaks of: what is asked, how the call came, what is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol, TypeVar

from simulators.core.rule import Rule


class Operation(StrEnum):
    """Operations of the téléservice, named as in the journal."""

    TRAITS = "ins.recherche_traits"
    VITALE = "ins.recherche_vitale"
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
    """`ctxbam:ContexteBAM`: `couverture` tells whether COUVERTURE is there; `matricules` what it holds."""

    couverture: bool = True
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
    spot; `ecarts` the marks (`wsa`, `parameter`) that name another operation than the body.
    """

    operation: Operation
    traits: Traits = Traits()
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


# Nom, sexe, date: the three traits compared for strict equality (ins.md §6.2).
Cle = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FicheLocale:
    """The establishment's own record of a person, brought to the letters of INSi.

    `nom_reference` is the birth name in the reference base, empty when INSi does not know the person;
    `autres_noms` are the names the record uses instead (nom utilisé, name typed as birth name).
    """

    personne: str
    prenoms: tuple[str, ...]
    attributs: tuple[str, ...]
    nom_reference: str
    autres_noms: tuple[str, ...]


C = TypeVar("C", contravariant=True)


class Repertoire(Protocol[C]):
    """Records under a key: a mapping in memory, or one that also looks in the store."""

    def get(self, cle: C, defaut: Sequence[Individu], /) -> Sequence[Individu]:
        """The records under that key; `defaut` when there is none."""


@dataclass(frozen=True, slots=True)
class Vue:
    """The people and software of one espace at one version.

    `base` is the reference base by the traits a search compares, `matricules` the same records by their 13
    characters, active or former.
    """

    base: Repertoire[Cle]
    matricules: Repertoire[str]
    fiches: Mapping[Cle, Sequence[FicheLocale]]
    noms_utilises: Mapping[Cle, Sequence[FicheLocale]]
    idams: frozenset[str]


class Defaut(NamedTuple):
    """What is wrong in a table sent: the line and the column (name and number, 0 for the whole line)."""

    ligne: int
    colonne: str
    rang: int
    message: str
