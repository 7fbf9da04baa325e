"""Only faults that exist are accepted; the others are refused with what was meant."""

from dataclasses import replace
from typing import Any

import pytest

from simulators.core.faults.catalogue import (
    FaultCatalogue,
    FaultError,
    FaultUnavailableError,
    FaultValueError,
    UnknownFaultError,
)
from simulators.core.faults.model import Fault
from tests.core.journal.makers import Essai

CATALOGUE = FaultCatalogue([Essai()])
BUSY = Fault("f1", "metier", "occupe", service="essai")
SLOW = Fault("f1", "transport", "latence", parameters={"ms": 100})


@pytest.mark.parametrize(
    "fault",
    [
        BUSY,
        replace(BUSY, operation="essai.partir", remaining=1, probability=0.1),
        SLOW,
        replace(SLOW, service="essai", operation="essai.saluer"),
        Fault("f", "transport", "coupure"),
        Fault("f", "transport", "coupure", parameters={"moment": "apres"}),
        Fault("f", "transport", "demi_reponse"),
        Fault("f", "transport", "reponse_malformee"),
        Fault("f", "transport", "http_5xx", parameters={"statut": 502}),
        Fault("f", "transport", "maintenance", parameters={"fin": "2026-03-02T13:00:00+01:00"}),
    ],
    ids=str,
)
def test_a_fault_that_exists_is_accepted(fault: Fault) -> None:
    assert CATALOGUE.check(fault) is fault


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (replace(BUSY, name="ocupe"), UnknownFaultError, "vouliez-vous dire occupe"),
        (replace(BUSY, service="esai"), UnknownFaultError, "service inconnu"),
        (replace(BUSY, service=""), UnknownFaultError, "service inconnu"),
        (replace(BUSY, operation="essai.mentir"), UnknownFaultError, "opération inconnue"),
        (replace(SLOW, operation="autre"), UnknownFaultError, "opération inconnue"),
        (replace(SLOW, name="lenteur"), UnknownFaultError, "panne inconnue"),
        (replace(SLOW, name="occupe"), UnknownFaultError, "panne inconnue"),
        (replace(SLOW, name="certificat_serveur_expire"), FaultUnavailableError, "non disponible"),
        (replace(BUSY, client="mon-dui"), UnknownFaultError, "client inconnu : mon-dui"),
        (replace(SLOW, client="mon-dui"), UnknownFaultError, "client inconnu : mon-dui"),
        (replace(BUSY, parameters={"ms": 1}), UnknownFaultError, "paramètre inconnu"),
        (replace(SLOW, parameters={}), FaultValueError, "paramètre manquant : ms"),
        (replace(SLOW, parameters={"ms": -1}), FaultValueError, "valeur refusée pour ms"),
        (replace(SLOW, parameters={"ms": 600_001}), FaultValueError, "valeur refusée"),
        (replace(SLOW, parameters={"ms": True}), FaultValueError, "valeur refusée"),
        (replace(SLOW, parameters={"ms": "vite"}), FaultValueError, "valeur refusée"),
        (replace(BUSY, remaining=0), FaultValueError, "au moins 1"),
        (replace(BUSY, probability=0.0), FaultValueError, "probabilité"),
        (replace(BUSY, probability=1.1), FaultValueError, "probabilité"),
        (Fault("f", "transport", "http_5xx", parameters={"statut": 404}), FaultValueError, "statut"),
        (Fault("f", "transport", "coupure", parameters={"moment": "pendant"}), FaultValueError, "moment"),
        (Fault("f", "transport", "maintenance", parameters={"fin": "13 h"}), FaultValueError, "fin"),
        (
            Fault("f", "transport", "maintenance", parameters={"fin": "2026-03-02T13:00:00"}),
            FaultValueError,
            "fin",
        ),
    ],
    ids=str,
)
def test_a_fault_that_cannot_be_is_refused_in_words(
    fault: Fault, error: type[FaultError], words: str
) -> None:
    with pytest.raises(error) as refused:
        CATALOGUE.check(fault)
    assert words in refused.value.text.fr
    assert refused.value.text.en


def test_the_names_known_come_with_the_refusal() -> None:
    with pytest.raises(UnknownFaultError) as refused:
        CATALOGUE.check(replace(BUSY, name="zzz"))
    assert refused.value.known == ("occupe",)


def test_the_catalogue_lists_what_can_be_asked() -> None:
    assert CATALOGUE.business() == {"essai": {"occupe": "service occupé"}}
    names = ["latence", "coupure", "demi_reponse", "reponse_malformee", "http_5xx", "maintenance"]
    assert list(CATALOGUE.transport()) == names


class Courrier(Essai):
    """A service that speaks mail: its listeners play what happens before TLS."""

    mail_faces = ()


def test_a_server_certificate_fault_is_accepted_where_a_listener_plays_it() -> None:
    fault = Fault("f", "transport", "certificat_serveur_expire", service="essai")
    catalogue = FaultCatalogue([Courrier()])
    assert catalogue.check(fault) is fault
    assert "starttls_absent" in catalogue.transport()
    with pytest.raises(FaultUnavailableError):
        catalogue.check(replace(fault, service=""))


def test_what_no_listener_can_play_is_not_offered_with_a_refusal() -> None:
    with pytest.raises(UnknownFaultError) as refused:
        CATALOGUE.check(Fault("f", "transport", "zzz"))
    names = ("coupure", "demi_reponse", "http_5xx", "latence", "maintenance", "reponse_malformee")
    assert refused.value.known == names


def test_what_is_refused_is_a_value_error() -> None:
    odd: Any = FaultError
    assert issubclass(odd, ValueError)
