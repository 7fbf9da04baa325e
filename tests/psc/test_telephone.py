"""A professional picks up their telephone, or puts their card in the reader, and answers (psc.md §7)."""

import re
from html import unescape

import pytest

from simulators.core.journal.reindex import read_again
from tests.psc.banc import CLIENT, NURSE, OIDC, REALM, SECRET, Answer, Banc, claims, peer

PHONE = f"{REALM}/telephone"
GRANT = "urn:openid:params:grant-type:ciba"
THOMAS, BLOCKED = "899700000070", "899700000146"


def asked(psc: Banc, hint: str = NURSE, channel: str = "MOBILE", message: str = "42") -> str:
    form = {"scope": "openid scope_all", "acr_values": "eidas1", "login_hint": hint, "channel": channel}
    form |= {"binding_message": message, "client_id": CLIENT, "client_secret": SECRET}
    answer = psc.post(f"{OIDC}/ext/ciba/auth", form, certificate=peer())
    assert answer.status == 200, answer.text
    return str(answer.json["auth_req_id"])


def poll(psc: Banc, auth_req_id: str) -> Answer:
    form = {"grant_type": GRANT, "auth_req_id": auth_req_id, "client_id": CLIENT, "client_secret": SECRET}
    return psc.post(f"{OIDC}/token", form)


def phone(psc: Banc, person: str = "nathalie") -> Answer:
    return psc.get(PHONE, {"professionnel": person}, face="wallet")


def answered(psc: Banc, screen: Answer, action: str, **fields: str) -> Answer:
    """The form of the first request of a screen, with that button."""
    form = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', screen.text.split("<section")[1]))
    return psc.post(PHONE, {**form, "action": action, **fields}, face="wallet")


def test_one_says_first_whose_telephone_it_is(bureau: Banc) -> None:
    asked(bureau)
    chooser = bureau.get(PHONE, face="wallet")
    text = unescape(chooser.text)
    assert chooser.status == 200
    assert "<h1>À qui est ce téléphone\xa0?</h1>" in text
    assert 'data-testid="psc-telephone-nathalie"' in text
    assert 'data-testid="psc-telephone-thomas"' in text
    assert "psc-telephone-sans-moyen" not in text
    assert "psc-demande-" not in text
    first = text.split("<li>")[1]
    assert "psc-telephone-nathalie" in first
    assert "1 demande en attente" in first
    assert "en attente" not in "".join(text.split("<li>")[2:])


def test_the_list_of_telephones_is_searched_without_case_nor_accent(bureau: Banc) -> None:
    found = bureau.get(PHONE, {"q": "MÉDECIN"}, face="wallet").text
    assert "psc-telephone-helene" in found
    assert "psc-telephone-nathalie" not in found
    assert 'data-testid="psc-personne"' in bureau.get(PHONE, {"q": "zzz"}, face="wallet").text


def test_a_telephone_shows_the_requests_of_its_owner_alone(bureau: Banc) -> None:
    asked(bureau)
    asked(bureau, THOMAS, message="77")
    hers, his = phone(bureau).text, phone(bureau, "thomas").text
    assert 'data-testid="psc-demande-nathalie"' in hers
    assert '<p class="numero" data-testid="psc-numero">42</p>' in hers
    assert ">77<" not in hers
    assert '<p class="numero" data-testid="psc-numero">77</p>' in his
    assert ">42<" not in his
    assert len(bureau.control("GET", "/ciba")) == 2


@pytest.mark.parametrize("person", ["", "personne", "sans-moyen"])
def test_who_has_no_telephone_is_asked_again_whose_it_is(bureau: Banc, person: str) -> None:
    assert "À qui est ce téléphone" in phone(bureau, person).text


def test_a_national_identifier_names_a_telephone_too(bureau: Banc) -> None:
    assert ">NATHALIE KERMARREC</span>" in phone(bureau, NURSE).text


