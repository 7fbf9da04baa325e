"""What every value of the world is: frozen, of known keys, writable in XML."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

# What no XML document can carry (XML 1.0 §2.2): a service could never answer with it.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Valeur(BaseModel):
    """A frozen value that refuses unknown keys, so that a typing error in a fixture is told at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _writable(cls, value: Any) -> Any:
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and _UNWRITABLE.search(text) for text in texts):
            raise ValueError("caractère qu'aucun message XML ne peut porter")
        return value
