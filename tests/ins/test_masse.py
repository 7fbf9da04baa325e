"""The verification en masse: deposited, worked off in time, followed, kept, forgotten."""

import asyncio
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ins.lot2.messages.ecriture import build_depot, build_suivi
from ins.lot2.messages.reponse import read_lot2
from ins.lot2.model import Etat, IndividuVerifie, InsFourni, ReponseDepot, ReponseSuivi, Resultat
from ins.lot2.ouvrier import Ouvrier
from ins.lot2.state.lots import due, finir
from ins.lot2.state.tables import lots, tranches
from ins.messages.lecture import read_request
from ins.messages.reponse import ReponseIllisible
from ins.model import Vue
from ins.state import base
from ins.state.vue import build_view
from simulators.core.espace import Espace
from simulators.core.net.pki.signataires import Signataires
from simulators.core.rule import Profile
from simulators.core.xml.parser import parse
from simulators.core.xml.soap import read_envelope
from tests.ins.banc import Banc, peer, request
from tests.ins.lot2 import DEPOT, SUIVI, VERIFICATION, Banc2, banc2, golden, message

BODY = "/soap:Envelope/soap:Body"
LIGNES = re.compile("<m:LIGNE>.*</m:LIGNE>")
OK = Resultat("ruth", "00")
OID = "1.2.250.1.213.1.4.8"


@pytest.fixture
def banc(tmp_path: Path) -> Iterator[Banc2]:
    """An espace where batches take two seconds."""
    with banc2(tmp_path) as one:
        yield one


def stored(banc: Banc2) -> tuple[int, int]:
    """How many batches and slices the store holds."""
    return banc.espace.store.read(
        lambda connection: (
            connection.scalar(select(func.count()).select_from(lots)) or 0,
            connection.scalar(select(func.count()).select_from(tranches)) or 0,
        )
    )


def many(count: int) -> bytes:
    """A batch of so many lines, NESSI RUTH each."""
    (line,) = re.findall("<m:LIGNE><m:IdLigne>ruth.*?</m:LIGNE>", DEPOT)
    lines = "".join(line.replace("ruth", str(number)) for number in range(count))
    return LIGNES.sub(lambda _: lines, DEPOT).encode()


def test_a_batch_is_deposited_followed_and_read_byte_for_byte(banc: Banc2) -> None:
    deposited = banc.post(DEPOT.encode())
    lot = deposited.text("IdLot")
    assert len(lot) == 36
    assert deposited.status == 200
    assert deposited.body == golden("reponse_depot").replace(b">LOT<", f">{lot}<".encode())
    assert deposited.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    going_on = banc.suit(lot)
    assert going_on.body == golden("reponse_suivi_en_cours").replace(b">LOT<", f">{lot}<".encode())
    over = banc.suit(lot)
    assert over.body == golden("reponse_suivi_resultat").replace(b">LOT<", f">{lot}<".encode())


def test_the_result_can_be_read_as_often_as_wanted(banc: Banc2) -> None:
    lot = banc.depose()
    banc.attend(60)
    assert banc.suit(lot).body == banc.suit(lot).body


