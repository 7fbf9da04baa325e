"""An editor replays the journal of a run on another build, and reads what differs: nothing, or one fact."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulators.core.journal.archive import load, save
from simulators.core.journal.model import Exchange, Message
from tests.rejeu.conftest import Banc

DELAUNAY = "marguerite-delaunay"


def seulement(echanges: list[Exchange], operation: str, path: Path) -> Path:
    """A journal of one operation."""
    assert save([one for one in echanges if one.operation == operation], path) == 1
    return path


def rouges(told: dict[str, Any]) -> list[tuple[str, list[tuple[str, str | None, str | None]]]]:
    """Operation and differences of each pair that differs."""
    return [
        (one["operation"], [(e["champ"], e["gauche"], e["droite"]) for e in one["ecarts"]])
        for one in told["paires"]
        if one["etat"] not in {"egal", "sans_objet"}
    ]


def test_the_whole_journey_is_the_same_elsewhere(premiers_pas: Path, cible: Banc, tmp_path: Path) -> None:
    """HTTP, SOAP with attachments, tokens, SMTP and IMAP, on an installation with other keys and secrets."""
    out = tmp_path / "rejeu.zip"
    code, told, said = cible.rejouer(premiers_pas, "--resigner", "--out", str(out))
    assert (code, rouges(told)) == (0, []), said
    assert told["compte"] == {"egal": 31, "sans_objet": 1}
    rows = list(load(out))
    assert len(rows) == 32
    rewritten = {row.operation: row.facts.get("rejeu.reecrits") for row in rows[:5]}
    assert rewritten["psc.jeton"] == ("cookie", "psc.code")
    assert rewritten["psc.userinfo"] == ("psc.jeton", "cookie")
    with cible.running.api() as api:
        there = api.get(f"/espaces/{cible.espace}/echanges", params={"limit": 1000}).json()
    assert Counter(one["service"] for one in there) == {"psc": 12, "ins": 1, "dmp": 6, "mss": 13}


def test_what_a_replay_wrote_is_compared_again(premiers_pas: Path, cible: Banc, tmp_path: Path) -> None:
    out = tmp_path / "rejeu.zip"
    assert cible.rejouer(premiers_pas, "--resigner", "--out", str(out))[0] == 0
    again = cible.dire("compare", str(premiers_pas), str(out), "--report", str(tmp_path / "rapport"))
    assert again.returncode == 0
    assert "Réponses égales. 31 égal, 1 sans objet." in again.stdout
    assert "psc.jeton" in (tmp_path / "rapport" / "comparaison.html").read_text("utf-8")


def test_bytes_go_out_as_they_came(echanges: list[Exchange], jumelle: Banc, tmp_path: Path) -> None:
    """Same keys: not a byte of a package of 67 kB changes, and the target reads the same document."""
    journal = seulement(echanges, "dmp.td21", tmp_path / "un.jsonl")
    code, told, said = jumelle.rejouer(journal)
    assert (code, rouges(told)) == (0, []), said
    with jumelle.running.api() as api:
        [there] = api.get(f"/espaces/{jumelle.espace}/echanges", params={"operation": "dmp.td21"}).json()
        sent = api.get(f"/espaces/{jumelle.espace}/echanges/{there['id']}/requete").content
    [first] = [one for one in echanges if one.operation == "dmp.td21"]
    assert len(sent) > 60_000
    assert sent == first.request.body


def test_one_fact_changed_is_the_one_difference(
    echanges: list[Exchange], cible: Banc, tmp_path: Path
) -> None:
    """The same person bears another matricule over there: two fields say it, nothing else."""
    journal = seulement(echanges, "ins.recherche_traits", tmp_path / "un.jsonl")
    cible.changer(DELAUNAY, reference__ins__matricule="2400355050902", reference__ins__cle="18")
    code, told, _ = cible.rejouer(journal)
    individual = "corps/Envelope/Body/RESULTAT/INDIVIDU/INSACTIF/IdIndividu"
    assert code == 1
    assert rouges(told) == [
        (
            "ins.recherche_traits",
            [
                (f"{individual}/NumIdentifiant", "2400355050901", "2400355050902"),
                (f"{individual}/Cle", "19", "18"),
            ],
        )
    ]


def test_a_fault_over_there_is_seen_where_it_strikes(premiers_pas: Path, cible: Banc) -> None:
    fault = {"kind": "transport", "name": "http_5xx", "service": "ins", "parameters": {"statut": 503}}
    with cible.running.api() as api:
        armed = api.post(f"/espaces/{cible.espace}/pannes", json=fault)
        assert armed.status_code == 201, armed.text
    code, told, _ = cible.rejouer(premiers_pas, "--resigner")
    assert code == 1
    [(operation, differences)] = rouges(told)
    assert operation == "ins.recherche_traits"
    assert ("statut", "200", "503") in differences


def test_another_installation_s_signature_is_told_rather_than_blamed(
    echanges: list[Exchange], cible: Banc, tmp_path: Path
) -> None:
    journal = seulement(echanges, "dmp.td03", tmp_path / "un.jsonl")
    code, told, _ = cible.rejouer(journal)
    assert code == 1
    [pair] = told["paires"]
    assert any("signée par un certificat de la première installation" in one for one in pair["reserves"])
    assert ("fait/code", "DMPOk", "DMPInvalidCertificate") in rouges(told)[0][1]


def test_what_an_earlier_answer_should_have_given_is_missing(premiers_pas: Path, cible: Banc) -> None:
    """Without the wallet's address no code comes: what needs it is not sent, and says why."""
    services = cible.running.ready["services"]
    clients = cible.running.ready["pki"]["clients"]
    options = ["--to", f"psc={services['psc']['issuer']}", "--to", "psc.wallet=https://localhost:1"]
    done = cible.dire(
        "replay", str(premiers_pas), *options, "--json", "--ca", cible.running.ready["pki"]["ca"],
        "--cert", clients["insi_auto"]["cert"],
    )  # fmt: skip
    assert done.returncode == 1
    pairs = json.loads(done.stdout)["paires"]
    assert [one["etat"] for one in pairs[1:6]] == ["non_rejoue"] * 5
    assert pairs[2]["raison"] == "il y faut psc.code de l'échange 2, qui n'a pas pu être obtenu de nouveau"
    assert pairs[5]["raison"] == "aucune adresse pour ins.mtls (--to ins=…)"


