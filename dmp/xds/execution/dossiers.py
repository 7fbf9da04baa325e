"""The record itself: its life, who is authorised on it, the lists made of several records."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from dmp.model import Acteur, Dossier, LigneDmp, Statut, VueRegistre
from dmp.state import dossiers, habilitations, passages, registre
from dmp.xds.execution.contexte import Contexte, Issue
from dmp.xds.model import (
    Candidat,
    DemandeAutorisation,
    DemandeGestion,
    DemandeHabilitations,
    DemandeListe,
    DemandeTraits,
    Remarque,
    ReponseGestion,
    ReponseHabilitations,
    ReponseListe,
    ReponseTraits,
    Resultat,
)
from dmp.xds.rules import decision, gestion, listes
from simulators.core.monde.model import Personne
from simulators.core.store.state import to_us


def gerer(
    ctx: Contexte,
    connection: Connection,
    asked: DemandeGestion,
    who: Acteur,
    vue: VueRegistre,
    told: list[Remarque],
) -> Issue:
    """The record is created, reactivated, changed or closed, by its state in this transaction."""
    told += gestion.registre(asked, who, vue.dossier)
    refused = ctx.refuse(told)
    if refused is not None:
        return refused
    if vue.dossier is None:
        raise ValueError("an accepted request has its record")
    made = gestion.appliquer(asked, vue.dossier, ctx.maintenant_us)
    dossiers.ecrire(connection, vue.dossier.matricule, made)
    after = replace(vue.dossier, etat=made.etat or vue.dossier.etat)
    return Issue(tuple(told), ReponseGestion(asked, after))


def autoriser(
    ctx: Contexte, connection: Connection, asked: DemandeAutorisation, who: Acteur, dossier: Dossier
) -> Resultat:
    """AJOUT and SUPPRESSION name the professional; a non-professional's is given to the structure."""
    target = decision.cible(who)
    mt = target in dossier.medecins_traitants
    statut, becomes = decision.habilitation(asked, dossier.autorisation, mt=mt)
    habilitations.declarer(connection, dossier.matricule, target, statut, ctx.maintenant_us, mt=becomes)
    return decision.autorisation(asked, dossier.autorisation)


def lister(ctx: Contexte, connection: Connection, asked: DemandeListe, who: Acteur) -> ReponseListe:
    """TD0.4: the open records the caller is authorised on, since the date asked for."""
    start = listes.depuis(asked.depuis)
    since = to_us(start) if start is not None else 0
    cibles = listes.cibles(asked, who, ctx.vue)
    found = dict(_autorises(ctx, connection, cibles))
    seen = passages.derniers(connection, found, who.sujet, who.structure)
    changed = registre.derniers_lots(connection, found)
    lines = []
    for matricule, (personne, dossier, declared_us) in found.items():
        updated, added = changed.get(matricule, (0, 0))
        last = added if asked.type_date == listes.DERNIER_DOCUMENT else declared_us
        if last >= since:
            mt = cibles[0] in dossier.medecins_traitants
            lines.append(_ligne(personne, dossier, mt, seen.get(matricule, 0), updated, added))
    return ReponseListe(decision.OK, lignes=tuple(lines))


def _autorises(
    ctx: Contexte, connection: Connection, cibles: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Personne, Dossier, int]]]:
    """Each open record on which the first of them is authorised today, itself or by the structure.

    With it, when an authorisation was last declared.
    """
    declared = habilitations.de(connection, cibles)
    names = {own for own, national in ctx.vue.cibles.items() if national in cibles}
    start = [
        personne
        for personne in ctx.vue.personnes.values()
        if personne.dmp and any(one.cible in names for one in personne.dmp.autorisations)
    ]
    known = {one.reference.ins.complet: one for one in start if one.reference}
    for matricule in sorted({*declared, *known}):
        personne = known.get(matricule) or ctx.porteur(matricule)
        dossier = ctx.dossier_de(connection, personne, cibles[0]) if personne is not None else None
        if personne is None or dossier is None:
            continue
        if dossier.etat == "ouvert" and dossier.autorisation is Statut.VALIDE:
            when = max((one.action_us for one in declared.get(matricule, {}).values()), default=0)
            yield matricule, (personne, dossier, when)


def _ligne(
    personne: Personne, dossier: Dossier, mt: bool, acces_us: int, mise_a_jour_us: int, ajout_us: int
) -> LigneDmp:
    born = personne.reference.nom_naissance if personne.reference else ""
    return LigneDmp(
        dossier.matricule,
        dossier.oid,
        dossier.nom,
        born,
        dossier.prenoms,
        dossier.date_naissance,
        mt,
        acces_us,
        mise_a_jour_us,
        ajout_us,
    )


def habilites(
    ctx: Contexte, connection: Connection, asked: DemandeHabilitations, dossier: Dossier
) -> ReponseHabilitations:
    """TD1.6: the professionals and structures authorised on a record, those blocked."""
    start = ctx.personne.dmp.autorisations if ctx.personne and ctx.personne.dmp else ()
    told = {ctx.vue.cibles.get(one.cible, one.cible): (Statut(one.statut), 0, 0) for one in start}
    declared = habilitations.declarees(connection, dossier.matricule)
    told |= {cible: (one.statut, one.debut_us, one.action_us) for cible, one in declared.items()}
    return ReponseHabilitations(decision.OK, lignes=tuple(listes.lignes(asked, dossier, told, ctx.vue)))


def candidats(ctx: Contexte, connection: Connection, asked: DemandeTraits) -> ReponseTraits:
    """TD0.5: the people of the espace with these traits who have a record."""
    found = []
    for personne in ctx.vue.personnes.values():
        reference = personne.reference
        if reference is None:
            continue
        names = (
            reference.nom_naissance,
            personne.local.nom_utilise,
            personne.dmp.nom if personne.dmp else "",
        )
        born, sex = reference.date_naissance, reference.sexe
        if listes.correspond(asked, names, reference.liste_prenoms, born, sex):
            dossier = ctx.dossier_de(connection, personne)
            if dossier is not None and dossier.etat != "absent":
                found.append(Candidat(dossier, reference.nom_naissance))
    return ReponseTraits(asked, tuple(found))
