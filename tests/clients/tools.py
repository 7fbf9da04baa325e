"""What the tests of this folder share: addresses in an espace, tokens by authlib, programs run by node."""

import json
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session

from tests.running import Running

NODE = Path(__file__).parent / "node"
NURSE = "899700000039"
DOCTOR = "899700000021"


def in_espace(address: str, espace: str) -> str:
    """An HTTP address of the ready file, within an espace."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/~{espace}{parts.path}"))


def node(running: Running, script: str, job: Mapping[str, Any], timeout: float = 60) -> Any:
    """What a script of ours printed after giving `job` to foreign libraries; the CA is installed."""
    told = subprocess.run(
        ["node", script],
        cwd=NODE,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": running.ready["pki"]["ca"], "NODE_USE_ENV_PROXY": "0"},
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


class Psc:
    """A DUI's OpenID Connect client made with authlib, and the browser beside it."""

    def __init__(self, running: Running, espace: str, **options: Any) -> None:
        account = running.ready["accounts"]["psc_client"]
        discovery = in_espace(running.ready["services"]["psc"]["discovery"], espace)
        self.redirect = account["redirect_uris"][0]
        self.session = OAuth2Session(
            account["client_id"],
            account["client_secret"],
            redirect_uri=self.redirect,
            scope="openid scope_all",
            code_challenge_method="S256",
            **options,
        )
        self.session.verify, self.session.trust_env = running.ready["pki"]["ca"], False
        self.browser = httpx.Client(
            verify=ssl.create_default_context(cafile=running.ready["pki"]["ca"]), trust_env=False
        )
        self.metadata: Mapping[str, Any] = self.browser.get(discovery).json()
        self._verifier = generate_token(48)

    def close(self) -> None:
        self.session.close()
        self.browser.close()

    def authorized(self, who: str, **extra: str) -> httpx.Response:
        """What the browser is answered when it is sent to log that professional in."""
        address, self._state = self.session.create_authorization_url(
            self.metadata["authorization_endpoint"],
            code_verifier=self._verifier,
            acr_values="eidas1",
            login_hint=who,
            nonce=generate_token(),
            **extra,
        )
        return self.browser.get(address)

    def exchanged(self, back: str, **extra: str) -> dict[str, Any]:
        """The tokens of the code in this return address. Raises authlib's OAuthError."""
        told = {"state": self._state, "code_verifier": self._verifier, **extra}
        token = self.session.fetch_token(self.metadata["token_endpoint"], authorization_response=back, **told)
        return dict(token)

    def tokens(self, who: str) -> dict[str, Any]:
        """The tokens of a professional."""
        return self.exchanged(self.authorized(who).headers["location"])


@contextmanager
def psc(running: Running, espace: str) -> Iterator[Psc]:
    """A client of Pro Santé Connect in an espace, closed afterwards."""
    one = Psc(running, espace)
    try:
        yield one
    finally:
        one.close()


def access_token(running: Running, espace: str, who: str = NURSE) -> str:
    """An access token of a professional, as the DUI's login gives it."""
    with psc(running, espace) as client:
        return str(client.tokens(who)["access_token"])


def loopback(host: str, port: int, timeout: float | None) -> socket.socket:
    """A connection to a name under `localhost`, which browsers and curl know to be this machine."""
    assert host == "localhost" or host.endswith(".localhost")
    return socket.create_connection(("127.0.0.1", port), timeout)


def broken(api: httpx.Client, espace: str, operation: str) -> list[list[str]]:
    """The rules each call of an operation breaks, the oldest call first."""
    told = api.get(f"/espaces/{espace}/echanges", params={"operation": operation}).json()
    addresses = [f"/espaces/{espace}/echanges/{one['id']}/constats" for one in told]
    found = [api.get(address).json() for address in addresses]
    return [[one["rule"] for one in findings] for findings in found]
