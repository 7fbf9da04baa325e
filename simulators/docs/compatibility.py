"""Whether clients generated from an older description of an API still work with a newer one. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Document = Mapping[str, Any]
Schema = Mapping[str, Any]

_VERBS: Final = frozenset({"get", "put", "post", "delete", "patch"})


def breaking(before: Document, after: Document) -> list[str]:
    """What breaks a client, a sentence each: empty when all that changed was added.

    A request may lose nothing it could say and be asked for nothing more; an answer may lose nothing it said.
    """
    found = [*_operations(before, after)]
    return sorted(set(found))


def _operations(before: Document, after: Document) -> Iterator[str]:
    for path, verbs in before["paths"].items():
        for verb in sorted(_VERBS & verbs.keys()):
            where = f"{verb.upper()} {path}"
            later = after["paths"].get(path, {}).get(verb)
            if later is None:
                yield f"{where} : opération ôtée"
                continue
            yield from _operation(where, verbs[verb], later, before, after)


def _operation(where: str, one: Schema, later: Schema, before: Document, after: Document) -> Iterator[str]:
    if one.get("operationId") != later.get("operationId"):
        yield f"{where} : operationId changé ({one.get('operationId')} → {later.get('operationId')})"
    known = {(each["name"], each["in"]): each for each in one.get("parameters", ())}
    for each in later.get("parameters", ()):
        old = known.pop((each["name"], each["in"]), None)
        if each.get("required") and not (old or {}).get("required"):
            yield f"{where} : paramètre {each['name']} devenu obligatoire"
        if old is not None:
            yield from _request(f"{where} : {each['name']}", old["schema"], each["schema"], before, after)
    yield from (f"{where} : paramètre {name} ôté" for name, _ in known)
    if later.get("requestBody", {}).get("required") and not one.get("requestBody", {}).get("required"):
        yield f"{where} : corps devenu obligatoire"
    for media, content in one.get("requestBody", {}).get("content", {}).items():
        new = later.get("requestBody", {}).get("content", {}).get(media)
        if new is None:
            yield f"{where} : corps {media} plus accepté"
        else:
            yield from _request(f"{where} : corps", content["schema"], new["schema"], before, after)
    yield from _answers(where, one["responses"], later["responses"], before, after)


def _answers(where: str, one: Schema, later: Schema, before: Document, after: Document) -> Iterator[str]:
    for status, answer in one.items():
        new = later.get(status)
        if new is None:
            yield f"{where} : réponse {status} ôtée"
            continue
        for media, content in answer.get("content", {}).items():
            then = new.get("content", {}).get(media)
            if then is None:
                yield f"{where} : réponse {status} plus en {media}"
            else:
                told = f"{where} : réponse {status}"
                yield from _answer(told, content.get("schema", {}), then.get("schema", {}), before, after)


def _request(where: str, one: Schema, later: Schema, before: Document, after: Document) -> Iterator[str]:
    for place, old, new in _pairs(where, one, later, before, after):
        yield from (f"{place}.{name} : devenu obligatoire" for name in _required(new) - _required(old))
        yield from (f"{place}.{name} : n'est plus accepté" for name in _names(old) - _names(new))
        yield from (f"{place} : valeur {value} n'est plus acceptée" for value in _narrowed(old, new))


def _answer(where: str, one: Schema, later: Schema, before: Document, after: Document) -> Iterator[str]:
    for place, old, new in _pairs(where, one, later, before, after):
        yield from (f"{place}.{name} : n'est plus répondu" for name in _names(old) - _names(new))
        gone = (_required(old) - _required(new)) & _names(new)
        yield from (f"{place}.{name} : n'est plus toujours répondu" for name in gone)
        yield from (f"{place} : valeur {value} nouvelle" for value in _narrowed(new, old))


def _pairs(
    where: str,
    one: Schema,
    later: Schema,
    before: Document,
    after: Document,
    seen: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, Schema, Schema]]:
    """Each schema within a schema, with what it became, references followed once."""
    name = str(one.get("$ref", ""))
    if name in seen:
        return
    seen |= {name} if name else set()
    old, new = _resolved(one, before), _resolved(later, after)
    yield where, old, new
    if old.get("type") != new.get("type"):
        return
    for prop in sorted(_names(old) & _names(new)):
        inner = (old["properties"][prop], new["properties"][prop])
        yield from _pairs(f"{where}.{prop}", *inner, before, after, seen)
    if isinstance(old.get("items"), Mapping) and isinstance(new.get("items"), Mapping):
        yield from _pairs(f"{where}[]", old["items"], new["items"], before, after, seen)


def _resolved(schema: Schema, document: Document) -> Schema:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _names(schema: Schema) -> frozenset[str]:
    return frozenset(schema.get("properties", ()))


def _required(schema: Schema) -> frozenset[str]:
    return frozenset(schema.get("required", ()))


def _narrowed(wide: Schema, narrow: Schema) -> list[str]:
    """Values that the first allows and the second does not; types count as values."""
    gone = [f"de type {wide['type']}"] if wide.get("type") and wide.get("type") != narrow.get("type") else []
    if "enum" not in narrow:
        return gone
    return gone + sorted(str(one) for one in set(wide.get("enum", ())) - set(narrow["enum"]))
