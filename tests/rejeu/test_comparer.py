"""Two journals told apart: equal, different, missing, extra; broken files refused in one line."""

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from simulators.cli import main
from simulators.core.journal.archive import save
from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.comparer import comparer
from simulators.rejeu.feuilles import answer_leaves
from simulators.rejeu.rapports import lignes
from simulators.rejeu.volatils import VOLATILS, volatile


def avec(
    exchange: Exchange, body: bytes | None = None, headers: tuple[tuple[str, str], ...] | None = None
) -> Exchange:
    """The same exchange, its answer changed."""
    answer = exchange.answer
    assert answer is not None
    new = Message(answer.start, answer.headers if headers is None else headers, body or answer.body)
    return replace(exchange, answer=new)


def of(echanges: list[Exchange], operation: str) -> Exchange:
    """The first exchange of an operation."""
    return next(one for one in echanges if one.operation == operation)


def test_a_journal_is_equal_to_itself(premiers_pas: Path, tmp_path: Path) -> None:
    assert main(["compare", str(premiers_pas), str(premiers_pas), "--report", str(tmp_path)]) == 0
    suite = etree.parse(tmp_path / "comparaison.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("31", "0")


def test_two_journals_without_exchange_are_not_told_equal() -> None:
    assert list(lignes(comparer([], []), "fr"))[-1] == "Rien à comparer : aucun échange."
    assert list(lignes(comparer([], []), "en"))[-1] == "Nothing to compare: no exchange."


def test_a_missing_and_an_extra_exchange(
    echanges: list[Exchange], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "a.jsonl", tmp_path / "b.zip"
    save([one for one in echanges if one.operation != "ins.recherche_traits"], one)
    save([one for one in echanges if one.operation != "dmp.td32"], other)
    assert main(["compare", str(one), str(other), "--json", "--report", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["compte"] == {"egal": 29, "manque": 1, "en_trop": 1}
    assert [(p["operation"], p["etat"]) for p in told["paires"] if p["etat"] != "egal"] == [
        ("dmp.td32", "manque"),
        ("ins.recherche_traits", "en_trop"),
    ]
    suite = etree.parse(tmp_path / "comparaison.xml").getroot()
    assert [one.get("type") for one in suite.iter("failure")] == ["manque", "en_trop"]


def test_prefixes_and_blanks_are_no_difference_but_a_namespace_is(echanges: list[Exchange]) -> None:
    call = of(echanges, "ins.recherche_traits")
    assert call.answer is not None
    body = call.answer.body or b""
    renamed = (
        body.replace(b"soap:", b"x:").replace(b"xmlns:soap=", b"xmlns:x=").replace(b"><CR>", b">\n  <CR>")
    )
    assert comparer([call], [avec(call, body=renamed)]).egale
    other = body.replace(b"http://www.cnamts.fr/INSiResultat", b"http://www.cnamts.fr/INSiResultats")
    [pair] = comparer([call], [avec(call, body=other)]).paires
    assert [(one.chemin, one.droite) for one in pair.ecarts] == [
        ("corps/Envelope/Body/RESULTAT#", "http://www.cnamts.fr/INSiResultats")
    ]


def test_a_claim_inside_a_token_is_compared(echanges: list[Exchange]) -> None:
    leaves = answer_leaves(of(echanges, "psc.jeton"))
    assert leaves["corps/access_token/charge/preferred_username"] == "899700000039"
    assert volatile("corps/access_token/charge/exp", "1", "2") == "instant"
    assert volatile("corps/access_token/charge/preferred_username", "a", "b") == ""


def test_a_mail_is_compared_by_headers_and_parts(echanges: list[Exchange]) -> None:
    read = of(echanges, "mss.imap.lecture")
    assert read.answer is not None
    body = (read.answer.body or b"").replace(b"X-MSS-NIL: DEV000001", b"X-MSS-NIL: DEV000002")
    [pair] = comparer([read], [avec(read, body=body)]).paires
    assert [(one.chemin, one.gauche, one.droite) for one in pair.ecarts] == [
        ("imap/1/litteral/entete/x-mss-nil", "DEV000001", "DEV000002")
    ]


def test_an_smtp_reply_is_compared_without_the_number_of_the_mail(echanges: list[Exchange]) -> None:
    sent = of(echanges, "mss.envoi")
    assert sent.answer is not None
    renumbered = (*sent.answer.headers[:-1], (".", "250 2.0.0 Ok: queued as 0123"))
    assert comparer([sent], [avec(sent, headers=renumbered)]).egale
    refused = (*sent.answer.headers[:-1], (".", "550 5.7.1 Refused"))
    assert not comparer([sent], [avec(sent, headers=refused)]).egale


def test_every_family_put_aside_is_named_once_and_says_why() -> None:
    """The list is a promise: it grows on purpose."""
    assert [one.nom for one in VOLATILS] == [
        "transport",
        "delimiteur",
        "instant",
        "identifiant_message",
        "identifiant_registre",
        "secret_psc",
        "identifiant_fhir",
        "page",
        "dossier_mail",
        "trace",
    ]
    assert all(one.raison for one in VOLATILS)


@pytest.mark.parametrize(
    "path",
    [
        "statut",
        "corps/Envelope/Body/RESULTAT/CR/CodeCR",
        "corps/Envelope/Body/RESULTAT/INDIVIDU/TIQ/DateNaissance",
        "corps/expires_in",
        "corps/racine/Envelope/Body/RetrieveDocumentSetResponse/DocumentResponse/DocumentUniqueId",
        "corps/partie/ClinicalDocument/effectiveTime@value",
        "entete/content-type",
        "fait/code",
        "reponse/RCPT",
    ],
)
def test_what_matters_is_never_put_aside(path: str) -> None:
    assert volatile(path, "un", "autre") == ""


def test_an_identifier_of_the_server_is_put_aside_and_nothing_else_with_it() -> None:
    one, other = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
    path = "corps/entry[2]/resource/id"
    assert volatile(path, one, other) == "identifiant_fhir"
    assert volatile(path, one, "autre") == ""
    assert volatile("corps/entry/fullUrl", f"Patient/{one}", f"Patient/{other}") == "identifiant_fhir"
    assert volatile("corps/entry/fullUrl", f"Patient/{one}", f"Practitioner/{other}") == ""
    assert volatile("corps/expires_in", "14400", "14399") == "instant"
    assert volatile("corps/expires_in", "14400", "120") == ""


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_jsonl", ".jsonl"), data)
    return out.getvalue()


def _line(exchange: Exchange, tmp_path: Path) -> dict[str, object]:
    save([exchange], tmp_path / "ligne.jsonl")
    told: dict[str, object] = json.loads((tmp_path / "ligne.jsonl").read_bytes())
    return told


def test_broken_journals_end_in_one_line(
    echanges: list[Exchange], premiers_pas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cut, bombed, pointing elsewhere: one French sentence, code 3, and nothing written outside."""
    line = _line(of(echanges, "ins.recherche_traits"), tmp_path)
    astray = json.dumps({**line, "bodies": [{"blob": "../../etc/passwd"}, None]}).encode()
    broken = {
        "texte": b"ceci n'est pas un journal",
        "vide.zip": _zip(),
        "coupe.zip": premiers_pas.read_bytes()[:40_000],
        "bombe.zip": _zip(journal_jsonl=b"0" * 70_000_000),
        "ailleurs.zip": _zip(journal_jsonl=astray),
        "sans_corps.jsonl": astray,
        "types.jsonl": json.dumps({**line, "doc": [], "bodies": 3}).encode(),
    }
    for name, data in broken.items():
        path = tmp_path / name
        path.write_bytes(data)
        for command in (
            ["compare", str(path), str(path)],
            ["replay", str(path), "--to", "ins=https://localhost:1"],
        ):
            assert main(command) == 3, name
            said = capsys.readouterr().err
            assert said.startswith("socle : ce n'est pas un journal de simulateur"), said
            assert said.count("\n") == 1


def test_an_answer_that_is_none_of_its_type_is_compared_whole(echanges: list[Exchange]) -> None:
    call = of(echanges, "ins.recherche_traits")
    one, other = avec(call, body=b"<a><b>"), avec(call, body=b"<a><c>")
    assert [e.chemin for e in comparer([one], [other]).paires[0].ecarts] == ["corps/sha256"]
    assert comparer([one], [one]).egale


def test_a_compressed_answer_is_read(echanges: list[Exchange]) -> None:
    call = of(echanges, "ins.recherche_traits")
    assert isinstance(call.answer, Message)
    headers = (*call.answer.headers, ("content-encoding", "gzip"))
    packed = avec(call, body=gzip.compress(call.answer.body or b""), headers=headers)
    assert [e.chemin for e in comparer([call], [packed]).paires[0].ecarts] == ["entete/content-encoding"]
