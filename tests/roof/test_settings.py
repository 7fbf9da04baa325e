"""Settings: what was typed wins over the surroundings, the surroundings over the team's file."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from simulators.config import Settings, load
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from simulators.validation import in_one_line


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


def test_without_anything_said_the_defaults_hold(tmp_path: Path) -> None:
    settings = load({"profile": None, "port_base": None})
    assert (settings.profile, settings.port_base, settings.data) == (Profile.TERRAIN, 8400, None)
    assert settings.ready_path == tmp_path / "home" / "socle" / "ready.json"
    assert settings.pki_folder == tmp_path / "home" / "socle" / "pki"


def test_the_file_then_the_variable_then_the_flag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "socle.toml").write_text('port_base = 9100\nprofile = "strict"\nonly = ["ins", "psc"]\n')
    assert (load({}).port_base, load({}).only) == (9100, ("ins", "psc"))
    monkeypatch.setenv("SOCLE_PORT_BASE", "9200")
    monkeypatch.setenv("SOCLE_ONLY", "ins, dmp")
    assert (load({}).port_base, load({}).only) == (9200, ("ins", "dmp"))
    assert load({"port_base": 9300, "only": "mss"}).port_base == 9300
    assert load({"only": "mss"}).only == ("mss",)
    assert load({}).profile is Profile.STRICT


def test_with_a_data_folder_the_keys_live_beside_the_data() -> None:
    assert load({"data": Path("/srv/socle")}).pki_folder == Path("/srv/socle/pki")
    assert load({"data": Path("/srv/socle"), "pki": Path("/srv/cles")}).pki_folder == Path("/srv/cles")


def test_a_typing_error_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "socle.toml").write_text("portbase = 9100\n")
    with pytest.raises(ValidationError) as error:
        load({})
    assert in_one_line([dict(one) for one in error.value.errors()]) == "portbase : nom inconnu"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("port_base", -1),
        ("port_base", 65_001),
        ("profile", "dur"),
        ("public_url", "ftp://x"),
        ("http", "peut-être"),
    ],
)
def test_what_cannot_be_is_refused(setting: str, value: object) -> None:
    with pytest.raises(ValidationError):
        load({setting: value})


def test_the_verifications_of_insi_are_opened_by_a_flag_a_variable_or_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load({}).behaviour().options == frozenset()
    assert load({"insi_lot2": True}).behaviour().options == {"ins.lot2"}
    (tmp_path / "socle.toml").write_text("insi_lot2 = true\n")
    assert load({}).behaviour().options == {"ins.lot2"}
    monkeypatch.setenv("SOCLE_INSI_LOT2", "no")
    assert load({}).behaviour().options == frozenset()


def test_an_espace_kept_from_an_earlier_run_loses_no_other_option() -> None:
    kept = EspaceSettings(Profile.STRICT, options=frozenset({"ins.fautes_2022", "ins.lot2"}))
    assert load({}).behaviour(kept).options == {"ins.fautes_2022", "ins.lot2"}
    assert load({"insi_lot2": True}).behaviour(kept).options == {"ins.fautes_2022", "ins.lot2"}
    assert load({"insi_lot2": False}).behaviour(kept).options == {"ins.fautes_2022"}


def test_the_copy_of_the_official_schemas_is_named_by_a_flag_a_variable_or_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load({}).schematron is None
    (tmp_path / "socle.toml").write_text('schematron = "/srv/copie"\n')
    assert load({}).schematron == Path("/srv/copie")
    monkeypatch.setenv("SOCLE_SCHEMATRON", "/srv/autre")
    assert load({}).schematron == Path("/srv/autre")
    assert load({"schematron": Path("/srv/tapee")}).schematron == Path("/srv/tapee")
    assert load({}).schematron_cache == tmp_path / "home" / "socle" / "schematron"
    assert load({"data": Path("/srv/socle")}).schematron_cache == Path("/srv/socle/schematron")


def test_a_public_address_loses_its_final_slash() -> None:
    assert (
        Settings(public_url="https://simulateur.example.org/").public_url == "https://simulateur.example.org"
    )
