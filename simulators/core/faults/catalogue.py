"""Which faults exist: a fault of an unknown name, or aimed at nothing, is refused with what was meant."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulators.core.abilities import Registering
from simulators.core.faults.model import Fault, Parameter
from simulators.core.rule import Text
from simulators.core.service import Mailing, Service

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# An answer is held back ten minutes at most.
LONGEST_MS = 600_000


class FaultError(ValueError):
    """A fault that cannot be; `text` says why, `known` lists what exists."""

    def __init__(self, text: Text, known: Iterable[str] = ()) -> None:
        super().__init__(text.en)
        self.text = text
        self.known = tuple(sorted(known))


class UnknownFaultError(FaultError):
    """No fault, service, operation or parameter has that name."""


class FaultUnavailableError(FaultError):
    """The fault exists, but no listener can play it here."""


class FaultValueError(FaultError):
    """A count, probability or parameter out of its range."""


@dataclass(frozen=True, slots=True)
class TransportFault:
    """A transport fault a person may ask for: its label, its parameters and how each is checked."""

    label: Text
    parameters: Mapping[str, Callable[[Parameter], bool]]
    required: frozenset[str] = frozenset()


def _up_to(least: int, most: int) -> Callable[[Parameter], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _moment(value: Parameter) -> bool:
    return value in {"avant", "apres"}


def _instant(value: Parameter) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False


TRANSPORT = MappingProxyType(
    {
        "latence": TransportFault(
            Text("réponse retardée (ms)", "answer delayed (ms)"),
            {"ms": _up_to(0, LONGEST_MS)},
            frozenset({"ms"}),
        ),
        "coupure": TransportFault(
            Text(
                "connexion coupée sans réponse, avant ou après le traitement (moment)",
                "connection cut without an answer, before or after the work is done (moment)",
            ),
            {"moment": _moment},
        ),
        "demi_reponse": TransportFault(
            Text("moitié de la réponse puis fermeture", "half of the answer, then closed"), {}
        ),
        "reponse_malformee": TransportFault(
            Text("réponse dont le contenu est abîmé", "answer whose content is damaged"), {}
        ),
        "http_5xx": TransportFault(
            Text("erreur d'un serveur intermédiaire (statut)", "error of a server in between (statut)"),
            {"statut": _up_to(500, 599)},
        ),
        "maintenance": TransportFault(
            Text("fenêtre de maintenance (debut, fin)", "maintenance window (debut, fin)"),
            {"debut": _instant, "fin": _instant},
        ),
    }
)

# What a client meets before and at the TLS handshake: played by the mail listeners, not here.
TLS = MappingProxyType(
    {
        "certificat_serveur_expire": TransportFault(
            Text("certificat du serveur expiré", "server certificate expired"), {}
        ),
        "certificat_serveur_revoque": TransportFault(
            Text("certificat du serveur révoqué", "server certificate revoked"), {}
        ),
        "certificat_serveur_mauvais_nom": TransportFault(
            Text("certificat du serveur à un autre nom", "server certificate of another name"), {}
        ),
        "suite_hors_liste": TransportFault(
            Text(
                "TLS 1.2 et une suite hors de la liste seulement", "TLS 1.2 and a cipher out of the list only"
            ),
            {},
        ),
        "starttls_absent": TransportFault(
            Text("STARTTLS retiré des capacités", "STARTTLS taken out of the capabilities"), {}
        ),
    }
)


class FaultCatalogue:
    """All the faults that can be asked for, given the services present.

    Those of TLS are for the services that speak mail, whose listeners play them.
    """

    def __init__(self, services: Iterable[Service]) -> None:
        self._services = {service.name: service for service in services}
        self._mailing = {name for name, service in self._services.items() if isinstance(service, Mailing)}

    def business(self) -> Mapping[str, Mapping[str, str]]:
        """The names of business faults and their labels, by service."""
        return {
            name: {key: entry.label for key, entry in service.register.errors.items() if entry.on_demand}
            for name, service in self._services.items()
        }

    def transport(self) -> Mapping[str, Text]:
        """The names of transport faults and their labels, those that cannot be played here left out."""
        available = {**TRANSPORT, **(TLS if self._mailing else {})}
        return {name: fault.label for name, fault in available.items()}

    def check(self, fault: Fault, espace: "Espace | None" = None) -> Fault:
        """The fault itself when it can be; raises a `FaultError` that says what is wrong.

        A client is one of those registered in `espace`.
        """
        self._check_target(fault)
        self._check_client(fault, espace)
        if fault.kind == "metier":
            known = self.business()[fault.service]
            _known(fault.name, known, Text("erreur inconnue de ce service", "error unknown to this service"))
            parameters: Mapping[str, Callable[[Parameter], bool]] = {}
            required: frozenset[str] = frozenset()
        else:
            definition = self._transport(fault)
            parameters, required = definition.parameters, definition.required
        _check_numbers(fault)
        _check_parameters(fault, parameters, required)
        return fault

    def _check_target(self, fault: Fault) -> None:
        if fault.service or fault.kind == "metier":
            _known(fault.service, self._services, Text("service inconnu", "unknown service"))
        if fault.operation:
            services = [self._services[fault.service]] if fault.service else self._services.values()
            known = [name for service in services for name in service.operations]
            _known(fault.operation, known, Text("opération inconnue", "unknown operation"))

    def _check_client(self, fault: Fault, espace: "Espace | None") -> None:
        if not fault.client:
            return
        aimed = [self._services[fault.service]] if fault.service else self._services.values()
        registering = [one for one in aimed if isinstance(one, Registering)]
        known = [client for one in registering for client in one.clients(espace)] if espace else []
        _known(fault.client, known, Text("client inconnu", "unknown client"))

    def _transport(self, fault: Fault) -> TransportFault:
        name = fault.name
        if name in TRANSPORT:
            return TRANSPORT[name]
        if name not in TLS:
            _known(name, self.transport(), Text("panne inconnue", "unknown fault"))
        if fault.service not in self._mailing:
            raise FaultUnavailableError(
                Text("panne non disponible sur cette écoute", "fault not available on this listener"),
                self.transport(),
            )
        return TLS[name]


def _known(name: str, known: Iterable[str], text: Text) -> None:
    names = list(known)
    if name in names:
        return
    close = difflib.get_close_matches(name, names, 1)
    fr, en = (f" (vouliez-vous dire {close[0]} ?)", f" (did you mean {close[0]}?)") if close else ("", "")
    raise UnknownFaultError(Text(f"{text.fr} : {name}{fr}", f"{text.en}: {name}{en}"), names)


def _check_numbers(fault: Fault) -> None:
    if fault.remaining is not None and fault.remaining < 1:
        raise FaultValueError(Text("le nombre de fois doit être au moins 1", "the count must be at least 1"))
    if not 0 < fault.probability <= 1:
        raise FaultValueError(
            Text(
                "la probabilité doit être supérieure à 0 et au plus 1",
                "the probability must be above 0, at most 1",
            )
        )


def _check_parameters(
    fault: Fault, known: Mapping[str, Callable[[Parameter], bool]], required: frozenset[str]
) -> None:
    for name, value in fault.parameters.items():
        _known(name, known, Text("paramètre inconnu", "unknown parameter"))
        if not known[name](value):
            raise FaultValueError(
                Text(f"valeur refusée pour {name} : {value}", f"value refused for {name}: {value}"), known
            )
    if missing := sorted(required - fault.parameters.keys()):
        raise FaultValueError(
            Text(f"paramètre manquant : {missing[0]}", f"missing parameter: {missing[0]}"), known
        )
