"""Personal, organisational, applicative boxes and those of a practice: who opens each, and how."""

import imaplib
import smtplib

import pytest

from simulators.core.service import ControlRefused
from tests.mss.banc import (
    BOITE_APP,
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INFIRMIERE,
    MEDECIN,
    Monde,
    SmtpNomme,
)
from tests.mss.courriers import simple

MEMBERS = "/boites/{adresse}/membres"


def opens(monde: Monde, boite: str, rpps: str) -> str:
    """`yes`, or the rule that refuses."""
    try:
        with monde.imap(boite, rpps) as client:
            assert client.select("INBOX")[0] == "OK"
    except imaplib.IMAP4.error:
        (finding,) = monde.exchanges("mss.imap.connexion")[-1].findings
        return finding.rule.id
    return "yes"


def test_a_personal_box_is_its_holder_s_alone(monde: Monde) -> None:
    assert opens(monde, BOITE_INFIRMIERE, INFIRMIERE) == "yes"
    assert opens(monde, BOITE_INFIRMIERE, MEDECIN) == "mss.acces.boite_autrui"
    with pytest.raises(ControlRefused) as caught:
        monde.control("PUT", MEMBERS, {"membres": ("luc-besnard",)}, adresse=BOITE_INFIRMIERE)
    assert (caught.value.status, caught.value.detail) == (409, "Une boîte PER n'a pas de membres")


def test_an_organisational_box_is_opened_by_its_members_as_they_are_told(monde: Monde) -> None:
    """Without list, who practises there; with one, those of the list only."""
    assert opens(monde, BOITE_EHPAD, INFIRMIERE) == "yes"
    assert opens(monde, BOITE_EHPAD, MEDECIN) == "mss.acces.boite_autrui"
    monde.control("PUT", MEMBERS, {"membres": ("luc-besnard",)}, adresse=BOITE_EHPAD)
    assert opens(monde, BOITE_EHPAD, MEDECIN) == "yes"
    assert opens(monde, BOITE_EHPAD, INFIRMIERE) == "mss.acces.boite_autrui"
    monde.control("PUT", MEMBERS, {"membres": ()}, adresse=BOITE_EHPAD)
    assert opens(monde, BOITE_EHPAD, INFIRMIERE) == "yes"


def test_the_box_of_a_practice_is_its_holder_s_and_its_members(monde: Monde) -> None:
    assert opens(monde, BOITE_CABINET, MEDECIN) == "yes"
    assert opens(monde, BOITE_CABINET, INFIRMIERE) == "mss.acces.boite_autrui"
    monde.control("PUT", MEMBERS, {"membres": ("nathalie-kermarrec",)}, adresse=BOITE_CABINET)
    assert (opens(monde, BOITE_CABINET, MEDECIN), opens(monde, BOITE_CABINET, INFIRMIERE)) == ("yes", "yes")
    with monde.smtp(BOITE_CABINET, INFIRMIERE) as client:
        assert client.sendmail(BOITE_CABINET, [BOITE_EHPAD], simple()) == {}
    told = {one["adresse"]: one for one in monde.control("GET", "/boites")}
    assert told[BOITE_CABINET]["genre"] == "CAB"
    assert told[BOITE_CABINET]["operateur"] == "operateur-socle"


def test_an_unknown_member_is_refused(monde: Monde) -> None:
    with pytest.raises(ControlRefused) as caught:
        monde.control("PUT", MEMBERS, {"membres": ("personne",)}, adresse=BOITE_CABINET)
    assert caught.value.status == 422


@pytest.mark.parametrize(
    ("boite", "rule"),
    [
        (BOITE_CABINET, "mss.acces.boite_pas_app"),
        (BOITE_EHPAD, "mss.acces.boite_pas_app"),
        (BOITE_INFIRMIERE, "mss.acces.boite_pas_app"),
        ("dui@ime-le-cap.demo.mssante.fr", "mss.acces.certificat"),
    ],
)
def test_a_certificate_opens_the_applicative_box_of_its_structure_only(
    monde: Monde, boite: str, rule: str
) -> None:
    with SmtpNomme(f"{monde.name}.localhost", monde.banc.ports["smtp_app"], timeout=20) as client:
        client.starttls(context=monde.banc.client_tls(monde.banc.structure()))
        client.ehlo()
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(boite, "x")
    assert monde.exchange("mss.smtp.connexion").findings[0].rule.id == rule


def test_a_token_does_not_open_an_applicative_box(monde: Monde) -> None:
    assert opens(monde, BOITE_APP, INFIRMIERE) == "mss.acces.app_par_jeton"
