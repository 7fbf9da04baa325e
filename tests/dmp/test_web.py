"""A professional opens the site of the DMP on a patient, from the link of a DUI (TD0.9)."""

import re
from html import unescape
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.monde.model import AutorisationDmp
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.banc import CLEAR, Answer, Banc
from tests.dmp.cas import document
from tests.dmp.cas_web import ALBERT
from tests.dmp.editeur import INS, Document, Lot, cda, existence, liste, vihf

PAGES = {
    "TableauDeBord": "Tableau de bord",
    "DossierPatient": "Dossier du patient",
    "GestionDMPPatient": "Gestion du DMP",
    "Documents": "Documents",
    "ParcoursDeSoins": "Parcours de soins",
    "HistoriqueAcces": "Historique des accès",
    "VolontesEtDroits": "Volontés et droits",
}
NORMAL = ("N", "2.16.840.1.113883.5.25")
MASKED = ("MASQUE_PS", "1.2.250.1.213.1.1.4.13")


def text(answer: Answer) -> str:
    """What a person reads."""
    return unescape(re.sub(r"<[^>]+>", " ", answer.body.decode()))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_on_the_record_for_an_authorised_card(banc: Banc, page: str) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    answer = banc.open(f"{page}/{INS}")
    assert (answer.status, answer.rules) == (200, [])
    assert f"<h1>{PAGES[page]}</h1>" in answer.body.decode()
    assert "NATHALIE KERMARREC · Infirmier" in text(answer)
    assert "DELAUNAY MARGUERITE" in text(answer)
    facts = answer.exchange.facts
    assert answer.exchange.operation == "dmp.td09"
    assert (facts["dmp.page"], facts["professional"], facts["patient.matricule"]) == (
        page,
        "899700000039",
        INS,
    )
    assert (facts["dmp.etat"], facts["dmp.autorisation"]) == ("ouvert", "VALIDE")


def test_the_page_carries_nothing_from_elsewhere_and_no_script(banc: Banc) -> None:
    answer = banc.open(f"TableauDeBord/{INS}")
    page = answer.body.decode()
    assert '<html lang="fr">' in page
    assert "Simulateur, données fictives uniquement" in page
    assert not re.search(r"""(src|href)=["']?(https?:|//)""", page)
    assert "<script" not in page
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


def test_documents_are_those_this_professional_may_see(banc: Banc) -> None:
    """The second is masked: only its author, a doctor, sees it."""
    masked = Document("1.2.250.1.999.1.1.1.2", confidentialities=(NORMAL, MASKED))
    assert banc.feed().code == "Success"
    assert banc.feed(Lot("1.2.250.1.999.1.2.2", (masked,)), vihf(sujet="899700000013")).code == "Success"
    banc.authorise()
    for page in ("Documents", "ParcoursDeSoins"):
        answer = banc.open(f"{page}/{INS}")
        assert answer.exchange.facts["dmp.trouves"] == ("1.2.250.1.999.1.1.1.1",)
        assert text(answer).count("Projet personnalisé d'accompagnement") == 1


def test_what_a_document_says_is_shown_as_text(banc: Banc) -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt;"
    data = cda().decode().replace("<title>Projet personnalisé d'accompagnement", f"<title>{title}")
    done = banc.feed(
        document(data=data.encode()),
        changes=[('value="Projet personnalisé d\'accompagnement"', f'value="{title}"')],
    )
    assert done.code == "Success"
    banc.authorise()
    page = banc.open(f"Documents/{INS}").body.decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_history_tells_who_fed_and_who_was_authorised(banc: Banc) -> None:
    assert banc.feed().code == "Success"
    banc.authorise()
    shown = text(banc.open(f"HistoriqueAcces/{INS}"))
    assert re.search(r"UTC\s+NATHALIE KERMARREC\s+Autorisation déclarée", shown)
    assert re.search(r"UTC\s+NATHALIE KERMARREC\s+Dépôt de documents", shown)
    # Looking at the history is itself a passage.
    assert re.search(r"KERMARREC\s+Consultation par le site", text(banc.open(f"HistoriqueAcces/{INS}")))


