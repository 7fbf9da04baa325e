"""Ce que tous les tests partagent : le logiciel réglé pour l'espace du test."""

import pytest
from mini_dui.enveloppe import Traits
from mini_dui.reglages import Reglages
from socle_client import Access

MARGUERITE = Traits("Delaunay", "Marguerite", "F", "1940-03-14")


@pytest.fixture
def reglages(acces: Access) -> Reglages:
    """Ce que l'administrateur saisirait ; `acces` le donne pour l'espace de ce test."""
    return Reglages(
        adresse=acces.address("ins", "mtls"),
        tls=acces.ssl_context("insi_auto"),
        idam=acces.software.idam,
        structure="1990000028",
    )


@pytest.fixture
def marguerite() -> Traits:
    """Une usagère que tout espace connaît."""
    return MARGUERITE
