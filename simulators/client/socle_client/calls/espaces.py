"""One espace: its life, its settings, its clock, what a DUI needs to work in it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from socle_client.answers.access import Access, Certificate
from socle_client.answers.espaces import Clock, Described, Profile, Settings
from socle_client.calls.call import Call, Json, Reply, as_json, nothing, of_espace, told


def described(espace: str) -> Call[Described]:
    """Its settings, its clock, how it is addressed."""
    return Call("GET", of_espace(espace), lambda reply: Described.read(reply.json()))


def delete(espace: str) -> Call[None]:
    """With its people, journal and snapshots. RefusedError 409 for `defaut`."""
    return Call("DELETE", of_espace(espace), nothing)


def reset(espace: str) -> Call[None]:
    """Everything as it was when it was created; the settings chosen stay."""
    return Call("POST", of_espace(espace, "remise-a-zero"), nothing)


def snapshots(espace: str) -> Call[list[str]]:
    """The labels of its snapshots."""
    return Call("GET", of_espace(espace, "instantanes"), as_json)


def snapshot(espace: str, label: str) -> Call[None]:
    """Keeps the whole state under a label; an older snapshot of that label is replaced."""
    return Call("POST", of_espace(espace, "instantanes"), nothing, body={"label": label})


def restore(espace: str, label: str) -> Call[None]:
    """The whole state as it was. RefusedError 404 when there is no such snapshot."""
    return Call("POST", of_espace(espace, "instantanes", label, "retablir"), nothing)


def forget_snapshot(espace: str, label: str) -> Call[None]:
    """RefusedError 404 when there is no such snapshot."""
    return Call("DELETE", of_espace(espace, "instantanes", label), nothing)


def export(espace: str, path: Path) -> Call[Path]:
    """Writes the whole espace to a file, for `import_` or `socle espace import`. Raises OSError."""
    return _file(of_espace(espace, "export"), path)


def export_journal(espace: str, path: Path) -> Call[Path]:
    """Writes every exchange with its bytes to a file that `socle judge` reads. Raises OSError."""
    return _file(of_espace(espace, "journal.zip"), path)


def _file(address: str, path: Path) -> Call[Path]:
    def write(reply: Reply) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reply.body)
        return path

    return Call("GET", address, write, timeout=300)


def settings(espace: str) -> Call[Settings]:
    """Profile, refusal of real data, options."""
    return Call("GET", of_espace(espace, "reglages"), _settings)


def configure(
    espace: str,
    *,
    profile: Profile | None = None,
    refuse_real_data: bool | None = None,
    options: Iterable[str] | None = None,
) -> Call[Settings]:
    """Changes what is given. RefusedError 422 for an option that no service declares."""
    chosen = None if options is None else sorted(options)
    body = told(profile=profile, refuse_real_data=refuse_real_data, options=chosen)
    return Call("PUT", of_espace(espace, "reglages"), _settings, body=body)


def _settings(reply: Reply) -> Settings:
    return Settings.read(reply.json())


def clock(espace: str) -> Call[Clock]:
    """Its mode and the instant it shows."""
    return Call("GET", of_espace(espace, "horloge"), _clock)


def real_clock(espace: str) -> Call[Clock]:
    """The hour of the machine again."""
    return _set_clock(espace, {"mode": "real"})


def shift_clock(espace: str, seconds: float) -> Call[Clock]:
    """The hour of the machine plus so many seconds (minus, when negative); it goes on."""
    return _set_clock(espace, {"mode": "shifted", "offset": seconds})


def step_clock(espace: str, instant: datetime) -> Call[Clock]:
    """Frozen at an instant (with its time zone), plus a second per exchange."""
    return _set_clock(espace, {"mode": "stepped", "instant": instant.isoformat()})


def _set_clock(espace: str, body: Json) -> Call[Clock]:
    return Call("PUT", of_espace(espace, "horloge"), _clock, body=body)


def _clock(reply: Reply) -> Clock:
    return Clock.read(reply.json())


def access(espace: str) -> Call[Access]:
    """Addresses, certificates, accounts: all that a DUI needs in this espace."""
    return Call("GET", of_espace(espace, "acces"), lambda reply: Access.read(reply.json()))


def certificates_of_structure(espace: str, structure: str) -> Call[dict[str, Certificate]]:
    """Those of one of its structures, made at the first request."""
    return Call("POST", of_espace(espace, "structures", structure, "certificats"), _certificates)


def certificates_of_professional(espace: str, professional: str) -> Call[dict[str, Certificate]]:
    """The card of one of its professionals. RefusedError 409 for somebody who has none."""
    return Call("POST", of_espace(espace, "professionnels", professional, "certificats"), _certificates)


def _certificates(reply: Reply) -> dict[str, Certificate]:
    return {name: Certificate.read(one) for name, one in reply.json().items()}