def test_wishes_and_rights_name_the_professionals(banc: Banc) -> None:
    banc.change("marguerite-delaunay", opposition_bris_de_glace=True, bloques=("helene-morvan",))
    banc.authorise()
    shown = text(banc.open(f"VolontesEtDroits/{INS}"))
    assert re.search(r"Opposition au bris de glace\s+oui", shown)
    assert re.search(r"LUC BESNARD\s+Médecin traitant", shown)
    assert re.search(r"NATHALIE KERMARREC\s+Autorisé", shown)
    assert re.search(r"HELENE MORVAN\s+Bloqué par le patient", shown)


def test_the_dashboard_lists_the_records_open_to_the_card(banc: Banc) -> None:
    banc.authorise()
    page = banc.open("TableauDeBord").body.decode()
    assert f'href="/AccesDirect/TableauDeBord/{INS}"' in page
    # Raymond authorised her from the start; nobody else did.
    assert 'href="/AccesDirect/TableauDeBord/135115505093124"' in page
    assert page.count("href=") == 2


def test_the_dashboard_shows_the_state_of_a_record_before_any_authorisation(banc: Banc) -> None:
    answer = banc.open(f"TableauDeBord/{INS}")
    assert (answer.status, answer.rules) == (200, [])
    assert re.search(r"Votre accès\s+Non autorisé", text(answer))


def test_an_expired_authorisation_of_one_s_own_is_not_made_up_for_by_the_structure_s(banc: Banc) -> None:
    """The dashboard says what the existence test and the list of records say."""
    own = AutorisationDmp(cible="nathalie-kermarrec", statut="EXPIRE")
    structure = AutorisationDmp(cible="ehpad-les-tilleuls")
    for given, shown, status in (
        ((own, structure), False, "EXPIRE"),
        ((structure,), True, "VALIDE"),
        ((own.model_copy(update={"statut": "VALIDE"}),), True, "VALIDE"),
    ):
        banc.change("marguerite-delaunay", autorisations=given)
        told = banc.call("existence", existence(), banc.air()).exchange.facts["dmp.autorisation"]
        assert told == status
        assert ("DELAUNAY MARGUERITE" in text(banc.open("TableauDeBord"))) is shown
        assert (f">{INS}<" in banc.call("liste", liste("19700101000000"), banc.air()).root) is shown


def test_the_ins_may_be_given_without_its_key(banc: Banc) -> None:
    banc.authorise()
    assert "DELAUNAY" in text(banc.open(f"Documents/{INS[:13]}"))


REFUSED = {
    "ferme": "Le DMP de ce patient est fermé.",
    "absent": "Ce patient n'a pas de DMP.",
}


@pytest.mark.parametrize("state", REFUSED)
def test_a_record_that_is_not_open_gives_a_message_and_a_way_back(banc: Banc, state: str) -> None:
    banc.change("marguerite-delaunay", etat=state)
    answer = banc.open(f"Documents/{INS}")
    assert answer.status == 200
    assert REFUSED[state] in text(answer)
    assert '<a href="/AccesDirect/TableauDeBord"' in answer.body.decode()
    assert answer.exchange.facts["fault"] is True


def test_a_blocked_professional_is_told_so(banc: Banc) -> None:
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    for page in ("TableauDeBord", "DossierPatient"):
        answer = banc.open(f"{page}/{INS}")
        assert "Le patient vous a bloqué l'accès à son DMP." in text(answer)
        assert answer.exchange.facts["code"] == "web_bloque"


def test_in_a_path_of_an_espace_links_stay_there(banc: Banc) -> None:
    page = banc.post(
        b"",
        content_type=None,
        certificate="cps_auth",
        method="GET",
        path=f"/~defaut/AccesDirect/Documents/{ALBERT}",
        root="/~defaut",
    ).body.decode()
    assert 'href="/~defaut/AccesDirect/TableauDeBord"' in page


