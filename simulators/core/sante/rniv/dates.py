"""Incomplete birth dates: which they are, and how the RNIV completes them (ins.md §6.3, EXI PP 19)."""

import re
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

_SHAPE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UNKNOWN: Final = "00"
_NO_YEAR: Final = "0000"


class Etat(StrEnum):
    """What a birth date is worth for the sanitary identity (EXI ID 11)."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    HORS_CALENDRIER = "hors_calendrier"
    ILLISIBLE = "illisible"
    ABSENTE = "absente"


class DateRetenue(NamedTuple):
    """A birth date as the record keeps it; `incertaine` must be shown beside it (EXI ID 12)."""

    date: str
    incertaine: bool


class DateNonCompletableError(ValueError):
    """A date that no rule completes; the argument is the text."""


def etat(text: str) -> Etat:
    """What kind of date a text is: only a complete one may be recorded as it stands.

    Months 13 and above exist in the reference bases: no civil date, and nothing the RNIV completes.
    """
    if not text:
        return Etat.ABSENTE
    found = _SHAPE.fullmatch(text)
    if not found:
        return Etat.ILLISIBLE
    year, month, day = found.groups()
    if year == _NO_YEAR or _UNKNOWN in (month, day):
        return Etat.INCOMPLETE
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return Etat.HORS_CALENDRIER
    return Etat.COMPLETE


def is_incomplete(text: str) -> bool:
    """True for what a record may not take over: anything but a full civil date (EXI ID 11, EXI ID 12)."""
    return etat(text) is not Etat.COMPLETE


def completer(text: str, annee_estimee: int | None = None) -> DateRetenue:
    """The date to record: unknown day → the 1st; month → January; both → 31 December; marked uncertain.

    An unknown year needs the year the user estimates. Raises `DateNonCompletableError` when the text is no
    date of this form, has a day or month outside the calendar, or no year at all.
    """
    found = _SHAPE.fullmatch(text)
    if not found:
        raise DateNonCompletableError(text)
    year, month, day = found.groups()
    if year == _NO_YEAR:
        if annee_estimee is None:
            raise DateNonCompletableError(text)
        year = f"{annee_estimee:04d}"
    kept = f"{year}-{_month_and_day(month, day)}"
    if etat(kept) is not Etat.COMPLETE:
        raise DateNonCompletableError(text)
    return DateRetenue(kept, incertaine=kept != text)


def _month_and_day(month: str, day: str) -> str:
    if month == day == _UNKNOWN:
        return "12-31"
    return f"{'01' if month == _UNKNOWN else month}-{'01' if day == _UNKNOWN else day}"
