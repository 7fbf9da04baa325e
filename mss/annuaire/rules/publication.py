"""What the directory publishes of the people of an espace (mss.md §1.2, §4.1, §4.2)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mss.annuaire.data import systemes as s
from mss.annuaire.model import BoitePubliee, Code, Fiche, Identifiant, Lien
from simulators.core.monde.model import Boite, Professionnel, Structure

# A full box still has its address; liste rouge hides one (seen), the other states do too (assumed).
VISIBLES: Final = frozenset({"active", "pleine"})
_SANS_RANG: Final = 1_000
_TERMINE: Final = "activite-terminee"

Boites = Mapping[str, tuple[BoitePubliee, ...]]


def publier(
    professionnels: Iterable[Professionnel], structures: Iterable[Structure], boites: Iterable[Boite]
) -> tuple[Fiche, ...]:
    """The entries, in the order of the espace. A professional without RPPS number is not published."""
    units, people = list(structures), [one for one in professionnels if one.rpps]
    shown = _boites(boites)
    known = {one.id for one in units}
    return (
        *(_professionnel(one, shown) for one in people),
        *(role for one in people for role in _situations(one, known, shown)),
        *(_structure(one, shown, known) for one in units),
        *(_activite(one) for one in units if one.type_esms in s.HEBERGEMENT),
    )


def publiable(one: Professionnel) -> bool:
    """True for who has an RPPS number and still practises: their boxes are shown."""
    return bool(one.rpps) and one.etat != _TERMINE


def titulaire(
    reference: str, professionnels: Iterable[Professionnel], structures: Iterable[Structure]
) -> tuple[str, str]:
    """Who an entry is of the world: the holder of its boxes, and the structure of an exercise."""
    kind, _, ident = reference.partition("/")
    if kind == "Organization":
        found = (one.id for one in structures if technique(kind, one.id) == ident)
        return next(found, ""), ""
    for one in professionnels:
        if kind == "Practitioner" and technique(kind, one.rpps) == ident:
            return one.id, ""
        for number, situation in enumerate(one.situations):
            if technique(kind, f"{one.rpps}/{number}") == ident:
                return one.id, situation.structure
    return "", ""


def technique(genre: str, cle: str) -> str:
    """A technical identifier of the shape seen (`003-32783-88722`), the same for the same entry."""
    drawn = int.from_bytes(hashlib.sha256(f"{genre}/{cle}".encode()).digest()[:8])
    return f"{s.PREFIXES[genre]}-{drawn // 10**7 % 10**7:07d}-{drawn % 10**7:07d}"


def _boites(boites: Iterable[Boite]) -> Boites:
    found: defaultdict[str, list[BoitePubliee]] = defaultdict(list)
    for one in boites:
        if one.titulaire and one.genre != "USAGER" and one.etat in VISIBLES:
            found[porteur(one)].append(
                BoitePubliee(
                    one.adresse.lower(),
                    one.genre,
                    one.rang,
                    one.description,
                    one.service,
                    dematerialisation=one.dematerialisation,
                )
            )
    return {
        key: tuple(sorted(several, key=lambda box: box.rang or _SANS_RANG)) for key, several in found.items()
    }


def porteur(boite: Boite) -> str:
    """What an entry's boxes are found by: its holder, with the structure for a PER box of an exercise."""
    exercised = boite.genre == "PER" and boite.structure
    return f"{boite.titulaire}/{boite.structure}" if exercised else boite.titulaire


def _professionnel(one: Professionnel, boites: Boites) -> Fiche:
    idnps = Identifiant(s.IDNPS, f"8{one.rpps}", "IDNPS")
    identifiants = (idnps, Identifiant(s.RPPS, one.rpps, "RPPS"))
    ident = technique("Practitioner", one.rpps)
    if one.etat == _TERMINE:
        return Fiche("Practitioner", ident, actif=False, identifiants=identifiants)
    return Fiche(
        "Practitioner",
        ident,
        identifiants=identifiants,
        nom=one.nom,
        prenom=one.prenom,
        civilite=one.civilite,
        codes=tuple(_qualifications(one)),
        boites=tuple(box for box in boites.get(one.id, ()) if box.genre in {"PER", "CAB"}),
    )


def _qualifications(one: Professionnel) -> Iterator[tuple[Code, ...]]:
    if one.profession and one.profession != s.SANS_PROFESSION:
        system = s.PROFESSION_SOCIALE if one.profession in s.SOCIALES else s.PROFESSION
        yield Code(system, one.profession), Code(s.CATEGORIE_PROFESSIONNELLE, "C")
    if one.specialite:
        yield (Code(s.SPECIALITE, one.specialite),)


def _situations(one: Professionnel, structures: set[str], boites: Boites) -> Iterator[Fiche]:
    practitioner = Lien("practitioner", "Practitioner", technique("Practitioner", one.rpps))
    for number, situation in enumerate(one.situations):
        ident = technique("PractitionerRole", f"{one.rpps}/{number}")
        if one.etat == _TERMINE:
            yield Fiche("PractitionerRole", ident, actif=False)
            continue
        liens = [practitioner]
        if situation.structure in structures:
            liens.append(Lien("organization", "Organization", technique("Organization", situation.structure)))
        codes = ((Code(s.MODE_EXERCICE, situation.mode),),) if situation.mode else ()
        boxes = boites.get(f"{one.id}/{situation.structure}", ()) if situation.structure else ()
        yield Fiche("PractitionerRole", ident, codes=codes, boites=boxes, liens=tuple(liens))


def _structure(one: Structure, boites: Boites, structures: set[str]) -> Fiche:
    legal = one.genre == "EJ"
    identifiants = []
    if one.identifiant_national:
        identifiants.append(Identifiant(s.IDNST, one.identifiant_national, "IDNST"))
    if one.finess:
        identifiants.append(Identifiant(s.FINESS, one.finess, "FINEJ" if legal else "FINEG"))
    liens: tuple[Lien, ...] = ()
    if one.entite_juridique in structures:
        liens = (Lien("partof", "Organization", technique("Organization", one.entite_juridique)),)
    return Fiche(
        "Organization",
        technique("Organization", one.id),
        identifiants=tuple(identifiants),
        nom=one.nom,
        ville=one.ville,
        codes=tuple((code,) for code in _types(one, legal)),
        boites=tuple(box for box in boites.get(one.id, ()) if box.genre in {"ORG", "APP"}),
        liens=liens,
    )


def _types(one: Structure, legal: bool) -> Iterator[Code]:
    kind = "LEGAL-ENTITY" if legal else "GEOGRAPHICAL-ENTITY"
    yield Code(s.TYPE_ORGANISATION, kind, "organizationType")
    if sector := s.SECTEURS.get(one.type_esms):
        yield Code(s.SECTEUR, sector, "secteurActiviteRASS")
    if category := s.CATEGORIES.get(one.type_esms):
        yield Code(s.CATEGORIE, category)


def _activite(one: Structure) -> Fiche:
    holder = Lien("organization", "Organization", technique("Organization", one.id))
    ident = technique("HealthcareService", one.id)
    return Fiche("HealthcareService", ident, codes=((Code(s.TYPE_ACTIVITE, "11"),),), liens=(holder,))
