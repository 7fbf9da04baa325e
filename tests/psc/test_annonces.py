"""What the discovery announces answers, even where PSC opens it to no client."""

import pytest

from tests.psc.banc import CLIENT, OIDC, REALM, SECRET, Answer, Banc

DEVICE = f"{OIDC}/auth/device"
REGISTRATION = f"{REALM}/clients-registrations/openid-connect"
CLOSED = (400, "invalid_grant", "Client not allowed for OAuth 2.0 Device Authorization Grant")
UNTRUSTED = (
    403,
    "insufficient_scope",
    "Policy 'Trusted Hosts' rejected request to client-registration service. Details: Host not trusted.",
)


def registered(psc: Banc, authorization: str = "", content_type: str = "application/json") -> Answer:
    body = b'{"redirect_uris": ["https://dui.example/retour"]}'
    return psc.post(REGISTRATION, body, authorization=authorization, content_type=content_type)


def test_both_addresses_are_those_announced(psc: Banc) -> None:
    document = psc.get(f"{REALM}/.well-known/wallet-openid-configuration").json
    assert document["device_authorization_endpoint"] == f"https://localhost:8454{DEVICE}"
    assert document["registration_endpoint"] == f"https://localhost:8454{REGISTRATION}"


def test_the_device_flow_is_closed_to_a_client_that_proves_who_it_is(psc: Banc) -> None:
    form = {"client_id": CLIENT, "client_secret": SECRET, "scope": "openid scope_all"}
    answer = psc.post(DEVICE, form)
    assert answer.error == CLOSED
    assert answer.exchange.operation == "psc.appareil"
    assert "psc.appareil.ferme" in answer.rules


@pytest.mark.parametrize(
    ("form", "error"),
    [
        (
            {"client_id": CLIENT, "client_secret": "faux"},
            (401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        ),
        (
            {"client_id": "inconnu", "client_secret": "x"},
            (401, "invalid_client", "Invalid client or Invalid client credentials"),
        ),
        ({"scope": "openid"}, (400, "invalid_client", "Missing client_id parameter")),
    ],
)
def test_the_device_flow_looks_at_the_client_first(
    psc: Banc, form: dict[str, str], error: tuple[int, str, str]
) -> None:
    assert psc.post(DEVICE, form).error == error


def test_nobody_registers_a_client_without_token(psc: Banc) -> None:
    answer = registered(psc)
    assert answer.error == UNTRUSTED
    assert answer.exchange.operation == "psc.inscription"
    assert answer.rules == ["psc.inscription.anonyme"]
    assert registered(psc, authorization="Basic YTpi").error == UNTRUSTED


def test_a_token_of_nobody_registers_nothing(psc: Banc) -> None:
    token = psc.tokens()["access_token"]
    assert registered(psc, "Bearer a.b.c").error == (401, "invalid_token", "Failed decode token")
    psc.advance(130)
    assert registered(psc, f"Bearer {token}").error == (401, "invalid_token", "Failed decode token")


def test_the_token_of_a_professional_gives_no_right_to_register(psc: Banc) -> None:
    answer = registered(psc, f"Bearer {psc.tokens()['access_token']}")
    assert answer.error == (403, "insufficient_scope", "Forbidden")


def test_a_registration_is_json_and_everything_else_a_form(psc: Banc) -> None:
    wrong = registered(psc, content_type="application/x-www-form-urlencoded")
    assert (wrong.status, wrong.json) == (415, {"error": "HTTP 415 Unsupported Media Type"})
    assert psc.post(DEVICE, b"{}", content_type="application/json").status == 415
    assert psc.get(REGISTRATION).status == 405


def test_the_exchanges_read_again_say_the_same(psc: Banc) -> None:
    form = {"client_id": CLIENT, "client_secret": SECRET}
    for answer in (psc.post(DEVICE, form), registered(psc), registered(psc, "Bearer a.b.c")):
        again = psc.service.analyse(answer.exchange, psc.espace)
        assert [one.rule.id for one in again.findings] == answer.rules
        assert again.facts["psc.erreur"] == answer.facts["psc.erreur"]
