"""The signature of a fed set: which document it is, read once; what is told of it, at its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.constats import depart
from dmp.xds.messages.lecture import Lecture
from dmp.xds.messages.signature_lot import RACINE_SIGNATURE, lire_signature
from dmp.xds.model import DemandeAlimentation, Piece, Remarque
from dmp.xds.rules.catalogue import signature_lot as catalogue
from dmp.xds.rules.fiche_signature import fiche_signature, signatures
from dmp.xds.rules.signature_lot import SPOT, signature
from simulators.core.sante.ebrim.modele import Soumission
from simulators.core.xml.refusal import XmlRefusedError

# A signature made to be wrong everywhere says no more the hundredth time.
_LE_PLUS: Final = 20


def avec_signature(lecture: Lecture, certificats: Certificats) -> Lecture:
    """The reading of a fed set with that of its signature; any other as it is."""
    found = _signee(lecture)
    piece = None if found is None else found.piece
    if found is None or piece is None:
        return lecture
    try:
        lue = lire_signature(bytes(piece.octets), found.documents(), certificats)
    except XmlRefusedError:
        return lecture
    return replace(lecture, signature=lue)


def remarques_signature(lecture: Lecture, machine: datetime) -> Iterator[Remarque]:
    """What the signature of a fed set breaks: in its entry, then in its document.

    `machine` is the hour that certificates follow.
    """
    found, lue = _signee(lecture), lecture.signature
    if found is None:
        return
    yield from fiche_signature(found.soumission)
    if found.piece is None:
        return
    if lue is None:
        yield Remarque(catalogue.DEMESUREE, str(found.piece.taille), "", f"piece/{found.piece.id}")
        return
    told = signature(lue.signature, found.soumission, lecture.demande.vihf, machine)
    shift = depart(found.piece.octets)
    for one in _sans_redite(told):
        repere = int(one.spot.removeprefix(SPOT))
        yield one._replace(spot="", place=lue.place(repere, shift))


@dataclass(frozen=True, slots=True)
class _Signee:
    """A fed set that could be understood."""

    asked: DemandeAlimentation
    soumission: Soumission

    @property
    def piece(self) -> Piece | None:
        """The document of the first entry that signs the set, when it is an XML signature."""
        for rank in signatures(self.soumission)[:1]:
            piece = self.asked.piece(self.soumission.fiches[rank])
            if piece is not None and piece.racine == RACINE_SIGNATURE:
                return piece
        return None

    def documents(self) -> dict[str, Piece]:
        """The documents received, by the uniqueId of their entry."""
        held = {one.unique_id: self.asked.piece(one) for one in self.soumission.fiches}
        return {name: piece for name, piece in held.items() if piece is not None}


def _signee(lecture: Lecture) -> _Signee | None:
    asked = lecture.demande.contenu
    if not isinstance(asked, DemandeAlimentation) or asked.soumission is None:
        return None
    return _Signee(asked, asked.soumission)


def _sans_redite(remarques: Iterable[Remarque]) -> Iterator[Remarque]:
    counts: Counter[str] = Counter()
    for one in remarques:
        counts[one.rule.id] += 1
        if counts[one.rule.id] <= _LE_PLUS:
            yield one