def test_the_person_approves_on_the_telephone(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    screen = phone(bureau)
    assert 'name="code_carte"' not in screen.text
    done = answered(bureau, screen, "approuver")
    assert "Demande approuvée." in done.text
    assert 'data-testid="psc-aucune-demande"' in done.text
    assert claims(poll(bureau, auth_req_id).json["access_token"])["authMode"] == "MOBILE"


def test_the_person_refuses_on_the_telephone(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    assert "Demande refusée." in answered(bureau, phone(bureau), "refuser").text
    assert poll(bureau, auth_req_id).error == (400, "access_denied", "not authorized")


def test_the_card_asks_its_code(bureau: Banc) -> None:
    auth_req_id = asked(bureau, channel="CARD")
    screen = phone(bureau)
    assert 'data-testid="psc-code-carte"' in screen.text
    assert "<code>1234</code>" in screen.text
    for code in ({}, {"code_carte": "0000"}, {"code_carte": "１２３４"}):
        wrong = answered(bureau, screen, "approuver", **code)
        assert "Le code de la carte est faux." in wrong.text
        assert 'data-testid="psc-demande-nathalie"' in wrong.text
        assert wrong.facts["psc.refus"] == "code_carte_faux"
        assert wrong.rules == ["psc.connexion.code_carte_faux"]
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"
    assert "Demande approuvée." in answered(bureau, screen, "approuver", code_carte="1234").text
    bureau.advance(5)
    assert claims(poll(bureau, auth_req_id).json["access_token"])["authMode"] == "CARD"


def test_a_card_request_is_refused_without_any_code(bureau: Banc) -> None:
    auth_req_id = asked(bureau, channel="CARD")
    answered(bureau, phone(bureau), "refuser")
    assert poll(bureau, auth_req_id).error[1] == "access_denied"


def test_a_card_blocked_since_the_request_no_longer_approves(bureau: Banc) -> None:
    auth_req_id = asked(bureau, channel="CARD")
    nurse = bureau.espace.monde.professionnels()["nathalie"]
    bureau.run(bureau.espace.monde.put(nurse.model_copy(update={"carte": "opposee"})))
    refused = answered(bureau, phone(bureau), "approuver", code_carte="1234")
    assert "Votre carte est en opposition." in refused.text
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"


def test_nobody_answers_from_the_telephone_of_another(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    late = answered(bureau, phone(bureau), "approuver", professionnel="thomas")
    assert "Cette demande n’attend plus de réponse." in late.text
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"


def test_a_request_answered_or_over_says_so(bureau: Banc) -> None:
    asked(bureau)
    screen = phone(bureau)
    bureau.advance(121)
    assert "Cette demande n’attend plus de réponse." in answered(bureau, screen, "approuver").text


def test_another_site_cannot_approve_in_the_name_of_the_person(bureau: Banc) -> None:
    auth_req_id = asked(bureau)
    screen = phone(bureau)
    for navigateur in ("", "devine"):
        refused = answered(bureau, screen, "approuver", navigateur=navigateur)
        assert "Cookie not found." in refused.text
    assert poll(bureau, auth_req_id).error[1] == "authorization_pending"


def test_the_telephone_names_the_software(bureau: Banc) -> None:
    bureau.client(ciba=True, nom="DUI Les Tilleuls")
    asked(bureau)
    assert "<strong>DUI Les Tilleuls</strong> demande à vous connecter" in phone(bureau).text
    bureau.client(ciba=True, nom="<b>")
    text = phone(bureau).text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text


@pytest.mark.parametrize(
    ("action", "suite", "told"),
    [
        ("approuver", "approuvee", "Téléphone simulé de NATHALIE KERMARREC : demande approuvée."),
        ("refuser", "refusee", "Téléphone simulé de NATHALIE KERMARREC : demande refusée."),
    ],
)
def test_the_journal_tells_who_answered_what(bureau: Banc, action: str, suite: str, told: str) -> None:
    asked(bureau)
    screen = phone(bureau)
    assert "psc.suite" not in screen.facts
    answer = answered(bureau, screen, action)
    assert (answer.facts["professional"], answer.facts["psc.suite"]) == (NURSE, suite)
    assert bureau.service.explain(answer.exchange, "fr").summary == told
    again = read_again(answer.exchange, bureau.service, bureau.espace)
    assert dict(again.facts) == dict(answer.facts)


def test_the_journal_reads_the_telephone_again_as_it_was(bureau: Banc) -> None:
    asked(bureau, channel="CARD")
    answered(bureau, phone(bureau), "approuver", code_carte="0000")
    wrong = bureau.journal[-1]
    again = read_again(wrong, bureau.service, bureau.espace)
    assert (again.operation, dict(again.facts)) == ("psc.telephone", dict(wrong.facts))
    assert again.findings == wrong.findings
    assert bureau.service.explain(wrong, "fr").summary == (
        "Téléphone simulé de NATHALIE KERMARREC : refus. Le code de la carte est faux."
    )
