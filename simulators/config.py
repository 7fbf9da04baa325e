"""Settings of one simulator: flags, then SOCLE_* variables, then socle.toml, then the defaults."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from simulators.places import default_ready_file, user_folder

DEFAULT_PORT_BASE = 8400
# The widest shift between the base and a port (the mail faces); a base above would leave the port range.
HIGHEST_PORT_BASE = 65_000
# Mail reads (8143) below the console (8400): a base under this one would leave the port range downwards.
LOWEST_PORT_BASE = 258
# The option of INSi that `--insi-lot2` turns on.
INSI_LOT2 = "ins.lot2"


class Settings(BaseSettings):
    """What `socle serve` was told. `data` None means a private temporary folder, removed at the end."""

    model_config = SettingsConfigDict(
        env_prefix="SOCLE_", toml_file="socle.toml", extra="forbid", frozen=True
    )

    data: Path | None = None
    pki: Path | None = None
    port_base: Annotated[int, Field(ge=0, le=HIGHEST_PORT_BASE)] = DEFAULT_PORT_BASE
    ready_file: Path | None = None
    profile: Profile = Profile.TERRAIN
    only: Annotated[tuple[str, ...], NoDecode] = ()
    http: bool = False
    public_url: Annotated[str, Field(pattern=r"^(https?://[^/\s]+)?$")] = ""
    host: str = "localhost"
    trust: Annotated[tuple[Path, ...], NoDecode] = ()
    seed: str = ""
    marks: bool = True
    no_real_data: bool = False
    insi_lot2: bool = False
    schematron: Path | None = None

    @field_validator("only", "trust", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        """Lists may be written `a,b` in a flag or a variable, or as a TOML array."""
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("port_base")
    @classmethod
    def _in_range(cls, value: int) -> int:
        if 0 < value < LOWEST_PORT_BASE:
            raise ValueError(f"0 (ports libres), ou {LOWEST_PORT_BASE} au moins")
        return value

    @field_validator("public_url", mode="before")
    @classmethod
    def _without_slash(cls, value: object) -> object:
        return value.rstrip("/") if isinstance(value, str) else value

    @property
    def pki_folder(self) -> Path:
        """Beside the data when a folder was named, else the user's own, shared by temporary runs."""
        return self.pki or (self.data / "pki" if self.data else user_folder() / "pki")

    @property
    def schematron_cache(self) -> Path:
        """Where what is made of the user's schematrons is kept: beside the data, else for all runs."""
        return (self.data or user_folder()) / "schematron"

    @property
    def ready_path(self) -> Path:
        """The ready file that will be written."""
        return self.ready_file or default_ready_file()

    def behaviour(self, kept: EspaceSettings | None = None) -> EspaceSettings:
        """How new espaces behave; with `kept`, how one kept from an earlier run does: other options stay."""
        options = kept.options if kept else frozenset[str]()
        if kept is None or "insi_lot2" in self.model_fields_set:
            options = options - {INSI_LOT2} | ({INSI_LOT2} if self.insi_lot2 else frozenset())
        return EspaceSettings(self.profile, self.no_real_data, options)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags win over variables, variables over socle.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(flags: Mapping[str, Any]) -> Settings:
    """The settings from what was typed (None: not typed) and from the surroundings.

    Raises pydantic.ValidationError, naming each wrong setting.
    """
    return Settings(**{name: value for name, value in flags.items() if value is not None})