def test_an_old_journal_is_replayed_at_its_hour(
    echanges: list[Exchange], jumelle: Banc, tmp_path: Path
) -> None:
    """Two hours later a strict service refuses the assertion, and it is told why; at its hour, equal."""
    [first] = [one for one in echanges if one.operation == "dmp.td03"]
    late = (first.started + timedelta(hours=2)).isoformat()
    journal = seulement(echanges, "dmp.td03", tmp_path / "un.jsonl")
    with jumelle.running.api() as api:
        clock = f"/espaces/{jumelle.espace}/horloge"
        strict = {"profile": "strict"}
        assert api.put(f"/espaces/{jumelle.espace}/reglages", json=strict).status_code == 200
        assert api.put(clock, json={"mode": "stepped", "instant": late}).status_code == 200
        code, told, _ = jumelle.rejouer(journal)
        assert code == 1
        assert any("hors de la fenêtre du service" in one for one in told["paires"][0]["reserves"])
        code, told, said = jumelle.rejouer(journal, "--rejouer-a-l-heure")
        assert (code, rouges(told), told["paires"][0]["reserves"]) == (0, [], []), said
        assert api.get(clock).json()["instant"] > late


def test_an_old_assertion_is_dated_and_signed_again(
    echanges: list[Exchange], jumelle: Banc, tmp_path: Path
) -> None:
    [first] = [one for one in echanges if one.operation == "dmp.td03"]
    late = (first.started + timedelta(hours=2)).isoformat()
    journal = seulement(echanges, "dmp.td03", tmp_path / "un.jsonl")
    with jumelle.running.api() as api:
        for path, body in (
            ("reglages", {"profile": "strict"}),
            ("horloge", {"mode": "stepped", "instant": late}),
        ):
            assert api.put(f"/espaces/{jumelle.espace}/{path}", json=body).status_code == 200
    code, told, said = jumelle.rejouer(journal, "--resigner")
    assert (code, rouges(told), told["paires"][0]["reserves"]) == (0, [], []), said


@pytest.mark.parametrize("scenario", ["ANN-01", "DMP-35", "PSC-05", "MSS-05"])
def test_other_journeys_are_the_same_elsewhere(
    scenario: str, jumelle: Banc, cible: Banc, tmp_path: Path
) -> None:
    """The key of the directory, the FHIR face and its exchanged tokens, refreshed tokens, several mails."""
    ready, file = str(jumelle.running.ready_path), tmp_path / "journal.zip"
    assert jumelle.dire("play", scenario, "--target", ready, "--espace", jumelle.espace).returncode == 0
    written = jumelle.dire("espace", "journal", jumelle.espace, str(file), "--target", ready)
    assert written.returncode == 0
    code, told, said = cible.rejouer(file, "--resigner")
    assert (code, rouges(told)) == (0, []), said
    assert told["compte"]["egal"] > 5


def test_hostile_requests_go_nowhere(echanges: list[Exchange], cible: Banc, tmp_path: Path) -> None:
    """Lines that would say two things on the wire are not sent; the replay goes on and tells each."""
    call = next(one for one in echanges if one.service == "ins")
    mail = next(one for one in echanges if one.operation == "mss.smtp.connexion")
    read = next(one for one in echanges if one.operation == "mss.imap.selection")
    starts = (
        "POST /lps\r\nx: y HTTP/1.1",
        "POST https://ailleurs.exemple/ HTTP/1.1",
        "n'importe quoi",
        "P0ST / HTTP/1.1",
    )
    hostile = [
        replace(call, id=f"h{n}", request=replace(call.request, start=one)) for n, one in enumerate(starts)
    ]
    hostile += [
        replace(call, id="h7", request=replace(call.request, headers=(("a", "b\r\nc: d"),))),
        replace(call, id="h8", request=replace(call.request, size=10**9)),
        replace(mail, id="h9", request=Message("AUTH", (("NOOP\r\nQUIT", ""),))),
        replace(read, id="h10", request=Message("a SELECT INBOX\nb LOGOUT")),
        replace(read, id="h11", connection="x", request=Message("a FETCH {12}")),
        replace(read, id="h12", connection="y", request=Message("a LOGIN u ***")),
    ]
    journal = tmp_path / "hostile.zip"
    save([replace(one, seq=n) for n, one in enumerate([*hostile, call], 1)], journal)
    code, told, said = cible.rejouer(journal)
    assert code == 1, said
    assert [one["etat"] for one in told["paires"]] == ["non_rejoue"] * len(hostile) + ["egal"]
    assert all(one["raison"] for one in told["paires"][: len(hostile)])
    with cible.running.api() as api:
        there = api.get(f"/espaces/{cible.espace}/echanges").json()
    assert [one["operation"] for one in there] == ["ins.recherche_traits"]
