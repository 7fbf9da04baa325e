"""A judged call against the registry: read on a reader, written on the writer."""

from typing import TYPE_CHECKING, Protocol

from dmp.fhir.messages.bundles import EntreeReponse, reponse
from dmp.fhir.model.appel import Appel, Demande, Lecture, Modification, Recherche, Transaction
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.rules.catalogue import depot as catalogue_depot
from dmp.fhir.traitement import repondre
from dmp.fhir.traitement.alimenter import Alimentation
from dmp.fhir.traitement.batch import LE_PLUS, OCTETS, requetes
from dmp.fhir.traitement.chercher import Interrogation
from dmp.fhir.traitement.consulter import Consultation
from dmp.fhir.traitement.contexte import Contexte, Issue
from dmp.fhir.traitement.jugement import Jugement
from dmp.fhir.traitement.modifier import Mutation
from dmp.fhir.traitement.problemes import refus
from dmp.xds.model import Remarque
from simulators.core.rule import Place
from simulators.core.service import Draft

if TYPE_CHECKING:
    from simulators.core.espace import Espace


class Lisant(Protocol):
    """What answers one reading of a batch."""

    async def une(self, draft: Draft, appel: Appel, told: list[Remarque]) -> Reponse:
        """The answer; its remarks are added to `told`."""


async def executer(
    ctx: Contexte, demande: Demande, found: Jugement, told: list[Remarque], espace: "Espace"
) -> Issue:
    """The end of a call that nothing refused so far."""
    match demande:
        case Recherche():
            return await espace.store.query(Interrogation(ctx, demande, told))
        case Lecture():
            return await espace.store.query(Consultation(ctx, demande, told))
        case Modification():
            return await espace.store.write(Mutation(ctx, demande, found.operations, told))
        case _:
            return await _alimenter(ctx, demande, found, told, espace)


async def _alimenter(
    ctx: Contexte, demande: Demande, found: Jugement, told: list[Remarque], espace: "Espace"
) -> Issue:
    if found.lot is None:
        raise ValueError("an accepted set was read")
    patient = found.lot.patient
    personne = ctx.porteur(patient.id) if patient is not None else None
    told = [*told, Remarque(catalogue_depot.SANS_SIGNATURE)]
    issue, made = await espace.store.write(Alimentation(ctx, found.lot, personne, told))
    if made is None:
        return issue
    if isinstance(demande, Transaction):
        return Issue(issue.remarques, repondre.transaction(ctx, found.lot, made, issue.remarques))
    return Issue(issue.remarques, repondre.publication(ctx, made))


async def grouper(
    face: Lisant, draft: Draft, appel: Appel, bundle: Noeud, ctx: Contexte, told: list[Remarque]
) -> Issue:
    """A batch-response: one entry for each request, in the same order, within what one answer may hold."""
    asked = bundle.elements("entry")
    if len(asked) > LE_PLUS:
        place = Place("request", "fhirpath", "Bundle.entry")
        return Issue((*told, Remarque(catalogue_depot.TROP, str(len(asked)), f"≤ {LE_PLUS}", place=place)))
    entries, size = [], 0
    for one in requetes(bundle, appel):
        if one is None:
            answer = refus([Remarque(catalogue.METHODE, "")], ctx.options)
        elif size > OCTETS:
            answer = refus([Remarque(catalogue.TROP_GROS, str(size), f"≤ {OCTETS}")], ctx.options)
        else:
            answer = await face.une(draft, one, told)
        size += len((answer.ressource or {}).get("data", ""))
        failed = answer.statut >= 400
        entries.append(
            EntreeReponse(
                str(answer.statut),
                etag=answer.entetes.get("ETag", ""),
                ressource=None if failed else answer.ressource,
                outcome=answer.ressource if failed else None,
            )
        )
    return Issue(tuple(told), Reponse(200, reponse(next(ctx.uuids), "batch-response", entries)))
