"""The values MSSanté speaks of: a mail as read, a box, a login, what is noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mss.model.acheminement import Annuaire as Annuaire
from mss.model.acheminement import BoiteConnue as BoiteConnue
from mss.model.acheminement import Causes as Causes
from mss.model.acheminement import Enveloppe as Enveloppe
from mss.model.acheminement import GenreBoite as GenreBoite
from mss.model.acheminement import Route as Route
from simulators.core.rule import Rule


@dataclass(frozen=True, slots=True)
class Adresse:
    """A mail address; `nom` is the display name, decoded."""

    nom: str
    adresse: str

    @property
    def domaine(self) -> str:
        """What follows the last @, in lower case."""
        return self.adresse.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Entete:
    """A header field: `valeur` is unfolded and decoded; `debut` and `fin` are byte offsets in the mail."""

    nom: str
    valeur: str
    debut: int = 0
    fin: int = 0
    ligne: int = 0


@dataclass(frozen=True, slots=True)
class Partie:
    """A leaf of the MIME tree: `debut` and `fin` frame its raw bytes in the mail.

    `contenu` is decoded for texts and archives, the only contents that are kept. `en_alternative` tells that
    the leaf stands inside a multipart/alternative. Of a PDF, `empreinte` is its SHA-256, `pdfa` whether its
    metadata claim PDF/A-1.
    """

    type_mime: str
    nom: str = ""
    charset: str = ""
    disposition: str = ""
    contenu: bytes = b""
    debut: int = 0
    fin: int = 0
    en_alternative: bool = False
    empreinte: str = ""
    pdfa: bool = False

    @property
    def est_archive(self) -> bool:
        """True for what should be an IHE_XDM archive, by its name or its type (names without case)."""
        return self.nom.lower().endswith(".zip") or self.type_mime in {
            "application/zip",
            "application/x-zip-compressed",
        }

    @property
    def est_pdf(self) -> bool:
        """True for a PDF, by its type or its name."""
        return self.type_mime == "application/pdf" or self.nom.lower().endswith(".pdf")


@dataclass(frozen=True, slots=True)
class AccuseLu:
    """A receipt as read: what became of the mail, the code of an integration error, the mail it is about.

    `disposition` is empty when the field (`brut`) could not be read.
    """

    disposition: str = ""
    erreur: str = ""
    original: str = ""
    brut: str = ""


@dataclass(frozen=True, slots=True)
class Courriel:
    """A mail as read. `entetes` are the first of each name, by lower-case name.

    `demandeurs` are those who ask for a receipt (Disposition-Notification-To), `accuse` the receipt itself.
    `anomalies` are the defects of its bytes, `(name, value found)`; `sans_forme` tells a mail too deep or too
    fragmented to be read.
    """

    entetes: Mapping[str, Entete] = field(default_factory=dict)
    parties: tuple[Partie, ...] = ()
    expediteurs: tuple[Adresse, ...] = ()
    reponse_a: tuple[Adresse, ...] = ()
    demandeurs: tuple[Adresse, ...] = ()
    references: tuple[str, ...] = ()
    accuse: AccuseLu | None = None
    racine: str = "text/plain"
    taille: int = 0
    anomalies: tuple[tuple[str, str], ...] = ()
    sans_forme: bool = False

    def entete(self, nom: str) -> Entete | None:
        """The first header of that name, names compared without case."""
        return self.entetes.get(nom.lower())

    def valeur(self, nom: str) -> str:
        """The value of the first header of that name, empty when absent."""
        found = self.entete(nom)
        return found.valeur.strip() if found else ""

    @property
    def message_id(self) -> str:
        """The Message-ID, with its angle brackets."""
        return self.valeur("Message-ID")

    @property
    def sujet(self) -> str:
        """The subject, decoded."""
        return self.valeur("Subject")

    @property
    def en_reponse_a(self) -> str:
        """The Message-ID of the mail this one answers."""
        return self.valeur("In-Reply-To")


@dataclass(frozen=True, slots=True)
class DocumentJoint:
    """A document of an archive: what its sheet says of it beside what its bytes are.

    `code` is the CDA `code/@code`, empty when the document is no CDA; `ins` the 15 characters of its patient;
    `traits` tells that the four traits are there; `cle_patient` is the identity its sheet writes. `id`,
    `lignee` (setId), `version` and `remplace` place it among its versions; `pdf` is the SHA-256 of the PDF
    that a level 1 CDA carries.
    """

    uri: str
    empreinte: str = ""
    taille: int = 0
    code: str = ""
    libelle: str = ""
    ins: str = ""
    oid: str = ""
    traits: bool = False
    confidentialites: tuple[str, ...] = ()
    type_mime: str = ""
    nom_patient: str = ""
    prenom_patient: str = ""
    naissance: str = ""
    cle_patient: str = ""
    id: str = ""
    lignee: str = ""
    version: str = ""
    remplace: tuple[str, ...] = ()
    pdf: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """An IHE_XDM archive as opened; `ecarts` are its own defects, `(name, value found, expected)`.

    `constats` are those of the CDA headers inside. `patients` are the matricules of its METADATA, `oids` the
    roots under which they are written.
    """

    documents: tuple[DocumentJoint, ...] = ()
    patients: tuple[str, ...] = ()
    oids: tuple[str, ...] = ()
    ecarts: tuple[tuple[str, str, str], ...] = ()
    constats: tuple["Remarque", ...] = ()
    partie: int = 0

    @property
    def cdas(self) -> tuple[DocumentJoint, ...]:
        """The documents that are CDA."""
        return tuple(one for one in self.documents if one.code)


@dataclass(frozen=True, slots=True)
class Remarque:
    """A rule broken: what was found, what was expected, and where.

    `entete` is a header name (of the mail, or an SMTP verb when `commande`); `partie` is the rank of a MIME
    part, `chemin` a place inside it (a node of a document of the archive).
    """

    rule: Rule
    found: str = ""
    expected: str = ""
    entete: str = ""
    partie: int | None = None
    commande: bool = False
    certificat: str = ""
    chemin: str = ""


@dataclass(frozen=True, slots=True)
class Identifiants:
    """What a SASL exchange brought: the box claimed and the token or, for PLAIN, nothing secret we keep."""

    boite: str
    jeton: str = ""


@dataclass(frozen=True, slots=True)
class Acces:
    """A login that was accepted: only the verification builds one."""

    boite: BoiteConnue
    professionnel: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Jugement:
    """A mail read and judged: its values, its archive, what it breaks."""

    courriel: Courriel
    archive: Archive | None = None
    remarques: tuple[Remarque, ...] = field(default=())
