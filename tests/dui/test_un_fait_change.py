"""One fact of the espace changes during the journey, and the service it belongs to answers otherwise."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest

from simulators.commands.target import Control, control
from simulators.core.ids import Ids
from simulators.dui.parcours import BOITE_MEDECIN, INDIRECTE, INFIRMIERE, MEDECIN, Parcours
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui


@pytest.fixture
def api(ready: Mapping[str, Any]) -> Iterator[Control]:
    with control(ready) as one:
        yield one


@pytest.fixture
def espace(api: Control) -> Iterator[str]:
    name = f"fait-{secrets.token_hex(4)}"
    api.call("POST", "/espaces", json={"name": name})
    yield name
    api.call("DELETE", f"/espaces/{name}")


@pytest.fixture
def parcours(ready: Mapping[str, Any], api: Control, espace: str) -> Iterator[Parcours]:
    """The nurse is connected and Marguerite's identity qualified."""
    with (
        closing(Dui(ready, api, espace, {}, Ids(b"essai", espace))) as dui,
        closing(Parcours(dui)) as one,
    ):
        one.infirmiere = one.connecter(INFIRMIERE)
        one.admettre()
        yield one


def told(parcours: Parcours) -> str:
    """The last thing the DUI said."""
    return parcours.dui.etapes[-1].texte.fr


def change(api: Control, parcours: Parcours, what: str, fact: Mapping[str, Any]) -> None:
    """Changes one fact of the espace through the control API."""
    api.call("PATCH", f"/espaces/{parcours.dui.espace}/{what}", json=fact)


def test_an_ins_corrected_is_no_longer_known_to_the_dmp_and_insi_gives_the_new_one(
    api: Control, parcours: Parcours
) -> None:
    parcours.tester()
    assert told(parcours) == "DMP : le dossier existe, il est ouvert"
    corrected = {"reference.ins": {"matricule": "2400355050988", "cle": "29", "oid": "1.2.250.1.213.1.4.10"}}
    change(api, parcours, "personnes/marguerite-delaunay", corrected)
    parcours.tester()
    assert told(parcours) == "DMP : aucun dossier pour cette personne"
    parcours.admettre()
    assert parcours.patient().id == "240035505098829"
    parcours.tester()
    assert told(parcours) == "DMP : le dossier existe, il est ouvert"


def test_a_dmp_closed_meanwhile_says_so_and_takes_no_document(api: Control, parcours: Parcours) -> None:
    document = parcours.produire()
    change(api, parcours, "personnes/marguerite-delaunay", {"dmp.etat": "ferme"})
    parcours.tester()
    assert told(parcours) == "DMP : le dossier est fermé"
    with pytest.raises(Refus):
        parcours.alimenter(document)
    change(api, parcours, "personnes/marguerite-delaunay", {"dmp.etat": "ouvert"})
    parcours.alimenter(document)
    assert told(parcours) == "DMP : document versé par l'établissement"


def test_a_full_box_refuses_the_mail_and_takes_it_once_emptied(api: Control, parcours: Parcours) -> None:
    parcours.document = parcours.produire()
    change(api, parcours, "boites/cab-luc-besnard", {"etat": "pleine"})
    with pytest.raises(Refus) as refused:
        parcours.ecrire(parcours.au_medecin())
    assert refused.value.code in {"452", "552"}
    change(api, parcours, "boites/cab-luc-besnard", {"etat": "active"})
    parcours.ecrire(parcours.au_medecin())
    assert told(parcours) == f"Courriel envoyé à {BOITE_MEDECIN} avec le document"


def test_a_professional_revoked_connects_no_more(api: Control, parcours: Parcours) -> None:
    change(api, parcours, "professionnels/luc-besnard", {"etat": "activite-terminee"})
    with pytest.raises(Refus):
        parcours.connecter(MEDECIN)


def test_a_professional_revoked_during_the_day_reads_and_sends_no_more(
    api: Control, parcours: Parcours
) -> None:
    parcours.document = parcours.produire()
    parcours.alimenter(parcours.document)
    change(api, parcours, "professionnels/nathalie-kermarrec", {"etat": "activite-terminee"})
    with pytest.raises(Refus):
        parcours.relire()
    with pytest.raises(Refus):
        parcours.ecrire(parcours.au_medecin())


def test_a_blocked_professional_reads_no_more(api: Control, parcours: Parcours) -> None:
    parcours.document = parcours.produire()
    parcours.alimenter(parcours.document)
    parcours.relire()
    assert told(parcours) == "DMP : document relu, identique à l'octet près"
    change(api, parcours, "personnes/marguerite-delaunay", {"dmp.bloques": [INFIRMIERE]})
    with pytest.raises(Refus):
        parcours.relire()


def test_the_structure_alone_never_reads(parcours: Parcours) -> None:
    parcours.document = parcours.produire()
    parcours.alimenter(parcours.document)
    acces = parcours.acces(INDIRECTE)
    with pytest.raises(Refus):
        parcours.dmp.rechercher(acces)
    with pytest.raises(Refus):
        parcours.dmp.consulter(parcours.document.unique_id, acces)
