"""Where a replay may go: this machine, or one's own bench with the words; never the national services."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from simulators.cli import main
from simulators.core.journal.archive import save
from simulators.core.journal.model import Exchange
from simulators.rejeu.hotes import HoteRefuseError, consenti, est_local, verifier_hote

PHRASE = "j'ai le droit de rejouer sur ce banc"


class SortiError(Exception):
    """Something tried to leave the machine."""


@pytest.fixture
def sans_reseau(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever resolves a name or connects is caught."""

    def caught(*_: object, **__: object) -> None:
        raise SortiError

    monkeypatch.setattr(socket, "getaddrinfo", caught)
    monkeypatch.setattr(socket.socket, "connect", caught)


@pytest.fixture
def journal(echanges: list[Exchange], tmp_path: Path) -> Path:
    """One call to INSi, recorded in clear so that no certificate is asked for."""
    [call] = [replace(one, peer=None) for one in echanges if one.service == "ins"]
    save([call], tmp_path / "un.jsonl")
    return tmp_path / "un.jsonl"


@pytest.mark.parametrize(
    "address",
    [
        "ins=https://services-ps-tlsm.ameli.fr",
        "ins=https://services-ps.ameli.fr:443/lps",
        "ins=https://qualiflps.services-ps.ameli.fr",
        "ins=https://SERVICES-PS.AMELI.FR.",
        "ins=https://services-ps.ａmeli.fr",
        "ins=https://services-ps.ameli。fr",
        "ins=https://services-ps.ameli.fr。",
        "dmp=https://lps2.dmp.gouv.fr",
        "dmp.fhir=https://lps.dev9.dmp.gouv.fr",
        "psc=https://auth.esw.esante.gouv.fr",
        "psc.wallet=https://wallet.bas.psc.esante.gouv.fr",
        "mss.annuaire=https://gateway.api.esante.gouv.fr/fhir/v2",
        "mss.annuaire=https://service.annuaire.sante.fr",
        "mss.smtp=smtp.ehpad-tilleuls.mssante.fr:587",
        "mss.imap=espacedeconfiance.mssante.fr",
    ],
)
def test_national_hosts_are_refused_before_any_packet(
    address: str, journal: Path, sans_reseau: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the consent, however the name is written."""
    assert main(["replay", str(journal), "--to", address, "--consent", PHRASE]) == 3
    assert "rien n'y est jamais envoyé" in capsys.readouterr().err


def test_a_ready_file_cannot_lead_there_either(
    journal: Path, tmp_path: Path, sans_reseau: None, capsys: pytest.CaptureFixture[str]
) -> None:
    ready = tmp_path / "ready.json"
    ready.write_text(
        '{"control": {"url": "http://localhost:1/api", "token": "x"}, "pki": {"ca": "ca.pem", "clients": {}},'
        ' "services": {"ins": {"mtls": "https://services-ps-tlsm.ameli.fr/lps"}}}'
    )
    assert main(["replay", str(journal), "--to", str(ready), "--consent", PHRASE]) == 3
    assert "rien n'y est jamais envoyé" in capsys.readouterr().err


@pytest.mark.parametrize("consent", [[], ["--consent", "oui"], ["--consent", "j'ai le droit"]])
def test_without_the_words_nothing_leaves(
    consent: list[str], journal: Path, sans_reseau: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(journal), "--to", "ins=https://banc.exemple:8443", *consent]) == 3
    assert "rien n'est envoyé sans votre accord" in capsys.readouterr().err


def test_with_the_words_it_leaves(journal: Path, sans_reseau: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof that the trap of these tests works."""
    monkeypatch.setenv("SOCLE_DEBUG", "1")
    with pytest.raises(SortiError):
        main(["replay", str(journal), "--to", "ins=https://banc.exemple:8443", "--consent", PHRASE])


def test_an_alias_of_a_national_host_is_that_host(
    journal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [(socket.AF_INET, socket.SOCK_STREAM, 6, "services-ps.ameli.fr", ("192.0.2.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)
    asked = ["replay", str(journal), "--to", "ins=https://banc.exemple", "--consent", PHRASE]
    assert main(asked) == 3
    assert "services-ps.ameli.fr appartient aux services nationaux (INSi)" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["banc.exemple", "ameli.fr.banc.exemple", "notameli.fr", "10.0.0.7"])
def test_other_names_are_not_national(host: str) -> None:
    assert verifier_hote(host) == host


@pytest.mark.parametrize("host", ["", "a/b", "ameli.fr#", "x%2e"])
def test_a_name_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(HoteRefuseError):
        verifier_hote(host)


def test_what_is_this_machine() -> None:
    assert [est_local(one) for one in ("localhost", "job.localhost", "127.0.0.9", "::1")] == [True] * 4
    assert [est_local(one) for one in ("localhost.fr", "10.0.0.1", "::2", "banc")] == [False] * 4


def test_the_words_may_be_typed_as_people_type() -> None:
    assert consenti("J’ai le droit  de rejouer sur ce banc.")
    assert not consenti("j'ai le droit de rejouer sur un banc")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ins=ftp://banc", "adresse illisible"),
        ("ins=https://moi:secret@banc", "adresse illisible"),
        ("ins=https://banc:99999", "port illisible"),
        ("=https://banc", "cible illisible"),
    ],
)
def test_an_address_that_is_none(
    address: str, said: str, journal: Path, sans_reseau: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(journal), "--to", address]) == 3
    assert said in capsys.readouterr().err
