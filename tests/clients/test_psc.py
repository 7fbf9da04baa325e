"""Programs we did not write log a professional in through PSC: authlib, and npm `openid-client`."""

import asyncio
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from authlib.integrations.base_client import OAuthError
from joserfc.jwk import ECKey, KeySet

from tests.clients.tools import NURSE, Psc, in_espace, node, psc
from tests.running import Running

pytestmark = pytest.mark.clients


def request_of(session: dict[str, Any], query: str = "") -> Any:
    """What a web framework would give authlib: a request with its session."""
    from starlette.requests import Request

    scope = {"type": "http", "method": "GET", "path": "/callback", "headers": [], "session": session}
    return Request({**scope, "query_string": query.encode()})


async def with_authlib(running: Running, espace: str) -> dict[str, Any]:
    """authlib's own round trip: discovery, PKCE, state, nonce, signature and issuer are its checks."""
    # authlib gives its notice about httpx each time it is first imported.
    with warnings.catch_warnings(action="ignore"):
        from authlib.integrations.starlette_client import OAuth

    account = running.ready["accounts"]["psc_client"]
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    oauth = OAuth()
    oauth.register(
        "psc",
        client_id=account["client_id"],
        client_secret=account["client_secret"],
        server_metadata_url=in_espace(running.ready["services"]["psc"]["discovery"], espace),
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


def test_authlib_logs_the_nurse_in_and_verifies_everything_by_itself(running: Running, espace: str) -> None:
    found = asyncio.run(with_authlib(running, espace))
    assert found["claims"]["iss"] == in_espace(running.ready["services"]["psc"]["issuer"], espace)
    assert found["claims"]["SubjectNameID"] == NURSE
    assert found["person"]["SubjectRefPro"]["exercices"][0]["codeProfession"] == "60"


@pytest.fixture
def client(running: Running, espace: str) -> Iterator[Psc]:
    """authlib's OAuth 2 session, as a DUI's server holds it."""
    with psc(running, espace) as one:
        yield one


def active(client: Psc, token: str) -> bool:
    """What introspection says of a token."""
    told = client.session.introspect_token(client.metadata["introspection_endpoint"], token=token)
    found: bool = told.json()["active"]
    return found


def test_authlib_refreshes_introspects_and_leaves(client: Psc) -> None:
    first = client.tokens(NURSE)
    fresh = client.session.refresh_token(client.metadata["token_endpoint"], first["refresh_token"])
    assert fresh["access_token"] != first["access_token"]
    assert client.session.get(client.metadata["userinfo_endpoint"]).json()["family_name"] == "KERMARREC"
    assert active(client, fresh["access_token"])
    left = client.browser.get(
        client.metadata["end_session_endpoint"], params={"id_token_hint": first["id_token"]}
    )
    assert left.is_success
    assert not active(client, fresh["access_token"])
    with pytest.raises(OAuthError) as refused:
        client.session.refresh_token(client.metadata["token_endpoint"], fresh["refresh_token"])
    assert refused.value.error == "invalid_grant"


def test_authlib_reads_a_code_used_twice_as_an_error(client: Psc) -> None:
    back = client.authorized(NURSE).headers["location"]
    assert client.exchanged(back)["token_type"] == "Bearer"
    with pytest.raises(OAuthError) as refused:
        client.exchanged(back)
    assert (refused.value.error, refused.value.description) == ("invalid_grant", "Code not valid")


def test_authlib_reads_another_redirection_at_the_token_as_an_error(client: Psc) -> None:
    back = client.authorized(NURSE).headers["location"]
    with pytest.raises(OAuthError) as refused:
        client.exchanged(back, redirect_uri="http://localhost:8080/callback")
    assert (refused.value.error, refused.value.description) == ("invalid_grant", "Incorrect redirect_uri")


def test_authlib_reads_another_verifier_as_an_error(client: Psc) -> None:
    back = client.authorized(NURSE).headers["location"]
    with pytest.raises(OAuthError) as refused:
        client.exchanged(back, code_verifier="another-verifier-of-forty-three-characters-or-more")
    assert refused.value.error == "invalid_grant"


def test_a_redirection_nobody_declared_never_leaves_the_page(client: Psc) -> None:
    client.session.redirect_uri = "https://pirate.example/callback"
    answer = client.authorized(NURSE)
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "Invalid parameter: redirect_uri" in answer.text


def test_openid_client_logs_in_refreshes_introspects_revokes_pushes_and_asks_by_telephone(
    running: Running, api: httpx.Client, espace: str
) -> None:
    assert api.put(f"/espaces/{espace}/psc/connexion", json={"ciba_apres": 0}).status_code == 200
    account, services = running.ready["accounts"]["psc_client"], running.ready["services"]["psc"]
    told = node(
        running,
        "psc.mjs",
        {
            "discovery": in_espace(services["discovery"], espace),
            "client": [account["client_id"], account["client_secret"]],
            "redirect": account["redirect_uris"][0],
            "other": account["redirect_uris"][1],
            "leaving": account["post_logout_redirect_uris"][0],
            "hint": NURSE,
        },
    )
    assert told == {
        "issuer": in_espace(services["issuer"], espace),
        "name": "KERMARREC",
        "nationalId": NURSE,
        "expires": 120,
        "refreshed": True,
        "active": True,
        "replayed": ["invalid_grant", "Code not valid"],
        "elsewhere": ["invalid_grant", "Incorrect redirect_uri"],
        "unknownScope": ["invalid_scope", "Invalid scopes: openid scope_inconnue"],
        "left": "https://localhost:8443/",
        "activeAfterwards": False,
        "refreshedAfterwards": ["invalid_grant", "Session not active"],
        "activeOnceRevoked": False,
        "pushed": [["client_id", "request_uri"], NURSE],
        "approvedOnTheTelephone": NURSE,
    }


def test_openid_client_takes_forms_signed_answers_its_own_key_and_the_token_of_an_api(
    running: Running, api: httpx.Client, espace: str
) -> None:
    account, services = running.ready["accounts"]["psc_client"], running.ready["services"]["psc"]
    key = ECKey.generate_key("P-256", auto_kid=True)
    client = {
        "authentification": "private_key_jwt",
        "jwks": KeySet([key]).as_dict(private=False),
        "redirect_uris": account["redirect_uris"],
    }
    assert api.put(f"/espaces/{espace}/psc/clients/dui-a-cle", json=client).status_code == 200
    material = running.ready["pki"]["clients"]["insi_auto"]
    told = node(
        running,
        "psc_modes.mjs",
        {
            "discovery": in_espace(services["discovery"], espace),
            "client": [account["client_id"], account["client_secret"]],
            "redirect": account["redirect_uris"][0],
            "hint": NURSE,
            "signing": "dui-a-cle",
            "key": key.as_dict(private=True),
            "api": in_espace(services["api_dmp"], espace),
            "certificate": {name: Path(material[name]).read_text("ascii") for name in ("cert", "key")},
        },
    )
    assert told == {
        "byForm": NURSE,
        "bySeal": NURSE,
        "sealedMembers": ["response"],
        "byKey": NURSE,
        "introspectedByKey": True,
        "byForgery": [
            "invalid_client",
            "Client authentication with signed JWT failed: Signature on JWT token failed validation",
        ],
        "exchanged": ["urn:ietf:params:oauth:token-type:access_token", "bearer", "dmp"],
        "refused": ["invalid_request", "Invalid subject_token"],
        "device": ["invalid_grant", "Client not allowed for OAuth 2.0 Device Authorization Grant"],
        "registered": [
            "insufficient_scope",
            "Policy 'Trusted Hosts' rejected request to client-registration service. "
            "Details: Host not trusted.",
        ],
    }
