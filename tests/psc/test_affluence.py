"""The morning rush: two hundred people log in at the same moment, and nobody sees an error."""

import asyncio
from urllib.parse import urlencode

from simulators.core.clock import ClockSetting
from tests.psc.banc import CHALLENGE, CLIENT, NURSE, OIDC, RETOUR, SECRET, VERIFIER, Banc

LOGINS = 200


def test_two_hundred_logins_at_once_end_without_an_error(psc: Banc) -> None:
    asked = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": RETOUR,
        "scope": "openid scope_all",
        "state": "s",
        "nonce": "n",
        "login_hint": NURSE,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    exchange = {
        "grant_type": "authorization_code",
        "redirect_uri": RETOUR,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "code_verifier": VERIFIER,
    }

    # The stepped clock adds a second per exchange: in six hundred, codes would expire.
    psc.espace.clock.setting = ClockSetting()

    async def login() -> str:
        back = await psc.call("GET", "/auth", query=urlencode(asked))
        given = await psc.call("POST", f"{OIDC}/token", urlencode(exchange | {"code": back.query["code"]}))
        bearer = f"Bearer {given.json['access_token']}"
        who = await psc.call("GET", f"{OIDC}/userinfo", authorization=bearer)
        assert who.json["SubjectNameID"] == "899700000039"
        return str(given.json["session_state"])

    async def rush() -> list[str]:
        return await asyncio.wait_for(asyncio.gather(*(login() for _ in range(LOGINS))), 60)

    sessions = psc.run(rush())
    assert len(set(sessions)) == LOGINS
    assert len(psc.journal) == 3 * LOGINS
    assert [one.facts["psc.erreur"] for one in psc.journal if "psc.erreur" in one.facts] == []
