"""Whom a search finds: the published identities, then each rule of the comparison."""

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.fixtures import load_monde
from simulators.core.rule import Profile
from tests.ins.banc import Banc, People, request, search
from tests.ins.monde import IDAM, personnes

PUBLISHED = [
    ("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", "", "00", "160012B02077713"),
    ("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", "2B020", "00", "160012B02077713"),
    ("ADRTROIS", "DOMINIQUE", "F", "1997-02-26", "", "00", "297022A02077878"),
    ("ADRUN", "ZOE", "F", "1975-12-31", "", "00", "275126322074974"),
    ("ADRDEUX", "LAURENT", "M", "1981-01-01", "", "00", "181016322075140"),
    ("CORSE", "ANTHONY", "M", "1980-03-02", "", "00", "180032B02040123"),
    ("HERMAN", "GATIEN", "M", "1981-03-24", "", "00", "181036322045676"),
    ("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14", "", "00", "109076322083489"),
    ("TCHITCHI", "CATARINA", "F", "1936-06-21", "", "00", "236066322083656"),
    ("TCHITCHI", "OLA", "F", "1936-06-21", "", "01", ""),
    ("DE VINCI", "LEONARDO", "M", "2014-02-01", "", "02", ""),
    ("DE VINCI", "LEONARDO", "M", "2014-02-01", "63220", "00", "114026322083356"),
    ("DE VINCI", "DICAPRIO", "M", "2014-02-01", "", "01", ""),
    ("DE VINCI", "LEONARDODINO", "M", "2004-02-01", "", "01", ""),
    ("DE VINCI", "RUTH", "F", "1976-07-14", "", "01", ""),
    ("NESSI", "MICHELANGELO", "M", "2010-08-07", "", "00", "110086322083060"),
    ("NESSI", "RUTH", "F", "1977-07-14", "", "00", "277076322082910"),
    ("PROVISOIRE", "MATRICULE", "M", "2009-07-01", "", "00", "109076322088835"),
    ("D'ARTAGNAN DE L'HERAULT", "PIERRE-ALAIN", "M", "2001-06-17", "", "00", "101066322075460"),
    ("D'ARTAGNAN DE L'HERAULT", "PIERRE-ALAIN", "M", "2001-06-17", "63220", "00", "101066322075460"),
    ("HOUILLES", "PIERRE", "M", "1993-01-27", "", "01", ""),
    ("HOUILLES", "PAUL", "M", "1993-01-27", "", "01", ""),
    ("HOUILLES", "JACQUES", "M", "1993-01-27", "", "01", ""),
    ("HOUILLES", "PIERRE PAUL JACQUES", "M", "1993-01-27", "", "01", ""),
    ("D'AEION", "COEUR", "M", "1987-01-25", "", "01", ""),
    ("INCONNU", "SOLDAT", "M", "1920-11-11", "", "01", ""),
    ("PAT-TROIS", "DOMINIQUE", "F", "1979-03-28", "", "00", "279035121518989"),
]


@pytest.mark.parametrize(("nom", "prenom", "sexe", "date", "lieu", "code", "matricule"), PUBLISHED)
def test_a_published_identity_answers_as_published(
    nom: str, prenom: str, sexe: str, date: str, lieu: str, code: str, matricule: str
) -> None:
    answer = Banc().post(search(nom, prenom, sexe, date, lieu))
    assert answer.status == 200
    assert answer.text("CodeCR") == code
    assert answer.text("NumIdentifiant") + answer.text("Cle") == matricule


def test_the_fixtures_answer_the_published_identities_alike() -> None:
    monde = load_monde()
    software = {"dui": monde.logiciels[0].model_copy(update={"idam": IDAM})}
    banc = Banc(people=People(people={one.id: one for one in monde.personnes}, software=software))
    told = [banc.post(search(*row[:5])) for row in PUBLISHED]
    assert [one.text("CodeCR") for one in told] == [row[5] for row in PUBLISHED]
    assert [one.text("NumIdentifiant") + one.text("Cle") for one in told] == [row[6] for row in PUBLISHED]


def test_several_prenom_elements_read_as_one_list() -> None:
    banc = Banc()
    both = banc.post(search("DE VINCI", ("LEONARDO", "PIERO"), "M", "2014-02-01"))
    absent = banc.post(search("HOUILLES", ("PIERRE", "PAUL", "JACQUES"), "M", "1993-01-27"))
    assert (both.text("CodeCR"), both.text("LieuNaissance")) == ("00", "63220")
    assert absent.text("CodeCR") == "01"


@pytest.mark.parametrize(
    ("prenom", "code"),
    [
        ("PIERRE-ALAIN", "00"),
        ("PIERRE-ALAIN MURIEL", "00"),
        ("PIERRE-ALAIN MURIEL FLORIANT", "00"),
        ("MURIEL", "01"),
        ("PIERRE", "01"),
        ("PIERRE ALAIN", "01"),
        ("PIERRE-ALAIN FLORIANT", "01"),
        ("PIERRE-ALAIN MURIEL FLORIANT JEAN", "01"),
    ],
)
def test_given_names_match_at_the_head_of_the_list_only(prenom: str, code: str) -> None:
    assert Banc().post(search("ECETINSI", prenom, "M", "2009-07-14")).text("CodeCR") == code


