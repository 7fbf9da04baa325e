"""`annuaire-sante-fhir`, a client of the real directory that we did not write, pointed at ours."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from annuairesante import (
    AnnuaireSanteClient,
    transform_organization,
    transform_practitioner,
    transform_practitioner_role,
)
from annuairesante.exceptions import (
    AuthenticationError,
    NotFoundError,
    ValidationError,
)

from tests.clients.tools import in_espace
from tests.running import Running

pytestmark = pytest.mark.clients


@pytest.fixture(autouse=True)
def _around(running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It trusts the authorities of SSL_CERT_FILE and keeps its tables of labels in a folder."""
    monkeypatch.setenv("SSL_CERT_FILE", running.ready["pki"]["ca"])
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.setenv("ANNUAIRE_SANTE_CACHE_DIR", str(tmp_path))


@pytest.fixture
def base(running: Running, espace: str) -> str:
    """The directory of the espace."""
    return in_espace(running.ready["services"]["mss"]["annuaire"], espace)


@pytest.fixture
def annuaire(api: httpx.Client, base: str, espace: str) -> Iterator[AnnuaireSanteClient]:
    """The client with the key of the espace."""
    (key,) = [one["cle"] for one in api.get(f"/espaces/{espace}/mss/annuaire/cles").json()]
    with AnnuaireSanteClient(api_key=key, base_url=base) as one:
        yield one


def test_a_professional_is_found_with_the_mailbox(annuaire: AnnuaireSanteClient) -> None:
    (found,) = annuaire.practitioner.search(family="Kermarrec")
    told = transform_practitioner(found)
    assert (told.identifiers.rpps, told.identifiers.idnps) == ("99700000039", "899700000039")
    assert (told.name.family, told.name.given) == ("KERMARREC", ["NATHALIE"])
    (box,) = told.contacts.mssante
    assert (box.email, box.type, box.liste_rouge) == ("nathalie.kermarrec@pro.demo.mssante.fr", "PER", False)
    assert annuaire.practitioner.get(found["id"]) == found


def test_a_structure_is_found_by_its_finess_with_its_boxes(annuaire: AnnuaireSanteClient) -> None:
    (found,) = annuaire.organization.search(identifier="990000028")
    told = transform_organization(found)
    assert told.name == "EHPAD Les Tilleuls"
    assert told.identifiers.idnst == "1990000028"
    assert "contact@ehpad-les-tilleuls.demo.mssante.fr" in [one.email for one in told.contacts.mssante]


def test_every_page_is_turned(annuaire: AnnuaireSanteClient) -> None:
    whole = [one["id"] for one in annuaire.practitioner_role.search_all(_count=200)]
    paged = [one["id"] for one in annuaire.practitioner_role.search_all(_count=2)]
    assert len(whole) > 4
    assert paged == whole


def test_those_who_work_in_a_structure_are_read_with_it(annuaire: AnnuaireSanteClient) -> None:
    """Its model wants a structure: it reads neither the situations without one nor those that have ended."""
    (structure,) = annuaire.organization.search(identifier="990000028")
    told = [
        transform_practitioner_role(one)
        for one in annuaire.practitioner_role.search_all(organization=structure["id"])
    ]
    assert {one.organization_id for one in told} == {structure["id"]}
    (nurse,) = annuaire.practitioner.search(family="Kermarrec")
    assert nurse["id"] in {one.practitioner_id for one in told}


def test_a_box_found_by_the_address_leads_to_its_holder(annuaire: AnnuaireSanteClient) -> None:
    found = annuaire.practitioner.search(**{"mailbox-mss": "nathalie.kermarrec@pro.demo.mssante.fr"})
    assert [one["name"][0]["family"] for one in found] == ["KERMARREC"]


def test_each_refusal_is_the_error_its_author_met(annuaire: AnnuaireSanteClient, base: str) -> None:
    with pytest.raises(NotFoundError):
        annuaire.practitioner.get("003-0-0")
    with pytest.raises(ValidationError, match="mailbox-mss-type"):
        annuaire.practitioner.search(**{"mailbox-mss-type": "PER"})
    with (
        AnnuaireSanteClient(api_key="une-autre-cle", base_url=base) as stranger,
        pytest.raises(AuthenticationError),
    ):
        stranger.practitioner.search(family="Kermarrec")
