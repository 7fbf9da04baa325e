"""How an espace behaves: profile, real data, options, clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from simulators.control.desk import Anyone, Owned
from simulators.control.reponses import Clock, Settings
from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.rule import Default, Profile

router = APIRouter(prefix="/espaces/{espace}", tags=["Réglages"])
# An espace lives within a century of today: a clock further away would leave the calendar.
_CENTURY = 3_155_760_000.0
_YEARS = range(1900, 2201)


class SettingsBody(BaseModel):
    """How an espace behaves; what is absent stays as it is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"profile": "strict", "options": []}]}
    )

    profile: Profile | None = None
    refuse_real_data: bool | None = None
    options: frozenset[str] | None = None


class ClockBody(BaseModel):
    """A clock: `real`, `shifted` by `offset` seconds, or `stepped` from `instant` (with its time zone)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"mode": "stepped", "instant": "2026-01-05T08:00:00Z"}]},
    )

    mode: ClockMode
    offset: Annotated[float, Field(ge=-_CENTURY, le=_CENTURY, allow_inf_nan=False)] = 0.0
    instant: datetime | None = None

    def setting(self) -> ClockSetting:
        """The clock's own form; 422 when the instant is missing or has no zone."""
        if self.mode is ClockMode.STEPPED and (self.instant is None or self.instant.tzinfo is None):
            raise HTTPException(
                422, "Une horloge pas à pas part d'un instant avec fuseau (2026-01-05T08:00:00Z)"
            )
        if self.instant is not None and self.instant.year not in _YEARS:
            raise HTTPException(422, "L'instant d'une horloge est entre 1900 et 2200")
        stepped = self.instant if self.mode is ClockMode.STEPPED else None
        return ClockSetting(self.mode, self.offset if self.mode is ClockMode.SHIFTED else 0.0, stepped)


def settings_json(settings: EspaceSettings) -> Settings:
    """The settings of an espace as scripts read them."""
    return {
        "profile": settings.profile,
        "refuse_real_data": settings.refuse_real_data,
        "options": sorted(settings.options),
    }


def clock_json(espace: Espace) -> Clock:
    """The clock of an espace and the instant it shows."""
    setting = espace.clock.setting
    return {
        "mode": setting.mode,
        "offset": setting.offset,
        "instant": setting.instant.isoformat() if setting.instant else None,
        "now": espace.clock.now().isoformat(),
    }


@router.get("/reglages", summary="Lire les réglages · Read the settings")
async def settings(espace: Owned) -> Settings:
    """Profile, refusal of real data, options."""
    return settings_json(espace.settings)


@router.put("/reglages", summary="Changer les réglages · Change the settings")
async def change_settings(espace: Owned, desk: Anyone, body: SettingsBody) -> Settings:
    """What is absent stays. An option that no service declares is refused; some take a value: `key=value`."""
    defaults = {
        key: one for service in desk.services.values() for key, one in service.register.defaults.items()
    }
    known = defaults.keys()
    unknown = sorted(one for one in body.options or () if not _known(one, defaults))
    if unknown:
        raise HTTPException(
            422, f"Option inconnue : {', '.join(unknown)} (au choix : {', '.join(sorted(known))})"
        )
    before = espace.settings
    after = EspaceSettings(
        before.profile if body.profile is None else body.profile,
        before.refuse_real_data if body.refuse_real_data is None else body.refuse_real_data,
        before.options if body.options is None else body.options,
    )
    return settings_json((await desk.context.espaces.set_settings(espace.name, after)).settings)


def _known(option: str, defaults: Mapping[str, Default]) -> bool:
    """True when the service that declares the option takes it as written, value included."""
    declared = defaults.get(option.partition("=")[0])
    return declared is not None and declared.admet(option)


@router.get("/horloge", summary="Lire l'horloge · Read the clock")
async def clock(espace: Owned) -> Clock:
    """Its mode and the instant it shows."""
    return clock_json(espace)


@router.put("/horloge", summary="Régler l'horloge · Set the clock")
async def set_clock(espace: Owned, desk: Anyone, body: ClockBody) -> Clock:
    """Only for this espace; TLS certificates always live in real time."""
    await desk.context.espaces.set_clock(espace.name, body.setting())
    return clock_json(await desk.context.espaces.get(espace.name))
