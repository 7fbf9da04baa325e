"""A judged request against the registry: decided and applied inside one transaction."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from dmp.model import Acteur, Passage, VueRegistre
from dmp.state import passages
from dmp.xds.execution import documents, dossiers
from dmp.xds.execution.contexte import Contexte, Issue
from dmp.xds.messages.reponse import lue
from dmp.xds.model import (
    DemandeAlimentation,
    DemandeAutorisation,
    DemandeConsultation,
    DemandeExistence,
    DemandeGestion,
    DemandeHabilitations,
    DemandeListe,
    DemandeMiseAJour,
    DemandeRecherche,
    DemandeTraits,
    Operation,
    Remarque,
    Resultat,
)
from dmp.xds.rules import decision
from dmp.xds.rules.acces import acteur
from dmp.xds.traitement import avec_registre

# Transactions that write: they run on the writer, one at a time.
ECRIVENT: Final = frozenset(
    {
        Operation.ALIMENTATION,
        Operation.AUTORISATION,
        Operation.MISE_A_JOUR,
        Operation.CREATION,
        Operation.REACTIVATION,
        Operation.MODIFICATION,
        Operation.FERMETURE,
    }
)
# What goes down in the history of accesses of a record, and as what.
GESTES: Final = {
    Operation.AUTORISATION: "autorisation",
    Operation.DONNEES: "donnees",
    Operation.HABILITATIONS: "habilitations",
    Operation.ALIMENTATION: "alimentation",
    Operation.RECHERCHE: "recherche",
    Operation.CONSULTATION: "consultation",
    Operation.MISE_A_JOUR: "mise_a_jour",
    Operation.CREATION: "creation",
    Operation.REACTIVATION: "reactivation",
    Operation.MODIFICATION: "modification",
    Operation.FERMETURE: "fermeture",
}


@dataclass(frozen=True, slots=True)
class Execution:
    """One request, ready to be decided in a transaction."""

    contexte: Contexte

    def __call__(self, connection: Connection) -> Issue:
        """Decides on the state of this very transaction, and writes what was accepted."""
        ctx = self.contexte
        vue = VueRegistre(ctx.dossier(connection))
        told = [*ctx.jugement.acces, *avec_registre(ctx.demande, vue), *ctx.jugement.fond]
        signed = ctx.demande.vihf
        who = None if signed is None else acteur(signed, vue.dossier)
        refused = ctx.refuse(told)
        if refused is not None:
            return refused
        if who is None:
            raise ValueError("an accepted request has its caller")
        issue = self._decider(connection, who, vue, told)
        return self._noter(connection, who, vue, issue)

    def _decider(self, connection: Connection, who: Acteur, vue: VueRegistre, told: list[Remarque]) -> Issue:
        ctx = self.contexte
        match ctx.demande.contenu:
            case DemandeAlimentation() as asked:
                return documents.alimenter(ctx, connection, asked, who, vue, told)
            case DemandeGestion() as asked:
                return dossiers.gerer(ctx, connection, asked, who, vue, told)
            case DemandeMiseAJour() as asked:
                return documents.mettre_a_jour(ctx, connection, asked, who, vue, told)
            case DemandeRecherche(requete=query) if query is not None and vue.dossier is not None:
                return documents.rechercher(ctx, connection, query, who, vue.dossier, told)
            case DemandeConsultation() as asked:
                return documents.consulter(ctx, connection, asked, who, vue, told)
            case _:
                return Issue(tuple(told), self._simple(connection, who, vue))

    def _simple(self, connection: Connection, who: Acteur, vue: VueRegistre) -> Resultat:
        ctx = self.contexte
        match ctx.demande.contenu:
            case DemandeExistence() as asked:
                return decision.existence(asked, vue.dossier, who.sujet)
            case DemandeAutorisation() as asked if vue.dossier is not None:
                return dossiers.autoriser(ctx, connection, asked, who, vue.dossier)
            case DemandeHabilitations() as asked if vue.dossier is not None:
                return dossiers.habilites(ctx, connection, asked, vue.dossier)
            case DemandeListe() as asked:
                return dossiers.lister(ctx, connection, asked, who)
            case DemandeTraits() as asked:
                return dossiers.candidats(ctx, connection, asked)
            case _:
                raise ValueError("an accepted request has its content and its record")

    def _noter(self, connection: Connection, who: Acteur, vue: VueRegistre, issue: Issue) -> Issue:
        """What was done in a record goes down in its history; a refusal or a look at references does not."""
        ctx = self.contexte
        gesture = GESTES.get(ctx.demande.operation, "")
        asked = ctx.demande.contenu
        references = (
            isinstance(asked, DemandeRecherche) and asked.requete and asked.requete.retour == "ObjectRef"
        )
        if not gesture or references or vue.dossier is None or lue(issue.resultat).faute:
            return issue
        name = (ctx.demande.vihf.nom_affiche if ctx.demande.vihf else "") or ""
        one = Passage(who.sujet, who.structure, name, gesture, who.acces, ctx.maintenant_us)
        if ctx.demande.operation in ECRIVENT:
            passages.noter(connection, vue.dossier.matricule, one)
            return issue
        return replace(issue, passage=(vue.dossier.matricule, one))


__all__ = ["ECRIVENT", "Contexte", "Execution", "Issue"]