@pytest.mark.parametrize(
    "options", [{"anonymous": True}, {"anonymous": True, "wire": CLEAR}, {"certificate": "org_auth_cli"}]
)
def test_a_browser_without_a_card_is_told_to_present_one(banc: Banc, options: dict[str, Any]) -> None:
    answer = banc.open(f"Documents/{INS}", **options)
    assert answer.status == 403
    assert "Aucune carte de professionnel n'a été présentée" in text(answer)
    assert "DELAUNAY" not in text(answer)


def test_an_air_token_is_not_taken_for_a_card_and_the_finding_says_why(banc: Banc) -> None:
    """TD0.10: what its token looks like was never seen, so none is guessed."""
    banc.authorise()
    answer = banc.open(f"Documents/{INS}", anonymous=True, query="token=eyJhbGciOiJSUzI1NiJ9.e30.c2ln")
    assert (answer.status, answer.rules) == (403, ["dmp.web.carte"])
    assert "l'accès AIR (TD0.10) n'est pas joué" in answer.finding("dmp.web.carte").rule.advice.fr
    assert "DELAUNAY" not in text(answer)


HOSTILE = (
    "Documents/%3Cscript%3E",
    "Documents/<script>alert(1)</script>",
    "Documents/../Documents",
    f"Documents/{INS}/..",
    "Documents/" + "1" * 20_000,
    "%00",
    "",
)


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_address_gives_a_page_of_ours(banc: Banc, path: str) -> None:
    answer = banc.open(path)
    assert answer.status in {200, 404}
    assert b"<script" not in answer.body
    assert answer.exchange.facts["fault"] is True


def test_head_sends_no_body_and_other_services_stay_where_they_are(banc: Banc) -> None:
    answer = banc.open(f"TableauDeBord/{INS}", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert banc.post(b"", content_type=None, method="GET", path="/AccesDirectes").status == 404


def test_real_people_are_refused_where_the_espace_says_so(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(refuse_real_data=True))
    try:
        answer = banc.open("Documents/199020199999910")
        assert (answer.status, answer.exchange.facts["code"]) == (403, "web_donnees_reelles")
        assert answer.finding("dmp.web.donnees_reelles").found == "199************"
    finally:
        banc.close()


def test_discovery_shows_what_it_can_and_tells(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    try:
        assert banc.feed().code == "Success"
        answer = banc.open(f"Documents/{INS}")
        assert (answer.exchange.facts["fault"], answer.rules) == (False, ["dmp.web.sans_autorisation"])
        assert answer.exchange.facts["dmp.trouves"] == ("1.2.250.1.999.1.1.1.1",)
        again = banc.service.analyse(answer.exchange, banc.espace)
        assert [one.rule.id for one in again.findings] == answer.rules
    finally:
        banc.close()


def test_read_again_the_page_tells_the_same(banc: Banc) -> None:
    banc.change("marguerite-delaunay", bloques=("nathalie-kermarrec",))
    for page in (f"Documents/{INS}", f"TableauDeBord/{ALBERT}", "TableauDeBord", "Rien"):
        exchange = banc.open(page).exchange
        again = banc.service.analyse(exchange, banc.espace)
        assert again.operation == "dmp.td09"
        assert again.facts.items() <= exchange.facts.items()
        assert again.facts["dmp.page"] == exchange.facts["dmp.page"]
        assert [one.rule.id for one in again.findings] == [one.rule.id for one in exchange.findings]


def test_the_page_is_told_to_a_person(banc: Banc) -> None:
    refused = banc.service.explain(banc.open(f"Documents/{INS}").exchange, "fr")
    assert refused.summary == (
        "Page « Documents » du site du DMP ouverte pour DELAUNAY MARGUERITE JEANNE, par la carte du "
        "professionnel : un message tient lieu de page. Le professionnel n'est pas autorisé à consulter ce "
        "DMP."
    )
    assert refused.todo == (
        "Après accord du patient, déclarez l'autorisation (TD0.3), puis rouvrez la page.",
    )
    shown = banc.service.explain(banc.open(f"TableauDeBord/{INS}").exchange, "en")
    assert shown.answered == "The page is shown."
