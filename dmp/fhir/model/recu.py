"""A set as it was received over FHIR, ready to be judged against the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dmp.fhir.model.ressource import Noeud
from dmp.xds.model import Piece
from simulators.core.sante.ebrim.modele import FicheDocument, LotSoumission
from simulators.core.sante.identifiants import Cx


@dataclass(frozen=True, slots=True)
class EntreeRecue:
    """One entry of a Bundle: where it stands, what names it, what is asked of it."""

    noeud: Noeud
    full_url: str
    methode: str
    url: str
    ressource: Noeud
    type: str


@dataclass(frozen=True, slots=True)
class FicheRecue:
    """One entry described: `rang` is that of its Bundle entry, `remplace` what it replaces."""

    ressource: Noeud
    fiche: FicheDocument
    rang: int | None = None
    remplace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LotRecu:
    """What a transaction, or one entry alone, wants stored.

    `pieces` are by the symbol of their entry; `binaires` gives that symbol by the rank of the Bundle entry
    that held the document; `existantes` are the ids of registered entries that the List names.
    """

    lot: LotSoumission
    fiches: tuple[FicheRecue, ...]
    pieces: Mapping[str, Piece]
    patient: Cx | None
    entrees: tuple[EntreeRecue, ...] = ()
    liste: Noeud | None = None
    binaires: Mapping[int, str] = field(default_factory=dict)
    existantes: tuple[str, ...] = ()
