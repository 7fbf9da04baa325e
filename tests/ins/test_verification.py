"""The unit verification: is this INS, with these five traits, that of the reference base today."""

from dataclasses import dataclass

import pytest

from ins.lot2.messages.ecriture import build_verification
from ins.lot2.messages.reponse import read_verification
from ins.lot2.model import IndividuVerifie, InsFourni, ReponseVerification
from ins.messages.reponse import ReponseIllisible
from ins.model import ContexteBam, ContexteLps, Demande, Faute, Operation
from simulators.core.rule import Effect, Profile
from tests.ins import monde
from tests.ins.banc import Banc, People, peer, request
from tests.ins.lot2 import VERIFICATION, banc, golden, ouvert, verification

GOOD = verification()
ROOT = "/soap:Envelope/soap:Body/v:IndividuVerifie"
NUMBER = f"{ROOT}/v:INSFourni/v:IdIndividu"
TRAITS = f"{ROOT}/v:TraitsIdentiteIndividu"
PRENOMS = ("RUTH ISABELLE", "RUTH")
PLACE = "<v:LieuNaissance>63220</v:LieuNaissance>"


@dataclass(frozen=True)
class Case:
    """A rule, a message that breaks it, the place, found and expected values, the code answered."""

    rule: str
    broken: bytes
    path: str
    found: str = ""
    expected: str = ""
    code: str = "01"


CASES = [
    Case("ins_absente", verification(("<v:Cle>10</v:Cle>", "")), ROOT, "", "Cle"),
    Case("trait_absent", verification((PLACE, "")), ROOT, "", "LieuNaissance"),
    Case(
        "matricule_forme",
        verification(("2770763220829", "277076322082910")),
        f"{NUMBER}/v:NumIdentifiant",
        "277076322082910",
    ),
    Case("cle_fausse", verification(("<v:Cle>10<", "<v:Cle>11<")), f"{NUMBER}/v:Cle", "11", "10"),
    Case(
        "oid_inconnu",
        verification((">1.2.250", ">urn:oid:1.2.250")),
        f"{ROOT}/v:INSFourni/v:OID",
        "urn:oid:1.2.250.1.213.1.4.8",
        "1.2.250.1.213.1.4.8",
    ),
    Case(
        "oid_environnement",
        verification(("213.1.4.8", "213.1.4.10")),
        f"{ROOT}/v:INSFourni/v:OID",
        "1.2.250.1.213.1.4.10",
        "1.2.250.1.213.1.4.8",
        "00",
    ),
    Case(
        "oid_autre",
        verification(("213.1.4.8", "213.1.4.9")),
        f"{ROOT}/v:INSFourni/v:OID",
        "1.2.250.1.213.1.4.9",
        "1.2.250.1.213.1.4.8",
    ),
    Case(
        "matricule_inconnu",
        verification(
            ("2770763220829</v:NumIdentifiant><v:Cle>10", "2770101154003</v:NumIdentifiant><v:Cle>55")
        ),
        f"{NUMBER}/v:NumIdentifiant",
        "2770101154003",
    ),
    Case(
        "matricule_ancien",
        verification(
            ("2770763220829</v:NumIdentifiant><v:Cle>10", "2090763220834</v:NumIdentifiant><v:Cle>39")
        ),
        f"{NUMBER}/v:NumIdentifiant",
        "2090763220834",
        "1090763220834",
    ),
    Case(
        "trait_different", verification(("63220<", "63221<")), f"{TRAITS}/v:LieuNaissance", "63221", "63220"
    ),
    Case("liste_prenoms", verification(PRENOMS), f"{TRAITS}/v:ListePrenom", "RUTH", "RUTH ISABELLE"),
]


def test_an_identity_as_the_reference_base_has_it_is_ok_and_nothing_of_it_comes_back() -> None:
    answer = banc().post(GOOD)
    assert (answer.status, answer.body) == (200, golden("reponse_verification_ok"))
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert answer.rules == []
    assert answer.exchange.operation == "ins.verification"


