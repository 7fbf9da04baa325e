"""TD0.4, TD0.5, TD1.6: lists of records, of people, of authorised professionals (dmp_xds.md §4.3 to §4.6)."""

from dataclasses import dataclass

from dmp.model import Dossier, LigneDmp, LigneHabilitation
from dmp.xds.model.gestion import SANS_ENTETE, EnTeteHl7
from dmp.xds.model.identifiant import SANS, Identifiant
from dmp.xds.model.reponse import Faute


@dataclass(frozen=True, slots=True)
class DemandeListe:
    """TD0.4: the records the caller is authorised on, by date of authorisation or of the last document.

    `depuis` is as written; `ps` is the professional a CPE asks for.
    """

    depuis: str = ""
    type_date: str = ""
    ps: str = ""


@dataclass(frozen=True, slots=True)
class DemandeHabilitations:
    """TD1.6: the professionals authorised on a record, or blocked, or both."""

    mode: str = ""


@dataclass(frozen=True, slots=True)
class DemandeTraits:
    """TD0.5: people by their traits; empty ones are not asked for."""

    entete: EnTeteHl7 = SANS_ENTETE
    requete: Identifiant = SANS
    nom: str = ""
    prenom: str = ""
    naissance: str = ""
    sexe: str = ""


@dataclass(frozen=True, slots=True)
class ReponseListe:
    """TD0.4: the records, or the status of a refusal."""

    statut: str
    contexte: str = ""
    lignes: tuple[LigneDmp, ...] = ()


@dataclass(frozen=True, slots=True)
class ReponseHabilitations:
    """TD1.6: the professionals, or the status of a refusal."""

    statut: str
    contexte: str = ""
    lignes: tuple[LigneHabilitation, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidat:
    """A person found by traits: the record, the name at birth."""

    dossier: Dossier
    nom_naissance: str


@dataclass(frozen=True, slots=True)
class ReponseTraits:
    """TD0.5: the people found."""

    demande: DemandeTraits
    candidats: tuple[Candidat, ...] = ()
    erreur: Faute | None = None
