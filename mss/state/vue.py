"""What MSSanté looks at in an espace: the boxes, the white list, the citizens; indexed once per version."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mss.confiance.model import OperateurConnu
from mss.model import Annuaire, BoiteConnue, GenreBoite
from simulators.core.monde.model import (
    Boite,
    IdentiteReference,
    Operateur,
    Personne,
    Professionnel,
    Structure,
)

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository

_DOMAINE_USAGER = "patient.demo.mssante.fr"
_ETIQUETTES = {
    "mes-actif": "active",
    "mes-ferme": "fermee",
    "mes-non-active": "fermee",
    "mes-oppose": "inconnue",
}


def construire(
    boites: Iterable[Boite],
    personnes: Iterable[Personne],
    professionnels: Iterable[Professionnel],
    structures: Collection[Structure],
    operateurs: Iterable[Operateur] = (),
) -> Annuaire:
    """The directory of an espace, from its people, its boxes and their operators."""
    people = list(professionnels)
    rpps = {one.id: one.rpps for one in people}
    names = {one.id: f"{one.prenom} {one.nom}" for one in people} | {one.id: one.nom for one in structures}
    membres = _membres(people)
    units = {one.id: one for one in structures}
    pros: dict[str, BoiteConnue] = {}
    citoyens = {one.id: one for one in personnes}
    usagers = dict(_usagers(citoyens.values()))
    for boite in boites:
        if boite.genre == "USAGER":
            connue = _de_l_usager(boite, citoyens.get(boite.titulaire))
            if connue is not None:
                usagers[connue.adresse.partition("@")[0]] = connue
        else:
            holders = _porteurs(boite, membres, rpps)
            unit = units.get(boite.titulaire)
            connue = _connue(boite, boite.genre, holders, unit)
            pros[connue.adresse] = replace(connue, titulaire=names.get(boite.titulaire, boite.titulaire))
    named = [(one, _operateur(one)) for one in operateurs]
    known = {ascii_de(domaine): told for one, told in named for domaine in one.domaines}
    default = next((told for one, told in named if one.defaut), OperateurConnu())
    return Annuaire(pros, frozenset(_domaines(pros, known, default)), usagers, known, default)


def _operateur(one: Operateur) -> OperateurConnu:
    return OperateurConnu(
        one.id,
        one.nom,
        one.siret,
        one.departement,
        one.responsable,
        one.support,
        inscrit=one.inscrit,
        delai=one.delai,
    )


def _porteurs(boite: Boite, membres: Mapping[str, set[str]], rpps: Mapping[str, str]) -> set[str]:
    """Who opens a box: the members told; else, of an ORG, who practises there; the holder of a PER or CAB."""
    told = {rpps.get(one, "") for one in boite.membres}
    if boite.genre == "ORG":
        return told or membres.get(boite.titulaire, set())
    holder = {rpps.get(boite.titulaire, "")}
    return holder | told if boite.genre == "CAB" else holder


def _connue(boite: Boite, genre: GenreBoite, holders: set[str], unit: Structure | None) -> BoiteConnue:
    return BoiteConnue(
        adresse=boite.adresse.lower(),
        genre=genre,
        etat=boite.etat,
        rpps=frozenset(holders - {""}),
        structure=unit.identifiant_national if unit else "",
        libelle=unit.nom if unit else "",
        consigne=boite.consigne,
    )


def _membres(people: Iterable[Professionnel]) -> defaultdict[str, set[str]]:
    """A professional is a member of the structures where they practise (assumed: no such list was seen)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in people:
        for situation in one.situations:
            if situation.structure:
                found[situation.structure].add(one.rpps)
    return found


def _de_l_usager(boite: Boite, titulaire: Personne | None) -> BoiteConnue | None:
    """A citizen's box is named by their INS: it follows its holder's, and closes with Mon espace santé."""
    local, _, domaine = boite.adresse.lower().partition("@")
    if titulaire is None:
        return BoiteConnue(f"{local}@{domaine}", "USAGER", boite.etat, consigne=boite.consigne)
    if titulaire.reference is None:
        return None
    closed = boite.etat == "active" and "mes-ferme" in titulaire.etiquettes
    local = titulaire.reference.ins.complet.lower()
    etat = "fermee" if closed else boite.etat
    adresse = f"{local}@{domaine}"
    return BoiteConnue(adresse, "USAGER", etat, consigne=boite.consigne, titulaire=_nom(titulaire.reference))


