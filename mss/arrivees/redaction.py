"""From what is asked to the mails to write: who writes, about whom, in how many mails."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from mss.arrivees.data import lettres as mots
from mss.arrivees.messages.document import deuxieme
from mss.arrivees.model import Correspondant, Envoi, Lettre, Nature
from simulators.core.monde.model import Boite, Personne, Professionnel, Structure
from simulators.core.sante.cda.ecriture_entete import PatientN1, ProfessionnelN1, StructureN1
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_AUTEURS: Final = "1.2.250.1.213.1.1.4.5"
# A doctor of the structure without RPPS told: an identifier internal to it (nationaux: 3, then FINESS/…).
_INCONNU: Final = ("VALLIER", "ANNE", "G15_10/SM18")
# The identifiers a hospital gives: no INS.
_LOCAL: Final = "1.2.250.1.999.26.9"


def correspondant(boite: Boite, espace: "Espace") -> Correspondant:
    """Who holds a box: a professional with their structure, or a structure and one of its doctors."""
    monde = espace.monde
    people, units = monde.professionnels(), monde.structures()
    holder = people.get(boite.titulaire)
    unit = units.get(boite.titulaire)
    if holder is not None:
        unit = next((units[one.structure] for one in holder.situations if one.structure in units), None)
    elif unit is not None:
        here = [one for one in people.values() if any(s.structure == unit.id for s in one.situations)]
        holder = next((one for one in here if one.rpps and one.profession == "10"), None)
    place = unit or Structure(id="", nom=boite.adresse)
    name = f"{holder.prenom.title()} {holder.nom}" if holder and boite.genre != "ORG" else place.nom
    return Correspondant(
        boite.adresse.lower(),
        name,
        StructureN1(place.identifiant_national, place.nom),
        place.ville,
        _auteur(holder, place),
    )


def _auteur(holder: Professionnel | None, unit: Structure) -> ProfessionnelN1:
    if holder is None:
        nom, prenom, special = _INCONNU
        return ProfessionnelN1(
            f"3{unit.finess}/MSS-01", nom, prenom, Code(special, _AUTEURS, "Médecin, gériatrie")
        )
    special = f"G15_{holder.profession}" + (f"/{holder.specialite}" if holder.specialite else "")
    return ProfessionnelN1(
        f"8{holder.rpps}",
        holder.nom,
        holder.prenom,
        Code(special, _AUTEURS, holder.libelle_profession or "Médecin"),
    )


def patient(personne: Personne) -> PatientN1:
    """The person as the reference base tells them. Raises ValueError for who has no INS."""
    reference = personne.reference
    if reference is None or not reference.prenoms:
        raise ValueError(personne.id)
    return PatientN1(
        ins=Cx(reference.ins.complet, reference.ins.oid),
        nom_naissance=reference.nom_naissance,
        prenoms=reference.prenoms,
        sexe=reference.sexe,
        naissance=reference.date_naissance.replace("-", ""),
        lieu=reference.lieu_naissance,
    )


def envois(
    nature: Nature,
    de: Correspondant,
    a: str,
    personnes: tuple[PatientN1, PatientN1],
    commencer: Callable[[], tuple[str, datetime]],
) -> Iterator[Envoi]:
    """The mails that a nature makes, in order. `personnes` are the patient and somebody else.

    `commencer` gives each mail its id and its instant.
    """
    ident, quand = commencer()
    who, other = personnes
    first = Lettre(ident, who, who, quand, mots.TEXTES[_rang(ident)])
    if nature in {Nature.REMPLACEMENT, Nature.SUPPRESSION}:
        before = Envoi(Nature.NOMINAL, ident, quand, de, a, (first,))
        yield before
        ident, quand = commencer()
        yield Envoi(nature, ident, quand, de, a, (_suite(nature, first, ident, quand),), before.message_id)
        return
    letters = tuple(_lettres(nature, first, other))
    yield Envoi(nature, ident, quand, de, a, letters)
    if nature is Nature.DOUBLON:
        again, now = commencer()
        yield Envoi(nature, again, now, de, a, letters)


def _suite(nature: Nature, first: Lettre, ident: str, quand: datetime) -> Lettre:
    """The version that follows, or the same document to delete."""
    if nature is Nature.SUPPRESSION:
        return replace(first, texte=mots.SUPPRIME, action="D", quand=quand)
    text = f"{first.texte} {mots.SUITE}"
    return replace(first, numero=ident, lignee=first.numero, version=2, quand=quand, texte=text)


def _lettres(nature: Nature, first: Lettre, other: PatientN1) -> Iterator[Lettre]:
    who = first.patient
    match nature:
        case Nature.SIMPLE | Nature.EICAR | Nature.AVIS_ECHEC:
            return
        case Nature.SANS_INS:
            local = replace(who, ins=Cx(f"IPP{_rang(first.numero, 900_000) + 100_000}", _LOCAL, "PI"))
            yield replace(first, patient=local, fiche=local)
        case Nature.INS_FAUSSE:
            wrong = deuxieme(who, other)
            yield replace(first, patient=wrong, fiche=wrong)
        case Nature.AUTRE_PATIENT:
            yield replace(first, patient=other)
        case Nature.DEUX_CDA:
            yield first
            yield replace(first, numero=f"{first.numero}/2", texte=mots.SECOND)
        case _:
            yield first


def _rang(numero: str, modulo: int = len(mots.TEXTES)) -> int:
    """A draw from the id, the same for the same id."""
    return sum(numero.encode()) % modulo
