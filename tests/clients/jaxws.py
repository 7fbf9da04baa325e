"""Debian's JAX-WS on served descriptions: wsimport, javac, then a program of ours that holds a P12."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.clients.tools import in_espace
from tests.running import Running, socle

_LIBRARIES = "/usr/share/jaxws/lib/*"
_SOURCES = Path(__file__).parent / "java"
_TRUST = "changeit"


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled program, and the material it is given: what `socle pki export` wrote."""

    name: str
    classes: Path
    material: Path
    passwords: Mapping[str, str]

    def run(self, certificate: str, **given: str) -> list[tuple[str, str]]:
        """What the program printed, name and value, having called with that certificate."""
        job = {
            "ca": str(self.material / "ca.pem"),
            "p12": str(self.p12(certificate)),
            "password": self.password(certificate),
            **given,
        }
        classpath = f"{_LIBRARIES}:{self.classes}"
        arguments = (f"{name}={value}" for name, value in job.items())
        said = _run("java", "-cp", classpath, self.name, *arguments)
        lines = [line.partition("\t") for line in said.splitlines()]
        return [(name, value) for name, _, value in lines]

    def p12(self, certificate: str) -> Path:
        """The key and certificate of that name."""
        return self.material / f"{certificate}.p12"

    def password(self, certificate: str) -> str:
        """What opens them."""
        return self.passwords[f"{certificate}.p12"]


@dataclass(frozen=True, slots=True)
class Insi:
    """The program that calls INSi."""

    running: Running
    program: Program

    def call(self, espace: str, certificate: str = "insi_auto", **given: str) -> list[tuple[str, str]]:
        """What it printed after one call in that espace."""
        job = {
            "wsdl": wsdl(self.running, espace),
            "idam": self.running.ready["accounts"]["lps"]["idam"],
            "emetteur": "1990000028",
            **given,
        }
        return self.program.run(certificate, **job)


def insi(running: Running, home: Path, folder: Path) -> Insi:
    """The program that calls INSi, generated and compiled."""
    return Insi(running, built(running, home, folder, ("Insi", "Tls"), [wsdl(running)], "insi_auto"))


def wsdl(running: Running, espace: str = "defaut") -> str:
    """The description, at the very address of the service in that espace."""
    return f"{in_espace(running.ready['services']['ins']['mtls'], espace)}?wsdl"


def built(
    running: Running,
    home: Path,
    folder: Path,
    classes: Sequence[str],
    wsdls: Sequence[str],
    certificate: str,
) -> Program:
    """What an editor does once: export the material, trust the authority, generate, compile.

    The descriptions are read with that certificate, all into the same sources; the first class is run.
    """
    material, generated, compiled = (folder / name for name in ("pki", "generated", "classes"))
    for made in (generated, compiled):
        made.mkdir(parents=True)
    exported = socle("pki", "export", str(material), "--target", str(running.ready_path), home=home)
    assert exported.returncode == 0, exported.stderr
    lines = (material / "passwords.txt").read_text("utf-8").splitlines()
    passwords = {name: password for name, _, password in (line.partition(" ") for line in lines)}
    program = Program(classes[0], compiled, material, passwords)
    options = _options(program, folder / "trust.p12", certificate)
    for one in wsdls:
        # -extension: without it wsimport leaves out every port of SOAP 1.2.
        _run("wsimport", "-extension", "-Xnocompile", "-s", str(generated), one, WSIMPORT_OPTS=options)
    sources = [*generated.rglob("*.java"), *(_SOURCES / f"{name}.java" for name in classes)]
    _run("javac", "-encoding", "UTF-8", "-proc:none", "-cp", _LIBRARIES, "-d", str(compiled),
         *(str(one) for one in sources))  # fmt: skip
    return program


def _options(program: Program, trust: Path, certificate: str) -> str:
    """The options of wsimport's own calls."""
    _run("keytool", "-importcert", "-noprompt", "-alias", "socle", "-file", str(program.material / "ca.pem"),
         "-keystore", str(trust), "-storetype", "PKCS12", "-storepass", _TRUST)  # fmt: skip
    options = {
        # Since Java 8 a schema is not fetched by https unless told.
        "javax.xml.accessExternalSchema": "all",
        "javax.net.ssl.trustStore": str(trust),
        "javax.net.ssl.trustStorePassword": _TRUST,
        "javax.net.ssl.keyStoreType": "PKCS12",
        "javax.net.ssl.keyStore": str(program.p12(certificate)),
        "javax.net.ssl.keyStorePassword": program.password(certificate),
    }
    return " ".join(f"-D{name}={value}" for name, value in options.items())


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
