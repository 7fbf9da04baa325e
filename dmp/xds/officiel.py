"""The documents fed, judged by the official schemas once answered: findings added to their exchange."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from dmp.xds.fichiers import CDA_TYPE
from dmp.xds.messages.constats import Lu, depart
from dmp.xds.model import DemandeAlimentation
from dmp.xds.traitement import Juge
from simulators.core.rule import Finding
from simulators.core.sante.officiel.regles import en_constats, regles

if TYPE_CHECKING:
    from simulators.core.journal.model import Exchange
    from simulators.core.sante.officiel.atelier import Atelier, Constats
    from simulators.core.service import Draft
    from simulators.core.store.espaces import Espaces

REGLES: Final = regles("dmp")
_IDS: Final = frozenset(rule.id for rule in REGLES.values())


class Document(NamedTuple):
    """A CDA document of a message, and where it starts in the body received (None when coded there)."""

    octets: bytes
    place: int | None = 0


def documents(lu: Lu) -> Iterator[Document]:
    """The CDA documents of a feeding."""
    lecture = lu.lecture
    contenu = lecture.demande.contenu if lecture is not None else None
    if lecture is None or not isinstance(contenu, DemandeAlimentation) or contenu.soumission is None:
        return
    for fiche in contenu.soumission.fiches:
        piece = contenu.piece(fiche)
        if piece is not None and piece.id in lecture.cdas:
            yield Document(bytes(piece.octets), depart(piece.octets))


def gardes(exchange: "Exchange") -> tuple[Finding, ...]:
    """What the official texts said of an exchange: read again, it keeps them, its bytes being the same."""
    return tuple(one for one in exchange.findings if one.rule.id in _IDS)


class Officiel:
    """See the module. Nothing is done without an `atelier`."""

    def __init__(self, atelier: "Atelier | None", espaces: "Espaces") -> None:
        self._atelier = atelier
        self._espaces = espaces

    def confier(self, draft: "Draft", lu: Lu) -> None:
        """Has the documents of a call judged once it is answered and journalled."""
        found = tuple(documents(lu)) if self._atelier is not None else ()
        if found:
            draft.suite = partial(self._apres, found)

    async def juger(self, exchange: "Exchange", juge: Juge) -> tuple[Finding, ...]:
        """What the official texts say now of the documents of a recorded exchange, or of a saved one."""
        if self._atelier is None:
            return ()
        found = _portes(exchange, juge)
        return _findings(found, [await self._atelier.juger(one.octets) for one in found])

    def _apres(self, found: tuple[Document, ...], exchange: "Exchange") -> None:
        if self._atelier is None:
            return
        places = tuple(Document(b"", one.place) for one in found)
        suite = partial(self._ajouter, exchange.espace, exchange.id, places)
        self._atelier.confier([one.octets for one in found], suite)

    async def _ajouter(
        self, espace: str, exchange: str, found: Sequence[Document], told: "Sequence[Constats]"
    ) -> None:
        journal = (await self._espaces.get(espace)).journal
        kept = await journal.get(exchange)
        added = _findings(found, told)
        if kept is not None and added:
            await journal.replace(replace(kept, findings=(*kept.findings, *added)))


def _findings(found: Sequence[Document], told: "Sequence[Constats]") -> tuple[Finding, ...]:
    return tuple(
        one
        for document, constats in zip(found, told, strict=False)
        for one in en_constats(REGLES, constats, document.place)
    )


def _portes(exchange: "Exchange", juge: Juge) -> tuple[Document, ...]:
    """The CDA documents of a recorded exchange, or a saved document alone."""
    body, content_type = exchange.request.body or b"", exchange.request.header("content-type") or ""
    if content_type == CDA_TYPE:
        return (Document(body),)
    return tuple(documents(juge.lire(body, content_type, "")))
