"""Debian's JAX-WS on the served description: wsimport, javac, then a program of ours that holds a P12."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.clients.tools import in_espace
from tests.running import Running, socle

_LIBRARIES = "/usr/share/jaxws/lib/*"
_PROGRAM = Path(__file__).parent / "java" / "Insi.java"
_TRUST = "changeit"


@dataclass(frozen=True, slots=True)
class JaxWs:
    """The compiled program, and the material it is given: what `socle pki export` wrote."""

    running: Running
    classes: Path
    material: Path
    passwords: Mapping[str, str]

    def call(self, espace: str, certificate: str = "insi_auto", **given: str) -> list[tuple[str, str]]:
        """What the program printed, name and value, after one call in that espace."""
        job = {
            "wsdl": wsdl(self.running, espace),
            "ca": str(self.material / "ca.pem"),
            "p12": str(self.material / f"{certificate}.p12"),
            "password": self.passwords[f"{certificate}.p12"],
            "idam": self.running.ready["accounts"]["lps"]["idam"],
            "emetteur": "1990000028",
            **given,
        }
        classpath = f"{_LIBRARIES}:{self.classes}"
        said = _run("java", "-cp", classpath, "Insi", *(f"{name}={value}" for name, value in job.items()))
        lines = [line.partition("\t") for line in said.splitlines()]
        return [(name, value) for name, _, value in lines]


def wsdl(running: Running, espace: str = "defaut") -> str:
    """The description, at the very address of the service in that espace."""
    return f"{in_espace(running.ready['services']['ins']['mtls'], espace)}?wsdl"


def built(running: Running, home: Path, folder: Path) -> JaxWs:
    """What an editor does once: export the material, trust the authority, generate, compile."""
    material, generated, classes = (folder / name for name in ("pki", "generated", "classes"))
    for made in (generated, classes):
        made.mkdir(parents=True)
    exported = socle("pki", "export", str(material), "--target", str(running.ready_path), home=home)
    assert exported.returncode == 0, exported.stderr
    lines = (material / "passwords.txt").read_text("utf-8").splitlines()
    passwords = {name: password for name, _, password in (line.partition(" ") for line in lines)}
    trust = folder / "trust.p12"
    _run("keytool", "-importcert", "-noprompt", "-alias", "socle", "-file", str(material / "ca.pem"),
         "-keystore", str(trust), "-storetype", "PKCS12", "-storepass", _TRUST)  # fmt: skip
    options = {
        # Since Java 8 a schema is not fetched by https unless told.
        "javax.xml.accessExternalSchema": "all",
        "javax.net.ssl.trustStore": str(trust),
        "javax.net.ssl.trustStorePassword": _TRUST,
        "javax.net.ssl.keyStoreType": "PKCS12",
        "javax.net.ssl.keyStore": str(material / "insi_auto.p12"),
        "javax.net.ssl.keyStorePassword": passwords["insi_auto.p12"],
    }
    told = " ".join(f"-D{name}={value}" for name, value in options.items())
    # -extension: without it wsimport leaves out every port of SOAP 1.2.
    _run("wsimport", "-extension", "-Xnocompile", "-s", str(generated), wsdl(running), WSIMPORT_OPTS=told)
    sources = [str(one) for one in generated.rglob("*.java")]
    _run("javac", "-encoding", "UTF-8", "-proc:none", "-cp", _LIBRARIES, "-d", str(classes), *sources,
         str(_PROGRAM))  # fmt: skip
    return JaxWs(running, classes, material, passwords)


def _run(*command: str, **environment: str) -> str:
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
