"""Debian's Apache with mod_auth_openidc, as ANS's own sample sets it: the page opens to the nurse alone."""

import html
import re
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.tools import NURSE, in_espace
from tests.running import Running

pytestmark = pytest.mark.clients

CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
User www-data
Group www-data
DocumentRoot {folder}/site
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule auth_openidc_module {modules}/mod_auth_openidc.so
OIDCProviderMetadataURL {discovery}
OIDCClientID dui-apache
OIDCClientSecret un-secret
OIDCRedirectURI http://localhost:{port}/protege/retour
OIDCCryptoPassphrase une-phrase-de-test
OIDCCABundlePath {ca}
OIDCScope "openid scope_all"
OIDCAuthRequestParams acr_values=eidas1&login_hint={nurse}
OIDCPKCEMethod S256
OIDCRemoteUserClaim SubjectNameID
<Location /protege>
AuthType openid-connect
Require valid-user
Header always set x-utilisateur "expr=%{{REMOTE_USER}}"
</Location>
"""


@pytest.fixture
def dossier() -> Iterator[Path]:
    """A folder that Apache's own user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def apache(running: Running, api: httpx.Client, espace: str, dossier: Path) -> Iterator[str]:
    """Apache in a folder of the test's own, registered with PSC; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    register(api, espace, f"http://localhost:{port}")
    site = dossier / "site" / "protege"
    site.mkdir(parents=True)
    (site / "dossier.txt").write_text("Dossier de l'usager", "utf-8")
    ca = dossier / "ca.pem"
    ca.write_bytes(Path(running.ready["pki"]["ca"]).read_bytes())
    settings = dossier / "apache.conf"
    discovery = in_espace(running.ready["services"]["psc"]["discovery"], espace)
    settings.write_text(
        CONFIGURATION.format(
            port=port, folder=dossier, modules="/usr/lib/apache2/modules", discovery=discovery, ca=ca,
            nurse=NURSE,
        ),
        "utf-8",
    )  # fmt: skip
    process = subprocess.Popen(["/usr/sbin/apache2", "-f", str(settings), "-DFOREGROUND"])
    try:
        transport = httpx.HTTPTransport(retries=8)
        with httpx.Client(transport=transport, trust_env=False) as waiting:
            waiting.get(f"http://localhost:{port}/")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def register(api: httpx.Client, espace: str, address: str, **changes: str) -> None:
    """Apache's client at PSC, with its addresses of return."""
    client = {
        "secret": "un-secret",
        "redirect_uris": [f"{address}/protege/retour"],
        "post_logout_redirect_uris": [f"{address}/"],
        **changes,
    }
    assert api.put(f"/espaces/{espace}/psc/clients/dui-apache", json=client).status_code == 200


@pytest.fixture
def browser(running: Running) -> Iterator[httpx.Client]:
    """A browser that installed the CA and keeps its cookies."""
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    with httpx.Client(verify=context, trust_env=False, timeout=20) as one:
        yield one


def shown(browser: httpx.Client, address: str) -> httpx.Response:
    """The protected page, the professional being sent to PSC on the way."""
    return browser.get(f"{address}/protege/dossier.txt", follow_redirects=True)


def asks_again(browser: httpx.Client, address: str) -> bool:
    """Whether Apache no longer knows who it is."""
    return browser.get(f"{address}/protege/dossier.txt").status_code == 302


def alive(api: httpx.Client, espace: str) -> list[str]:
    """The sessions open at PSC."""
    found = api.get(f"/espaces/{espace}/psc/sessions").json()
    return [one["id"] for one in found if one["vivante"]]


def test_apache_opens_the_page_to_the_nurse_once_psc_has_named_her(
    browser: httpx.Client, apache: str
) -> None:
    assert asks_again(browser, apache)
    page = shown(browser, apache)
    assert (page.status_code, page.text) == (200, "Dossier de l'usager")
    assert page.headers["x-utilisateur"] == NURSE
    assert not asks_again(browser, apache)


def test_leaving_apache_ends_the_session_at_psc_and_comes_back(
    api: httpx.Client, espace: str, browser: httpx.Client, apache: str
) -> None:
    shown(browser, apache)
    assert len(alive(api, espace)) == 1
    left = browser.get(f"{apache}/protege/retour", params={"logout": f"{apache}/"})
    assert left.status_code == 302
    assert "/protocol/openid-connect/logout?id_token_hint=" in left.headers["location"]
    back = browser.get(left.headers["location"])
    assert (back.status_code, back.headers["location"]) == (302, f"{apache}/")
    assert alive(api, espace) == []
    assert asks_again(browser, apache)


def test_a_session_that_psc_ends_is_told_to_apache_which_forgets_it(
    api: httpx.Client, espace: str, browser: httpx.Client, apache: str
) -> None:
    register(api, espace, apache, backchannel_logout_uri=f"{apache}/protege/retour?logout=backchannel")
    shown(browser, apache)
    (session,) = alive(api, espace)
    assert api.delete(f"/espaces/{espace}/psc/sessions/{session}").is_success
    assert told(api, espace) == [("remis", 200)]
    assert asks_again(browser, apache)


def told(api: httpx.Client, espace: str) -> list[tuple[str, int]]:
    """What became of the notices of logout, once none waits."""
    for _ in range(1_000):
        found = api.get(f"/espaces/{espace}/psc/avis-deconnexion").json()
        if all(one["etat"] != "attente" for one in found):
            return [(one["etat"], one["statut"]) for one in found]
    raise AssertionError(found)


def test_the_browser_that_leaves_another_software_tells_apache(
    running: Running, api: httpx.Client, espace: str, browser: httpx.Client, apache: str
) -> None:
    register(api, espace, apache, frontchannel_logout_uri=f"{apache}/protege/retour?logout=get")
    shown(browser, apache)
    discovery = in_espace(running.ready["services"]["psc"]["discovery"], espace)
    leaving = browser.get(discovery).json()["end_session_endpoint"]
    assert "Voulez-vous vous déconnecter" in browser.get(leaving).text
    page = browser.post(leaving, data={"confirmer": "oui"}).text
    (frame,) = re.findall(r'<iframe hidden src="([^"]+)"', page)
    assert not asks_again(browser, apache)
    assert browser.get(html.unescape(frame)).status_code == 200
    assert asks_again(browser, apache)
