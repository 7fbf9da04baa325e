"""What deciding one call needs besides its transaction, and how a call ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from dmp.fhir.model.acces import Appelant, Identite
from dmp.fhir.model.appel import Appel
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.rules import acces
from dmp.model import Acteur, Dossier, Passage, VueMonde
from dmp.state import dossiers, habilitations
from dmp.state.monde import dossier as dossier_de
from dmp.xds.model import Remarque
from simulators.core.monde.model import Personne
from simulators.core.rule import Effect, Place, Rule
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.store.blobs import Blobs
from simulators.core.store.state import to_us


@dataclass(frozen=True, slots=True)
class Issue:
    """How a call ended: every remark, the answer (None when the remarks refuse), the passage it leaves."""

    remarques: tuple[Remarque, ...]
    reponse: Reponse | None = None
    passage: tuple[str, Passage] | None = None


@dataclass(frozen=True, slots=True)
class Accord:
    """By which proof a call may do what it asks, in which record."""

    identite: Identite
    acteur: Acteur
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Contexte:
    """One call; `porteur` gives whoever bears an INS, `uuids` identifiers of the registry's own."""

    appel: Appel
    appelant: Appelant
    vue: VueMonde
    sets: Nomenclatures
    blobs: Blobs
    uuids: Iterator[str]
    effet: Callable[[Rule], Effect]
    options: frozenset[str]
    porteur: Callable[[str], Personne | None]
    maintenant: datetime
    secret: bytes

    @property
    def base(self) -> str:
        """The address of the face, without final slash."""
        return self.appel.base

    def dossier(self, connection: Connection, personne: Personne, one: Identite) -> Dossier | None:
        """The record of a person as one proof of the caller meets it."""
        if personne.reference is None:
            return None
        matricule = personne.reference.ins.complet
        declared = habilitations.declarees(connection, matricule)
        since = dossiers.lire(connection, matricule)
        return dossier_de(personne, self.vue, declared, (one.sujet, one.structure), since)

    def accord(
        self,
        connection: Connection,
        personne: Personne | None,
        rows: Sequence[str],
        told: list[Remarque],
        place: Place | None = None,
        *,
        depot: bool = False,
    ) -> Accord | None:
        """The first proof whose matrix opens one of these rows, and what refuses; None without a record."""
        who = self.appelant
        if personne is None or not who.identites:
            told += [one._replace(place=place) for one in acces.ouvert(None)]
            return None
        record = self.dossier(connection, personne, who.identites[0])
        chosen = acces.choisir(who, record, *rows)
        if record is None or chosen is None:
            told += [one._replace(place=place) for one in acces.ouvert(None)]
            return None
        identity, actor, row = chosen
        record = self.dossier(connection, personne, identity) or record
        told += acces.droits(actor, row)
        told += [one._replace(place=place) for one in acces.ouvert(record)]
        if record.etat == "ouvert":
            told += acces.autorise(actor, record, depot=depot)
        return Accord(identity, actor, record)

    def refuse(self, told: Sequence[Remarque]) -> bool:
        """Whether one of these remarks refuses the call."""
        return any(self.effet(one.rule) is Effect.REFUSE for one in told)

    def passage(self, accord: Accord, geste: str) -> tuple[str, Passage]:
        """What the history of the record keeps of the call."""
        who = accord.acteur
        one = Passage(who.sujet, who.structure, accord.identite.nom, geste, who.acces, to_us(self.maintenant))
        return accord.dossier.matricule, one

    def unique(self) -> str:
        """A uniqueId of the registry's own."""
        return f"2.25.{int(next(self.uuids).replace('-', ''), 16)}"
