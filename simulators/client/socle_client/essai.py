"""What the fixtures of the pytest plugin do: which simulator, which name, which settings, what is kept."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from socle_client.errors import SocleError
from socle_client.language import said
from socle_client.launching import words
from socle_client.ready import Ready, read_ready
from socle_client.sharing import Shared
from socle_client.synchronous import Espace, Socle

_MARKED = frozenset({"profil", "options", "horloge"})
# A name of an espace has 41 characters at most; the end makes it unique among workers and runs.
_NAME_LETTERS = 30


@dataclass(frozen=True, slots=True)
class Settings:
    """What the run was told, as texts."""

    url: str
    token: str
    ready_file: str
    command: str
    options: str
    timeout: str


def joined(settings: Settings) -> Socle | None:
    """The running simulator that was named; None when none was. Raises SocleError."""
    ready = read_ready(Path(settings.ready_file)) if settings.ready_file else None
    url = settings.url or (ready.url if ready else "")
    token = settings.token or (ready.token if ready else "")
    if not url:
        return None
    if not token:
        raise SocleError(
            "--socle-url demande un jeton : --socle-token, la variable SOCLE_TOKEN, ou --socle-ready-file",
            "--socle-url needs a token: --socle-token, the variable SOCLE_TOKEN, or --socle-ready-file",
        )
    return Socle.join(url, token)


def started(settings: Settings, folder: Path) -> Socle:
    """The simulator of the run, started by the first who asks. Raises SocleError."""
    try:
        timeout = float(settings.timeout)
    except ValueError:
        raise SocleError(
            f"socle_timeout : un nombre de secondes attendu, {settings.timeout} donné",
            f"socle_timeout: a number of seconds expected, {settings.timeout} given",
        ) from None
    ready: Ready = Shared(folder).started(settings.command, words("socle_options", settings.options), timeout)
    return Socle.join(ready.url, ready.token)


def name_of(test: str) -> str:
    """A name of an espace that tells the test, and that no other test has."""
    words = re.sub(r"[^a-z0-9]+", "-", test.lower().removeprefix("test")).strip("-")
    return f"{words[:_NAME_LETTERS].strip('-') or 'essai'}-{secrets.token_hex(4)}"


def set_up(espace: Espace, marks: Iterable[Mapping[str, Any]]) -> None:
    """Sets what the markers of a test say, the closest one winning.

    Raises SocleError for a word the marker does not have, or a value that the simulator refuses.
    """
    asked: dict[str, Any] = {}
    for one in marks:
        asked = {**one, **asked}
    unknown = sorted(asked.keys() - _MARKED)
    if unknown:
        known = ", ".join(sorted(_MARKED))
        raise SocleError(
            f"marqueur socle : {', '.join(unknown)} inconnu (au choix : {known})",
            f"marker socle: {', '.join(unknown)} unknown (choose among: {known})",
        )
    if "profil" in asked or "options" in asked:
        espace.configure(profile=asked.get("profil"), options=asked.get("options"))
    if "horloge" in asked:
        instant = asked["horloge"]
        espace.step_clock(datetime.fromisoformat(instant) if isinstance(instant, str) else instant)


def kept_as(espace: Espace, folder: Path) -> tuple[Path, Path]:
    """Where an espace that is kept goes: whole, and its journal."""
    return folder / f"{espace.name}.socle", folder / f"{espace.name}-journal.zip"


def keep(espace: Espace, folder: Path) -> None:
    """Exports an espace, whose simulator may end with the run."""
    whole, journal = kept_as(espace, folder)
    espace.export(whole)
    espace.export_journal(journal)


def told_kept(espace: Espace, folder: Path) -> str:
    """What to do with what is kept."""
    whole, journal = kept_as(espace, folder)
    return said(
        f"espace gardé : socle espace import {espace.name} {whole} ; socle judge {journal}",
        f"espace kept: socle espace import {espace.name} {whole}; socle judge {journal}",
    )
