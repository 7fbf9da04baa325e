"""A judged request against the registry: decided and applied inside one transaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dmp.model import Acteur, DocumentDepose, Dossier, Limite, VueMonde, VueRegistre
from dmp.rules.droits import droit
from dmp.state import depot, dossiers, habilitations
from dmp.state import registre as registry
from dmp.state.monde import dossier as dossier_de
from dmp.xds.interrogation import Interrogation
from dmp.xds.model import (
    Contenance,
    Demande,
    DemandeAlimentation,
    DemandeAutorisation,
    DemandeConsultation,
    DemandeExistence,
    DemandeGestion,
    DemandeMiseAJour,
    DemandeRecherche,
    DocumentServi,
    Operation,
    Remarque,
    ReponseConsultation,
    ReponseGestion,
    Resultat,
)
from dmp.xds.rules import decision, gestion, mise_a_jour, recherche, registre
from dmp.xds.rules.acces import acteur, transaction
from dmp.xds.traitement import Heure, Jugement, avec_registre
from simulators.core.monde.model import Personne
from simulators.core.rule import Effect, Rule
from simulators.core.sante.ebrim.noms import StatutReponse
from simulators.core.sante.ebrim.reponses import ErreurRegistre, ReponseRegistre
from simulators.core.sante.ebrim.requetes import Requete
from simulators.core.store.blobs import Blobs
from simulators.core.store.state import to_us

# Transactions that write: they run on the writer, one at a time.
ECRIVENT = frozenset(
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


@dataclass(frozen=True, slots=True)
class Issue:
    """How a request ended: every remark in the order of judgement, and the answer."""

    remarques: tuple[Remarque, ...]
    resultat: Resultat


@dataclass(frozen=True, slots=True)
class Execution:
    """One request about one person, with what deciding needs; `personne` None is not known here."""

    demande: Demande
    jugement: Jugement
    heure: Heure
    personne: Personne | None
    vue: VueMonde
    blobs: Blobs
    uuids: Iterator[str]
    effect: Callable[[Rule], Effect]
    options: frozenset[str]

    def __call__(self, connection: Connection) -> Issue:
        """Decides on the state of this very transaction, and writes what was accepted."""
        vue = VueRegistre(self._dossier(connection))
        told = [*self.jugement.acces, *avec_registre(self.demande, vue), *self.jugement.fond]
        asked = self.demande.contenu
        signed = self.demande.vihf
        who = None if signed is None else acteur(signed, vue.dossier)
        blocking = self._blocking(told)
        if blocking or who is None:
            return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))
        match asked:
            case DemandeAlimentation():
                return self._alimenter(connection, asked, who, vue, told)
            case DemandeGestion():
                return self._gerer(connection, asked, who, vue, told)
            case DemandeMiseAJour():
                return self._mettre_a_jour(connection, asked, who, vue, told)
            case DemandeRecherche(requete=query) if query is not None and vue.dossier is not None:
                return self._rechercher(connection, query, who, vue.dossier, told)
            case DemandeConsultation():
                return self._consulter(connection, asked, who, vue, told)
            case _:
                return Issue(tuple(told), self._simple(connection, asked, who, vue))

    def _blocking(self, told: Sequence[Remarque]) -> tuple[Remarque, ...]:
        """What refuses the whole request: a document that cannot be had refuses itself alone."""
        refusing = decision.refus(told, [self.effect(one.rule) for one in told])
        if isinstance(self.demande.contenu, DemandeConsultation):
            return tuple(one for one in refusing if not one.spot.startswith("document/"))
        return refusing

    def _dossier(self, connection: Connection) -> Dossier | None:
        personne, signed = self.personne, self.demande.vihf
        if personne is None or personne.reference is None or signed is None:
            return None
        declared = habilitations.declarees(connection, personne.reference.ins.complet)
        since = dossiers.lire(connection, personne.reference.ins.complet)
        who = (signed.sujet or "", signed.structure or "")
        return dossier_de(personne, self.vue, declared, who, since)

    def _simple(
        self, connection: Connection, asked: Contenance | None, who: Acteur, vue: VueRegistre
    ) -> Resultat:
        match asked:
            case DemandeExistence():
                return decision.existence(asked, vue.dossier, who.sujet)
            case DemandeAutorisation() if vue.dossier is not None:
                return self._autoriser(connection, asked, who, vue.dossier)
            case _:
                raise ValueError("an accepted request has its content and its record")

    def _alimenter(
        self,
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
        told += registre.registre(asked, who, seen)
        blocking = self._blocking(told)
        if blocking:
            return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))
        made = registre.preparer(asked, who, vue.dossier.matricule, self.uuids, self.heure.espace)
        for piece in asked.pieces.values():
            self.blobs.put(piece.octets, piece.sha256)
        depot.inscrire(connection, made)
        return Issue(tuple(told), ReponseRegistre())

    def _rechercher(
        self, connection: Connection, query: Requete, who: Acteur, dossier: Dossier, told: list[Remarque]
    ) -> Issue:
        """What the query finds and the caller may see: objects, or references to them."""
        asking = Interrogation(connection, dossier.matricule, query)
        found = asking.trouver()
        references = query.retour == "ObjectRef"
        siens = droit(who, transaction(self.demande, who.categorie)).limite is Limite.REFERENCE_SEULE
        shown = recherche.montres(found, asking.autour(found), who, dossier, siens=siens)
        told += recherche.nombre(shown, references=references)
        blocking = self._blocking(told)
        if blocking:
            return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))
        return Issue(tuple(told), recherche.reponse(shown, references=references))

    def _mettre_a_jour(
        self,
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
            registry.par_entry_uuid(connection, [link.target for _, link in asked.etats]),
            registry.par_logical_id(
                connection, vue.dossier.matricule, [fiche.logical_id for _, fiche, _ in asked.versions]
            ),
        )
        told += mise_a_jour.registre(asked, who, seen)
        blocking = self._blocking(told)
        if blocking:
            return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))
        made = mise_a_jour.preparer(asked, who, seen, self.uuids, self.heure.espace)
        depot.retoucher(connection, made)
        return Issue(tuple(told), ReponseRegistre())

    def _consulter(
        self,
        connection: Connection,
        asked: DemandeConsultation,
        who: Acteur,
        vue: VueRegistre,
        told: list[Remarque],
    ) -> Issue:
        """The documents that can be had, with the errors of the others (ITI-43, partial success)."""
        if vue.dossier is None:
            raise ValueError("an accepted retrieval has its record")
        ids = [one.unique_id for one in asked.documents]
        found = registry.par_unique_id(connection, vue.dossier.matricule, ids)
        seen = VueRegistre(vue.dossier, documents=tuple(found.values()))
        told += recherche.trouves(asked, who, seen)
        refusing = decision.refus(told, [self.effect(one.rule) for one in told])
        refused = {one.spot for one in refusing}
        served = [
            found[one.unique_id]
            for rank, one in enumerate(asked.documents)
            if f"document/{rank}" not in refused and one.unique_id in found
        ]
        errors = tuple(ErreurRegistre(decision.cle(one), decision.detail(one)) for one in refusing)
        return Issue(tuple(told), self._rendu(served, errors))

    def _rendu(
        self, served: Sequence[DocumentDepose], errors: tuple[ErreurRegistre, ...]
    ) -> ReponseConsultation:
        status = StatutReponse.SUCCES
        if errors:
            status = StatutReponse.PARTIEL if served else StatutReponse.ECHEC
        documents = tuple(
            DocumentServi(one.fiche.unique_id, one.mime, self.blobs.get(one.blob)) for one in served
        )
        return ReponseConsultation(ReponseRegistre(status, errors), documents)

    def _gerer(
        self,
        connection: Connection,
        asked: DemandeGestion,
        who: Acteur,
        vue: VueRegistre,
        told: list[Remarque],
    ) -> Issue:
        """The record is created, reactivated, changed or closed, by its state in this transaction."""
        told += gestion.registre(asked, who, vue.dossier)
        blocking = self._blocking(told)
        if blocking or vue.dossier is None:
            return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))
        made = gestion.appliquer(asked, vue.dossier, to_us(self.heure.espace))
        dossiers.ecrire(connection, vue.dossier.matricule, made)
        after = replace(vue.dossier, etat=made.etat or vue.dossier.etat)
        return Issue(tuple(told), ReponseGestion(asked, after))

    def _autoriser(
        self, connection: Connection, asked: DemandeAutorisation, who: Acteur, dossier: Dossier
    ) -> Resultat:
        """AJOUT and SUPPRESSION name the professional; a non-professional's is given to the structure."""
        target = decision.cible(who)
        mt = target in dossier.medecins_traitants
        statut, becomes = decision.habilitation(asked, dossier.autorisation, mt=mt)
        habilitations.declarer(
            connection, dossier.matricule, target, statut, to_us(self.heure.espace), mt=becomes
        )
        return decision.autorisation(asked, dossier.autorisation)
