"""What the DMP looks at in the people of an espace: records by INS, structures, professionals, software."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dmp.model import Dossier, Exercant, Inscription, Statut, VueMonde
from dmp.state.habilitations import Habilitation
from simulators.core.monde.model import DossierDmp, Personne, Professionnel, Structure
from simulators.core.monde.nationaux import identifiant_national

if TYPE_CHECKING:
    from simulators.core.bridges import Bridges
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository

# A professional whose practice is over, or whose card was opposed.
_INACTIFS = frozenset({"activite-terminee", "sans-exercice"})


def build_view(monde: "MondeRepository") -> VueMonde:
    """Indexes the people by what the messages carry."""
    known = monde.structures()
    structures = {one.id: one.identifiant_national for one in known.values()}
    professionals = [_exercant(one, known) for one in monde.professionnels().values()]
    return VueMonde(
        personnes={
            personne.reference.ins.complet: personne
            for personne in monde.personnes().values()
            if personne.reference is not None
        },
        structures={one.identifiant_national: one.nom for one in known.values() if one.identifiant_national},
        professionnels={one.identifiant: one for one in professionals if one.identifiant},
        homologations=frozenset(
            one.homologation_dmp for one in monde.logiciels().values() if one.homologation_dmp
        ),
        cibles={**structures, **{one.id: one.identifiant for one in professionals}},
        riches=tuple(one for one in monde.personnes().values() if _riche(one)),
    )


def _riche(one: Personne) -> bool:
    return one.reference is not None and one.dmp is not None and bool(one.dmp.documents)


def _exercant(one: Professionnel, structures: Mapping[str, Structure]) -> Exercant:
    places = (structures.get(situation.structure) for situation in one.situations)
    return Exercant(
        id=one.id,
        identifiant=identifiant_national(one, structures),
        actif=one.etat not in _INACTIFS and one.carte != "opposee",
        structures=frozenset(place.identifiant_national if place else "" for place in places),
        nom=one.nom,
        prenom=one.prenom,
        specialite=_specialite(one),
        libelle=one.libelle_profession,
    )


def _specialite(one: Professionnel) -> str:
    """The JDV_J01 code; an employee without a health profession has none."""
    if not one.profession:
        return ""
    return f"G15_{one.profession}" + (f"/{one.specialite}" if one.specialite else "")


class Vues:
    """The views of the espaces in use; one is built again when its people changed."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, VueMonde]] = OrderedDict()

    def of(self, espace: "Espace") -> VueMonde:
        """The view of an espace at the present version of its people."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            self._kept.move_to_end(espace.name)
            return kept[2]
        view = build_view(monde)
        self._kept[espace.name] = (monde, version, view)
        self._kept.move_to_end(espace.name)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return view


def porteur(matricule: str, vue: VueMonde, bridges: "Bridges", espace: "Espace") -> Personne | None:
    """Who bears an INS: as INSi says when it is there (`--only dmp`: as the people of the espace say)."""
    if bridges.identites is not None:
        return bridges.identites.par_matricule(matricule, espace)
    return vue.personnes.get(matricule)


def dossier(
    personne: Personne,
    vue: VueMonde,
    declarees: Mapping[str, Habilitation],
    acteur: tuple[str, str],
    inscription: Inscription | None = None,
) -> Dossier:
    """The record of a person as one caller (professional, structure) meets it.

    `declarees` are the authorisations declared since the beginning, by national identifier; they win over
    the fixtures', as `inscription` (what was done of the record) wins over their `dmp`. A person of the
    reference base without `dmp` has an open record.
    """
    reference = personne.reference
    dmp = personne.dmp or DossierDmp(etat="ouvert" if reference else "absent")
    blocked = frozenset(vue.cibles.get(one, one) for one in dmp.bloques)
    start = {vue.cibles.get(one.cible, one.cible): Statut(one.statut) for one in dmp.autorisations}
    since = inscription or Inscription()
    data = since.donnees
    told = {cible: one.statut for cible, one in declarees.items()}
    prenoms = dmp.prenoms or (reference.prenoms if reference else ())
    return Dossier(
        matricule=reference.ins.complet if reference else "",
        oid=reference.ins.oid if reference else "",
        etat=since.etat or dmp.etat,
        nom=data.nom or dmp.nom or (reference.nom_naissance if reference else ""),
        prenoms=data.prenom or " ".join(prenoms),
        sexe=reference.sexe if reference else "",
        date_naissance=reference.date_naissance if reference else "",
        rattache_mes=dmp.rattache_mes if since.rattache_mes is None else since.rattache_mes,
        opposition_bris=_dit(data.opposition_bris, dmp.opposition_bris_de_glace),
        opposition_regulation=_dit(data.opposition_regulation, dmp.opposition_regulation),
        medecins_traitants=_medecins_traitants(vue.cibles.get(dmp.medecin_traitant, ""), declarees),
        bloques=blocked,
        autorisation=_autorisation({**start, **told}, blocked, acteur),
        donnees=data,
        inscription=since,
        deces=bool(personne.deces),
    )


def _dit(told: bool | None, start: bool) -> bool:
    return start if told is None else told


def _medecins_traitants(start: str, declarees: Mapping[str, Habilitation]) -> frozenset[str]:
    """That of the beginning unless something was declared since, and those declared."""
    declared = {cible for cible, one in declarees.items() if one.medecin_traitant}
    first = {start} if start and start not in declarees else set()
    return frozenset(first | declared)


def _autorisation(known: Mapping[str, Statut], blocked: frozenset[str], acteur: tuple[str, str]) -> Statut:
    """That of the professional, else that of the structure; a block wins."""
    sujet, structure = acteur
    if sujet in blocked:
        return Statut.INTERDIT
    own = known.get(sujet, Statut.NON_EXISTE)
    return own if own is not Statut.NON_EXISTE else known.get(structure, Statut.NON_EXISTE)
