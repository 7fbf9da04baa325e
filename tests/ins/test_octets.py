"""Golden vectors, typed by hand from the reference (ins.md §3.3, §3.4, §5.1): byte for byte."""

from pathlib import Path

import pytest

from ins.messages.ecriture import build_request
from ins.messages.reponse import ReponseIllisible, read_answer
from ins.model import ContexteBam, ContexteLps, Demande, Faute, Individu, InsRendu, Operation, Reponse, Traits
from simulators.core.espace import EspaceSettings
from tests.ins.banc import Banc, request, search

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.xml").read_bytes()


def test_an_identity_found_comes_in_the_live_serialisation() -> None:
    answer = Banc().post(request())
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert answer.body == golden("reponse_00")


def test_a_history_keeps_its_inverted_dates_after_the_oid() -> None:
    answer = Banc().post(search("ECETINSI", "PIERRE-ALAIN", "M", "2009-07-14"))
    assert answer.body == golden("reponse_00_historique")


def test_nobody_and_several_have_no_individu() -> None:
    banc = Banc()
    nobody = banc.post(search("TCHITCHI", "OLA", "F", "1936-06-21"))
    several = banc.post(search("DE VINCI", "LEONARDO", "M", "2014-02-01"))
    assert (nobody.status, nobody.body) == (200, golden("reponse_01"))
    assert (several.status, several.body) == (200, golden("reponse_02"))


def test_an_unknown_authorisation_number_gets_the_gateway_fault_of_2024_with_the_message_id() -> None:
    answer = Banc().post(request(("ABC17NF23DE0", "XXX00XX00XX0")))
    assert answer.status == 500
    assert answer.headers["content-type"] == "application/soap+xml;charset=UTF-8"
    assert answer.body == golden("faute_desir_550")


def test_the_same_fault_is_written_the_old_way_when_the_espace_asks_for_2022() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.fautes_2022"})))
    assert banc.post(request(("ABC17NF23DE0", "XXX00XX00XX0"))).body == golden("faute_desir_550_2022")


def test_the_gateway_down_says_fatale_and_echoes_the_message_id() -> None:
    banc = Banc()
    banc.faults.names = ["desir_1020"]
    answer = banc.post(request())
    assert (answer.status, answer.body) == (500, golden("faute_desir_1020"))


def test_the_service_in_trouble_says_fatal_and_echoes_nothing() -> None:
    banc = Banc()
    banc.faults.names = ["insi_102"]
    answer = banc.post(request())
    assert (answer.status, answer.body) == (500, golden("faute_insi_102"))


def test_the_service_fault_of_2022_breaks_its_reason_after_the_first_sentence() -> None:
    banc = Banc(EspaceSettings(options=frozenset({"ins.fautes_2022"})))
    banc.faults.names = ["insi_102"]
    expected = golden("faute_insi_102").replace(b"inaccessible. Veuillez", b"inaccessible.\nVeuillez")
    assert banc.post(request()).body == expected


def test_the_request_of_the_reference_is_built_from_values() -> None:
    demande = Demande(
        operation=Operation.TRAITS,
        traits=Traits("ADRTROIS", ("TOUSSAINT",), "M", "1960-01-01"),
        bam=ContexteBam(
            id="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01",
            temps="2026-01-01T08:00:00Z",
            emetteur="10B0152872",
            version="01_02",
        ),
        lps=ContexteLps(
            id="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a02",
            temps="2026-01-01T08:00:00Z",
            emetteur="10B0152872",
            nature="CTXLPS",
            version="01_00",
            idam="ABC17NF23DE0",
            idam_r="4",
            lps_version="1.0",
            instance="7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03",
            nom="urn:lps:DUI:1.0",
        ),
        action="urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite",
        message_id="uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
    )
    assert build_request(demande) == golden("demande_skeleton")


def test_a_request_leaves_out_what_is_none_and_escapes_what_is_not() -> None:
    demande = Demande(Operation.TRAITS, Traits("D'<&>", ("A", "B"), None, None, "63220"))
    built = build_request(demande).decode()
    assert "<soap:Header></soap:Header>" in built
    assert (
        "<r:RECSANSVITALE><r:NomNaissance>D'&lt;&amp;&gt;</r:NomNaissance><r:Prenom>A</r:Prenom>"
        "<r:Prenom>B</r:Prenom><r:LieuNaissance>63220</r:LieuNaissance></r:RECSANSVITALE>" in built
    )


def test_an_answer_is_read_back_with_its_history() -> None:
    assert read_answer(golden("reponse_00_historique")) == Reponse(
        "00",
        "OK",
        Individu(
            actif=InsRendu("1090763220834", "89", "1.2.250.1.213.1.4.8"),
            nom_naissance="ECETINSI",
            liste_prenoms="PIERRE-ALAIN MURIEL FLORIANT",
            sexe="M",
            date_naissance="2009-07-14",
            lieu_naissance="63220",
            historique=(InsRendu("2090763220834", "39", "1.2.250.1.213.1.4.8", "2019-03-01", "2019-02-28"),),
        ),
    )


def test_the_injected_files_of_the_cnda_are_read_too() -> None:
    text = (
        golden("reponse_00")
        .replace(b"<Cle>13</Cle>", b"<Cle>13</Cle><TypeMatricule>NIR</TypeMatricule>")
        .replace(b"<ListePrenom>", b"<Prenom>TOUSSAINT</Prenom><ListePrenom>")
        .replace(b"env:Body", b"S:Body")
        .replace(b'xmlns:env="http://www.w3.org/2003/05/soap-envelope"', b"")
        .replace(b"<S:Body", b'<S:Body xmlns:S="http://www.w3.org/2003/05/soap-envelope"', 1)
        .replace(b' xmlns:S="http://www.w3.org/2003/05/soap-envelope" >', b">")
    )
    found = read_answer(text)
    assert isinstance(found, Reponse)
    assert found.individu is not None
    assert (found.individu.prenom, found.individu.actif.type_matricule) == ("TOUSSAINT", "NIR")


def test_a_fault_is_read_back_whatever_its_generation() -> None:
    for name in ("faute_desir_550", "faute_desir_550_2022"):
        found = read_answer(golden(name))
        assert isinstance(found, Faute)
        assert (found.code, found.sous_code, found.role) == ("desir_550", "siram_100", "Sender")
        assert found.severite == "erreur"
        assert found.message_id == "uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04"
        assert found.texte == "Numéro d'autorisation du logiciel inconnu."


@pytest.mark.parametrize("cut", [b"", golden("reponse_00")[:400], b"<a/>", golden("demande_skeleton")])
def test_an_answer_cut_or_foreign_is_told_as_unreadable(cut: bytes) -> None:
    with pytest.raises(ReponseIllisible):
        read_answer(cut)
