"""The professionals of an espace as PSC knows them, read once for each version of its people."""

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from psc.data import nomenclatures as codes
from psc.model import Activite, Exercice, Porteur
from simulators.core.monde.model import Professionnel, Site, Situation, Structure
from simulators.core.monde.nationaux import identifiant_national

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository

ENROLE: Final = "enrole-du-jour"
DELAI_ENROLEMENT: Final = timedelta(hours=48)
_GENRE: Final = re.compile(r"GENR[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Annuaire:
    """Professionals in the order of the espace, and by every name a client may give them."""

    porteurs: Mapping[str, Porteur]
    noms: Mapping[str, Porteur]
    # When the next person registered becomes known; None when nobody waits.
    jusqu: datetime | None = None

    def par_id(self, id_: str) -> Porteur | None:
        """By the identifier of the espace's people."""
        return self.porteurs.get(id_)

    def par_identifiant(self, identifiant: str) -> Porteur | None:
        """By national id, to the character: what a server is asked to give."""
        found = self.noms.get(identifiant)
        return found if found is not None and found.identifiant == identifiant else None

    def designe(self, nom: str) -> Porteur | None:
        """By national id, RPPS number or the espace's own identifier."""
        return self.noms.get(nom.strip())


def connu_le(one: Professionnel) -> datetime | None:
    """When a person registered on the portail RPPS+ becomes known; None when that is not told."""
    return one.enrole_le + DELAI_ENROLEMENT if one.etat == ENROLE and one.enrole_le else None


def construire(
    people: Iterable[Professionnel], structures: Mapping[str, Structure], now: datetime
) -> Annuaire:
    """The directory of these people at that instant."""
    people = list(people)
    awaited = [known for one in people if (known := connu_le(one)) is not None]
    found = [_connu(porteur(one, structures), connu_le(one), now) for one in people]
    names: dict[str, Porteur] = {}
    for one in found:
        for name in (one.id, one.rpps, one.identifiant):
            if name:
                names.setdefault(name, one)
    pending = [known for known in awaited if known > now]
    return Annuaire({one.id: one for one in found}, names, min(pending, default=None))


def _connu(one: Porteur, known: datetime | None, now: datetime) -> Porteur:
    return replace(one, etat="actif") if known is not None and now >= known else one


def porteur(one: Professionnel, structures: Mapping[str, Structure]) -> Porteur:
    """A professional with national id, exercises and activities (psc.md §4.1, §9)."""
    activites = tuple(_activite(one, situation, structures) for situation in one.situations)
    role = next((activite.role for activite in activites if activite.role), "")
    exercices = (_exercice(one, activites),) if one.profession and activites else ()
    by_role = one.profession == codes.ACTEUR_A_ROLE and role
    return Porteur(
        id=one.id,
        identifiant=identifiant_national(one, structures),
        rpps=one.rpps,
        nom=one.nom,
        prenom=one.prenom,
        civilite=one.civilite,
        metier=one.libelle_profession,
        carte=one.carte,
        etat=one.etat,
        exercices=exercices,
        role=(role if by_role else one.profession) if exercices else "",
    )


def _exercice(one: Professionnel, activites: tuple[Activite, ...]) -> Exercice:
    civilite = "DR" if one.profession == codes.MEDECIN else one.civilite
    return Exercice(one.profession, civilite, one.nom, one.prenom, one.specialite, activites)


def _activite(one: Professionnel, situation: Situation, structures: Mapping[str, Structure]) -> Activite:
    structure = structures.get(situation.structure)
    parent = structures.get(structure.entite_juridique) if structure else None
    if structure is None and situation.site is not None:
        return _ailleurs(one, situation, situation.site)
    return Activite(
        mode=situation.mode,
        secteur=situation.secteur,
        role=_role(situation.role),
        genre=_genre(one.profession, situation.role),
        finess=structure.finess if structure else "",
        finess_juridique=parent.finess if parent else "",
        technique=f"F{structure.finess}" if structure and structure.finess else "",
        raison_sociale=structure.nom if structure else "",
        ville=structure.ville if structure else "",
        departement=structure.departement if structure else "",
    )


def _ailleurs(one: Professionnel, situation: Situation, site: Site) -> Activite:
    """An activity in a place that is no structure of the espace."""
    return Activite(
        mode=situation.mode,
        secteur=situation.secteur,
        role=_role(situation.role),
        genre=_genre(one.profession, situation.role),
        finess=site.finess,
        finess_juridique=site.finess_juridique,
        technique=site.technique,
        raison_sociale=site.nom,
        departement=site.departement,
    )


def _role(text: str) -> str:
    """The TRE_R85 code of a role told in words, empty when none has that label."""
    plain = unicodedata.normalize("NFKD", text.partition(",")[0].partition("(")[0])
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return codes.ROLES.get(letters.strip().lower(), "")


def _genre(profession: str, role: str) -> str:
    told = _GENRE.search(role)
    if told:
        return told.group()
    if profession == codes.ACTEUR_A_ROLE:
        lead = role.lower().startswith(codes.ENCADRANTS)
        return codes.ENCADREMENT if lead else codes.APPUI
    if profession in codes.PROFESSIONS_SOCIALES:
        return codes.EDUCATIF
    return codes.SOIN if profession else ""


class Annuaires:
    """The directories of the espaces in use, most recent last; one is made anew when its people changed."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, Annuaire]] = OrderedDict()

    def de(self, espace: "Espace") -> Annuaire:
        """The directory of an espace at the present version of its people."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            jusqu = kept[2].jusqu
            if jusqu is None or espace.clock.now() < jusqu:
                self._kept.move_to_end(espace.name)
                return kept[2]
        made = construire(monde.professionnels().values(), monde.structures(), espace.clock.now())
        self._kept[espace.name] = (monde, version, made)
        self._kept.move_to_end(espace.name)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made
