"""The verification en masse as served: a deposit kept before it is answered, a follow-up from the store."""

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from ins.errors import EN_COURS, LOT_EXPIRE, LOT_INCONNU, OK
from ins.lot2.cadence import par_morceaux
from ins.lot2.model import Etat, Ligne, Lot, Masse, ReponseDepot, ReponseSuivi, Resultat
from ins.lot2.ouvrier import Ouvrier
from ins.lot2.rules.masse import d_une_autre, structure
from ins.lot2.state import lots
from ins.model import Appel, Demande, Faute
from ins.rules.decision import faute
from simulators.core.service import Draft
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# A slice is verified in one go: at most so many lines, and a small batch has some steps too.
TRANCHE = 200
PAS = 20


class Guichet:
    """Takes batches in and tells how far they are; `ouvrier` verifies them."""

    def __init__(self, ouvrier: Ouvrier) -> None:
        self._ouvrier = ouvrier

    async def deposer(self, draft: Draft, appel: Appel, demande: Demande, masse: Masse) -> ReponseDepot:
        """Keeps a batch durably; its lines are verified from now on."""
        espace = draft.espace
        depose_us = to_us(draft.started)
        fin_us = depose_us + masse.reglages.delai * 1_000_000
        lot = Lot(
            id=espace.ids.uuid("lot"),
            structure=structure(appel, demande),
            depose_us=depose_us,
            fin_us=fin_us,
            expire_us=fin_us + masse.reglages.conservation * 1_000_000,
            lignes=len(masse.lignes),
        )
        contenus = await par_morceaux(_tranches(masse.lignes))
        await espace.store.write(partial(lots.deposer, lot=lot, contenus=contenus))
        self._ouvrier.reveiller(espace)
        return ReponseDepot(*OK, lot.id, lot.lignes)

    async def suivre(
        self, espace: "Espace", appel: Appel, demande: Demande, masse: Masse
    ) -> ReponseSuivi | Faute:
        """How far a batch is, and its results once it is over."""
        id_ = masse.lot or ""
        lot = await espace.store.query(partial(lots.lire, id_=id_))
        if lot is None:
            return ReponseSuivi(*LOT_INCONNU, id_)
        if d_une_autre(lot, structure(appel, demande)):
            return faute("desir_560", demande.message_id)
        if to_us(espace.clock.now()) >= lot.expire_us:
            return ReponseSuivi(*LOT_EXPIRE, id_)
        await self._ouvrier.avancer(espace, id_)
        lot = await espace.store.query(partial(lots.lire, id_=id_)) or lot
        if lot.faites < lot.lignes:
            return ReponseSuivi(*EN_COURS, id_, Etat.EN_COURS, lot.lignes, lot.faites)
        contenus = await espace.store.query(partial(lots.resultats, lot=id_))
        found = await par_morceaux(_resultats(contenus))
        return ReponseSuivi(*OK, id_, Etat.TERMINE, lot.lignes, lot.faites, found)


def _tranches(lignes: tuple[Ligne, ...]) -> Generator[None, None, list[str]]:
    size = min(TRANCHE, -(-len(lignes) // PAS))
    found = []
    for start in range(0, len(lignes), size):
        found.append(lots.ecrire_lignes(lignes[start : start + size]))
        yield
    return found


def _resultats(contenus: list[str]) -> Generator[None, None, tuple[Resultat, ...]]:
    found: list[Resultat] = []
    for contenu in contenus:
        found.extend(lots.lire_resultats(contenu))
        yield
    return tuple(found)
