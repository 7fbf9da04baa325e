"""What deciding one request needs besides its transaction, and how a request ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dmp.model import Dossier, Passage, VueMonde
from dmp.state import dossiers, habilitations
from dmp.state.monde import dossier as dossier_de
from dmp.xds.model import Demande, DemandeConsultation, Remarque, Resultat
from dmp.xds.rules import decision
from dmp.xds.traitement import Heure, Jugement
from simulators.core.monde.model import Personne
from simulators.core.rule import Effect, Rule
from simulators.core.store.blobs import Blobs
from simulators.core.store.state import to_us


@dataclass(frozen=True, slots=True)
class Issue:
    """How a request ended: every remark in the order of judgement, the answer, the passage it leaves.

    A transaction that writes has written its passage itself.
    """

    remarques: tuple[Remarque, ...]
    resultat: Resultat
    passage: tuple[str, Passage] | None = None


@dataclass(frozen=True, slots=True)
class Contexte:
    """One request about one person; `personne` None is not known here.

    `porteur` gives whoever bears an INS, `uuids` the registry's own identifiers.
    """

    demande: Demande
    jugement: Jugement
    heure: Heure
    personne: Personne | None
    vue: VueMonde
    blobs: Blobs
    uuids: Iterator[str]
    effect: Callable[[Rule], Effect]
    options: frozenset[str]
    porteur: Callable[[str], Personne | None]

    @property
    def maintenant_us(self) -> int:
        """The espace's hour in microseconds since 1970."""
        return to_us(self.heure.espace)

    def refuse(self, told: Sequence[Remarque]) -> Issue | None:
        """The refusal that these remarks make, None when they make none."""
        blocking = self.bloquent(told)
        if not blocking:
            return None
        return Issue(tuple(told), decision.refuser(self.demande, blocking, self.options))

    def bloquent(self, told: Sequence[Remarque]) -> tuple[Remarque, ...]:
        """What refuses the whole request: a document that cannot be had refuses itself alone."""
        refusing = decision.refus(told, [self.effect(one.rule) for one in told])
        if isinstance(self.demande.contenu, DemandeConsultation):
            return tuple(one for one in refusing if not one.spot.startswith("document/"))
        return refusing

    def dossier(self, connection: Connection) -> Dossier | None:
        """The record of the person the assertion names, as it is in this transaction."""
        return None if self.personne is None else self.dossier_de(connection, self.personne)

    def dossier_de(self, connection: Connection, personne: Personne, sujet: str = "") -> Dossier | None:
        """The record of a person as the caller meets it, None without INS or assertion.

        `sujet` is whose authorisation counts when it is not the caller's.
        """
        signed = self.demande.vihf
        if personne.reference is None or signed is None:
            return None
        matricule = personne.reference.ins.complet
        who = (sujet or signed.sujet or "", signed.structure or "")
        declared = habilitations.declarees(connection, matricule)
        return dossier_de(personne, self.vue, declared, who, dossiers.lire(connection, matricule))