@pytest.mark.parametrize(
    ("old", "new", "motif"),
    [
        ("NESSI", "NESSY", "trait"),
        ("RUTH ISABELLE", "RUTH", "trait"),
        ("RUTH ISABELLE", "ISABELLE RUTH", "trait"),
        ("<v:Sexe>F", "<v:Sexe>M", "trait"),
        ("1977-07-14", "1977-07-15", "trait"),
        (">63220<", ">63221<", "trait"),
        ("<v:Cle>10<", "<v:Cle>11<", "cle"),
        ("1.4.8", "1.4.9", "oid"),
        ("2770763220829", "1010663220754", "cle"),
        ("2770763220829", "2770763220899", "inconnu"),
        (PLACE, "", "incomplet"),
    ],
)
def test_one_thing_changed_makes_it_ko(old: str, new: str, motif: str) -> None:
    answer = banc().post(verification((old, new)))
    assert (answer.status, answer.body) == (200, golden("reponse_verification_ko"))
    assert answer.exchange.facts["ins.motif"] == motif


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_broken_rule_is_told_at_its_place_and_the_advice_makes_it_disappear(case: Case) -> None:
    bench = banc()
    answer = bench.post(case.broken)
    finding = answer.finding(f"ins.lot2.{case.rule}")
    assert (finding.place.path, finding.found, finding.expected) == (case.path, case.found, case.expected)
    assert answer.text("CodeCR") == case.code
    assert finding.rule.basis.assumed
    assert f"ins.lot2.{case.rule}" not in bench.post(GOOD).rules


def test_without_the_option_the_operation_is_unknown_and_the_flag_is_named() -> None:
    answer = Banc().post(GOOD)
    assert (answer.status, answer.exchange.operation) == (500, "ins.inconnue")
    assert answer.exchange.facts["ins.erreur"] == "insi_102"
    assert answer.rules[:2] == ["ins.soap.operation", "ins.lot2.desactive"]
    assert "--insi-lot2" in answer.finding("ins.lot2.desactive").rule.advice.fr


def test_the_option_makes_this_finding_disappear() -> None:
    assert "ins.lot2.desactive" not in banc().post(GOOD).rules


def test_a_search_is_answered_as_before_when_verifications_are_known() -> None:
    assert banc().post(request()).body == golden("reponse_00")


def test_a_former_matricule_is_ko_and_the_finding_says_so() -> None:
    answer = banc().post(
        verification(
            ("2770763220829", "2090763220834"),
            ("<v:Cle>10<", "<v:Cle>39<"),
            ("NESSI", "ECETINSI"),
            ("RUTH ISABELLE", "PIERRE-ALAIN MURIEL FLORIANT"),
            ("<v:Sexe>F", "<v:Sexe>M"),
            ("1977-07-14", "2009-07-14"),
        )
    )
    assert answer.text("LibelleCR") == "KO"
    assert (answer.exchange.facts["ins.motif"], answer.rules) == ("ancien", ["ins.lot2.matricule_ancien"])


def test_a_matricule_corrected_in_the_reference_base_changes_the_verdict() -> None:
    people = People()
    bench = banc(people=people)
    assert bench.post(GOOD).text("LibelleCR") == "OK"
    ruth = people.people["nessi-ruth"]
    assert ruth.reference is not None
    corrected = ruth.reference.ins.model_copy(update={"matricule": "2770763220830", "cle": "09"})
    people.change(ruth.model_copy(update={"reference": ruth.reference.model_copy(update={"ins": corrected})}))
    after = bench.post(GOOD)
    assert (after.text("LibelleCR"), after.exchange.facts["ins.motif"]) == ("KO", "inconnu")
    mended = verification(("2770763220829", "2770763220830"), ("<v:Cle>10<", "<v:Cle>09<"))
    assert bench.post(mended).text("LibelleCR") == "OK"


def test_the_married_name_is_told_as_such() -> None:
    answer = banc().post(
        verification(
            ("2770763220829", "2370955039902"),
            ("<v:Cle>10<", "<v:Cle>09<"),
            ("1.4.8", "1.4.10"),
            ("NESSI", "GARNIER"),
            ("RUTH ISABELLE", "SIMONE ALICE"),
            ("1977-07-14", "1937-09-03"),
            (">63220<", ">55039<"),
        )
    )
    assert answer.rules == ["ins.lot2.trait_different", "ins.identite.nom_utilise"]
    assert answer.finding("ins.identite.nom_utilise").expected == "MERCIER"


def test_letters_the_service_does_not_admit_are_told_here_too() -> None:
    answer = banc().post(verification(("NESSI", "Nessï")))
    assert answer.finding("ins.lexique.diacritique").place.path == f"{TRAITS}/v:NomNaissance"
    assert answer.text("LibelleCR") == "KO"


