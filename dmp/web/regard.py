"""What a page looks at: the card's bearer in the people of the espace, the record in its registry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from dmp.model import Dossier, EtatDocument, Filtre, Statut, VueMonde
from dmp.state import dossiers, habilitations, passages, registre
from dmp.state.habilitations import Habilitation
from dmp.state.monde import dossier as dossier_de
from dmp.web.model import Ecran, Ouverture, PorteurCarte, Vue
from dmp.web.rules import acces
from dmp.xds.rules.recherche import visibles

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.monde.model import Personne, Professionnel

_MONTRES: Final = Filtre(statuts=(EtatDocument.APPROUVE, EtatDocument.ARCHIVE))
# What one page shows of a list.
_LE_PLUS: Final = 200


def porteur(asked: Ouverture, monde: VueMonde, espace: "Espace") -> PorteurCarte | None:
    """The professional the card names, None when the espace knows nobody of that identifier."""
    known = monde.professionnels.get(asked.porteur)
    one = None if known is None else espace.monde.professionnels().get(known.id)
    if known is None or one is None:
        return None
    places = sorted(known.structures - {""})
    return PorteurCarte(
        identifiant=known.identifiant,
        nom=_nom(one),
        metier=one.libelle_profession,
        profession=one.profession,
        savoir_faire=one.specialite,
        structure=places[0] if len(places) == 1 else "",
        actif=known.actif,
        employe=one.carte == "CPE",
    )


def noms(monde: VueMonde) -> Mapping[str, str]:
    """The names of the professionals and structures of the espace, by national identifier."""
    people = {own: f"{one.prenom} {one.nom}".strip() for own, one in monde.professionnels.items()}
    return {**monde.structures, **people}


def _nom(one: "Professionnel") -> str:
    return f"{one.prenom} {one.nom}".strip()


@dataclass(frozen=True, slots=True)
class Regard:
    """One look at the registry, inside one transaction; `personne` None is not known here."""

    asked: Ouverture
    porteur: PorteurCarte
    personne: "Personne | None"
    monde: VueMonde
    noms: Mapping[str, str]

    def __call__(self, connection: Connection) -> Vue:
        """The record with what the page shows of it; a record that is not open has nothing to show."""
        own, bearer = self.personne, self.porteur
        if own is None or own.reference is None:
            autorises = () if self.asked.matricule else tuple(self._autorises(connection))
            return Vue(acces.acteur(bearer, None), noms=self.noms, autorises=autorises)
        declared = habilitations.declarees(connection, own.reference.ins.complet)
        since = dossiers.lire(connection, own.reference.ins.complet)
        record = dossier_de(own, self.monde, declared, (bearer.identifiant, bearer.structure), since)
        return self._montrer(connection, Vue(acces.acteur(bearer, record), record, noms=self.noms), declared)

    def _montrer(self, connection: Connection, vue: Vue, declared: Mapping[str, Habilitation]) -> Vue:
        who, record = vue.acteur, vue.dossier
        if who is None or record is None or self.personne is None:
            return vue
        match self.asked.ecran:
            case Ecran.DOCUMENTS | Ecran.PARCOURS:
                found = registre.chercher(connection, record.matricule, _MONTRES)
                return replace(vue, documents=tuple(visibles(who, record, found))[:_LE_PLUS])
            case Ecran.HISTORIQUE:
                return replace(vue, passages=passages.de(connection, record.matricule, _LE_PLUS))
            case Ecran.VOLONTES:
                told = {cible: one.statut for cible, one in declared.items()}
                return replace(vue, habilitations=acces.habilitations(self._debut(self.personne), told))
            case _:
                return vue

    def _debut(self, own: "Personne") -> Mapping[str, Statut]:
        given = own.dmp.autorisations if own.dmp else ()
        return {self.monde.cibles.get(one.cible, one.cible): Statut(one.statut) for one in given}

    def _autorises(self, connection: Connection) -> list[tuple[str, str]]:
        """The open records that authorise the caller today, as TD0.2 would tell it."""
        mine = {self.porteur.identifiant, self.porteur.structure} - {""}
        declared = habilitations.de(connection, mine)
        people = self.monde.personnes.items()
        start = {matricule for matricule, own in people if not mine.isdisjoint(self._debut(own))}
        asked = start | declared.keys()
        records = [self._dossier(connection, one, declared.get(one, {})) for one in asked]
        return sorted(
            (one.matricule, f"{one.nom} {one.prenoms}".strip())
            for one in records
            if one is not None and one.etat == "ouvert" and one.autorisation is Statut.VALIDE
        )

    def _dossier(
        self, connection: Connection, matricule: str, declared: Mapping[str, Habilitation]
    ) -> Dossier | None:
        own, bearer = self.monde.personnes.get(matricule), self.porteur
        if own is None:
            return None
        since = dossiers.lire(connection, matricule)
        return dossier_de(own, self.monde, declared, (bearer.identifiant, bearer.structure), since)
