"""A set decided and registered in one transaction: all or nothing (ITI-65, ITI-105)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dmp.fhir.messages import verbatim
from dmp.fhir.messages.elements import lire_date
from dmp.fhir.messages.fiche import identifiant_de
from dmp.fhir.model.recu import LotRecu
from dmp.fhir.model.servi import FicheServie
from dmp.fhir.rules import depot as regles
from dmp.fhir.rules.catalogue import depot as catalogue
from dmp.fhir.rules.jetons import jeton, uniques
from dmp.fhir.state import fiches
from dmp.fhir.traitement.contexte import Accord, Contexte, Issue
from dmp.fhir.traitement.transaction import identifiant, lieu, vise
from dmp.model import Depot, VueRegistre
from dmp.state import depot, passages
from dmp.state import registre as registry
from dmp.xds.model import DemandeAlimentation, Remarque
from dmp.xds.rules import registre
from dmp.xds.rules.alimentation import auteurs
from simulators.core.monde.model import Personne
from simulators.core.rule import Place
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.store.state import to_us


@dataclass(frozen=True, slots=True)
class Alimente:
    """What an accepted set became: its entries as they are served, in the order received.

    `remplacees` are the former entries, in their new state.
    """

    lot: str
    fiches: tuple[FicheServie, ...]
    remplacees: tuple[FicheServie, ...] = ()


@dataclass(frozen=True, slots=True)
class Alimentation:
    """One set about one person; called on the writer's connection."""

    contexte: Contexte
    recu: LotRecu
    personne: Personne | None
    dits: Sequence[Remarque]

    def __call__(self, connection: Connection) -> tuple[Issue, Alimente | None]:
        """Looks at the registry of this very transaction, and writes what was accepted."""
        ctx, told = self.contexte, list(self.dits)
        place = self._sujet()
        accord = ctx.accord(connection, self.personne, ("TD2.1", "TD2.2"), told, place, depot=True)
        if accord is None or ctx.refuse(told):
            return Issue(tuple(told)), None
        asked, known = self._registre(connection, accord, told)
        if ctx.refuse(told):
            return Issue(tuple(told)), None
        made = registre.preparer(asked, accord.acteur, accord.dossier.matricule, ctx.uuids, ctx.maintenant)
        for piece in self.recu.pieces.values():
            ctx.blobs.put(piece.octets, piece.sha256)
        depot.inscrire(connection, made)
        self._garder(connection, made, known)
        matricule, passage = ctx.passage(accord, "alimentation")
        passages.noter(connection, matricule, passage)
        return Issue(tuple(told)), self._alimente(connection, made, known)

    def _sujet(self) -> Place:
        holder = self.recu.liste or self.recu.fiches[0].ressource
        return lieu(holder.champ("subject"))

    def _registre(
        self, connection: Connection, accord: Accord, told: list[Remarque]
    ) -> tuple[DemandeAlimentation, Mapping[str, str]]:
        """Duplicates, targets and references; gives the logicalId of each entry named, by its name."""
        recu = self.recu
        named = [target for one in recu.fiches for target in one.remplace]
        known = {name: own for name in (*named, *recu.existantes) if (own := _nommee(connection, name))}
        for one in recu.fiches:
            for target in one.remplace:
                if target not in known:
                    place = Place("request", "fhirpath", f"{one.ressource.chemin}.relatesTo")
                    told.append(Remarque(catalogue.CIBLE, target[:200], place=place))
        if recu.liste is not None:
            place = lieu(recu.liste.champ("entry"))
            lost = [own for own in recu.existantes if own not in known]
            told += [Remarque(catalogue.CIBLE, own, place=place) for own in lost]
        held = {
            one.depose.fiche.logical_id: one.depose.fiche for one in fiches.lues(connection, known.values())
        }
        entries = {own: one.entry_uuid for own, one in held.items()}
        if all(name in known for name in named):
            told += self._correctifs([held[known[name]] for name in named])
        replaced = {name: entries[known[name]] for name in named if name in known}
        taken = [entries[known[own]] for own in recu.existantes if own in known]
        asked = regles.demande(recu, replaced, taken)
        if asked.soumission is None:
            raise ValueError("a set has its submission")
        seen = VueRegistre(
            accord.dossier,
            registry.unique_ids_connus(connection, registre.unique_ids(asked.soumission)),
            registry.par_entry_uuid(connection, registre.cibles(asked.soumission)),
        )
        found = [*auteurs(asked.soumission, accord.acteur.structure, accord.acteur.mode)]
        found += registre.registre(asked, accord.acteur, seen)
        told += [regles.situer(one, recu) for one in found]
        return asked, known

    def _correctifs(self, replaced: Sequence[FicheDocument]) -> Iterator[Remarque]:
        """What a PATCH of the set makes superseded is replaced in it: nothing else is done of a PATCH."""
        for one in self.recu.entrees:
            if one.type == "Parameters" and not any(vise(one.url, own) for own in replaced):
                yield Remarque(catalogue.CIBLE, one.url[:200], place=lieu(one.noeud.champ("request")))

    def _garder(self, connection: Connection, made: Depot, known: Mapping[str, str]) -> None:
        """Each resource as it was received, under the identifier it now has."""
        recu = self.recu
        for one, filed in zip(recu.fiches, made.documents, strict=True):
            when = lire_date(one.ressource.champ("date").texte)
            tree = verbatim.fiche(one.ressource, recu.patient, known)
            fiches.garder(connection, filed.fiche.logical_id, tree, None if when is None else to_us(when))
        if recu.liste is not None:
            fiches.garder(connection, made.lot.entry_uuid, verbatim.liste(recu.liste, recu.patient), None)

    def _alimente(self, connection: Connection, made: Depot, known: Mapping[str, str]) -> Alimente:
        ids = [one.fiche.logical_id for one in made.documents]
        served = {
            one.depose.fiche.logical_id: one for one in fiches.lues(connection, [*ids, *known.values()])
        }
        former = tuple(served[own] for own in dict.fromkeys(known.values()))
        return Alimente(identifiant_de(made.lot.entry_uuid), tuple(served[own] for own in ids), former)


def _nommee(connection: Connection, name: str) -> str:
    """The logicalId of the entry that a reference or an identifier names, empty when there is none."""
    ids = [f"urn:uuid:{identifiant(name)}", *uniques(jeton(name))]
    return next(iter(fiches.nommees(connection, ids)), "")
