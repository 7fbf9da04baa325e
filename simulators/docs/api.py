"""The control API, from its own OpenAPI description: routes, parameters, body, answer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final, cast

from simulators.control.app import create
from simulators.control.desk import Desk
from simulators.core.rule import Text
from simulators.docs.tables import code, plain, section
from simulators.serve import offline_services

_INTRO: Final = Text(
    """# API de contrôle

:::{container} catalogue
Elle change et observe ; aucun service réel ne l'a. Son adresse et son jeton sont dans le fichier \
d'annonce (`control.url`, `control.token`), le jeton va dans `Authorization: Bearer …`. Un espace a \
aussi un jeton à lui, qui n'ouvre que lui. La description complète, formes comprises, est à \
`/api/openapi.json`. Une demande refusée dit pourquoi dans `detail`. `*` marque un paramètre exigé.
:::
""",
    """# Control API

:::{container} catalogue
It changes and observes; no real service has it. Its address and token are in the ready file \
(`control.url`, `control.token`), the token goes in `Authorization: Bearer …`. A workspace also has a \
token of its own, which opens nothing else. The whole description, shapes included, is at \
`/api/openapi.json`. A refused request says why in `detail`. `*` marks a required parameter.
:::
""",
)
_HEADS: Final = ("Route", "Ce que c'est", "Paramètres et corps", "Réponse")
_VERBS: Final = ("get", "post", "put", "patch", "delete")
_Operation = tuple[str, str, str, Mapping[str, Any]]


def description() -> Mapping[str, Any]:
    """The OpenAPI description of the services as they are, without a running simulator."""
    return create(cast("Desk", _Described())).openapi()


def page(lang: str) -> str:
    """The whole page, in Markdown."""
    described = description()
    schemas = described["components"]["schemas"]
    operations = sorted(_operations(described), key=lambda one: one[0])
    parts = (
        section(Text(tag, tag), _HEADS, (_row(one, schemas, lang) for one in members), lang)
        for tag, members in groupby(operations, key=lambda one: one[0])
    )
    return "\n".join((_INTRO.in_language(lang), *parts))


class _Described:
    """What describing the API asks of a desk: the services."""

    services = MappingProxyType(offline_services())


def _operations(described: Mapping[str, Any]) -> Iterator[_Operation]:
    for path, verbs in described["paths"].items():
        for verb in _VERBS:
            if verb in verbs:
                yield next(iter(verbs[verb].get("tags", ("",)))), verb.upper(), path, verbs[verb]


def _row(one: _Operation, schemas: Mapping[str, Any], lang: str) -> Sequence[str]:
    _, verb, path, told = one
    french, _, english = str(told["summary"]).partition(" · ")
    summary = english if lang == "en" and english else french
    answers = ", ".join(code(status) for status in told["responses"] if status.startswith("2"))
    return f"{code(verb)} {code(path)}", plain(summary), "<br>".join(_taken(told, schemas)), answers


def _taken(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    for parameter in told.get("parameters", ()):
        if parameter["in"] == "query":
            yield code(f"?{parameter['name']}{'*' if parameter.get('required') else ''}")
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        named = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        schema = schemas.get(named, {})
        required = set(schema.get("required", ()))
        fields = ", ".join(
            code(f"{name}{'*' if name in required else ''}") for name in schema.get("properties", ())
        )
        yield f"{plain(media)} : {fields}" if fields else plain(media)
