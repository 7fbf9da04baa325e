"""One entry changed by a patch: the twin of the metadata update of the SOAP face (TD3.3, ITI-57)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages import fiche
from dmp.fhir.model.appel import Modification
from dmp.fhir.model.correctif import Changement, Operation
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.rules.catalogue import correctif as catalogue
from dmp.fhir.rules.catalogue import recherche as catalogue_recherche
from dmp.fhir.rules.correctif import appliquer
from dmp.fhir.rules.jetons import jeton, uniques
from dmp.fhir.state import fiches
from dmp.fhir.traitement.consulter import entetes
from dmp.fhir.traitement.contexte import Accord, Contexte, Issue
from dmp.fhir.traitement.liens_vus import liens_vus
from dmp.model import EtatDocument, VueRegistre
from dmp.state import depot, passages
from dmp.xds.model import DemandeMiseAJour, Remarque
from dmp.xds.rules import mise_a_jour
from dmp.xds.rules.nouvelle_version import droit_sur
from dmp.xds.rules.recherche import connu
from dmp.xds.rules.retouche import preparer
from simulators.core.rule import Place
from simulators.core.sante.ebrim.modele import Association, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import (
    ETAT_NOUVEAU,
    ETAT_ORIGINAL,
    VERSION_PRECEDENTE,
    TypeAssociation,
)
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

# Every row of the matrix that a patch may ask for: the first that is open says by which proof.
_ROWS: Final = ("TD3.3a.mask", "TD3.3c", "TD3.3d.archive")
_SUPPRESSION: Final = frozenset({"entered-in-error", "superseded"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """One patch; called on the writer's connection, so that nothing changes between look and write."""

    contexte: Contexte
    demande: Modification
    operations: tuple[Operation, ...]
    dits: Sequence[Remarque]

    def __call__(self, connection: Connection) -> Issue:
        """The entry in its new state."""
        told = list(self.dits)
        one = self._cible(connection, told)
        if one is None:
            return Issue(tuple(told))
        personne = self.contexte.porteur(one.depose.matricule)
        accord = self.contexte.accord(connection, personne, _ROWS, told)
        if accord is None or self.contexte.refuse(told):
            return Issue(tuple(told))
        if not connu(accord.acteur, accord.dossier, one.depose):
            return Issue((*told, self._inconnue()))
        self._version_annoncee(one, told)
        if self.contexte.refuse(told):
            return Issue(tuple(told))
        change, noted = appliquer(fiche.rendre(one, self.contexte.base), self.operations)
        told += noted
        if self.contexte.refuse(told):
            return Issue(tuple(told))
        if not change.rien:
            self._changer(connection, one, change, accord, told)
            if self.contexte.refuse(told):
                return Issue(tuple(told))
        matricule, passage = self.contexte.passage(accord, "mise_a_jour")
        passages.noter(connection, matricule, passage)
        (served,) = liens_vus(connection, accord, fiches.lues(connection, [one.depose.fiche.logical_id]))
        tree = fiche.rendre(served, self.contexte.base)
        return Issue(tuple(told), Reponse(200, tree, entetes=entetes(served)))

    def _cible(self, connection: Connection, told: list[Remarque]) -> FicheServie | None:
        """The one entry named; deleted ones are as unknown."""
        asked = self.demande
        names = (f"{s.URN_UUID}{asked.id}",) if asked.id else uniques(jeton(asked.identifiant))
        logical = fiches.nommees(connection, names)
        if len(logical) > 1:
            told.append(Remarque(catalogue.AMBIGU, str(len(logical)), "1"))
            return None
        found = fiches.lues(connection, logical)
        if not found or found[0].depose.fiche.availability_status == EtatDocument.SUPPRIME:
            told.append(self._inconnue())
            return None
        return found[0]

    def _inconnue(self) -> Remarque:
        return Remarque(catalogue_recherche.INCONNUE, self.demande.id or self.demande.identifiant[:200])

    def _version_annoncee(self, one: FicheServie, told: list[Remarque]) -> None:
        """The versions that the caller believes to be the last, if it says so."""
        asked = self.contexte.appel.entete("if-match")
        wanted = {tag.strip().removeprefix("W/").strip('"') for tag in asked.split(",")}
        if asked.strip() and not wanted & {"*", str(one.version)}:
            place = Place("request", "header", "If-Match")
            told.append(Remarque(catalogue.VERSION, asked[:60], str(one.version), place=place))

    def _changer(
        self,
        connection: Connection,
        one: FicheServie,
        change: Changement,
        accord: Accord,
        told: list[Remarque],
    ) -> None:
        """New labels make a new version of the entry; then the state. Nothing is written once refused."""
        steps: list[tuple[DemandeMiseAJour, FicheServie]] = []
        if change.etiquettes is not None:
            steps.append((self._version(one, change), one))
        state = self._etat(one, change, told)
        if state is not None:
            if state == EtatDocument.OBSOLETE:
                told += droit_sur("TD3.3c", one.depose, accord.acteur, "")
            steps.append((self._statut(one, state), one))
        for asked, held in steps:
            told += mise_a_jour.registre(asked, accord.acteur, _vue(accord, held))
        told[:] = [_situee(remark, self.operations[-1]) for remark in told]
        if self.contexte.refuse(told):
            return
        for rank, (asked, held) in enumerate(steps):
            now = held if rank == 0 else fiches.lues(connection, [held.depose.fiche.logical_id])[0]
            again = asked if rank == 0 else self._statut(now, state or EtatDocument.APPROUVE)
            made = preparer(
                again, accord.acteur, _vue(accord, now), self.contexte.uuids, self.contexte.maintenant
            )
            depot.retoucher(connection, made)

    def _etat(self, one: FicheServie, change: Changement, told: list[Remarque]) -> EtatDocument | None:
        """The state asked for, by the status or the archiving extension."""
        draft = noms.OPTION_PROJET in self.contexte.options
        place = Place("request", "fhirpath", self.operations[-1].lieu)
        if change.statut is not None:
            current = one.depose.fiche.availability_status
            alive = current in {EtatDocument.APPROUVE, EtatDocument.ARCHIVE}
            if alive and draft and change.statut in _SUPPRESSION:
                told.append(Remarque(catalogue.SUPPRESSION, change.statut, place=place))
                return EtatDocument.SUPPRIME
            if current == EtatDocument.APPROUVE and change.statut == "superseded":
                return EtatDocument.OBSOLETE
            found = f"{fiche.STATUTS.get(current, '')} → {change.statut}"[:100]
            told.append(Remarque(catalogue.STATUT, found, "current → superseded", place=place))
            return None
        if change.archive is None:
            return None
        return EtatDocument.ARCHIVE if change.archive else EtatDocument.APPROUVE

    def _lot(self, one: FicheServie) -> LotSoumission:
        real = one.depose.fiche
        return LotSoumission(
            entry_uuid="lot",
            unique_id=self.contexte.unique(),
            source_id=ENTREPOT_DMP,
            patient_id=real.patient_id,
            submission_time=f"{self.contexte.maintenant:%Y%m%d%H%M%S}",
            title=real.title,
            authors=real.authors,
        )

    def _version(self, one: FicheServie, change: Changement) -> DemandeMiseAJour:
        real = one.depose.fiche
        codes = change.etiquettes or ()
        told = replace(real, entry_uuid="version", confidentiality_codes=codes)
        slots = {VERSION_PRECEDENTE: (real.version,), "SubmissionSetStatus": ("Original",)}
        link = Association(TypeAssociation.CONTIENT, "lot", "version", "lien", slots)
        return DemandeMiseAJour(Soumission(self._lot(one), (told,), (link,)))

    def _statut(self, one: FicheServie, state: EtatDocument) -> DemandeMiseAJour:
        real = one.depose.fiche
        slots = {ETAT_ORIGINAL: (real.availability_status,), ETAT_NOUVEAU: (state.value,)}
        link = Association(TypeAssociation.STATUT, "lot", real.entry_uuid, "lien", slots)
        return DemandeMiseAJour(Soumission(self._lot(one), (), (link,)))


def _vue(accord: Accord, one: FicheServie) -> VueRegistre:
    real = one.depose.fiche
    return VueRegistre(
        accord.dossier, frozenset(), {real.entry_uuid: one.depose}, {real.logical_id: one.depose}
    )


def _situee(one: Remarque, last: Operation) -> Remarque:
    """What the SOAP rules say of an update, at the last operation."""
    return one if one.place is not None else one._replace(place=Place("request", "fhirpath", last.lieu))
