"""Who connects: the professional as PSC knows them, and their session."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Porteur:
    """A professional as PSC knows them. `identifiant` is the national id (SubjectNameID), empty for nobody.

    `carte` and `etat` are those of the espace's people; `refpro` and `organisation` feed userinfo.
    """

    id: str
    identifiant: str
    rpps: str
    nom: str
    prenom: str
    civilite: str = ""
    metier: str = ""
    carte: str = ""
    etat: str = "actif"
    exercices: tuple["Exercice", ...] = ()
    role: str = ""

    @property
    def activites(self) -> tuple["Activite", ...]:
        """Every activity, in order."""
        return tuple(activite for exercice in self.exercices for activite in exercice.activites)


@dataclass(frozen=True, slots=True)
class Activite:
    """One activity of an exercise: mode, sector, structure; `technique` is the structure's own identifier."""

    mode: str = ""
    secteur: str = ""
    role: str = ""
    genre: str = ""
    finess: str = ""
    finess_juridique: str = ""
    technique: str = ""
    raison_sociale: str = ""
    ville: str = ""
    departement: str = ""


@dataclass(frozen=True, slots=True)
class Exercice:
    """One professional exercise and its activities."""

    profession: str
    civilite: str
    nom: str
    prenom: str
    savoir_faire: str = ""
    activites: tuple[Activite, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A PSC session: who, by which means; times in microseconds since 1970. `fin_us` is its absolute end."""

    id: str
    porteur: str
    identifiant: str
    moyen: str
    auth_us: int
    vue_us: int
    fin_us: int
    close: bool = False