def test_a_compound_first_name_is_found_by_its_head_since_the_base_holds_one_string() -> None:
    banc = Banc()
    assert banc.post(search("LEGRAND", "ANNE SOPHIE", "F", "1980-01-01")).text("CodeCR") == "00"
    assert banc.post(search("LEGRAND", "SOPHIE", "F", "1980-01-01")).text("CodeCR") == "01"


@pytest.mark.parametrize(
    "change",
    [
        ("ADRTROIS", "Adrtrois"),
        ("ADRTROIS", "ADR-TROIS"),
        ("ADRTROIS", "ADRTROIS "),
        ("<r:Sexe>M", "<r:Sexe>F"),
        ("1960-01-01", "1960-01-02"),
        ("</r:DateNaissance>", "</r:DateNaissance><r:LieuNaissance>2A020</r:LieuNaissance>"),
    ],
)
def test_one_trait_that_differs_finds_nobody(change: tuple[str, str]) -> None:
    answer = Banc().post(request(change))
    assert (answer.status, answer.text("CodeCR")) == (200, "01")


@pytest.mark.parametrize(
    "gone",
    [
        "<r:NomNaissance>ADRTROIS</r:NomNaissance>",
        "<r:Prenom>TOUSSAINT</r:Prenom>",
        "<r:Sexe>M</r:Sexe>",
        "<r:DateNaissance>1960-01-01</r:DateNaissance>",
    ],
)
def test_a_missing_trait_finds_nobody_on_the_field_and_is_refused_when_strict(gone: str) -> None:
    assert Banc().post(request((gone, ""))).text("CodeCR") == "01"
    strict = Banc(EspaceSettings(profile=Profile.STRICT)).post(request((gone, "")))
    assert (strict.status, strict.exchange.facts["ins.erreur"]) == (500, "insi_102")


def test_a_trait_the_base_lacks_is_not_compared_and_is_left_out_of_the_answer() -> None:
    banc = Banc()
    nameless = banc.post(search("ALVES", "JOAO", "M", "1955-11-30"))
    sexless = banc.post(search("LENOIR", "CLAUDE", "F", "1961-01-09"))
    assert b"<TIQ><NomNaissance>ALVES</NomNaissance><Sexe>M</Sexe>" in nameless.body
    assert b"<ListePrenom>CLAUDE</ListePrenom><DateNaissance>1961-01-09</DateNaissance>" in sexless.body


def test_a_lunar_date_is_compared_as_a_string() -> None:
    banc = Banc()
    assert banc.post(search("FERRER", "CARMEN", "F", "1938-12-31")).text("CodeCR") == "01"
    found = banc.post(search("FERRER", "CARMEN", "F", "1938-00-00"))
    assert (found.text("CodeCR"), found.text("DateNaissance")) == ("00", "1938-00-00")


def test_a_waiting_number_comes_with_the_oid_of_the_nia() -> None:
    answer = Banc().post(search("PROVISOIRE", "MATRICULE", "M", "2009-07-01"))
    assert answer.text("OID") == "1.2.250.1.213.1.4.9"


def test_the_birth_name_changed_in_the_base_changes_the_answer_of_the_next_call() -> None:
    banc = Banc()
    assert banc.post(request()).text("CodeCR") == "00"
    person = personnes()["adrtrois-toussaint"]
    assert person.reference is not None
    renamed = person.reference.model_copy(update={"nom_naissance": "AUTRENOM"})
    banc.people.change(person.model_copy(update={"reference": renamed}))
    assert banc.post(request()).text("CodeCR") == "01"
    assert banc.post(request(("ADRTROIS", "AUTRENOM"))).text("CodeCR") == "00"


def test_nobody_is_a_technical_fault_under_the_quirk_of_the_qualification_platform() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.quirk_qualif"})))
    nobody = banc.post(search("TCHITCHI", "OLA", "F", "1936-06-21"))
    assert (nobody.status, nobody.exchange.facts["ins.erreur"]) == (500, "insi_102")
    assert banc.post(request()).text("CodeCR") == "00"


@pytest.mark.parametrize(
    ("panne", "label"), [("01", "Aucune identite trouvee"), ("02", "Plusieurs identites trouvees")]
)
def test_an_answer_without_identity_is_given_on_demand(panne: str, label: str) -> None:
    banc = Banc()
    banc.faults.names = [panne]
    struck = banc.post(request())
    assert (struck.status, struck.text("CodeCR"), struck.text("LibelleCR")) == (200, panne, label)
    assert struck.text("NumIdentifiant") == ""
    assert banc.post(request()).text("CodeCR") == "00"


def test_a_programmed_fault_strikes_what_reaches_the_service_and_names_the_person() -> None:
    banc = Banc()
    banc.faults.names = ["insi_102"]
    unknown = banc.post(request(("ABC17NF23DE0", "XXX00XX00XX0")))
    assert unknown.exchange.facts["ins.erreur"] == "desir_550"
    assert banc.faults.asked == []
    struck = banc.post(request())
    assert struck.exchange.facts["ins.erreur"] == "insi_102"
    assert banc.faults.asked == [
        {
            "service": "ins",
            "operation": "ins.recherche_traits",
            "patient": "160012B02077713 ADRTROIS|TOUSSAINT|M|1960-01-01",
            "professional": "",
        }
    ]
    assert banc.post(request()).text("CodeCR") == "00"
