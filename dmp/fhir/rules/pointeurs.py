"""Operations of RFC 6902 on a tree of ours, within bounds: a patch must not make a resource explode."""

import copy
from collections.abc import Sequence
from typing import Any, Final

from dmp.fhir.model.correctif import Operation

# A list that is absent from the resource is made by what is added to it.
_LISTES: Final = frozenset({"securityLabel", "extension"})
# What may be changed of an entry is some ten values; `copy` doubles what it copies each time.
_NOEUDS: Final = 5_000
_PROFONDEUR: Final = 40
_RANG: Final = 6


class InapplicableError(ValueError):
    """An operation that does not apply; the argument says why."""


def appliquer(tree: Any, one: Operation) -> Any:
    """The tree after one operation, changed in place. Raises `InapplicableError`."""
    made = _une(tree, one)
    _bornes([made.get(name) for name in (*_LISTES, "status")])
    return made


def _bornes(drawers: list[Any]) -> None:
    """Neither more values nor more levels than these elements may have."""
    level, count = drawers, 0
    for _ in range(_PROFONDEUR):
        level = [
            one
            for holder in level
            if isinstance(holder, dict | list)
            for one in (holder.values() if isinstance(holder, dict) else holder)
        ]
        count += len(level)
        if not level:
            return
        if count > _NOEUDS:
            break
    raise InapplicableError("résultat démesuré")


def _rang(step: str, most: int) -> int | None:
    """The place in a list that a step names, below `most`."""
    if not (step.isascii() and step.isdigit() and len(step) < _RANG):
        return None
    return int(step) if int(step) < most else None


def _une(tree: Any, one: Operation) -> Any:
    """One operation of RFC 6902 on a tree of ours."""
    match one.op:
        case "move" | "copy":
            value = copy.deepcopy(_lire(tree, one.origine))
            moved = _une(tree, Operation("remove", one.origine)) if one.op == "move" else tree
            return _poser(moved, one.chemin, value, ajoute=True)
        case "test":
            if _lire(tree, one.chemin) != one.valeur:
                raise InapplicableError("test")
            return tree
        case "remove":
            return _oter(tree, one.chemin)
        case _:
            return _poser(tree, one.chemin, copy.deepcopy(one.valeur), ajoute=one.op == "add")


def _pas(path: str) -> list[str]:
    if not path.startswith("/"):
        raise InapplicableError(path[:80])
    return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]


def _vers(tree: Any, steps: Sequence[str]) -> Any:
    here = tree
    for step in steps:
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and (rank := _rang(step, len(here))) is not None:
            here = here[rank]
        else:
            raise InapplicableError("/".join(steps)[:80])
    return here


def _lire(tree: Any, path: str) -> Any:
    return _vers(tree, _pas(path))


def _poser(tree: Any, path: str, value: Any, *, ajoute: bool) -> Any:
    *parents, last = _pas(path)
    if ajoute and len(parents) == 1 and parents[0] in _LISTES and parents[0] not in tree:
        tree[parents[0]] = []
    holder = _vers(tree, parents)
    if isinstance(holder, list):
        if last == "-" and ajoute:
            holder.append(value)
            return tree
        rank = _rang(last, len(holder) + ajoute)
        if rank is None:
            raise InapplicableError(path[:80])
        if ajoute:
            holder.insert(rank, value)
        else:
            holder[rank] = value
        return tree
    if not isinstance(holder, dict) or (not ajoute and last not in holder):
        raise InapplicableError(path[:80])
    holder[last] = value
    return tree


def _oter(tree: Any, path: str) -> Any:
    *parents, last = _pas(path)
    holder = _vers(tree, parents)
    _vers(holder, [last])
    if isinstance(holder, list):
        del holder[int(last)]
    else:
        del holder[last]
    return tree
