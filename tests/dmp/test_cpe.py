"""An employee without RPPS, whose card names a number of the structure, is known to the DMP as others are."""

from dataclasses import replace
from typing import Any

import pytest

from simulators.core.net.pki.profiles import professional_clients
from simulators.core.sante.codes import Code
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import INS, XCN, existence, habilitations, recherche, vihf

AURELIE = "3990000028/CPET23337"
SECRETARY = (Code("SECRETARIAT_MEDICAL", "1.2.250.1.213.1.1.4.6"),)
DENIED = "DMPAccessDeniedByRightsService"
CARD: dict[str, Any] = {"signed_with": "cpe_sign", "certificate": "cpe_auth"}


@pytest.fixture
def office(banc: Banc) -> Banc:
    """The office of EHPAD Les Tilleuls: Aurélie Dupuy's card is in the reader."""
    one = banc.espace.monde.professionnels()["aurelie-dupuy"]
    cards = {
        name.replace("cps", "cpe"): replace(profile, common_name=AURELIE)
        for name, profile in professional_clients(one).items()
    }
    banc.materials = {**banc.materials, **banc.pki.clients(cards)}
    return banc


def aurelie(**changes: Any) -> Any:
    told: dict[str, Any] = {"sujet": AURELIE, "roles": SECRETARY, "nom_affiche": None}
    return vihf("DIRECTE", emetteur=f"CN={AURELIE}", **told | changes)


def asked(banc: Banc) -> Answer:
    return banc.call("existence", existence(), aurelie(), **CARD)


def become(banc: Banc, **changes: Any) -> None:
    one = banc.espace.monde.professionnels()["aurelie-dupuy"]
    banc.runner.run(banc.espace.monde.put(one.model_copy(update=changes)))


def test_her_card_is_known_and_finds_the_record(office: Banc) -> None:
    answer = asked(office)
    assert (answer.code, answer.rules) == ("OK", [])
    assert answer.exchange.facts["professional"] == AURELIE


def test_somebody_who_is_not_of_the_espace_is_told_so(office: Banc) -> None:
    office.runner.run(office.espace.monde.delete("professionnels", "aurelie-dupuy"))
    assert asked(office).rules == ["dmp.vihf.ps_inconnu"]


def test_once_gone_or_elsewhere_she_is_refused(office: Banc) -> None:
    become(office, etat="activite-terminee")
    assert asked(office).code == DENIED
    assert asked(office).rules == ["dmp.vihf.ps_inactif"]
    become(office, etat="actif", rpps="", identifiant_national=AURELIE, situations=())
    assert asked(office).rules == ["dmp.vihf.ps_structure"]


def test_what_she_feeds_is_hers_and_imputed_to_the_structure(office: Banc) -> None:
    author = XCN.replace("899700000039", AURELIE)
    fed = office.feed(claims=aurelie(), changes=[(XCN, author)], **CARD)
    assert fed.code == "Success"
    (plan,) = [one for one in office.documents() if one.fiche.title.startswith("Projet")]
    assert (plan.auteur, plan.structure) == (AURELIE, "1990000028")
    assert plan.fiche.authors[0].personnes[0].startswith(f"{AURELIE}^")
    found = office.call("recherche", recherche(retour="ObjectRef"), aurelie(), **CARD)
    assert (found.code, found.attribute("totalResultCount")) == ("Success", "1")


def test_a_patient_who_blocks_her_is_heard(office: Banc) -> None:
    office.change("marguerite-delaunay", bloques=("aurelie-dupuy",))
    assert asked(office).exchange.facts["dmp.autorisation"] == "INTERDIT"
    office.change("marguerite-delaunay", bloques=())
    assert asked(office).exchange.facts["dmp.autorisation"] == "NON_EXISTE"


def test_she_is_listed_by_her_name_without_a_speciality(office: Banc) -> None:
    office.change("marguerite-delaunay", bloques=("aurelie-dupuy",))
    office.authorise()
    told = office.call("habilitations", habilitations("INTERDITE"), office.air()).root
    assert f"<ns1:nationalId>{AURELIE}</ns1:nationalId>" in told
    assert "<ns1:lastName>DUPUY</ns1:lastName>" in told
    assert "codeSpeciality" not in told


def test_her_card_opens_the_dashboard_and_no_document(office: Banc) -> None:
    page = office.open(f"TableauDeBord/{INS}", certificate="cpe_auth")
    assert (page.status, page.rules) == (200, [])
    assert "AURELIE DUPUY" in page.body.decode()
    assert office.open(f"Documents/{INS}", certificate="cpe_auth").rules == ["dmp.web.droits"]
