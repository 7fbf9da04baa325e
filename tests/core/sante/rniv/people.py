"""Records and answers typed by hand, for the tests of the rules and of the reference DUI."""

from dataclasses import replace
from typing import Any

from simulators.core.sante.rniv.dossier import Dossier, Identite, Matricule, Traits

ACTIVE = Matricule("2400355050901", "19", "1.2.250.1.213.1.4.10")
FORMER = Matricule("1400355050901", "69", "1.2.250.1.213.1.4.10")
WAITING = Matricule("8400355050901", "10", "1.2.250.1.213.1.4.9")

TRAITS = Traits("Delaunay", ("Marguerite", "Jeanne"), "F", "1940-03-14", "55050")
DOSSIER = Dossier("marguerite-delaunay", TRAITS)
IDENTITE = Identite(ACTIVE, "DELAUNAY", "MARGUERITE JEANNE", "F", "1940-03-14", "55050")


def traits(**changes: Any) -> Traits:
    """Marguerite's record, with something changed."""
    return replace(TRAITS, **changes)


def answer(**changes: Any) -> Identite:
    """INSi's answer about Marguerite, with something changed."""
    return replace(IDENTITE, **changes)


def dossier(**changes: Any) -> Dossier:
    """Marguerite's record as a whole, with something changed."""
    return replace(DOSSIER, **changes)
