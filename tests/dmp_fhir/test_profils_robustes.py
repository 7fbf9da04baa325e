"""Whatever stands where in a message, it is read, judged and written again without failing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.structure import structure
from dmp.fhir.messages.xml_ecriture import ecrire_xml
from dmp.fhir.messages.xml_lecture import lire_xml
from dmp.fhir.model.profil import ContexteProfil, Flux, VersionMhd
from dmp.fhir.rules.profils import juger
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.exemples import Arbre

_TEXTES = st.sampled_from(
    [
        *("", "#", "#role", "urn:uuid:", "Patient?", "Patient?" + "&".join("abcdefghijkl"), "é\u2028"),
        *("Patient?identifier=%7C", "DocumentReference/1", "@@@", "QQ", "http://loinc.org", "\x7f", "1e5"),
    ]
)
_VALEURS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | _TEXTES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "resourceType",
                    "id",
                    "reference",
                    "coding",
                    "value",
                    "entry",
                    "contained",
                    "url",
                    "extension",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
_MESSAGES = (e.lot, e.remplacement, e.simplifiee, e.classeur, e.patient)


@pytest.fixture(scope="module")
def modeles() -> Modeles:
    return Modeles()


def _lieux(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree: its holder and its name or rank."""
    for name, value in list(tree.items()) if isinstance(tree, dict) else enumerate(tree):
        yield tree, name
        if isinstance(value, dict | list):
            yield from _lieux(value)


def _melange(rank: int, where: int, value: Any) -> Arbre:
    tree = _MESSAGES[rank % len(_MESSAGES)]()
    places = list(_lieux(tree))
    holder, name = places[where % len(places)]
    holder[name] = value
    return tree


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4), st.integers(0, 5000), _VALEURS)
def test_no_value_anywhere_makes_the_judge_fail(modeles: Modeles, rank: int, where: int, value: Any) -> None:
    tree = _melange(rank, where, value)
    before = json.dumps(tree)
    found = structure(tree, modeles)
    for flux in Flux:
        for mhd in VersionMhd:
            for one in juger(tree, ContexteProfil(flux, mhd, found)):
                assert all(isinstance(text, str) for text in (one.chemin, one.trouve, one.attendu))
    assert json.dumps(tree) == before
    if not found:
        assert lire_xml(ecrire_xml(tree, modeles), modeles) == tree


def test_a_conditional_reference_of_many_parameters_is_read_as_none() -> None:
    tree = e.lot()
    tree["entry"][1]["resource"]["subject"] = {"reference": "Patient?" + "&".join(["a=b"] * 50)}
    assert juger(tree, ContexteProfil()) == ()


def test_what_is_found_is_told_shortly() -> None:
    tree = e.fiche()
    tree["status"] = "annulée" * 100
    (told,) = juger(tree, ContexteProfil(Flux.SERVIE))
    assert len(told.trouve) == 201


def test_a_thousand_departures_are_told_at_most() -> None:
    tree = e.lot()
    bare = {"resourceType": "DocumentReference", "status": "current"}
    request = {"method": "POST", "url": "DocumentReference"}
    tree["entry"] += [
        {"fullUrl": f"urn:x:{rank}", "resource": bare, "request": request} for rank in range(900)
    ]
    assert len(juger(tree, ContexteProfil())) == 1000


def test_many_notes_do_not_hide_one_refusal() -> None:
    tree = e.lot()
    extra = {"url": "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"}
    tree["entry"][1]["resource"]["extension"] = [{**extra, "valueBoolean": True}] * 3000
    e.piece(tree)["size"] = 8
    assert juger(tree, ContexteProfil())[0].regle.id == "dmp.fhir.document.taille"


def test_every_message_crosses_xml_unchanged(modeles: Modeles) -> None:
    for message in _MESSAGES:
        tree = message()
        assert lire_xml(ecrire_xml(tree, modeles), modeles) == tree
