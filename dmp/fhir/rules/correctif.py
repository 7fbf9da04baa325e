"""A patch applied to an entry: generically (RFC 6902), then only three elements may have changed.

The writings of the guides' examples that are no JSON pointers are understood where their meaning is sure
(dmp_fhir.md §5.2); the others are refused with the right body as diagnostic.
"""

import copy
import re
from collections.abc import Sequence
from typing import Any, Final

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.model.correctif import Changement, Operation
from dmp.fhir.model.ressource import Json, Noeud, racine
from dmp.fhir.rules import pointeurs
from dmp.fhir.rules.catalogue import correctif as catalogue
from dmp.xds.model import Remarque
from simulators.core.rule import Place, Rule
from simulators.core.sante.codes import Code

# `/extension[url:'…']/valueBoolean`, with the quotes of the guides, typographic ones included.
_ALIAS: Final = re.compile(r"/extension\[url ?[:=] ?['\"‘’“”]([^'\"‘’“”\]]+)['\"‘’“”]\](/valueBoolean)?")
_TIROIRS: Final = frozenset({"status", "securityLabel", "extension"})
_CORPS: Final = {
    "status": '[{"op":"replace","path":"/status","value":"superseded"}]',
    "securityLabel": (
        '[{"op":"replace","path":"/securityLabel","value":[{"coding":[{"system":'
        f'"{s.V3_CONFIDENTIALITE}","code":"N"}}]}}]}}]'
    ),
    "extension": (
        f'[{{"op":"add","path":"/extension/-","value":{{"url":"{noms.EXT_ARCHIVE}","valueBoolean":true}}}}]'
    ),
}
_CODES: Final = frozenset({"N", "R", "V", "MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"})


def appliquer(tree: dict[str, Any], operations: Sequence[Operation]) -> tuple[Changement, list[Remarque]]:
    """What the operations come to, and what is wrong with them."""
    told: list[Remarque] = []
    made: Any = copy.deepcopy(tree)
    for one in operations:
        wrong = _exemple(one)
        if wrong is not None:
            return Changement(), [*told, wrong]
        aimed = _alias(one, made, told)
        if aimed.op != "test" and (_hors(aimed.chemin) or (aimed.op == "move" and _hors(aimed.origine))):
            return Changement(), [*told, _dit(catalogue.ELEMENT, one, aimed.chemin)]
        try:
            made = pointeurs.appliquer(made, aimed)
        except pointeurs.InapplicableError as error:
            return Changement(), [*told, _dit(catalogue.OPERATION, one, str(error))]
    return _comparer(tree, made, operations, told)


def _dit(rule: Rule, one: Operation, found: str = "", detail: str = "") -> Remarque:
    place = Place("request", "fhirpath", one.lieu)
    return Remarque(rule, found[:200], "", place=place, detail=detail)


def _hors(path: str) -> bool:
    return path.strip("/").split("/")[0] not in _TIROIRS


def _exemple(one: Operation) -> Remarque | None:
    """The published examples whose value has not the shape of the element."""
    drawer = re.split(r"[/\[]", one.chemin.lstrip("/"), maxsplit=1)[0]
    value = one.valeur
    if not isinstance(value, str) or one.op not in {"add", "replace"}:
        return None
    found = (
        (drawer == "status" and value != value.strip())
        or (drawer == "securityLabel" and one.chemin.count("/") < 3)
        or (drawer == "extension" and one.chemin.endswith("valueBoolean"))
    )
    return _dit(catalogue.EXEMPLE_FAUX, one, value, _CORPS[drawer]) if found else None


def _alias(one: Operation, tree: Any, told: list[Remarque]) -> Operation:
    """The extension named by its url, as PDSm4DMP's examples write it, as a pointer."""
    named = _ALIAS.fullmatch(one.chemin)
    if named is None:
        return one
    if not one.lieu.startswith("Parameters"):
        told.append(_dit(catalogue.CHEMIN_ALIAS, one, one.chemin))
    held = enumerate(_extensions(tree))
    rank = next((at for at, own in held if isinstance(own, dict) and own.get("url") == named[1]), None)
    if rank is not None and one.op == "remove":
        return one._replace(chemin=f"/extension/{rank}")
    if rank is not None:
        return one._replace(chemin=f"/extension/{rank}/valueBoolean")
    value = one.valeur if not isinstance(one.valeur, dict) else one.valeur.get("valueBoolean")
    made: dict[str, Json] = {"url": named[1], "valueBoolean": value}
    return one._replace(op="add", chemin="/extension/-", valeur=made)


def _comparer(
    before: dict[str, Any], after: Any, operations: Sequence[Operation], told: list[Remarque]
) -> tuple[Changement, list[Remarque]]:
    """Only the status, the labels and the archiving extension may differ."""
    last = operations[-1]
    if not isinstance(after, dict) or not isinstance(after.get("extension", []), list):
        return Changement(), [*told, _dit(catalogue.OPERATION, last, last.chemin)]
    kept = {name: one for name, one in before.items() if name not in _TIROIRS}
    others = [own for own in before.get("extension", []) if own.get("url") != noms.EXT_ARCHIVE]
    told_after = _extensions(after)
    if {name: one for name, one in after.items() if name not in _TIROIRS} != kept or [
        own for own in told_after if not (isinstance(own, dict) and own.get("url") == noms.EXT_ARCHIVE)
    ] != others:
        return Changement(), [*told, _dit(catalogue.ELEMENT, last, last.chemin)]
    archive = _archive(after)
    status, labels = after.get("status"), _etiquettes(after)
    if archive is None or not isinstance(status, str):
        return Changement(), [*told, _dit(catalogue.OPERATION, last, last.chemin)]
    if labels is None:
        return Changement(), [*told, _dit(catalogue.ETIQUETTE, last, str(after.get("securityLabel"))[:80])]
    made = Changement(
        None if status == before.get("status") else status,
        None if labels == _etiquettes(before) else labels,
        None if archive == _archive(before) else archive,
    )
    if made.rien:
        told.append(_dit(catalogue.SANS_EFFET, last, last.chemin))
    return made, told


def _extensions(tree: dict[str, Any]) -> list[Any]:
    """The extensions, none when a patch put something else there."""
    held = tree.get("extension")
    return held if isinstance(held, list) else []


def _archive(tree: dict[str, Any]) -> bool | None:
    """Whether the extension says archived; None when it is there and says nothing."""
    held = [own for own in _extensions(tree) if isinstance(own, dict) and own.get("url") == noms.EXT_ARCHIVE]
    if not held:
        return False
    value = held[-1].get("valueBoolean")
    return value if isinstance(value, bool) else None


def _etiquettes(tree: dict[str, Any]) -> tuple[Code, ...] | None:
    """The labels as codes of the DMP; None when one is not. N stays, whatever replaces it."""
    node: Noeud = racine(tree)
    found: dict[str, Code] = {}
    for one in node.elements("securityLabel"):
        codes = [(s.oid(system), code) for system, code in one.codes()]
        if len(codes) != 1 or codes[0][1] not in _CODES:
            return None
        _, code = codes[0]
        level = code in {"N", "R", "V"}
        found[code] = Code(code, s.CONFIDENTIALITE if level else s.oid(s.VISIBILITE))
    if not found:
        return None
    if not {"N", "R", "V"} & set(found):
        found = {"N": Code("N", s.CONFIDENTIALITE), **found}
    return tuple(found[code] for code in sorted(found, key=lambda one: (one not in {"N", "R", "V"}, one)))
