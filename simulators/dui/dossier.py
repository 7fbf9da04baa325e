"""How the reference DUI opens the record of a person: what the establishment holds, then what INSi knows."""

from simulators.core.monde.model import Personne
from simulators.core.sante.rniv.dossier import WITH_INS, Attribut, Dossier, Matricule, Statut, Traits


def open_dossier(personne: Personne) -> Dossier:
    """The record an establishment holds of a person: local traits first, then those of the reference base.

    A record already retrieved or qualified in the fixture carries the matricule of the reference base.
    """
    local, reference = personne.local, personne.reference
    statut = Statut(local.statut)
    known = reference.ins if reference and statut in WITH_INS else None
    return Dossier(
        id=personne.id,
        traits=_traits(personne),
        statut=statut,
        attributs=frozenset(Attribut(value) for value in local.attributs),
        ins=Matricule(known.matricule, known.cle, known.oid) if known else None,
        nom_utilise=local.nom_utilise,
        prenom_utilise=local.prenom_utilise,
    )


def _traits(personne: Personne) -> Traits:
    local, reference = personne.local, personne.reference
    prenoms = local.prenoms or (reference.prenoms if reference else ())
    return Traits(
        nom_naissance=_trait(personne, "nom_naissance"),
        prenoms=() if "prenoms" in local.traits_absents else prenoms,
        sexe=_trait(personne, "sexe"),
        date_naissance=_trait(personne, "date_naissance"),
        lieu_naissance=_trait(personne, "lieu_naissance"),
    )


def _trait(personne: Personne, name: str) -> str:
    if name in personne.local.traits_absents:
        return ""
    held: str = getattr(personne.local, name) or getattr(personne.reference, name, "")
    return held
