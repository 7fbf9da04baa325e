"""Saved mails and archives (`socle check`), the sentences a person reads, reading a journal again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from mss.service import MssService
from simulators.core.context import Context
from simulators.core.journal.model import Exchange
from simulators.core.net.pki.authority import Pki
from simulators.core.store.espaces import Espaces
from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, USAGER, Monde
from tests.mss.courriers import archive, document, packed
from tests.running import socle


@pytest.fixture(scope="module")
def service() -> MssService:
    return MssService(Context(cast("Espaces", None), cast("Pki", None)))


def read(service: MssService, name: str, data: bytes) -> Exchange:
    exchange = service.read_file(name, data)
    assert exchange is not None
    analysis = service.analyse(exchange, None)
    return replace(exchange, operation=analysis.operation, facts=analysis.facts, findings=analysis.findings)


def test_a_saved_mail_is_judged(service: MssService) -> None:
    exchange = read(service, "envoi.eml", document(("X-MSS-NIL: DEV935997\n", "")))
    assert exchange.operation == "mss.fichier"
    assert [one.rule.id for one in exchange.findings] == ["mss.entete.nil_absent"]
    assert exchange.facts["mss.cda_codes"] == ("80788-3",)


def test_a_mail_saved_with_bare_line_ends_is_still_read(service: MssService) -> None:
    exchange = read(service, "envoi.eml", document().replace(b"\r\n", b"\n"))
    assert [one.rule.id for one in exchange.findings] == ["mss.envoi.fin_de_ligne"]
    assert exchange.facts["patient.matricule"] == "279035121518989"


def test_an_archive_alone_is_judged(service: MssService) -> None:
    exchange = read(service, "IHE_XDM.zip", archive(sha="0" * 40))
    assert [one.rule.id for one in exchange.findings] == ["mss.xdm.empreinte"]
    assert exchange.facts["patient.matricule"] == "279035121518989"


@pytest.mark.parametrize(
    ("name", "data"),
    [("lettre.txt", b"Bonjour"), ("a.zip", packed({"a.txt": b"a"})), ("a.xml", b"<a/>"), ("vide.eml", b"")],
)
def test_anything_else_is_left_to_others(service: MssService, name: str, data: bytes) -> None:
    assert service.read_file(name, data) is None


def test_socle_check_reads_a_mail(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "envoi.eml"
    path.write_bytes(document(("X-MSS-INS: O\n", "")))
    done = socle("check", str(path), "--json", home=home)
    assert done.returncode == 1, done.stderr
    (told,) = json.loads(done.stdout)
    assert (told["service"], [one["rule"] for one in told["findings"]]) == ("mss", ["mss.entete.ins_absent"])


def said(monde: Monde, operation: str, lang: str = "fr") -> str:
    return monde.banc.service.explain(monde.exchange(operation), lang).summary


def test_each_step_is_told_in_words(monde: Monde) -> None:
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET, USAGER], document())
    with monde.imap() as client:
        client.select()
        client.fetch("1", "(BODY[])")
    assert said(monde, "mss.smtp.connexion") == (
        "Ouverture de la boîte nathalie.kermarrec@pro.demo.mssante.fr : la boîte est ouverte."
    )
    assert said(monde, "mss.envoi") == (
        "Courriel de nathalie.kermarrec@pro.demo.mssante.fr à cabinet.besnard@medecin.demo.mssante.fr, "
        "un usager avec un document : accepté."
    )
    assert said(monde, "mss.imap.lecture") == (
        "Lecture d'un courriel dans la boîte cabinet.besnard@medecin.demo.mssante.fr : fait."
    )
    assert said(monde, "mss.imap.selection", "en") == (
        "Opening of a folder, box cabinet.besnard@medecin.demo.mssante.fr: done."
    )


def test_a_refusal_tells_its_cause_and_what_to_do(monde: Monde) -> None:
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        client.rcpt("medecin@gmail.com")
    told = monde.banc.service.explain(monde.exchange("mss.envoi"), "en")
    assert told.answered == ("Refused. The recipient's domain is not in the white list of the trust space.")
    assert told.todo == (
        "Look for the recipient's MSSanté address in the directory; send nothing by another channel.",
    )


def test_reading_a_mail_again_finds_the_same(monde: Monde) -> None:
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET, USAGER], document(("X-MSS-INS: O\n", "")))
    exchange = monde.exchange("mss.envoi")
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert again.operation == "mss.envoi"
    assert [(one.rule.id, one.place) for one in again.findings] == [
        (one.rule.id, one.place) for one in exchange.findings
    ]
    assert {name: exchange.facts[name] for name in again.facts} == dict(again.facts)


def test_every_error_and_rule_says_where_it_comes_from(service: MssService) -> None:
    register = service.register
    assert all(one.basis.source for one in register.errors.values())
    assert all(one.basis.source for one in register.rules.values())
    assert all(one.refusal is None or one.refusal.error in register.errors for one in register.rules.values())
    assert all(
        one.title.fr and one.title.en and one.advice.fr and one.advice.en for one in register.rules.values()
    )
