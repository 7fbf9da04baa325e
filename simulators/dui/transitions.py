"""How the status of an identity moves (ins.md §9.3): pure functions from record and event to record."""

from dataclasses import replace

from simulators.core.rule import Text
from simulators.dui.coherence import is_consistent
from simulators.dui.dossier import Attribut, Document, Dossier, Identite, Matricule, Statut, Traits

BLOCKING = frozenset({Attribut.DOUTEUX, Attribut.FICTIF})
WITH_INS = frozenset({Statut.RECUP, Statut.QUAL})
_RETRIEVED = {
    Statut.PROV: Statut.RECUP,
    Statut.VALI: Statut.QUAL,
    Statut.RECUP: Statut.RECUP,
    Statut.QUAL: Statut.QUAL,
}
_CHECKED = {
    Statut.PROV: Statut.VALI,
    Statut.RECUP: Statut.QUAL,
    Statut.VALI: Statut.VALI,
    Statut.QUAL: Statut.QUAL,
}
_KO = {Statut.QUAL: Statut.VALI, Statut.RECUP: Statut.PROV}
_NEEDED = {
    "nom_naissance": Text("le nom de naissance", "the birth name"),
    "prenoms": Text("le prénom", "the given name"),
    "sexe": Text("le sexe", "the sex"),
    "date_naissance": Text("la date de naissance", "the birth date"),
}
_NO_SEX = Text("le sexe indéterminé ne peut pas être envoyé", "an undetermined sex cannot be sent")
_BLOCKED = {
    Attribut.DOUTEUX: Text("l'identité est marquée douteuse", "the identity is marked doubtful"),
    Attribut.FICTIF: Text("l'identité est marquée fictive", "the identity is marked fictitious"),
}


class TransitionError(ValueError):
    """A move the RNIV forbids; the text is the French sentence for the user."""


def why_no_call(dossier: Dossier) -> Text | None:
    """Why INSi must not be called for this record; None when a call is allowed.

    A doubtful or fictitious identity is never sent (ins.md §9.2); name, given name, sex (M or F) and full
    date are needed (§3.3, §6.3).
    """
    blocking = sorted(dossier.attributs & BLOCKING)
    if blocking:
        return _BLOCKED[blocking[0]]
    missing = [label for name, label in _NEEDED.items() if not getattr(dossier.traits, name)]
    if missing:
        fr, en = (", ".join(labels) for labels in zip(*missing, strict=True))
        return Text(f"il manque {fr}", f"{en} missing")
    return None if dossier.traits.sexe in ("M", "F") else _NO_SEX


def retrieve(dossier: Dossier, identite: Identite) -> Dossier:
    """INSi 00 accepted: PROV→RECUP, VALI→QUAL; INS traits replace the typed ones, the history is kept.

    A changed matricule or OID sends the former one to the history.

    Raises TransitionError when no call was allowed, or when the answer is not consistent with the record.
    """
    refusal = why_no_call(dossier)
    if refusal:
        raise TransitionError(refusal.fr)
    if not is_consistent(dossier.traits, identite):
        raise TransitionError("la réponse ne correspond pas aux traits du dossier")
    return replace(
        dossier,
        traits=_as_returned(dossier.traits, identite),
        statut=_RETRIEVED[dossier.statut],
        ins=identite.ins,
        historique=_history(dossier, identite),
        liste_prenoms=identite.liste_prenoms,
    )


def check_document(dossier: Dossier, document: Document) -> Dossier:
    """The identity was compared with a document of high trust: PROV→VALI, RECUP→QUAL.

    Raises TransitionError for a doubtful or fictitious identity: the doubt is lifted first.
    """
    if dossier.attributs & BLOCKING:
        raise TransitionError("l'identité est douteuse ou fictive")
    return replace(dossier, statut=_CHECKED[dossier.statut], document=document)


def verification_ko(dossier: Dossier) -> Dossier:
    """INSi says that INS and traits no longer agree: QUAL→VALI, RECUP→PROV, the INS is invalidated.

    Raises TransitionError when the record holds no INS to verify.
    """
    if dossier.ins is None or dossier.statut not in WITH_INS:
        raise TransitionError("il n'y a pas d'INS à vérifier")
    former = (*dossier.historique, dossier.ins)
    return replace(dossier, statut=_KO[dossier.statut], ins=None, historique=former)


def mark(dossier: Dossier, attribut: Attribut) -> Dossier:
    """Sets an attribute. `douteux` or `fictif` brings any status back to PROV and removes the INS.

    Raises TransitionError for `fictif` with another one: only doubtful and namesake go together.
    """
    attributs = dossier.attributs | {attribut}
    if Attribut.FICTIF in attributs and len(attributs) > 1:
        raise TransitionError("« fictif » ne se combine avec aucun autre attribut")
    if attribut not in BLOCKING:
        return replace(dossier, attributs=attributs)
    return replace(dossier, attributs=attributs, statut=Statut.PROV, ins=None, document=None)


def edit_traits(dossier: Dossier, traits: Traits) -> Dossier:
    """A strict trait is typed again.

    Raises TransitionError when the INS was taken over: its traits are locked, the status is lowered first.
    """
    if traits != dossier.traits and dossier.statut in WITH_INS:
        raise TransitionError("les traits venus du téléservice ne se modifient pas")
    return replace(dossier, traits=traits)


def _as_returned(local: Traits, identite: Identite) -> Traits:
    """The first given name stays the one the user extracted; the list is kept beside it."""
    return Traits(
        nom_naissance=identite.nom_naissance,
        prenoms=tuple(identite.liste_prenoms.split()),
        sexe=identite.sexe,
        date_naissance=identite.date_naissance,
        lieu_naissance=identite.lieu_naissance or local.lieu_naissance,
    )


def _history(dossier: Dossier, identite: Identite) -> tuple[Matricule, ...]:
    """Former INS, each once; the active one repeated by the service is not a change (ins.md §9.7)."""
    former = (*dossier.historique, *((dossier.ins,) if dossier.ins else ()), *identite.historique)
    return tuple(dict.fromkeys(ins for ins in former if ins != identite.ins))
