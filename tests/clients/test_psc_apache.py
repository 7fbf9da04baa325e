"""Debian's Apache with mod_auth_openidc, as ANS's own sample sets it: the page opens to the nurse alone."""

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
    client = {"secret": "un-secret", "redirect_uris": [f"http://localhost:{port}/protege/retour"]}
    assert api.put(f"/espaces/{espace}/psc/clients/dui-apache", json=client).status_code == 200
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
        yield f"http://localhost:{port}/protege/dossier.txt"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_apache_opens_the_page_to_the_nurse_once_psc_has_named_her(running: Running, apache: str) -> None:
    context = ssl.create_default_context(cafile=running.ready["pki"]["ca"])
    with httpx.Client(verify=context, trust_env=False, timeout=20) as browser:
        assert browser.get(apache).status_code == 302
        shown = browser.get(apache, follow_redirects=True)
    assert (shown.status_code, shown.text) == (200, "Dossier de l'usager")
    assert shown.headers["x-utilisateur"] == NURSE
