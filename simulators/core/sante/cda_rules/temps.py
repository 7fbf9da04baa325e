"""Times of a CDA and of its entry."""

import re
from datetime import UTC, datetime
from typing import Final

_SECOND: Final = "%Y%m%d%H%M%S"
_MOMENT: Final = re.compile(r"[0-9]{14}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})")


def en_utc(value: str) -> str:
    """A CDA time with its offset as XDS writes it, `yyyyMMddHHmmss` in UTC; empty when it cannot be told."""
    if not _MOMENT.fullmatch(value):
        return ""
    try:
        # Ten times faster than strptime.
        when = datetime.fromisoformat(f"{value[:8]}T{value[8:]}")
        return when.astimezone(UTC).strftime(_SECOND)
    except (ValueError, OverflowError):
        return ""
