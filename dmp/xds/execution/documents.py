"""Documents fed, changed, sought and read, each decided and applied in one transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dmp.model import Acteur, DocumentDepose, Dossier, Limite, VueRegistre
from dmp.rules.droits import droit
from dmp.state import depot
from dmp.state import registre as registry
from dmp.xds.execution.contexte import Contexte, Issue
from dmp.xds.interrogation import Interrogation
from dmp.xds.model import (
    DemandeAlimentation,
    DemandeConsultation,
    DemandeMiseAJour,
    DocumentServi,
    Remarque,
    ReponseConsultation,
)
from dmp.xds.rules import consultation, decision, mise_a_jour, recherche, registre, retouche
from dmp.xds.rules.acces import transaction
from dmp.xds.rules.mesure import bornees
from simulators.core.sante.ebrim.noms import StatutReponse
from simulators.core.sante.ebrim.reponses import ErreurRegistre, ReponseRegistre
from simulators.core.sante.ebrim.requetes import Requete


def alimenter(
    ctx: Contexte,
    connection: Connection,
    asked: DemandeAlimentation,
    who: Acteur,
    vue: VueRegistre,
    told: list[Remarque],
) -> Issue:
    """Duplicates and targets are looked up here, so that two submissions cannot both pass."""
    if asked.soumission is None or vue.dossier is None:
        raise ValueError("an accepted set has its submission and its record")
    seen = VueRegistre(
        vue.dossier,
        registry.unique_ids_connus(connection, registre.unique_ids(asked.soumission)),
        registry.par_entry_uuid(connection, registre.cibles(asked.soumission)),
    )
    told += bornees(registre.registre(asked, who, seen), len(told))
    refused = ctx.refuse(told)
    if refused is not None:
        return refused
    made = registre.preparer(asked, who, vue.dossier.matricule, ctx.uuids, ctx.heure.espace)
    for piece in asked.pieces.values():
        ctx.blobs.put(piece.octets, piece.sha256)
    depot.inscrire(connection, made)
    return Issue(tuple(told), ReponseRegistre())


def mettre_a_jour(
    ctx: Contexte,
    connection: Connection,
    asked: DemandeMiseAJour,
    who: Acteur,
    vue: VueRegistre,
    told: list[Remarque],
) -> Issue:
    """The documents named are read in this transaction: a state cannot change between look and write."""
    if asked.soumission is None or vue.dossier is None:
        raise ValueError("an accepted update has its set and its record")
    seen = VueRegistre(
        vue.dossier,
        registry.unique_ids_connus(connection, [asked.soumission.lot.unique_id]),
        registry.par_entry_uuid(connection, registre.cibles(asked.soumission)),
        registry.par_logical_id(
            connection, vue.dossier.matricule, [fiche.logical_id for _, fiche, _ in asked.versions]
        ),
    )
    told += bornees(mise_a_jour.registre(asked, who, seen), len(told))
    refused = ctx.refuse(told)
    if refused is not None:
        return refused
    made = retouche.preparer(asked, who, seen, ctx.uuids, ctx.heure.espace)
    depot.retoucher(connection, made)
    return Issue(tuple(told), ReponseRegistre())


def rechercher(
    ctx: Contexte, connection: Connection, query: Requete, who: Acteur, dossier: Dossier, told: list[Remarque]
) -> Issue:
    """What the query finds and the caller may see: objects, or references to them."""
    asking = Interrogation(connection, dossier.matricule, query)
    found = asking.trouver()
    references = query.retour == "ObjectRef"
    siens = droit(who, transaction(ctx.demande, who.categorie)).limite is Limite.REFERENCE_SEULE
    shown = recherche.montres(found, asking.autour(found), who, dossier, siens=siens)
    told += recherche.nombre(shown, references=references)
    refused = ctx.refuse(told)
    if refused is not None:
        return refused
    return Issue(tuple(told), recherche.reponse(shown, references=references))


def consulter(
    ctx: Contexte,
    connection: Connection,
    asked: DemandeConsultation,
    who: Acteur,
    vue: VueRegistre,
    told: list[Remarque],
) -> Issue:
    """The documents that can be had, each once, with the errors of the others (ITI-43, partial success)."""
    if vue.dossier is None:
        raise ValueError("an accepted retrieval has its record")
    ids = [one.unique_id for one in asked.documents]
    found = registry.par_unique_id(connection, vue.dossier.matricule, ids)
    seen = VueRegistre(vue.dossier, documents=tuple(found.values()))
    told += bornees(consultation.trouves(asked, who, seen), len(told))
    excessive = ctx.refuse(told)
    if excessive is not None:
        return excessive
    refusing = decision.refus(told, [ctx.effect(one.rule) for one in told])
    refused = {one.spot for one in refusing}
    served = {
        one.unique_id: found[one.unique_id]
        for rank, one in enumerate(asked.documents)
        if f"document/{rank}" not in refused and one.unique_id in found
    }
    errors = tuple(ErreurRegistre(decision.cle(one), decision.detail(one)) for one in refusing)
    return Issue(tuple(told), _rendu(ctx, tuple(served.values()), errors))


def _rendu(
    ctx: Contexte, served: Sequence[DocumentDepose], errors: tuple[ErreurRegistre, ...]
) -> ReponseConsultation:
    status = StatutReponse.SUCCES
    if errors:
        status = StatutReponse.PARTIEL if served else StatutReponse.ECHEC
    documents = tuple(DocumentServi(one.fiche.unique_id, one.mime, ctx.blobs.get(one.blob)) for one in served)
    return ReponseConsultation(ReponseRegistre(status, errors), documents)
