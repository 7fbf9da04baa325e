"""How the status of an identity moves (ins.md §9.3): pure functions from record and event to record.

Each function reads its row of the table; the guards here look at what a row cannot hold: the traits, the
answer, the attributes. What follows beside the record (trace, alert…) is told by the row, see `table.Effet`.
"""

from dataclasses import replace

from simulators.core.rule import Text
from simulators.core.sante.rniv.codes import HAUT_NIVEAU, Document, Provenance
from simulators.core.sante.rniv.coherence import is_consistent
from simulators.core.sante.rniv.dossier import (
    BLOCKING,
    Attribut,
    Dossier,
    Identite,
    Matricule,
    Traits,
)
from simulators.core.sante.rniv.table import INTERDITS_SI_BLOQUE, TABLE, Effet, Evenement

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
_ALONE = Text("« fictif » ne se combine avec aucun autre attribut", "fictitious goes with no other attribute")
_LOW_TRUST = Text(
    "ce document n'est pas de haut niveau de confiance", "this document is not one of high trust"
)
_INCONSISTENT = Text(
    "la réponse ne correspond pas aux traits du dossier", "the answer is not the person of the record"
)
_NOT_SET = Text("cet attribut n'est pas posé", "this attribute is not set")


class TransitionError(ValueError):
    """A move the RNIV forbids; `reason` is the sentence for the user, the text its French one."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.fr)


def why_no_call(dossier: Dossier) -> Text | None:
    """Why INSi must not be called for this record; None when a call is allowed.

    A doubtful or fictitious identity is never sent (EXI ID 26); name, given name, sex (M or F) and full
    date are needed (ins.md §3.3, §6.3).
    """
    if dossier.bloque:
        return _blocked(dossier)
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
    _refuse(why_no_call(dossier))
    return _taken_over(dossier, identite, Evenement.INSI_ACCEPTEE)


def show_appli_vitale(dossier: Dossier, identite: Identite) -> Dossier:
    """The person shows the appli carte Vitale: qualified at once, from any status.

    Raises TransitionError for a doubtful or fictitious identity, or another person than the record's.
    """
    after = _taken_over(dossier, identite, Evenement.APPLI_VITALE)
    return replace(after, document=Document.APPLI_VITALE, provenance=Provenance.APPLI_VITALE)


def not_retrieved(dossier: Dossier) -> Dossier:
    """INSi 01, 02, fault, or answer refused by the user: nothing changes."""
    return _moved(dossier, Evenement.INSI_SANS_SUITE)


def scan_datamatrix(dossier: Dossier) -> Dossier:
    """A datamatrix was read for a record that exists: an entry, not a proof (EXI REC 02)."""
    return _moved(dossier, Evenement.LECTURE_DATAMATRIX)


def check_document(
    dossier: Dossier, document: Document, trusted: frozenset[Document] = HAUT_NIVEAU
) -> Dossier:
    """The identity was compared with a document of high trust: PROV→VALI, RECUP→QUAL.

    `trusted` is the list the establishment keeps (SC.INS/va1.26). Raises TransitionError for another
    document, or a doubtful or fictitious identity: the doubt is lifted first.
    """
    moved = _moved(dossier, Evenement.CONTROLE_DOCUMENT)
    _refuse(None if document in trusted else _LOW_TRUST)
    return replace(moved, document=document)


def verification_ok(dossier: Dossier) -> Dossier:
    """INSi confirms INS and traits: unchanged. Raises TransitionError when there is no INS."""
    return _moved(dossier, Evenement.VERIFICATION_OK)


def verification_ko(dossier: Dossier) -> Dossier:
    """INSi says that INS and traits no longer agree: QUAL→VALI, RECUP→PROV, the INS is invalidated.

    Raises TransitionError when the record holds no INS to verify.
    """
    return _moved(dossier, Evenement.VERIFICATION_KO)


def mark(dossier: Dossier, attribut: Attribut) -> Dossier:
    """Sets an attribute. `douteux` or `fictif` brings any status back to PROV and removes the INS.

    Raises TransitionError for `fictif` with another one: only doubtful and namesake go together.
    """
    attributs = dossier.attributs | {attribut}
    _refuse(_ALONE if Attribut.FICTIF in attributs and len(attributs) > 1 else None)
    event = Evenement.ATTRIBUT_BLOQUANT if attribut in BLOCKING else Evenement.ATTRIBUT_HOMONYME
    return replace(_moved(dossier, event), attributs=attributs)


def lift(dossier: Dossier, attribut: Attribut) -> Dossier:
    """Removes an attribute; status and INS are earned again. Raises TransitionError when it is not set."""
    _refuse(None if attribut in dossier.attributs else _NOT_SET)
    moved = _moved(dossier, Evenement.LEVEE_ATTRIBUT)
    return replace(moved, attributs=dossier.attributs - {attribut})


def edit_traits(dossier: Dossier, traits: Traits) -> Dossier:
    """A strict trait is typed again; a validated identity is provisional again.

    Raises TransitionError when the INS was taken over: its traits are locked, the status is lowered first.
    """
    if traits == dossier.traits:
        return dossier
    return replace(_moved(dossier, Evenement.MODIFICATION_TRAIT), traits=traits)


def lower(dossier: Dossier) -> Dossier:
    """An entitled user lowers the status so that strict traits may be edited: the INS is invalidated.

    Raises TransitionError when the traits are not locked.
    """
    return _moved(dossier, Evenement.RETROGRADATION)


def take_over(dossier: Dossier, identite: Identite) -> Dossier:
    """The values of an answer as returned (EXI REC 08), whatever the status."""
    return replace(
        dossier,
        traits=_as_returned(dossier.traits, identite),
        ins=identite.ins,
        historique=_history(dossier, identite),
        liste_prenoms=identite.liste_prenoms,
    )


def _moved(dossier: Dossier, evenement: Evenement) -> Dossier:
    """The record after an event, as far as the table alone decides."""
    _refuse(_blocked(dossier) if evenement in INTERDITS_SI_BLOQUE and dossier.bloque else None)
    ligne = TABLE[dossier.statut, evenement]
    if ligne.vers is None:
        raise TransitionError(ligne.refus)
    effets, ins = ligne.effets, dossier.ins
    archived = (ins,) if ins and Effet.ARCHIVER_INS in effets else ()
    return replace(
        dossier,
        statut=ligne.vers,
        ins=None if Effet.RETIRER_INS in effets else ins,
        historique=tuple(dict.fromkeys((*dossier.historique, *archived))),
        document=None if Effet.RETIRER_DOCUMENT in effets else dossier.document,
    )


def _taken_over(dossier: Dossier, identite: Identite, evenement: Evenement) -> Dossier:
    moved = _moved(dossier, evenement)
    _refuse(None if is_consistent(dossier.traits, identite) else _INCONSISTENT)
    return take_over(moved, identite)


def _refuse(reason: Text | None) -> None:
    if reason is not None:
        raise TransitionError(reason)


def _blocked(dossier: Dossier) -> Text:
    return _BLOCKED[min(dossier.attributs & BLOCKING)]


def _as_returned(local: Traits, identite: Identite) -> Traits:
    """The strict traits become those of the reference base, whose date is no longer uncertain."""
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
