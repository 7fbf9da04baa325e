"""A real simulator in another process, for the tests: started, spoken to, stopped."""

import json
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SOCLE = str(Path(sys.executable).with_name("socle"))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: exit code, seconds since it was told, what it said on stderr."""

    code: int
    seconds: float
    said: str


@dataclass(slots=True)
class Running:
    """A simulator that serves; `ready` is its ready file, `ready_path` where it lies."""

    process: "subprocess.Popen[str]"
    ready: Mapping[str, Any]
    ready_path: Path

    def api(self, token: str | None = None, **options: Any) -> httpx.Client:
        """A client of the control API, by default with the admin token. Close it."""
        control = self.ready["control"]
        headers = {"authorization": f"Bearer {control['token'] if token is None else token}"}
        return httpx.Client(base_url=control["url"], headers=headers, trust_env=False, timeout=30, **options)

    def tls(self, name: str = "insi_auto") -> ssl.SSLContext:
        """The TLS of a DUI that installed the CA and this certificate."""
        material = self.ready["pki"]["clients"][name]
        context = ssl.create_default_context(cafile=self.ready["pki"]["ca"])
        context.load_cert_chain(material["cert"], material["key"])
        return context

    def client(self, name: str = "insi_auto") -> httpx.Client:
        """An HTTPS client with that certificate. Close it."""
        return httpx.Client(verify=self.tls(name), trust_env=False, timeout=30)

    def stop(self, number: int = signal.SIGTERM) -> Ended:
        """Sends a signal and waits for the end."""
        told = time.monotonic()
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return Ended(self.process.returncode, time.monotonic() - told, said)


@contextmanager
def simulator(*options: str, home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """`socle serve` on free ports with these options. `home` holds the test PKI, shared to be made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ready.json"
        command = [SOCLE, "serve", "--ready-file", str(path), *options]
        if "--port-base" not in options:
            command += ["--port-base", "0"]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**clean_environment(home), **(environment or {})},
        )
        try:
            yield _ready(process, path)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=20)
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()


def clean_environment(home: Path) -> dict[str, str]:
    """The surroundings without settings of a simulator, the user's data folder being `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOCLE_")}
    return {**kept, "XDG_DATA_HOME": str(home)}


def socle(*arguments: str, home: Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Runs `socle` to its end."""
    return subprocess.run(
        [SOCLE, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=clean_environment(home),
        **options,
    )


def _ready(process: "subprocess.Popen[str]", path: Path) -> Running:
    """The table is printed once the ready file is there: no need to look for it again and again."""
    assert process.stdout is not None
    if not process.stdout.readline():
        _, said = process.communicate(timeout=20)
        raise AssertionError(f"the simulator did not start: {said}")
    return Running(process, json.loads(path.read_text("utf-8")), path)
