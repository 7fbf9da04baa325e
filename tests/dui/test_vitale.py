"""The reference DUI reads a carte Vitale, and calls in person: by a card of its own, by Pro Santé Connect."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from simulators.commands.target import Control, control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.dossier import Statut
from simulators.dui.porteur import Porteur, par_carte, par_psc
from simulators.dui.poste import install_psc
from simulators.dui.psc import PscClient
from simulators.dui.session import Dui
from simulators.dui.vitale import chercher, lire

NURSE = "899700000039"
FINESS = "990000028"


@pytest.fixture
def espace(ready: Mapping[str, Any]) -> Iterator[tuple[Control, str]]:
    """An espace of the test's own, as strict as can be."""
    name = f"t{secrets.token_hex(6)}"
    with control(ready) as api:
        api.json("POST", "/espaces", json={"name": name})
        api.json("PUT", f"/espaces/{name}/reglages", json={"profile": "strict"})
        yield api, name


@pytest.fixture
def dui(ready: Mapping[str, Any], espace: tuple[Control, str]) -> Iterator[Dui]:
    dui = Dui(ready, *espace, {}, Ids(b"essai", "vitale"), lambda _: None)
    yield dui
    dui.close()


def by_card(ready: Mapping[str, Any]) -> Porteur:
    return par_carte(ready, NURSE, FINESS, "SA17")


def by_psc(ready: Mapping[str, Any], espace: str) -> Porteur:
    client = PscClient(install_psc(ready, espace), Ids(b"essai", "psc"))
    try:
        return par_psc(client.connecter(NURSE), FINESS)
    finally:
        client.close()


def test_a_child_is_found_by_the_card_of_the_mother(dui: Dui) -> None:
    dossier = chercher(dui, dui.open("lucas-lambert"), lire(dui.personne("lucas-lambert")))
    assert dossier.statut is Statut.RECUP
    assert dossier.ins is not None
    assert dossier.ins.matricule == "1150255050945"
    assert (dui.etapes[1].texte.fr, dui.etapes[1].code) == (
        "Carte Vitale lue, LAMBERT : une identité trouvée",
        "00",
    )


def test_an_unknown_card_leaves_the_record_as_it_was(dui: Dui) -> None:
    before = dui.open("fernand-joly")
    assert chercher(dui, before, lire(dui.personne("fernand-joly"))) == before
    assert [etape.code for etape in dui.etapes] == ["", "01"]


def test_a_doubtful_record_makes_no_call(dui: Dui) -> None:
    before = dui.open("georges-noel")
    assert chercher(dui, before, lire(dui.personne("georges-noel"))) == before
    assert [etape.code for etape in dui.etapes] == ["", ""]


@pytest.mark.parametrize("mode", ["carte", "psc"])
def test_a_professional_calls_in_person_by_traits_then_by_card(
    mode: str, dui: Dui, ready: Mapping[str, Any], espace: tuple[Control, str]
) -> None:
    dui.en_personne(by_card(ready) if mode == "carte" else by_psc(ready, espace[1]))
    dossier = dui.search(dui.open("marguerite-delaunay"))
    assert dossier.statut is Statut.RECUP
    spouse = chercher(dui, dui.open("yves-morin"), lire(dui.personne("yves-morin")))
    assert spouse.ins is not None
    assert spouse.ins.matricule == "1730155189948"
    assert [etape.code for etape in dui.etapes if etape.code] == ["00", "00"]


def test_without_its_token_the_session_opens_nothing(
    dui: Dui, ready: Mapping[str, Any], espace: tuple[Control, str]
) -> None:
    dui.en_personne(Porteur(NURSE, FINESS))
    before = dui.open("marguerite-delaunay")
    assert dui.search(before) == before
    assert dui.etapes[1].code == "desir_560"
    dui.en_personne(None)
    assert dui.search(before).statut is Statut.RECUP
