"""What a person wrote wrong is told in French, whatever is wrong in it."""

from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter, ValidationError

from simulators.validation import wrong_fields


class Thing(BaseModel):
    """Something with a name."""

    nom: str = ""


@pytest.mark.parametrize(
    ("wanted", "given", "told"),
    [
        (Annotated[str, Field(max_length=3)], "abcd", "3 caractères au plus"),
        (Annotated[str, Field(min_length=3)], "a", "3 caractères au moins"),
        (Annotated[list[int], Field(max_length=1)], [1, 2], "1 éléments au plus"),
        (Annotated[list[int], Field(min_length=1)], [], "1 éléments au moins"),
        (Annotated[float, Field(gt=0)], 0, "plus de 0"),
        (int, None, "nombre entier attendu"),
        (int, 1.5, "nombre entier attendu"),
        (int, "9" * 5000, "nombre trop grand"),
        (float, None, "nombre attendu"),
        (bool, None, "oui ou non attendu (true, false)"),
        (AwareDatetime, {}, "instant attendu (2026-01-05T08:00:00Z)"),
        (AwareDatetime, "demain", "instant attendu (2026-01-05T08:00:00Z)"),
        (AwareDatetime, "2026-13-05T08:00:00Z", "instant attendu (2026-01-05T08:00:00Z)"),
        (AwareDatetime, "2026-01-05T08:00:00", "fuseau attendu (2026-01-05T08:00:00Z)"),
        (date, "2026-02-31", "jour attendu (2026-01-05)"),
        (date, [], "jour attendu (2026-01-05)"),
        (frozenset[str], 1, "liste attendue"),
        (Thing, 1, "objet JSON attendu"),
        (str, 1, "texte attendu"),
    ],
)
def test_what_is_wrong_is_told_in_french(wanted: Any, given: object, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(wanted).validate_python(given)
    assert [one["message"] for one in wrong_fields([dict(one) for one in refused.value.errors()])] == [told]
