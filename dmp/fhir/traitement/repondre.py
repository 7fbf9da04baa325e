"""Answers to what was fed: an entry for each of the request, or the resource (dmp_fhir.md §3.3, §3.6)."""

from collections.abc import Iterator, Sequence

from dmp.fhir.data import noms
from dmp.fhir.messages import fiche
from dmp.fhir.messages.bundles import EntreeReponse, reponse
from dmp.fhir.messages.elements import moment
from dmp.fhir.messages.issues import outcome
from dmp.fhir.model.recu import EntreeRecue, LotRecu
from dmp.fhir.model.reponse import Probleme, Reponse
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.traitement.alimenter import Alimente
from dmp.fhir.traitement.consulter import entetes
from dmp.fhir.traitement.contexte import Contexte
from dmp.fhir.traitement.problemes import avertissements
from dmp.fhir.traitement.transaction import vise
from dmp.xds.model import Remarque
from simulators.core.store.state import to_us

CREE = "201 Created"
FAIT = "200 OK"


def transaction(ctx: Contexte, recu: LotRecu, made: Alimente, told: Sequence[Remarque]) -> Reponse:
    """The transaction-response: same order, `location` on each."""
    entries = list(_entrees(ctx, recu, made, told))
    return Reponse(200, reponse(next(ctx.uuids), "transaction-response", entries, noms.PROFIL_REPONSE))


def _entrees(
    ctx: Contexte, recu: LotRecu, made: Alimente, told: Sequence[Remarque]
) -> Iterator[EntreeReponse]:
    when = moment(to_us(ctx.maintenant))
    wanted = ctx.appel.prefere.get("return", "representation")
    by_rank = {one.rang: served for one, served in zip(recu.fiches, made.fiches, strict=True)}
    by_symbol = {one.fiche.entry_uuid: served for one, served in zip(recu.fiches, made.fiches, strict=True)}
    for rank, one in enumerate(recu.entrees):
        noted = avertissements(_de(told, one), ctx.effet)
        served = by_rank.get(rank)
        if one.type == "DocumentReference" and served is not None:
            tree = fiche.rendre(served, ctx.base) if wanted == "representation" else None
            yield EntreeReponse(CREE, _adresse(served), _etag(served), when, tree, noted)
        elif one.type == "Binary":
            own = _id(by_symbol[recu.binaires[rank]])
            yield EntreeReponse(CREE, f"Binary/{own}/_history/1", 'W/"1"', when, None, noted)
        elif one.type == "Parameters":
            yield _correctif(one, made, when)
        elif one.ressource.chemin == (recu.liste.chemin if recu.liste else ""):
            yield EntreeReponse(CREE, f"List/{made.lot}/_history/1", 'W/"1"', when, None, noted)
        elif one.type == "Patient":
            yield EntreeReponse(
                FAIT, f"Patient/{recu.patient.id if recu.patient else ''}", "", when, None, noted
            )
        else:
            # A folder: nothing was made of it, and MHD names that.
            told_it = Probleme("warning", "informational", "PartialFolderContentNotProcessed")
            yield EntreeReponse(FAIT, f"List/{made.lot}", "", when, None, noted or outcome([told_it]))


def _correctif(one: EntreeRecue, made: Alimente, when: str) -> EntreeReponse:
    former = next(own for own in made.remplacees if vise(one.url, own.depose.fiche))
    return EntreeReponse(FAIT, _adresse(former), _etag(former), when)


def _de(told: Sequence[Remarque], one: EntreeRecue) -> list[Remarque]:
    """The remarks that sit in one entry."""
    base = one.noeud.chemin
    return [
        remark
        for remark in told
        if remark.place is not None
        and (remark.place.path == base or remark.place.path.startswith((f"{base}.", f"{base}[")))
    ]


def publication(ctx: Contexte, made: Alimente) -> Reponse:
    """`201` with the address, the version, and the entry as it is served."""
    (served,) = made.fiches
    headers = {**entetes(served), "Location": f"{ctx.base}/{_adresse(served)}"}
    wanted = ctx.appel.prefere.get("return", "representation")
    if wanted == "minimal":
        return Reponse(201, entetes=headers)
    return Reponse(201, fiche.rendre(served, ctx.base), entetes=headers)


def _id(one: FicheServie) -> str:
    return fiche.identifiant_de(one.depose.fiche.logical_id)


def _adresse(one: FicheServie) -> str:
    return f"DocumentReference/{_id(one)}/_history/{one.version}"


def _etag(one: FicheServie) -> str:
    return f'W/"{one.version}"'
