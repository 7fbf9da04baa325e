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
    "int_parsing": "nombre entier attendu",
    "float_parsing": "nombre attendu",
    "bool_parsing": "oui ou non attendu (true, false)",
    "greater_than_equal": "au moins {ge}",
    "less_than": "moins de {lt}",
    "less_than_equal": "au plus {le}",
    "datetime_from_date_parsing": "instant attendu (2026-01-05T08:00:00Z)",
    "json_invalid": "JSON illisible",
    "model_attributes_type": "objet JSON attendu",
    "tuple_type": "liste attendue",
    "list_type": "liste attendue",
    "dict_type": "objet JSON attendu",
}


def _sentence(error: Mapping[str, Any]) -> str:
    template = _SENTENCES.get(error["type"])
    if template is None:
        return str(error["msg"])
    told = dict(error.get("ctx", {}))
    # The last of a list of choices, joined in English by pydantic.
    expected = " ou ".join(str(told.pop("expected", "")).rsplit(" or ", 1))
    return template.format(expected=expected, **told)


def wrong_fields(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """`[{"champ": "reference.sexe", "message": "au choix : 'M', 'F' or ''"}]` from pydantic's errors."""
    return [
        {"champ": ".".join(str(part) for part in error["loc"]), "message": _sentence(error)}
        for error in errors
    ]


def in_one_line(errors: Iterable[Mapping[str, Any]]) -> str:
    """The same, for a terminal."""
    return " ; ".join(f"{wrong['champ']} : {wrong['message']}" for wrong in wrong_fields(errors))
