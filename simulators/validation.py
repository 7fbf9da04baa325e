"""What is wrong in a value that a person wrote, said in French: settings, fixtures, control API."""

from collections.abc import Iterable, Mapping
from typing import Any

_SENTENCES = {
    "value_error": "{error}",
    "finite_number": "nombre fini attendu",
    "missing": "absent",
    "extra_forbidden": "nom inconnu",
    "string_pattern_mismatch": "forme attendue : {pattern}",
    "literal_error": "au choix : {expected}",
    "enum": "au choix : {expected}",
    "string_type": "texte attendu",
    "string_too_short": "{min_length} caractères au moins",
    "string_too_long": "{max_length} caractères au plus",
    "string_unicode": "texte UTF-8 attendu",
    "int_type": "nombre entier attendu",
    "int_from_float": "nombre entier attendu",
    "int_parsing": "nombre entier attendu",
    "int_parsing_size": "nombre trop grand",
    "float_type": "nombre attendu",
    "float_parsing": "nombre attendu",
    "bool_type": "oui ou non attendu (true, false)",
    "bool_parsing": "oui ou non attendu (true, false)",
    "greater_than_equal": "au moins {ge}",
    "greater_than": "plus de {gt}",
    "less_than": "moins de {lt}",
    "less_than_equal": "au plus {le}",
    "datetime_type": "instant attendu (2026-01-05T08:00:00Z)",
    "datetime_parsing": "instant attendu (2026-01-05T08:00:00Z)",
    "datetime_from_date_parsing": "instant attendu (2026-01-05T08:00:00Z)",
    "datetime_object_invalid": "instant attendu (2026-01-05T08:00:00Z)",
    "timezone_aware": "fuseau attendu (2026-01-05T08:00:00Z)",
    "date_type": "jour attendu (2026-01-05)",
    "date_parsing": "jour attendu (2026-01-05)",
    "date_from_datetime_parsing": "jour attendu (2026-01-05)",
    "date_from_datetime_inexact": "jour attendu (2026-01-05)",
    "json_invalid": "JSON illisible",
    "model_attributes_type": "objet JSON attendu",
    "tuple_type": "liste attendue",
    "list_type": "liste attendue",
    "set_type": "liste attendue",
    "frozen_set_type": "liste attendue",
    "too_short": "{min_length} éléments au moins",
    "too_long": "{max_length} éléments au plus",
    "dict_type": "objet JSON attendu",
    "model_type": "objet JSON attendu",
}


def _sentence(error: Mapping[str, Any]) -> str:
    template = _SENTENCES.get(error["type"])
    if template is None:
        return str(error["msg"])
    told = {name: _plain(value) for name, value in error.get("ctx", {}).items()}
    # The last of a list of choices, joined in English by pydantic.
    expected = " ou ".join(str(told.pop("expected", "")).rsplit(" or ", 1))
    return template.format(expected=expected, **told)


def _plain(value: Any) -> Any:
    """A bound as it is written: 5, not 5.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def wrong_fields(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """`[{"champ": "reference.sexe", "message": "au choix : 'M', 'F' or ''"}]` from pydantic's errors."""
    return [
        {"champ": ".".join(str(part) for part in error["loc"]), "message": _sentence(error)}
        for error in errors
    ]


def in_one_line(errors: Iterable[Mapping[str, Any]]) -> str:
    """The same, for a terminal."""
    return " ; ".join(f"{wrong['champ']} : {wrong['message']}" for wrong in wrong_fields(errors))
