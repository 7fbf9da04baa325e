"""The simulator as an editor starts it, and a DUI that calls it: real process, real TLS."""

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ENVELOPE = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam" \
xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>\
<bam:ContexteBAM Version="01_02"><bam:Id>2a1f0a9e-6b1a-4f0e-9a55-2f6f8c0c1d01</bam:Id>\
<bam:Temps>2026-01-01T08:00:00Z</bam:Temps><bam:Emetteur>{emetteur}</bam:Emetteur><bam:COUVERTURE/>\
</bam:ContexteBAM><lps:ContexteLPS Nature="CTXLPS" Version="01_00">\
<lps:Id>2a1f0a9e-6b1a-4f0e-9a55-2f6f8c0c1d02</lps:Id><lps:Temps>2026-01-01T08:00:00Z</lps:Temps>\
<lps:Emetteur>{emetteur}</lps:Emetteur><lps:LPS><lps:IDAM R="4">{idam}</lps:IDAM>\
<lps:Version>1.0</lps:Version><lps:Instance>2a1f0a9e-6b1a-4f0e-9a55-2f6f8c0c1d03</lps:Instance>\
<lps:Nom>urn:lps:DUI:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>\
<wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>\
<wsa:MessageID>uuid:{message}</wsa:MessageID></s:Header><s:Body><r:RECSANSVITALE>\
<r:NomNaissance>{nom}</r:NomNaissance><r:Prenom>{prenom}</r:Prenom><r:Sexe>{sexe}</r:Sexe>\
<r:DateNaissance>{date}</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>"""

# From the fixtures: known to the reference base, alone under these traits.
GINETTE = {"nom": "CLEMENT", "prenom": "GINETTE", "sexe": "F", "date": "1933-10-10"}


@dataclass(frozen=True)
class Simulator:
    """A started simulator, by its ready file."""

    ready: dict[str, Any]

    @property
    def console(self) -> str:
        return str(self.ready["console"])

    @property
    def origin(self) -> str:
        return self.console.partition("/?")[0]

    @property
    def authorities(self) -> ssl.SSLContext:
        """What a client without certificate trusts."""
        return ssl.create_default_context(cafile=self.ready["pki"]["ca"])

    def of_espace(self, address: str, espace: str) -> str:
        """An announced address in an espace, by the prefix its page gives."""
        origin, separator, path = address.removeprefix("https://").partition("/")
        return f"https://{origin}/~{espace}{separator}{path}" if espace else address

    def call(self, client: str = "insi_auto", espace: str = "", **told: str) -> httpx.Response:
        """A search by traits as a DUI makes it; anything not told is right."""
        values = {
            **GINETTE,
            "idam": self.ready["accounts"]["lps"]["idam"],
            "message": "9c0b9f3e-16e4-4f5b-8d51-0c6d1f2b7a10",
            "emetteur": "10B0000000",
            **told,
        }
        headers = {"content-type": "application/soap+xml; charset=utf-8"}
        address = self.of_espace(self.ready["services"]["ins"]["mtls"], espace)
        with httpx.Client(verify=self.tls(client), trust_env=False) as http:
            return http.post(address, content=ENVELOPE.format(**values).encode(), headers=headers)

    def api(self) -> httpx.Client:
        """A client of the control API. Close it."""
        control = self.ready["control"]
        headers = {"authorization": f"Bearer {control['token']}"}
        return httpx.Client(base_url=control["url"], headers=headers, trust_env=False, timeout=30)

    def tls(self, client: str) -> ssl.SSLContext:
        """What a client trusts and presents."""
        context = self.authorities
        material = self.ready["pki"]["clients"][client]
        context.load_cert_chain(material["cert"], material["key"])
        return context


@contextmanager
def started(folder: Path) -> Iterator[Simulator]:
    """`socle serve` on free ports with its own folder, ended by its process id."""
    ready = folder / "ready.json"
    command = [str(Path(sys.executable).with_name("socle")), "serve", "--port-base", "0"]
    command += ["--data", str(folder / "data"), "--ready-file", str(ready)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            # The table is printed once everything listens; its last line says how to stop.
            printed = next((line for line in process.stdout if "Ctrl+C" in line), "")
            assert printed, "the simulator did not start"
            yield Simulator(json.loads(ready.read_text("utf-8")))
        finally:
            process.terminate()
            process.wait(10)
