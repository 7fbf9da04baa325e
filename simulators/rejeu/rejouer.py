"""Replays a journal elsewhere, in its order: each request as it was, but for what an answer gave anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from simulators.commands.errors import RefusedError
from simulators.core.ids import Ids
from simulators.core.journal.model import Exchange, Fact, Message, Wire
from simulators.core.service import Service
from simulators.rejeu.assertions import reserves, resigner
from simulators.rejeu.cible import Cible, CibleError
from simulators.rejeu.comparer import DE, RAISON, REECRITS, RESERVES, Sort
from simulators.rejeu.correlations import Savoir, reecrit, whole
from simulators.rejeu.courrier import Courrier
from simulators.rejeu.empechements import empechement, sans_objet
from simulators.rejeu.envoi import EnvoiError, Recu
from simulators.rejeu.envoi_http import EnvoiHttp
from simulators.rejeu.gestes import Gestes
from simulators.rejeu.lecture import relu
from simulators.rejeu.lieux import SORT
from simulators.rejeu.secrets import demasquer


@dataclass(frozen=True, slots=True)
class Demandes:
    """How to replay: `a_l_heure` sets the target's clock, `resigner` dates and signs assertions again.

    `secrets` are the values of masked headers, by lower-case name.
    """

    a_l_heure: bool = False
    resigner: bool = False
    secrets: Mapping[str, str] = field(default_factory=dict)


class Rejeu:
    """One replay. `rejouer` gives one exchange for each exchange of the journal, in its order."""

    def __init__(
        self,
        cible: Cible,
        services: Mapping[str, Service],
        demandes: Demandes,
        gestes: Gestes,
        ids: Ids,
    ) -> None:
        self._ids = ids
        self._cible, self._services, self._demandes, self._gestes = cible, services, demandes, gestes
        self._savoir = Savoir()
        self._http = EnvoiHttp(cible)
        self._courrier = Courrier(cible, self._savoir)

    def rejouer(
        self, exchanges: Sequence[Exchange], dire: Callable[[Exchange], object]
    ) -> Iterable[Exchange]:
        """Replays them; `dire` is told each as it comes. Raises nothing: what failed is told by the facts."""
        last = {one.connection: one.id for one in exchanges}
        try:
            for number, exchange in enumerate(exchanges, 1):
                new = replace(self._un(exchange), id=self._ids.token("echange"), seq=number)
                dire(new)
                yield new
                if last[exchange.connection] == exchange.id:
                    self._courrier.lacher(exchange.connection)
        finally:
            self._http.fermer()
            self._courrier.fermer()
            self._gestes.rendre_l_heure()

    def _un(self, exchange: Exchange) -> Exchange:
        try:
            if self._gestes.usager(exchange):
                done = "réponse de l'usager, refaite chez la cible"
                return _new(exchange, self._cible, Sort.SANS_OBJET, done)
        except RefusedError as refused:
            return _new(exchange, self._cible, Sort.NON_REJOUABLE, f"réponse de l'usager refusée : {refused}")
        reason = sans_objet(exchange)
        if reason:
            return _new(exchange, self._cible, Sort.SANS_OBJET, reason)
        try:
            return self._envoye(exchange)
        except _EmpecheError as problem:
            self._savoir.apprendre(exchange, None)
            return _new(exchange, self._cible, Sort.NON_REJOUABLE, str(problem))
        except (EnvoiError, CibleError) as problem:
            self._savoir.apprendre(exchange, None)
            return _new(exchange, self._cible, Sort.SANS_REPONSE, str(problem))

    def _envoye(self, exchange: Exchange) -> Exchange:
        reason = empechement(exchange, self._cible)
        lost = self._savoir.manquant(whole(exchange.request))
        if reason or lost:
            raise _EmpecheError(reason or f"il y faut {lost}, qui n'a pas pu être obtenu de nouveau")
        message, names = reecrit(exchange.request, self._savoir)
        message, missing = demasquer(message, self._demandes.secrets)
        if missing:
            raise _EmpecheError(missing)
        if self._demandes.a_l_heure:
            self._gestes.regler_l_heure(exchange.started)
        now = exchange.started if self._demandes.a_l_heure else self._gestes.maintenant()
        message, told = self._a_jour(message, now)
        if exchange.facts.get("panne"):
            told = (*told, f"une panne était jouée la première fois ({exchange.facts['panne']})")
        got = self._recu(exchange, message)
        new = self._lu(_new(exchange, self._cible, Sort.REJOUE, "", got, told, names))
        self._savoir.apprendre(exchange, new)
        return new

    def _recu(self, exchange: Exchange, message: Message) -> Recu:
        if exchange.protocol != "http":
            return self._courrier.envoyer(exchange, message)
        address = self._cible.adresse(exchange)
        if address is None or not address.scheme:
            raise _EmpecheError("cette adresse n'est pas http(s)")
        return self._http.envoyer(exchange, message, address)

    def _a_jour(self, message: Message, now: datetime) -> tuple[Message, tuple[str, ...]]:
        told: tuple[str, ...] = ()
        if self._demandes.resigner and message.body:
            body, why = resigner(message.body, self._cible, self._ids.token("assertion"), now)
            message = replace(message, body=body, size=len(body))
            told = (why,) if why else ()
        return message, (*told, *reserves(message, now, self._cible))

    def _lu(self, exchange: Exchange) -> Exchange:
        """With the facts that today's service reads in the bytes."""
        service = self._services.get(exchange.service)
        if exchange.protocol != "http" or service is None:
            return exchange
        read = relu(exchange, service)
        return replace(
            read, operation=exchange.operation or read.operation, facts={**read.facts, **exchange.facts}
        )


class _EmpecheError(Exception):
    """An exchange that cannot be replayed; the text is a French sentence."""


def _new(
    exchange: Exchange,
    cible: Cible,
    sort: Sort,
    raison: str,
    got: Recu | None = None,
    told: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> Exchange:
    """The row of an exchange in the journal of the replay."""
    facts: dict[str, Fact] = {DE: exchange.id, SORT: sort.value}
    facts |= {RAISON: raison} if raison else {}
    facts |= {RESERVES: told} if told else {}
    facts |= {REECRITS: names} if names else {}
    if got is not None and exchange.protocol != "http":
        facts |= {"code": got.issue, "fault": got.issue != "OK" and not got.issue.startswith("2")}
    now = datetime.now(UTC)
    return replace(
        exchange,
        espace=cible.espace,
        started=now,
        recorded=now,
        duration_us=got.duree_us if got else 0,
        request=got.demande if got else exchange.request,
        answer=got.reponse if got else None,
        outcome=got.issue if got else sort.value,
        parent="",
        wire=Wire(),
        facts=facts,
        facts_version=0,
        findings=(),
    )