def _usagers(personnes: Iterable[Personne]) -> Iterator[tuple[str, BoiteConnue]]:
    for personne in personnes:
        boite = _boite_usager(personne)
        if boite is not None:
            yield boite.adresse.partition("@")[0], boite


def _boite_usager(personne: Personne) -> BoiteConnue | None:
    """The box of a citizen whose Mon espace santé the labels tell; without label there is none."""
    etat = next((_ETIQUETTES[one] for one in personne.etiquettes if one in _ETIQUETTES), "")
    if personne.reference is None or not etat:
        return None
    adresse = f"{personne.reference.ins.complet.lower()}@{_DOMAINE_USAGER}"
    return BoiteConnue(adresse, "USAGER", etat, titulaire=_nom(personne.reference))


def _nom(reference: IdentiteReference) -> str:
    return " ".join([*reference.prenoms[:1], reference.nom_naissance])


class Usagers(Mapping[str, BoiteConnue]):
    """The citizens by their 15 characters: those of the espace, then any other whom INSi knows.

    Only the former are listed: the reference base may hold a million people.
    """

    def __init__(self, connus: Mapping[str, BoiteConnue], bridges: "Bridges", espace: "Espace") -> None:
        self._connus = connus
        self._bridges = bridges
        self._espace = espace

    def __getitem__(self, local: str) -> BoiteConnue:
        found = self._connus.get(local)
        if found is not None:
            return found
        identites = self._bridges.identites
        personne = identites.par_matricule(local.upper(), self._espace) if identites else None
        boite = _boite_usager(personne) if personne else None
        if boite is None:
            raise KeyError(local)
        return boite

    def __iter__(self) -> Iterator[str]:
        return iter(self._connus)

    def __len__(self) -> int:
        return len(self._connus)


def _domaines(
    boites: Mapping[str, BoiteConnue], operateurs: Mapping[str, OperateurConnu], defaut: OperateurConnu
) -> Iterator[str]:
    """The white list: the domains of the operators and of the boxes, those said to be out of it left out."""
    out = {one.adresse.rpartition("@")[2] for one in boites.values() if one.etat == "hors-liste-blanche"}
    told = {*operateurs, *(adresse.rpartition("@")[2] for adresse in boites)}
    yield from (one for one in told - out if operateurs.get(one, defaut).inscrit)


def ascii_de(domaine: str) -> str:
    """A domain as an address writes it: the white list may hold letters that are not ASCII (mss.md §1.6)."""
    try:
        return domaine.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return domaine.lower()


class Annuaires:
    """The directories of the espaces in use; one is dropped when its people changed."""

    def __init__(self, bridges: "Bridges", most: int = 256) -> None:
        self._bridges = bridges
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, Annuaire]] = OrderedDict()

    def citoyen(self, espace: "Espace", matricule: str) -> Personne | None:
        """Who bears these 15 characters: as INSi says, else as the people of the espace say."""
        wanted = matricule.upper()
        if self._bridges.identites is not None:
            return self._bridges.identites.par_matricule(wanted, espace)
        people = espace.monde.personnes().values()
        return next((one for one in people if one.reference and one.reference.ins.complet == wanted), None)

    def de(self, espace: "Espace") -> Annuaire:
        """The directory of an espace at the present version of its people."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            self._kept.move_to_end(espace.name)
            return kept[2]
        found = construire(
            monde.boites().values(),
            monde.personnes().values(),
            monde.professionnels().values(),
            monde.structures().values(),
            monde.operateurs().values(),
        )
        found = replace(found, usagers=Usagers(found.usagers, self._bridges, espace))
        self._kept[espace.name] = (monde, version, found)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found
