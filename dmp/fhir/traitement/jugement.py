"""A body judged without the registry: the same path live and when read again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dmp.cda.rules import REGLES, document
from dmp.fhir.model.appel import Appel, Demande, Modification, Publication, Recherche, Transaction
from dmp.fhir.model.correctif import Operation
from dmp.fhir.model.profil import Flux
from dmp.fhir.model.recu import LotRecu
from dmp.fhir.model.ressource import Noeud, RaisonLecture, RessourceIllisibleError
from dmp.fhir.rules import depot, recherche
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.traitement import publication
from dmp.fhir.traitement.lecture import Lecteur, illisible
from dmp.fhir.traitement.patients import Patients
from dmp.fhir.traitement.pieces import Document
from dmp.fhir.traitement.transaction import LecteurLot
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import acces as catalogue_acces
from dmp.xds.rules.patient import DE_TEST
from simulators.core.rule import Effect, Place
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.sante.oids import INS_NIR, INS_NIR_TEST

_MASKED_FROM: Final = 3


@dataclass(slots=True)
class Jugement:
    """What a body is worth: its tree, the set or the operations it asks for, what it breaks."""

    recu: Noeud | None = None
    lot: LotRecu | None = None
    operations: tuple[Operation, ...] = ()
    batch: bool = False
    remarques: list[Remarque] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Juge:
    """What judging needs besides the call."""

    lecteur: Lecteur
    sets: Nomenclatures

    def juger(
        self,
        appel: Appel,
        demande: Demande,
        connu: Callable[[str], Cx | None],
        unique: str,
        maintenant: datetime,
        options: frozenset[str],
    ) -> Jugement:
        """Judges one call. `connu` gives the INS of a Patient here, `unique` a uniqueId for the set."""
        found = Jugement()
        match demande:
            case Recherche():
                strict = appel.prefere.get("handling") == "strict"
                found.remarques += [*recherche.requis(demande), *recherche.parametres(demande, strict=strict)]
                found.remarques += reelles(_cherches(demande))
            case Modification():
                operations = self.lecteur.correctif(appel)
                if isinstance(operations, Remarque):
                    found.remarques.append(operations)
                else:
                    found.operations = operations
            case Transaction() | Publication():
                self._depot(found, appel, demande, Patients(connu), unique, maintenant, options)
            case _:
                pass
        return found

    def _depot(
        self,
        found: Jugement,
        appel: Appel,
        demande: Demande,
        patients: Patients,
        unique: str,
        maintenant: datetime,
        options: frozenset[str],
    ) -> None:
        tree = self.lecteur.arbre(appel)
        if isinstance(tree, Remarque):
            found.remarques.append(tree)
            return
        found.recu = tree
        wanted = "Bundle" if isinstance(demande, Transaction) else "DocumentReference"
        kind = tree.champ("resourceType").texte
        if kind != wanted:
            wrong = RessourceIllisibleError(RaisonLecture.TYPE_INATTENDU, kind[:64], "resourceType")
            found.remarques.append(illisible(wrong)._replace(expected=wanted))
            return
        if wanted == "Bundle" and tree.champ("type").texte == "batch":
            found.batch = True
            return
        flux = Flux.LOT if wanted == "Bundle" else Flux.SIMPLIFIE
        found.remarques += self.lecteur.juger(tree, flux, options)
        if any(one.rule.refusal and one.rule.refusal.always for one in found.remarques):
            return
        documents: dict[str, Document]
        if wanted == "Bundle":
            reader = LecteurLot(tree, patients, unique)
            found.lot, documents = reader.lire(), reader.documents
            found.remarques += reader.remarques
        else:
            found.lot, told, documents = publication.lire(tree, patients, unique, maintenant)
            found.remarques += told
        if found.lot is not None:
            found.remarques += self._fond(found.lot, documents)

    def _fond(self, lot: LotRecu, documents: dict[str, Document]) -> Iterator[Remarque]:
        yield from reelles(_nommes(lot))
        yield from _oid(lot)
        yield from depot.fond(lot, self.sets)
        for one in lot.fiches:
            held = documents.get(one.fiche.entry_uuid)
            if held is None or held.cda is None:
                continue
            remarks = document(held.cda.entete, one.fiche, self.sets, "")
            for told in constats(held.cda, remarks, REGLES, lambda _: Effect.ACCEPT, None):
                place = Place("request", "xpath", told.place.path)
                yield Remarque(told.rule, told.found, told.expected, place=place)


def reelles(matricules: Iterator[tuple[str, Place]]) -> Iterator[Remarque]:
    """Matricules that are in no list of fictional ones, told masked, once each."""
    told: set[str] = set()
    for matricule, place in matricules:
        if matricule and matricule not in told and not est_fictif(matricule):
            told.add(matricule)
            masked = matricule[:_MASKED_FROM] + "*" * (len(matricule) - _MASKED_FROM)
            yield Remarque(catalogue.DONNEES_REELLES, masked[:30], place=place)


def _cherches(demande: Recherche) -> Iterator[tuple[str, Place]]:
    names = ("patient.identifier", *(("identifier",) if demande.type == "Patient" else ()))
    for one in demande.criteres:
        if one.nom in names:
            for value in one.valeurs:
                yield value.rpartition("|")[2], Place("request", "query", one.nom)


def _nommes(lot: LotRecu) -> Iterator[tuple[str, Place]]:
    for one in lot.fiches:
        patient = one.fiche.patient
        if patient is not None and patient.ins:
            yield patient.id, Place("request", "fhirpath", f"{one.ressource.chemin}.subject")


def _oid(lot: LotRecu) -> Iterator[Remarque]:
    """The INS is one of a test platform (errata 15)."""
    holder = lot.liste or lot.fiches[0].ressource
    place = Place("request", "fhirpath", f"{holder.chemin}.subject")
    if lot.patient is None:
        return
    if lot.patient.oid == INS_NIR:
        yield Remarque(catalogue_acces.OID_PRODUCTION, lot.patient.oid, INS_NIR_TEST, place=place)
    elif lot.patient.oid not in DE_TEST:
        yield Remarque(catalogue_acces.OID_INCONNU, lot.patient.oid, INS_NIR_TEST, place=place)
