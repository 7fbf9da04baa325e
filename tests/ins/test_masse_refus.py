"""What a deposit or a follow-up breaks: told at its line, refused in the service's own shape, never kept."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulators.core.rule import Profile
from tests.ins.banc import peer
from tests.ins.lot2 import DEPOT, LIGNES, SUIVI, Banc2, banc2, golden, many, message, stored

BODY = "/soap:Envelope/soap:Body"


@pytest.fixture
def banc(tmp_path: Path) -> Iterator[Banc2]:
    """An espace where batches take two seconds."""
    with banc2(tmp_path) as one:
        yield one


def test_lines_that_cannot_be_verified_are_told_at_the_deposit(banc: Banc2) -> None:
    told = banc.post(DEPOT.encode()).findings
    line = f"{BODY}/m:DEPOT/m:LIGNE[3]/v:IndividuVerifie"
    assert [(one.rule.id, one.place.path, one.expected) for one in told] == [
        ("ins.lot2.ins_absente", line, "NumIdentifiant"),
        ("ins.lot2.ins_absente", line, "Cle"),
    ]
    mended = banc.post(message(DEPOT, ("<v:IdIndividu></v:IdIndividu>", RUN)))
    assert mended.findings == ()


RUN = "<v:IdIndividu><v:NumIdentifiant>2751263220749</v:NumIdentifiant><v:Cle>74</v:Cle></v:IdIndividu>"


def test_two_lines_of_the_same_identifier_cannot_be_told_apart(banc: Banc2) -> None:
    deposited = banc.post(message(DEPOT, (">corse<", ">ruth<")))
    finding = deposited.finding("ins.lot2.ligne_double")
    assert (finding.found, finding.place.path) == ("ruth", f"{BODY}/m:DEPOT/m:LIGNE[2]/m:IdLigne")
    banc.attend(5)
    facts = banc.suit(deposited.text("IdLot")).exchange.facts
    assert (facts["ins.lot.ok"], facts["ins.lot.ko"], facts["ins.lot.erreurs"]) == (1, 0, 2)
    assert "ins.lot2.ligne_double" not in banc.post(DEPOT.encode()).rules


def test_a_line_without_identifier_bears_its_rank(banc: Banc2) -> None:
    deposited = banc.post(message(DEPOT, ("<m:IdLigne>corse</m:IdLigne>", "")))
    finding = deposited.finding("ins.lot2.ligne_sans_id")
    assert (finding.expected, finding.place.path) == ("2", f"{BODY}/m:DEPOT/m:LIGNE[2]")
    banc.attend(5)
    assert b"<IdLigne>2</IdLigne>" in banc.suit(deposited.text("IdLot")).body


def test_a_hundred_wrong_lines_make_three_findings_not_a_hundred(banc: Banc2) -> None:
    body = many(100).replace(b"<v:Cle>10<", b"<v:Cle>11<")
    assert banc.post(body).rules.count("ins.lot2.cle_fausse") == 3


def test_the_same_ins_on_two_lines_may_be_two_records_of_one_person(banc: Banc2) -> None:
    changes = (("180032B020401", "2770763220829"), ("<v:Cle>23<", "<v:Cle>10<"))
    finding = banc.post(message(DEPOT, *changes)).finding("ins.lot2.identite_double")
    path = f"{BODY}/m:DEPOT/m:LIGNE[2]/v:IndividuVerifie/v:INSFourni/v:IdIndividu/v:NumIdentifiant"
    assert (finding.place.path, finding.found) == (path, "2770763220829")
    assert "ins.lot2.identite_double" not in banc.post(DEPOT.encode()).rules


def test_strange_letters_in_a_line_are_told_at_that_line(banc: Banc2) -> None:
    finding = banc.post(message(DEPOT, (">CORSE<", ">Corse<"))).finding("ins.lexique.minuscules")
    path = f"{BODY}/m:DEPOT/m:LIGNE[2]/v:IndividuVerifie/v:TraitsIdentiteIndividu/v:NomNaissance"
    assert (finding.place.path, finding.expected) == (path, "CORSE")


def test_an_unknown_identifier_is_told(banc: Banc2) -> None:
    answer = banc.suit("00000000-0000-4000-8000-000000000000")
    assert (answer.status, answer.body) == (200, golden("reponse_suivi_inconnu"))
    finding = answer.finding("ins.lot2.lot_inconnu")
    assert finding.place.path == f"{BODY}/m:SUIVI/m:IdLot"
    assert "ins.lot2.lot_inconnu" not in banc.suit(banc.depose()).rules


def test_a_follow_up_that_names_no_batch_is_told(banc: Banc2) -> None:
    answer = banc.post(message(SUIVI, ("<m:IdLot>LOT</m:IdLot>", "")))
    assert (answer.text("CodeCR"), answer.rules) == ("04", ["ins.lot2.lot_absent"])
    strict = banc.post(message(SUIVI, (">LOT<", "><")))
    assert strict.rules == ["ins.lot2.lot_absent"]


def test_the_batch_of_another_structure_is_refused(banc: Banc2) -> None:
    lot = banc.depose()
    answer = banc.suit(lot, unit="99B0000000")
    assert (answer.status, answer.exchange.facts["ins.erreur"]) == (500, "desir_560")
    assert answer.exchange.facts["erreurs"] == ("desir_560",)
    assert "ins.lot2.autre_structure" in answer.rules
    assert b"IdLigne" not in answer.body
    assert "ins.lot2.autre_structure" not in banc.suit(lot).rules


def test_a_person_s_certificate_is_told_to_be_the_wrong_one(banc: Banc2) -> None:
    answer = banc.post(DEPOT.encode(), certificate=peer("INSI-MANU"))
    finding = answer.finding("ins.lot2.certificat_manu")
    assert (finding.found, finding.expected, finding.place.path) == ("INSI-MANU", "INSI-AUTO", "CN")
    assert answer.text("CodeCR") == "00"
    assert "ins.lot2.certificat_manu" not in banc.post(DEPOT.encode()).rules


@pytest.mark.parametrize(
    ("body", "status", "rule"),
    [
        (message(LIGNES.sub("", DEPOT)), 500, "ins.lot2.depot_vide"),
        (many(6), 413, "ins.lot2.trop_de_lignes"),
        (DEPOT[:2000].encode(), 500, "ins.xml.malforme"),
        (b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + DEPOT.encode(), 500, "ins.xml.dtd"),
        (message(DEPOT, ("NESSI", "&x;")), 500, "ins.xml.entite"),
        (message(DEPOT, ("m:DEPOT", "m:DEPOTS")), 500, "ins.soap.operation"),
        (message(DEPOT, ("</m:DEPOT>", "</m:DEPOT><m:DEPOT/>")), 500, "ins.soap.corps"),
        (many(1).replace(b"</m:DEPOT>", b"<x/>" * 330_000 + b"</m:DEPOT>"), 500, "ins.xml.demesure"),
        (many(1).replace(b"</m:DEPOT>", b" " * 16_000_000 + b"</m:DEPOT>"), 413, "ins.http.corps_trop_gros"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_deposited_gets_a_fault_is_journalled_and_leaves_nothing(
    tmp_path: Path, body: bytes, status: int, rule: str
) -> None:
    with banc2(tmp_path, "ins.lot2.lignes=5") as banc:
        answer = banc.post(body)
        assert (answer.status, answer.rules[0]) == (status, rule)
        assert answer.exchange.facts["ins.erreur"] == "insi_102"
        assert stored(banc) == (0, 0)
        assert len(banc.journal) == 1


def test_the_limit_of_lines_is_held_by_the_table_too(banc: Banc2) -> None:
    line = b"<m:LIGNE/>"
    body = many(1).replace(b"</m:DEPOT>", line * 100_000 + b"</m:DEPOT>")
    answer = banc.post(body)
    assert (answer.status, answer.rules) == (413, ["ins.lot2.trop_de_lignes"])
    finding = answer.finding("ins.lot2.trop_de_lignes")
    assert (finding.found, finding.expected) == ("100001", "20000")
    assert stored(banc) == (0, 0)


def test_a_real_matricule_is_seen_behind_a_crowd_of_other_faults(tmp_path: Path) -> None:
    (line,) = re.findall("<m:LIGNE><m:IdLigne>ruth.*?</m:LIGNE>", DEPOT)
    bad = (
        line.replace("NESSI", "-Adré  æ’1_--- ")
        .replace("RUTH ISABELLE", "A-")
        .replace("<v:Sexe>F", "<v:Sexe>X")
    )
    bad = (
        bad.replace("1977-07-14", "1/2/3")
        .replace("63220<", "ab<")
        .replace("1.4.8", "1.5")
        .replace(">10<", ">99<")
    )
    lines = [bad.replace("ruth", str(number)) for number in range(6)]
    real = line.replace("2770763220829", "1850575111222")
    body = LIGNES.sub(lambda _: "".join([*lines, real]), DEPOT).encode()
    with banc2(tmp_path, real=True) as guarded:
        answer = guarded.post(body)
        assert answer.exchange.facts["erreurs"] == ("donnees_reelles",)
        assert len(answer.findings) > 40
        assert stored(guarded) == (0, 0)


def test_strict_refuses_a_batch_with_a_line_that_breaks_a_rule(tmp_path: Path) -> None:
    with banc2(tmp_path, profile=Profile.STRICT) as banc:
        assert banc.post(DEPOT.encode()).exchange.facts["erreurs"] == ("trait_refuse",)
        assert stored(banc) == (0, 0)
        assert banc.post(many(2)).text("CodeCR") == "00"


def test_a_real_matricule_in_a_line_is_told_and_refused_where_the_espace_says_so(tmp_path: Path) -> None:
    real = message(DEPOT, ("2770763220829", "1850575111222"))
    with banc2(tmp_path / "a") as banc:
        finding = banc.post(real).finding("ins.donnees_reelles")
        assert (finding.found, "LIGNE[1]" in finding.place.path) == ("185**********", True)
    with banc2(tmp_path / "b", real=True) as guarded:
        assert guarded.post(real).exchange.facts["erreurs"] == ("donnees_reelles",)
        assert stored(guarded) == (0, 0)


PIECES = [
    "<m:LIGNE>",
    "</m:LIGNE>",
    "<m:IdLigne>ruth</m:IdLigne>",
    "<v:INSFourni>",
    "</v:IdIndividu>",
    "NESSI",
]
PIECES += ["<v:OID>", "<v:Sexe>", "2770763220829", "<m:DEPOT>", "<v:TraitsIdentiteIndividu>", "1977-07-14"]
OTHERS = [
    "",
    "<",
    "&",
    "<a/>",
    "<v:Cle/>",
    "<m:LIGNE/>",
    "<v:IndividuVerifie/>",
    "<v:OID>x</v:OID>",
    "é" * 300,
    "]]>",
]
OTHERS += [
    "<m:IdLigne/>",
    "<v:INSFourni/>",
    "<v:IdIndividu><v:IdIndividu/></v:IdIndividu>",
    "\N{OGHAM SPACE MARK}",
]


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(OTHERS)), min_size=1, max_size=3))
def test_whatever_a_deposit_holds_it_is_answered_journalled_and_read_again(
    banc: Banc2, changes: list[tuple[str, str]]
) -> None:
    text = DEPOT
    for piece, other in changes:
        text = text.replace(piece, other, 1)
    answer = banc.post(text.encode())
    assert answer.status in {200, 500}
    assert "erreur_interne" not in answer.exchange.facts
    assert banc.service.analyse(answer.exchange, banc.espace).findings == answer.findings
    if answer.status == 200:
        banc.attend(5)
        assert banc.suit(answer.text("IdLot")).text("Etat") == "TERMINE"


def test_an_outage_programmed_strikes_and_nothing_is_kept(banc: Banc2) -> None:
    banc.faults.names = ["desir_1020"]
    answer = banc.post(DEPOT.encode())
    assert (answer.status, answer.exchange.facts["ins.erreur"]) == (500, "desir_1020")
    assert answer.exchange.facts["panne"] == "desir_1020"
    assert stored(banc) == (0, 0)