def test_what_the_contract_does_not_know_is_told_at_its_place() -> None:
    answer = banc().post(verification((PLACE, f"{PLACE}<v:Age>48</v:Age>")))
    finding = answer.finding("ins.traits.element_inconnu")
    assert (finding.place.path, answer.text("LibelleCR")) == (f"{TRAITS}/v:Age", "OK")


def test_a_value_given_twice_is_told_and_the_first_counts() -> None:
    answer = banc().post(verification((PLACE, f"{PLACE}<v:LieuNaissance>99999</v:LieuNaissance>")))
    finding = answer.finding("ins.traits.double")
    assert (finding.place.path, finding.found) == (f"{TRAITS}/v:LieuNaissance[2]", "2")
    assert answer.text("LibelleCR") == "OK"


def test_a_trait_that_the_base_lacks_is_not_compared() -> None:
    answer = banc().post(
        verification(
            ("2770763220829", "2610126274910"),
            ("<v:Cle>10<", "<v:Cle>93<"),
            ("1.4.8", "1.4.10"),
            ("NESSI", "LENOIR"),
            ("RUTH ISABELLE", "CLAUDE"),
            ("1977-07-14", "1961-01-09"),
            (">63220<", ">26274<"),
        )
    )
    assert answer.text("LibelleCR") == "OK"


def test_strict_refuses_what_lacks_a_trait_and_terrain_answers_ko() -> None:
    broken = verification((PLACE, ""))
    assert banc().post(broken).text("LibelleCR") == "KO"
    strict = banc(profile=Profile.STRICT).post(broken)
    assert (strict.status, strict.exchange.facts["erreurs"]) == (500, ("trait_refuse",))


def test_a_real_matricule_is_told_masked_and_refused_where_the_espace_says_so() -> None:
    real = verification(("2770763220829", "1850575111222"))
    told = banc().post(real).finding("ins.donnees_reelles")
    assert (told.found, told.place.path) == ("185**********", f"{NUMBER}/v:NumIdentifiant")
    assert told.effect is Effect.ACCEPT
    refused = banc(real=True).post(real)
    assert (refused.status, refused.exchange.facts["erreurs"]) == (500, ("donnees_reelles",))


def test_access_is_judged_as_for_a_search() -> None:
    assert banc().post(GOOD, certificate=peer("AUTRE")).exchange.facts["ins.erreur"] == "desir_560"
    unknown = banc().post(verification(("ABC17NF23DE0", "ZZZ00ZZ00ZZ0")))
    assert unknown.exchange.facts["ins.erreur"] == "desir_550"


def test_a_fault_programmed_for_the_person_strikes() -> None:
    bench = banc()
    bench.faults.names = ["desir_1020", "lot2_ko"]
    assert bench.post(GOOD).exchange.facts["ins.erreur"] == "desir_1020"
    ko = bench.post(GOOD)
    assert (ko.text("LibelleCR"), ko.exchange.facts["panne"]) == ("KO", "lot2_ko")
    assert bench.faults.asked[0] == {
        "service": "ins",
        "operation": "ins.verification",
        "patient": "277076322082910 NESSI|RUTH ISABELLE|F|1977-07-14",
    }


def test_the_action_of_a_search_on_a_verification_is_told() -> None:
    answer = banc().post(verification(("verifierIns", "rechercherIns")))
    assert answer.rules == ["ins.wsa.action_divergente"]
    assert answer.text("LibelleCR") == "OK"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (GOOD[:900], "ins.xml.malforme"),
        (b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + GOOD, "ins.xml.dtd"),
        (VERIFICATION.replace("NESSI", "&x;").encode(), "ins.xml.entite"),
        (verification(("v:IndividuVerifie", "v:Individu")), "ins.soap.operation"),
    ],
)
def test_what_cannot_be_read_gets_the_fault_of_its_family(body: bytes, rule: str) -> None:
    answer = banc().post(body)
    assert (answer.status, answer.rules[0]) == (500, rule)
    assert answer.exchange.facts["ins.erreur"] == "insi_102"


def test_facts_tell_the_identity_and_the_verdict() -> None:
    facts = banc().post(verification(PRENOMS)).exchange.facts
    assert facts["patient.matricule"] == "277076322082910"
    assert facts["patient.traits"] == "NESSI|RUTH|F|1977-07-14"
    assert (facts["ins.verification"], facts["ins.code"], facts["code"]) == ("KO", "01", "01")
    assert (facts["ins.oid"], facts["ins.lieu_naissance"]) == ("1.2.250.1.213.1.4.8", "63220")
    assert facts["ins.idam"] == "ABC17NF23DE0"


