"""What INSi looks at in an espace: the reference base, the known software, the local records.

A view is built once for each version of the people of an espace, and read by every call until they change.
What is kept in the store (imported, generated) is looked up there by each call, beside what is in memory.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from ins.model import Beneficiaire, Cle, CleCarte, FicheLocale, Individu, InsRendu, Repertoire, Vue
from ins.state import base as registre
from simulators.core.monde.model import IdentiteReference, Ins, InsHistorique, Personne, Professionnel
from simulators.core.sante.matricule import LENGTH
from simulators.core.sante.noms import convertir

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.monde.repository import MondeRepository


# Doctors in TRE_G15, the value set of professions.
_MEDECIN = "10"


def build_view(
    personnes: Iterable[Personne],
    idams: Iterable[str],
    professionnels: Iterable[Professionnel] = (),
) -> Vue:
    """Indexes the people by the traits a search compares, by matricule, and by the card that covers them."""
    base: defaultdict[Cle, list[Individu]] = defaultdict(list)
    matricules: defaultdict[str, list[Individu]] = defaultdict(list)
    records: defaultdict[Cle, list[FicheLocale]] = defaultdict(list)
    used: defaultdict[Cle, list[FicheLocale]] = defaultdict(list)
    cartes: defaultdict[CleCarte, list[Beneficiaire]] = defaultdict(list)
    avec_carte: set[str] = set()
    for personne in personnes:
        references = (personne.reference, *personne.homonymes)
        for reference in references:
            if reference is not None:
                key = (reference.nom_naissance, reference.sexe, reference.date_naissance)
                one = individu(reference)
                base[key].append(one)
                for matricule in {ins.matricule for ins in (one.actif, *one.historique)}:
                    matricules[matricule].append(one)
        carte, known = personne.carte, personne.reference
        if carte is not None and known is not None:
            cartes[(carte.od, known.date_naissance)].append(Beneficiaire(carte.rang, individu(known)))
            avec_carte.add(known.ins.matricule)
        _index_record(personne, records, used)
    idams_connus = frozenset(idam for idam in idams if idam)
    medecins = frozenset(f"8{one.rpps}" for one in professionnels if one.rpps and one.profession == _MEDECIN)
    return Vue(base, matricules, cartes, frozenset(avec_carte), records, used, idams_connus, medecins)


def individu(reference: IdentiteReference) -> Individu:
    """A record of the reference base as the answer carries it."""
    return Individu(
        actif=_ins(reference.ins),
        nom_naissance=reference.nom_naissance,
        liste_prenoms=reference.liste_prenoms,
        sexe=reference.sexe,
        date_naissance=reference.date_naissance,
        lieu_naissance=reference.lieu_naissance,
        historique=tuple(_former(former) for former in reference.historique),
    )


def _ins(ins: Ins) -> InsRendu:
    return InsRendu(ins.matricule, ins.cle, ins.oid)


def _former(ins: InsHistorique) -> InsRendu:
    return InsRendu(ins.matricule, ins.cle, ins.oid, ins.date_deb, ins.date_fin, ins.type_matricule)


def _index_record(
    personne: Personne,
    records: defaultdict[Cle, list[FicheLocale]],
    used: defaultdict[Cle, list[FicheLocale]],
) -> None:
    """Traits left empty in the local record are those of the reference base."""
    local, reference = personne.local, personne.reference
    known = reference.nom_naissance if reference else ""
    date = local.date_naissance or (reference.date_naissance if reference else "")
    sexe = local.sexe or (reference.sexe if reference else "")
    typed = convertir(local.nom_naissance or known)
    prenoms = local.prenoms or (reference.prenoms if reference else ())
    others = {typed, convertir(local.nom_utilise)} - {known, ""}
    if reference is None and not local.nom_utilise:
        others = set()
    record = FicheLocale(
        personne=personne.id,
        prenoms=tuple(convertir(prenom) for prenom in prenoms),
        attributs=local.attributs,
        nom_reference=known,
        autres_noms=tuple(sorted(others)),
    )
    for name in {typed, known} - {""}:
        records[(name, sexe, date)].append(record)
    for name in record.autres_noms:
        used[(name, sexe, date)].append(record)


T = TypeVar("T")
C = TypeVar("C")


class ParVersion(Generic[T]):
    """What is computed from the people of an espace, once per version; the least recently used is dropped."""

    def __init__(self, build: Callable[["Espace"], T], most: int = 256) -> None:
        self._build = build
        self._most = most
        self._kept: OrderedDict[str, tuple[MondeRepository, int, T]] = OrderedDict()

    def of(self, espace: "Espace") -> T:
        """The value at the present version of the people of that espace."""
        monde = espace.monde
        version = monde.version
        kept = self._kept.get(espace.name)
        if kept is not None and kept[0] is monde and kept[1] == version:
            self._kept.move_to_end(espace.name)
            return kept[2]
        built = self._build(espace)
        self._kept[espace.name] = (monde, version, built)
        self._kept.move_to_end(espace.name)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return built


class Reunion(Generic[C]):
    """What is in memory, then what the store finds: read as the mapping alone would be."""

    def __init__(self, memoire: Repertoire[C], reste: Callable[[C], tuple[Individu, ...]]) -> None:
        self._memoire = memoire
        self._reste = reste

    def get(self, cle: C, defaut: Sequence[Individu], /) -> Sequence[Individu]:
        """The records under that key; `defaut` when there is none."""
        found = (*self._memoire.get(cle, ()), *self._reste(cle))
        return found or defaut


def vues() -> ParVersion[Vue]:
    """The views that searches read."""
    return ParVersion(_vue)


def _vue(espace: "Espace") -> Vue:
    monde = espace.monde
    idams = (logiciel.idam for logiciel in monde.logiciels().values())
    vue = build_view(monde.personnes().values(), idams, monde.professionnels().values())
    # Every change of the kept identities changes the version too: an empty base costs the calls nothing.
    if espace.store.read(registre.vide):
        return vue
    kept = registre.Registre(espace.store)
    return replace(
        vue,
        base=Reunion(vue.base, kept.par_traits),
        matricules=Reunion(vue.matricules, kept.par_matricule),
    )


class Referentiel:
    """Who bears an INS, for the services that ask (fulfils `ReferentielIdentites`)."""

    def __init__(self) -> None:
        self._porteurs = ParVersion(_porteurs)

    def par_matricule(self, matricule: str, espace: "Espace") -> Personne | None:
        """The person whose active INS is these 15 characters, or None."""
        porteurs, vide = self._porteurs.of(espace)
        found = porteurs.get(matricule)
        if found is not None or vide:
            return found
        kept = espace.store.read(partial(registre.personne, matricule=matricule[:LENGTH]))
        same = kept is not None and kept.reference is not None and kept.reference.ins.complet == matricule
        return kept if same else None


def _porteurs(espace: "Espace") -> tuple[dict[str, Personne], bool]:
    """The people by their 15 characters; and whether there is nobody else in the store."""
    porteurs = {
        personne.reference.ins.complet: personne
        for personne in espace.monde.personnes().values()
        if personne.reference is not None
    }
    return porteurs, espace.store.read(registre.vide)
