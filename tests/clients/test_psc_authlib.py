"""Programs we did not write log a nurse in through PSC: authlib, and npm `openid-client`."""

import asyncio
import json
import os
import ssl
import subprocess
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.running import Running

pytestmark = pytest.mark.clients

NODE = Path(__file__).parent / "node"
NURSE = "899700000039"


def request_of(session: dict[str, Any], query: str = "") -> Any:
    """What a web framework would give authlib: a request with its session."""
    from starlette.requests import Request

    scope = {"type": "http", "method": "GET", "path": "/callback", "headers": [], "session": session}
    return Request({**scope, "query_string": query.encode()})


async def with_authlib(ready: dict[str, Any], context: ssl.SSLContext) -> dict[str, Any]:
    """authlib's own round trip: discovery, PKCE, state, nonce, signature and issuer are its checks."""
    # authlib lets its own notice about httpx through whatever the filters say.
    with warnings.catch_warnings(record=True):
        from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]

    account = ready["accounts"]["psc_client"]
    oauth = OAuth()
    oauth.register(
        "psc",
        client_id=account["client_id"],
        client_secret=account["client_secret"],
        server_metadata_url=ready["services"]["psc"]["discovery"],
        client_kwargs={
            "scope": "openid scope_all",
            "code_challenge_method": "S256",
            "verify": context,
            "trust_env": False,
        },
    )
    session: dict[str, Any] = {}
    extra = {"acr_values": "eidas1", "login_hint": NURSE}
    sent = await oauth.psc.authorize_redirect(request_of(session), account["redirect_uris"][0], **extra)
    async with httpx.AsyncClient(verify=context, trust_env=False) as browser:
        back = await browser.get(sent.headers["location"])
    query = urlsplit(back.headers["location"]).query
    token = await oauth.psc.authorize_access_token(request_of(session, query))
    person: dict[str, Any] = dict(await oauth.psc.userinfo(token=token))
    return {"claims": dict(token["userinfo"]), "person": person}


def test_authlib_logs_the_nurse_in_and_verifies_everything_by_itself(running: Running) -> None:
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    found = asyncio.run(with_authlib(dict(running.ready), context))
    assert found["claims"]["iss"] == running.ready["services"]["psc"]["issuer"]
    assert found["claims"]["SubjectNameID"] == NURSE
    assert found["person"]["SubjectRefPro"]["exercices"][0]["codeProfession"] == "60"


def test_openid_client_logs_in_refreshes_introspects_and_leaves(running: Running) -> None:
    account, services = running.ready["accounts"]["psc_client"], running.ready["services"]["psc"]
    told = subprocess.run(
        [
            *("node", "psc.mjs", services["discovery"], account["client_id"], account["client_secret"]),
            *(account["redirect_uris"][0], NURSE, account["post_logout_redirect_uris"][0]),
        ],
        cwd=NODE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": running.ready["pki"]["ca"], "NODE_USE_ENV_PROXY": "0"},
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "issuer": services["issuer"],
        "name": "KERMARREC",
        "nationalId": NURSE,
        "expires": 120,
        "refreshed": True,
        "active": True,
        "replayed": "Code not valid",
        "left": "https://localhost:8443/",
    }