def test_an_exchange_read_again_from_its_bytes_tells_the_same() -> None:
    bench = banc()
    for message in (GOOD, verification(PRENOMS), verification(("ABC17NF23DE0", "X"))):
        lived = bench.post(message).exchange
        again = bench.service.analyse(lived, bench.espace)
        assert again.operation == lived.operation
        assert again.findings == lived.findings
        assert {name: lived.facts[name] for name in again.facts} == again.facts


def test_a_saved_file_is_checked_without_an_espace() -> None:
    bench = Banc()
    exchange = bench.service.read_file("v.xml", verification(("<v:Cle>10<", "<v:Cle>11<")))
    assert exchange is not None
    found = bench.service.analyse(exchange, None)
    assert found.operation == "ins.verification"
    assert [one.rule.id for one in found.findings] == ["ins.lot2.cle_fausse"]


@pytest.mark.parametrize(
    ("message", "lang", "summary"),
    [
        (
            GOOD,
            "fr",
            "Vérification de l'INS de NESSI RUTH ISABELLE, née le 14/07/1977 : OK, l'INS et les traits sont "
            "ceux de la base de référence, selon un contrat supposé.",
        ),
        (
            verification(("<v:Cle>10<", "<v:Cle>11<")),
            "en",
            "Verification of the INS of NESSI RUTH ISABELLE, born (female) on 14/07/1977: KO, the INS or a "
            "trait is not that of the reference base, by an assumed contract.",
        ),
    ],
)
def test_a_verification_is_told_as_a_sentence(message: bytes, lang: str, summary: str) -> None:
    bench = banc()
    assert bench.service.explain(bench.post(message).exchange, lang).summary == summary


def test_ko_says_what_to_do_with_the_record() -> None:
    bench = banc()
    told = bench.service.explain(bench.post(verification(("<v:Sexe>F", "<v:Sexe>M"))).exchange, "fr")
    assert told.todo[-1] == (
        "Retirez le matricule et l'OID du dossier, ramenez son statut, prévenez l'identitovigilance."
    )


def test_the_request_is_built_from_values_byte_for_byte() -> None:
    temps, ou = "2026-01-01T08:00:00Z", "10B0152872"
    demande = Demande(
        operation=Operation.VERIFICATION,
        bam=ContexteBam("7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01", temps, ou, version="01_02"),
        lps=ContexteLps(
            "7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a02",
            temps,
            ou,
            "CTXLPS",
            "01_00",
            idam=monde.IDAM,
            idam_r="4",
            lps_version="1.0",
            instance="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03",
            nom="urn:lps:DUI:1.0",
        ),
        action="urn:ServiceIdentiteCertifiee:1.0.0:verifierInsAvecTraitsIdentite",
        message_id="uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
    )
    ruth = IndividuVerifie(
        InsFourni("2770763220829", "10", "1.2.250.1.213.1.4.8"),
        "NESSI",
        "RUTH ISABELLE",
        "F",
        "1977-07-14",
        "63220",
    )
    assert build_verification(demande, ruth) == golden("demande_verification")


def test_answers_are_read_back() -> None:
    assert read_verification(golden("reponse_verification_ok")) == ReponseVerification("00", "OK")
    assert read_verification(golden("reponse_verification_ko")) == ReponseVerification("01", "KO")
    fault = read_verification(golden("faute_desir_550"))
    assert isinstance(fault, Faute)
    assert fault.code == "desir_550"
    with pytest.raises(ReponseIllisible):
        read_verification(golden("reponse_00"))


def test_everything_lot_2_says_of_itself_is_assumed() -> None:
    register = Banc(ouvert()).service.register
    rules = [one for key, one in register.rules.items() if key.startswith("ins.lot2.")]
    defaults = [one for key, one in register.defaults.items() if key.startswith("ins.lot2")]
    errors = [one for key, one in register.errors.items() if key.startswith("lot2_")]
    bases = [*(one.basis for one in rules), *(one.basis for one in defaults), *(one.basis for one in errors)]
    assert all(basis.assumed for basis in bases)
    assert {one.id for one in rules} == {f"ins.lot2.{case.rule}" for case in CASES} | {"ins.lot2.desactive"}
    assert "ins.lot2" in {one.key for one in defaults}
    assert [one.key for one in errors] == ["lot2_ko"]
