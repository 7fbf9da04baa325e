"""Control of the DMP for a reader: one document of a record, in words."""

import asyncio
from functools import partial

from dmp import controle_reponses as reponses
from dmp import semis
from dmp.state import registre
from dmp.state.monde import build_view
from simulators.core.espace import Espace
from simulators.core.rule import Text
from simulators.core.sante.cda.apercu import apercu
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.service import ControlCall, ControlRefused, ControlRoute


def routes() -> tuple[ControlRoute, ...]:
    """Reading one document."""
    return (
        ControlRoute(
            "GET",
            "/personnes/{personne}/documents/{document}/lecture",
            Text("Lire un document d'un DMP", "Read a document of a record"),
            _lire,
            answer=reponses.DocumentEnMots,
        ),
    )


async def _lire(espace: Espace, call: ControlCall) -> object:
    """Whatever its state and who may see it: the reader is the one who runs the simulator. `lisible` is a
    fragment of HTML, escaped; empty for a document that is no CDA."""
    personne = espace.monde.personnes().get(call.parameters["personne"])
    if personne is None or personne.reference is None:
        raise ControlRefused(404, f"Aucune personne avec un INS : {call.parameters['personne']}")
    await semis.assurer(espace, build_view(espace.monde), Nomenclatures())
    wanted = call.parameters["document"]
    work = partial(registre.par_unique_id, matricule=personne.reference.ins.complet, ids=[wanted])
    one = (await espace.store.query(work)).get(wanted)
    if one is None:
        raise ControlRefused(404, f"Aucun document de ce DMP : {wanted[:100]}")
    octets = await asyncio.to_thread(espace.store.blobs.get, one.blob)
    return {
        "unique_id": wanted,
        "titre": one.fiche.title,
        "type_contenu": one.mime,
        "taille": len(octets),
        "lisible": await asyncio.to_thread(apercu, octets),
    }
