"""The verification en masse: deposited, worked off in time, followed, kept, forgotten."""

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

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
from simulators.core.xml.parser import parse
from simulators.core.xml.soap import read_envelope
from tests.ins.banc import Banc, request
from tests.ins.lot2 import DEPOT, SUIVI, VERIFICATION, Banc2, banc2, golden, many, message

BODY = "/soap:Envelope/soap:Body"
OK = Resultat("ruth", "00")
OID = "1.2.250.1.213.1.4.8"


@pytest.fixture
def banc(tmp_path: Path) -> Iterator[Banc2]:
    """An espace where batches take two seconds."""
    with banc2(tmp_path) as one:
        yield one


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


def test_a_service_that_stops_leaves_what_is_due_in_the_store(tmp_path: Path) -> None:
    with banc2(tmp_path, "ins.lot2.delai=3600") as banc:
        banc.depose()

        async def start_then_stop() -> int:
            ouvrier = Ouvrier(lambda espace: build_view(espace.monde.personnes().values(), ()))
            ouvrier.reveiller(banc.espace)
            await asyncio.sleep(0)
            await ouvrier.arreter()
            return len(asyncio.all_tasks())

        assert asyncio.run(start_then_stop()) == 1
        kept = banc.espace.store.read(lambda connection: connection.execute(select(lots)).one())
        assert (kept.faites, kept.ok, kept.ko, kept.erreurs) == (0, 0, 0, 0)


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
