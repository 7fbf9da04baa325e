"""What happens to a person in the reference base: civil status, matricule, death. Pure: before → after."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from simulators.core.monde.model import (
    DossierDmp,
    DossierLocal,
    IdentiteReference,
    Ins,
    InsHistorique,
    Personne,
)
from simulators.core.sante.fictif import PUBLIES
from simulators.core.sante.oids import INS_NIA, INS_NIR, INS_NIR_TEST

# Identities made here carry the OID of test; with this option, `.8` as INSi qualif serves it (errata 15).
OPTION_OID_REEL: Final = "ins.oid_nir_reel"
# The régime général gives ten changes at most (SEL-MP-043).
MOST_FORMER: Final = 10
_TRAITS: Final = ("nom_naissance", "prenoms", "sexe", "date_naissance", "lieu_naissance")
_MES: Final = frozenset({"mes-actif", "mes-ferme", "mes-non-active"})

Changement = Callable[[IdentiteReference], IdentiteReference]


class ViePerdue(ValueError):  # noqa: N818 - a change that cannot be, told in one French sentence
    """A change that this identity cannot live; the argument is the sentence to show."""


def oid(matricule: str, options: frozenset[str]) -> str:
    """The OID by environment: `.8` for the published persons (and with the option), `.10` for ours."""
    return INS_NIR if matricule in PUBLIES or OPTION_OID_REEL in options else INS_NIR_TEST


def fiches(personne: Personne) -> tuple[IdentiteReference, ...]:
    """The records of the reference base that a person holds: the person's own, then the homonyms."""
    own = () if personne.reference is None else (personne.reference,)
    return (*own, *personne.homonymes)


def sur_fiche(personne: Personne, matricule: str, change: Changement) -> Personne:
    """The person with the record of that active matricule changed."""
    if personne.reference is not None and personne.reference.ins.matricule == matricule:
        return personne.model_copy(update={"reference": change(personne.reference)})
    after = tuple(change(one) if one.ins.matricule == matricule else one for one in personne.homonymes)
    return personne.model_copy(update={"homonymes": after})


def changer_traits(reference: IdentiteReference, traits: Mapping[str, Any]) -> IdentiteReference:
    """Other traits, the matricule staying: a change of sex or name does not always change it at once."""
    return reference.model_copy(update=dict(traits))


def changer_matricule(reference: IdentiteReference, nouveau: Ins, jour: str) -> IdentiteReference:
    """Another INS; the one borne until that day goes to the history with its dates."""
    if nouveau == reference.ins:
        raise ViePerdue("Cette identité porte déjà cet INS")
    former = InsHistorique(**reference.ins.model_dump(), date_deb=_depuis(reference), date_fin=jour)
    history = (*reference.historique, former)[-MOST_FORMER:]
    return reference.model_copy(update={"ins": nouveau, "historique": history})


def certifier(reference: IdentiteReference, nouveau: Ins, jour: str) -> IdentiteReference:
    """The waiting number (NIA) becomes a NIR: another OID, often another number."""
    if reference.ins.oid != INS_NIA:
        raise ViePerdue(f"Cette identité n'a pas de NIA : son OID est {reference.ins.oid}")
    return changer_matricule(reference, nouveau, jour)


def _depuis(reference: IdentiteReference) -> str:
    """The day the present INS began: the end of the last former one, else the birth; empty if unreal."""
    since = reference.historique[-1].date_fin if reference.historique else reference.date_naissance
    try:
        date.fromisoformat(since)
    except ValueError:
        return ""
    return since


def homonyme(reference: IdentiteReference, ins: Ins, lieu: str) -> IdentiteReference:
    """Somebody else of the same traits, born elsewhere."""
    return reference.model_copy(update={"ins": ins, "lieu_naissance": lieu, "historique": ()})


def supprimer(personne: Personne, matricule: str) -> Personne:
    """INSi no longer knows that record; the local record keeps the traits it took from it."""
    reference = personne.reference
    if reference is None or reference.ins.matricule != matricule:
        kept = tuple(one for one in personne.homonymes if one.ins.matricule != matricule)
        return personne.model_copy(update={"homonymes": kept})
    return personne.model_copy(update={"reference": None, "local": _retenu(personne.local, reference)})


def _retenu(local: DossierLocal, reference: IdentiteReference) -> DossierLocal:
    missing = [name for name in _TRAITS if not getattr(local, name) and name not in local.traits_absents]
    return local.model_copy(update={name: getattr(reference, name) for name in missing})


def deceder(personne: Personne, jour: str, *, dossiers_ouverts: bool) -> Personne:
    """Death: INSi still answers; the DMP and Mon espace santé close, unless nobody told them yet."""
    changed: dict[str, Any] = {"deces": jour}
    if not dossiers_ouverts:
        before = personne.dmp or DossierDmp()
        closed = {"etat": "ferme" if before.etat == "ouvert" else before.etat, "rattache_mes": False}
        kept = tuple(one for one in personne.etiquettes if one not in _MES)
        had = len(kept) < len(personne.etiquettes)
        changed["dmp"] = before.model_copy(update=closed)
        changed["etiquettes"] = (*kept, "mes-ferme") if had else kept
    return personne.model_copy(update=changed)
