"""The record of a person, and what the DMP knows of the people around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dmp.model.acteurs import Statut
from simulators.core.monde.model import Personne

EtatDmp = Literal["ouvert", "ferme", "absent"]
ModeHabilitation = Literal["ACTIVE", "INTERDITE"]


@dataclass(frozen=True, slots=True)
class Telecom:
    """A telephone number or an address (`tel:…`, `mailto:…`) with its use (HP, MC…)."""

    valeur: str
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Adresse:
    """A postal address, in the parts the DMP tells apart (dmp_xds.md §4.5)."""

    lignes: tuple[str, ...] = ()
    complement: str = ""
    code_postal: str = ""
    ville: str = ""
    pays: str = ""


@dataclass(frozen=True, slots=True)
class Representant:
    """A legal representative: `lien` is a code of HL7 PersonalRelationshipRoleType (FTH, MTH…)."""

    lien: str
    nom: str = ""
    prenom: str = ""
    civilite: str = ""
    adresse: Adresse = Adresse()
    telecoms: tuple[Telecom, ...] = ()


@dataclass(frozen=True, slots=True)
class Donnees:
    """The administrative data of a record; what is empty is not told. Oppositions are None when not told."""

    civilite: str = ""
    nom: str = ""
    prenom: str = ""
    telecoms: tuple[Telecom, ...] = ()
    adresse: Adresse = Adresse()
    representants: tuple[Representant, ...] = ()
    opposition_bris: bool | None = None
    opposition_regulation: bool | None = None


@dataclass(frozen=True, slots=True)
class Inscription:
    """What was done of a record since the beginning: it wins over the world's `dmp`.

    `etat` and `rattache_mes` are None when untouched; `motif` and `motif_texte` are those of the closing;
    `quand_us` is when the state last changed, in microseconds since 1970.
    """

    etat: EtatDmp | None = None
    rattache_mes: bool | None = None
    donnees: Donnees = Donnees()
    motif: str = ""
    motif_texte: str = ""
    quand_us: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """The record of one person as the DMP sees it at one moment.

    `matricule` is the INS with its key; `bloques` and `medecins_traitants` are national identifiers;
    `autorisation` is that of the caller.
    """

    matricule: str
    oid: str
    etat: EtatDmp
    nom: str = ""
    prenoms: str = ""
    sexe: str = ""
    date_naissance: str = ""
    rattache_mes: bool = True
    opposition_bris: bool = False
    opposition_regulation: bool = False
    medecins_traitants: frozenset[str] = frozenset()
    bloques: frozenset[str] = frozenset()
    autorisation: Statut = Statut.NON_EXISTE
    donnees: Donnees = Donnees()
    inscription: Inscription = Inscription()
    deces: bool = False


@dataclass(frozen=True, slots=True)
class Exercant:
    """A professional of the espace: practising or not, in which structures, as what (JDV_J01, its label)."""

    id: str
    identifiant: str
    actif: bool
    structures: frozenset[str]
    nom: str = ""
    prenom: str = ""
    specialite: str = ""
    libelle: str = ""


@dataclass(frozen=True, slots=True)
class VueMonde:
    """The people and software of one espace at one version.

    `structures` are names by national identifier; `cibles` gives the national identifier of a professional
    or of a structure from its id in this world; `riches` are the people whose record starts with documents.
    """

    personnes: Mapping[str, Personne]
    structures: Mapping[str, str]
    professionnels: Mapping[str, Exercant]
    homologations: frozenset[str]
    cibles: Mapping[str, str]
    riches: tuple[Personne, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody's passage in a record: who, in which structure, what was done, how, when (µs since 1970)."""

    sujet: str
    structure: str
    nom: str
    geste: str
    acces: str
    quand_us: int


@dataclass(frozen=True, slots=True)
class LigneDmp:
    """One record of a list of authorised records (TD0.4); times in microseconds, 0 when never."""

    matricule: str
    oid: str
    nom: str
    nom_naissance: str
    prenom: str
    date_naissance: str
    medecin_traitant: bool
    acces_us: int = 0
    mise_a_jour_us: int = 0
    ajout_us: int = 0


@dataclass(frozen=True, slots=True)
class LigneHabilitation:
    """One professional or structure of a list of authorised or blocked ones (TD1.6)."""

    identifiant: str
    nom: str
    prenom: str
    specialite: str
    libelle: str
    mode: ModeHabilitation
    medecin_traitant: bool = False
    debut_us: int = 0
    action_us: int = 0
