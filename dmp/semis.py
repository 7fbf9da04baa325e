"""The documents of the starting world, filed once in each espace, when the DMP is first asked there."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, bindparam, insert, select

from dmp.cda.monde import depots
from dmp.model import EtatDocument, VueMonde
from dmp.state import depot, tables
from simulators.core.monde.model import Personne
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.store.blobs import Blobs
from simulators.core.store.prepared import Prepared

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_DONE: Final = Prepared(select(tables.semis.c.matricule).where(tables.semis.c.matricule == bindparam("one")))


async def assurer(espace: "Espace", vue: VueMonde, sets: Nomenclatures) -> None:
    """Files what is not filed yet. People added later by control have theirs filed at the next call."""
    waiting = vue.riches
    if not waiting or await espace.store.query(partial(_faits, personnes=waiting)):
        return
    work = partial(
        _semer,
        personnes=waiting,
        vue=vue,
        sets=sets,
        blobs=espace.store.blobs,
        uuid=partial(espace.ids.uuid, "dmp.monde"),
    )
    await espace.store.write(work)


def _matricule(personne: Personne) -> str:
    return personne.reference.ins.complet if personne.reference else ""


def _faits(connection: Connection, personnes: Iterable[Personne]) -> bool:
    return all(_DONE.scalar(connection, one=_matricule(one)) for one in personnes)


def _semer(
    connection: Connection,
    personnes: Iterable[Personne],
    vue: VueMonde,
    sets: Nomenclatures,
    blobs: Blobs,
    uuid: Callable[[], str],
) -> None:
    """In one transaction, looked at again: two first requests file once."""
    for personne in personnes:
        matricule = _matricule(personne)
        known = select(tables.semis.c.matricule).where(tables.semis.c.matricule == matricule)
        if connection.scalar(known) is not None:
            continue
        connection.execute(insert(tables.semis).values(matricule=matricule))
        for one in depots(personne, vue, sets, uuid):
            (document,) = one.depot.documents
            filed = replace(document, blob=blobs.put(one.octets))
            depot.inscrire(connection, replace(one.depot, documents=(filed,)))
            if one.etat is not EtatDocument.APPROUVE:
                depot.changer_statut(connection, document.fiche.entry_uuid, one.etat, one.depot.recu_us)