def test_progress_depends_on_the_clock_and_on_the_delay_of_the_espace(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.delai=3600") as banc:
        lot = banc.post(many(40)).text("IdLot")
        told = []
        for _ in range(3):
            banc.attend(899)
            told.append((banc.suit(lot).text("Etat"), banc.suit(lot).text("NbTraitees")))
        assert told == [("EN_COURS", "10"), ("EN_COURS", "20"), ("EN_COURS", "30")]
        banc.attend(900)
        assert banc.suit(lot).text("Etat") == "TERMINE"


def test_without_delay_the_first_follow_up_has_the_result(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.delai=0") as banc:
        assert banc.suit(banc.depose()).text("Etat") == "TERMINE"


def test_a_matricule_corrected_before_its_turn_changes_the_line(banc: Banc2) -> None:
    lot = banc.depose(("ANTONY", "ANTHONY"), ("2770763220829", "2770763220830"), ("<v:Cle>10<", "<v:Cle>09<"))
    ruth = banc.people.people["nessi-ruth"]
    assert ruth.reference is not None
    ins = ruth.reference.ins.model_copy(update={"matricule": "2770763220830", "cle": "09"})
    banc.people.change(ruth.model_copy(update={"reference": ruth.reference.model_copy(update={"ins": ins})}))
    banc.attend(5)
    facts = banc.suit(lot).exchange.facts
    assert (facts["ins.lot.ok"], facts["ins.lot.ko"], facts["ins.lot.erreurs"]) == (2, 0, 1)


def test_facts_tell_the_batch_on_both_sides(banc: Banc2) -> None:
    deposited = banc.post(DEPOT.encode()).exchange
    assert deposited.operation == "ins.verification_depot"
    lot = deposited.facts["ins.lot.id"]
    assert (deposited.facts["ins.lot.lignes"], deposited.facts["ins.lot.erreurs"]) == (3, 1)
    going_on = banc.suit(str(lot)).exchange
    assert going_on.operation == "ins.verification_suivi"
    assert (going_on.facts["ins.lot.etat"], going_on.facts["ins.lot.traitees"]) == ("EN_COURS", 1)
    assert (going_on.facts["code"], going_on.facts["ins.lot.id"]) == ("03", lot)
    assert "ins.lot.ok" not in going_on.facts
    over = banc.suit(str(lot)).exchange.facts
    assert [over[f"ins.lot.{name}"] for name in ("ok", "ko", "erreurs", "lignes")] == [1, 1, 1, 3]


def test_why_a_line_is_ko_is_told_in_the_journal_at_its_place_in_the_answer(banc: Banc2) -> None:
    lot = banc.depose()
    banc.attend(5)
    over = banc.suit(lot)
    told = [(one.rule.id, one.place.part, one.place.path, one.found) for one in over.findings]
    line = "/soap:Envelope/env:Body/SUIVIRESULTAT/LIGNE"
    assert told == [
        ("ins.lot2.trait_different", "answer", f"{line}[2]", "corse"),
        ("ins.lot2.ins_absente", "answer", f"{line}[3]", "sans"),
    ]


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


def test_a_result_is_kept_for_a_time_then_expired_and_its_lines_forgotten(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.conservation=3600") as banc:
        lot = banc.depose()
        banc.attend(3590)
        assert banc.suit(lot).text("Etat") == "TERMINE"
        banc.attend(20)
        answer = banc.suit(lot)
        assert (answer.text("CodeCR"), answer.text("LibelleCR")) == ("05", "Lot expire")
        assert answer.rules == ["ins.lot2.lot_expire"]
        other = banc.depose()
        banc.attend(5)
        assert banc.suit(other).text("Etat") == "TERMINE"
        assert banc.suit(lot).text("CodeCR") == "05"


def test_a_batch_survives_the_end_of_the_process(tmp_path: Path) -> None:
    with banc2(tmp_path) as banc:
        lot = banc.depose()
    with banc2(tmp_path) as again:
        again.attend(60)
        assert again.suit(lot).text("Etat") == "TERMINE"


def test_a_search_that_merely_declares_the_mass_namespace_is_a_search(banc: Banc2) -> None:
    """JAX-WS declares every namespace it knows."""
    declared = request(
        ("<r:RECSANSVITALE>", '<r:RECSANSVITALE xmlns:m="http://www.cnamts.fr/INSiLot2/REQMasse">')
    )
    assert banc.post(declared).body == golden("reponse_00")
    unit = message(
        VERIFICATION,
        ("<v:IndividuVerifie>", '<v:IndividuVerifie xmlns:m="http://www.cnamts.fr/INSiLot2/REQMasse">'),
    )
    assert banc.post(unit).body == golden("reponse_verification_ok")


def test_what_is_due_is_verified_without_anybody_asking(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.delai=0") as banc:
        banc.depose()

        async def work() -> None:
            Ouvrier(build).reveiller(banc.espace)
            own = asyncio.current_task()
            await asyncio.gather(*(one for one in asyncio.all_tasks() if one is not own))

        def build(espace: Espace) -> Vue:
            return build_view(espace.monde.personnes().values(), ())

        asyncio.run(work())
        kept = banc.espace.store.read(lambda connection: connection.execute(select(lots)).one())
        assert (kept.faites, kept.ok, kept.ko, kept.erreurs) == (3, 1, 1, 1)


def test_a_slice_is_counted_once_even_when_two_processes_verify_it(banc: Banc2) -> None:
    banc.depose()
    store = banc.espace.store
    tranche = store.read(partial(due, now_us=2**60))
    assert tranche is not None
    done = [asyncio.run(store.write(partial(finir, tranche=tranche, resultats=[OK]))) for _ in range(2)]
    assert done == [True, False]
    kept = store.read(lambda connection: connection.execute(select(lots)).one())
    assert (kept.faites, kept.ok) == (1, 1)


def test_identities_kept_in_the_store_are_verified_alone_and_in_a_batch(banc: Banc2) -> None:
    """A reference base of a million is not among the people in memory."""
    ruth = banc.people.people.pop("nessi-ruth")
    banc.people.version += 1
    unit = VERIFICATION.encode()
    assert banc.post(unit).text("LibelleCR") == "KO"
    asyncio.run(banc.espace.store.write(partial(base.ajouter, personnes=[ruth])))
    banc.people.version += 1
    assert banc.post(unit).text("LibelleCR") == "OK"
    lot = banc.depose()
    banc.attend(5)
    assert banc.suit(lot).exchange.facts["ins.lot.ok"] == 1


def test_another_espace_knows_nothing_of_it(tmp_path: Path) -> None:
    with banc2(tmp_path / "a") as one, banc2(tmp_path / "b") as other:
        assert other.suit(one.depose()).text("CodeCR") == "04"


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


@pytest.mark.parametrize("words", [("2770763220829",), ("NESSI", "1977-07-14")])
def test_a_purged_person_takes_the_batch_that_names_them_away(banc: Banc2, words: tuple[str, ...]) -> None:
    named = banc.depose()
    other = banc.depose(("2770763220829", "2751263220749"), ("NESSI", "ADRUN"), ("1977-07-14", "1975-12-31"))
    assert asyncio.run(banc.service.purge(banc.espace, [words])) == 1
    assert banc.suit(named).text("CodeCR") == "04"
    assert banc.suit(other).text("Etat") == "TERMINE"


def test_a_name_and_a_date_of_two_different_lines_name_nobody(banc: Banc2) -> None:
    banc.depose()
    assert asyncio.run(banc.service.purge(banc.espace, [("NESSI", "1980-03-02")])) == 0


def test_a_batch_that_is_over_keeps_no_identity(banc: Banc2) -> None:
    lot = banc.depose()
    banc.attend(5)
    banc.suit(lot)
    kept = banc.espace.store.read(lambda connection: list(connection.scalars(select(tranches.c.contenu))))
    assert [one for one in kept if "NESSI" in one or "2770763220829" in one] == []


def test_ten_thousand_identities_are_each_told(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.delai=0") as banc:
        body = many(10_000).replace(b"<m:IdLigne>7777<", b"<m:IdLigne>7776<")
        deposited = banc.post(body.replace(b"<v:Sexe>F<", b"<v:Sexe>M<", 250))
        assert deposited.exchange.facts["ins.lot.lignes"] == 10_000
        facts = banc.suit(deposited.text("IdLot")).exchange.facts
        assert (facts["ins.lot.ok"], facts["ins.lot.ko"], facts["ins.lot.erreurs"]) == (9_749, 250, 1)


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


def test_exchanges_read_again_from_their_bytes_tell_the_same(banc: Banc2) -> None:
    banc.post(message(DEPOT, (">corse<", ">ruth<")))
    lot = banc.depose()
    banc.suit(lot)
    banc.attend(5)
    banc.suit(lot)
    banc.suit("inconnu")
    banc.suit(lot, unit="99B0000000")
    for lived in banc.journal:
        again = banc.service.analyse(lived, banc.espace)
        assert again.operation == lived.operation
        assert again.findings == lived.findings
        assert {name: lived.facts[name] for name in again.facts} == again.facts


def test_saved_files_are_checked_without_an_espace() -> None:
    banc = Banc()
    for text, operation, rules in (
        (DEPOT, "ins.verification_depot", ["ins.lot2.ins_absente"] * 2),
        (SUIVI, "ins.verification_suivi", []),
    ):
        exchange = banc.service.read_file("lot.xml", text.encode())
        assert exchange is not None
        found = banc.service.analyse(exchange, None)
        assert (found.operation, [one.rule.id for one in found.findings]) == (operation, rules)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "fr",
            [
                "Dépôt d'identités à vérifier (3) : le lot est gardé et reçoit un identifiant, selon un "
                "contrat supposé.",
                "Suivi du lot LOT : le traitement est en cours, selon un contrat supposé, "
                "avancement : 1 sur 3.",
                "Suivi du lot LOT : le lot est traité, le résultat de chaque ligne est rendu, selon un "
                "contrat supposé, OK : 1, KO : 1, non traitées : 1.",
            ],
        ),
        (
            "en",
            [
                "Deposit of identities to verify (3): the batch is kept and given an identifier, by an "
                "assumed contract.",
                "Follow-up of the batch LOT: the treatment is going on, by an assumed contract, "
                "progress: 1 of 3.",
                "Follow-up of the batch LOT: the batch is over, the result of each line is returned, by an "
                "assumed contract, OK: 1, KO: 1, not verified: 1.",
            ],
        ),
    ],
)
def test_a_batch_is_told_as_sentences(banc: Banc2, lang: str, told: list[str]) -> None:
    lot = banc.depose()
    banc.suit(lot)
    banc.suit(lot)
    said = [banc.service.explain(one, lang).summary.replace(lot, "LOT") for one in banc.journal]
    assert said == told


def test_requests_are_built_from_values_byte_for_byte() -> None:
    lines = (
        ("ruth", _un("2770763220829", "10", "NESSI", "RUTH ISABELLE", "F", "1977-07-14", "63220")),
        ("corse", _un("180032B020401", "23", "CORSE", "ANTONY", "M", "1980-03-02", "2B020")),
        ("sans", _un(None, None, "ADRUN", "ZOE", "F", "1975-12-31", "63220")),
    )
    deposit = read_request(read_envelope(parse(DEPOT.encode())), Signataires(None), lot2=True).demande
    assert build_depot(deposit, lines) == DEPOT.encode()
    follow = read_request(read_envelope(parse(SUIVI.encode())), Signataires(None), lot2=True).demande
    assert build_suivi(follow, "LOT") == SUIVI.encode()


def _un(number: str | None, key: str | None, *traits: str) -> IndividuVerifie:
    return IndividuVerifie(InsFourni(number, key, OID), *traits)


def test_answers_are_read_back() -> None:
    assert read_lot2(golden("reponse_depot")) == ReponseDepot("00", "OK", "LOT", 3)
    assert read_lot2(golden("reponse_suivi_en_cours")) == ReponseSuivi(
        "03", "Traitement en cours", "LOT", Etat.EN_COURS, 3, 1
    )
    assert read_lot2(golden("reponse_suivi_inconnu")) == ReponseSuivi("04", "Lot inconnu", "")
    over = read_lot2(golden("reponse_suivi_resultat"))
    assert isinstance(over, ReponseSuivi)
    assert over.resultats == (Resultat("ruth", "00"), Resultat("corse", "01"), Resultat("sans", "02"))
    with pytest.raises(ReponseIllisible):
        read_lot2(golden("reponse_suivi_resultat").replace(b"TERMINE", b"FINI"))
