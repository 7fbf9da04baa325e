"""People, structures, professionals, software and boxes of an espace: read, put, change a fact, delete."""

from collections.abc import Mapping, Sequence
from types import GenericAlias
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, HTTPException, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter, ValidationError, create_model

from simulators.control.desk import Owned
from simulators.control.donnees_reelles import warnings_or_refusal
from simulators.control.render import TOTAL
from simulators.core.espace import Espace
from simulators.core.monde.contenu import KINDS, Element
from simulators.core.monde.model import Personne, Professionnel
from simulators.core.rule import Text
from simulators.core.sante.fictif import RPPS_DE_FICTION, rpps_fictif
from simulators.core.sante.luhn import cle, rpps_valide
from simulators.validation import wrong_fields

router = APIRouter(prefix="/espaces/{espace}", tags=["Personnes et structures"])

Kind = Literal["personnes", "structures", "professionnels", "logiciels", "boites", "operateurs"]
Id = Annotated[str, Path(description="Identifiant dans l'espace / Identifier in the espace")]
Value = Annotated[dict[str, Any], Body()]
Words = Annotated[
    str, Query(max_length=200, description="Noms, matricule, numéro · Names, matricule, number")
]
Known = Annotated[bool, Query(description="Connues d'INSi seulement · Known to INSi only")]
Most = Annotated[int, Query(ge=0, le=10_000, description="Au plus ; 0 : toutes · At most; 0: all")]
_AS_JSON: TypeAdapter[list[Any]] = TypeAdapter(list[Any])


def _all(espace: Espace, kind: Kind) -> Mapping[str, Element]:
    match kind:
        case "personnes":
            return espace.monde.personnes()
        case "structures":
            return espace.monde.structures()
        case "professionnels":
            return espace.monde.professionnels()
        case "logiciels":
            return espace.monde.logiciels()
        case "boites":
            return espace.monde.boites()
        case "operateurs":
            return espace.monde.operateurs()


def _one(espace: Espace, kind: Kind, id_: str) -> Element:
    value = _all(espace, kind).get(id_)
    if value is None:
        raise HTTPException(404, f"Inconnu dans {kind} de l'espace {espace.name} : {id_}")
    return value


def merged(before: Any, change: Any) -> Any:
    """RFC 7396 merge: objects merge, null removes, anything else replaces. Pure."""
    if not isinstance(change, dict):
        return change
    after = dict(before) if isinstance(before, dict) else {}
    for key, value in change.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = merged(after.get(key), value)
    return after


def nested(change: Mapping[str, Any]) -> dict[str, Any]:
    """`{"reference.sexe": "F"}` as `{"reference": {"sexe": "F"}}`, so that one fact is one line."""
    result: dict[str, Any] = {}
    for key, value in change.items():
        *parents, last = key.split(".")
        level = result
        for parent in parents:
            level = level.setdefault(parent, {})
            if not isinstance(level, dict):
                raise HTTPException(422, f"Deux valeurs pour {parent}")
        level[last] = value
    return result


def _parsed(kind: Kind, value: Mapping[str, Any]) -> Element:
    try:
        return KINDS[kind].model_validate(value)
    except ValidationError as error:
        raise HTTPException(422, wrong_fields([dict(one) for one in error.errors()])) from None


def rpps_refused(rpps: str) -> str:
    """Why nobody can be given that number, in French; empty when they can. None at all is a choice. Pure."""
    if not rpps:
        return ""
    if len(rpps) != 11 or not (rpps.isascii() and rpps.isdigit()):
        return "11 chiffres attendus, sans le 8 qui les précède dans l'identifiant national"
    if not rpps_valide(rpps):
        return f"clé fausse : le dernier chiffre serait {cle(rpps[:-1])}"
    if not rpps_fictif(rpps):
        return f"numéro fictif attendu, commençant par {RPPS_DE_FICTION} : n'entrez aucune personne réelle"
    return ""


async def _stored(espace: Espace, kind: Kind, value: Mapping[str, Any]) -> Response:
    parsed = _parsed(kind, value)
    wrong = rpps_refused(parsed.rpps) if isinstance(parsed, Professionnel) else ""
    if wrong:
        raise HTTPException(422, [{"champ": "rpps", "message": wrong}])
    people = [parsed] if isinstance(parsed, Personne) else []
    warnings = warnings_or_refusal(people, espace)
    await espace.monde.put(parsed)
    return JSONResponse({"valeur": parsed.model_dump(mode="json"), "avertissements": warnings})


async def patch(espace: Espace, kind: Kind, id_: str, change: Mapping[str, Any]) -> Response:
    """Changes what is named, each by one name or nested. Raises HTTPException for what cannot be."""
    before = _one(espace, kind, id_).model_dump(mode="json")
    try:
        after = merged(before, nested(change))
    except RecursionError:
        raise HTTPException(422, "Objet trop profond") from None
    return await _stored(espace, kind, {**after, "id": id_})


class _Routes:
    """The operations on one kind of things."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    async def listing(
        self, espace: Owned, q: Words = "", connus: Known = False, limite: Most = 0
    ) -> Response:
        """The values of that kind, in the order of the fixtures.

        Of people: only those whom the words of `q` designate, and only those whom INSi knows if `connus`. At
        most `limite` of them; the header `X-Total-Count` tells how many there are.
        """
        found: Sequence[Element] = list(_all(espace, self._kind).values())
        if self._kind == "personnes":
            people = espace.monde.designees(q)
            found = [one for one in people if one.reference] if connus else people
        shown = found[:limite] if limite else found
        # Written by pydantic itself: through dictionaries, ten thousand people hold the loop for two seconds.
        text = _AS_JSON.dump_json(list(shown))
        return Response(text, media_type="application/json", headers={TOTAL: str(len(found))})

    async def read(self, espace: Owned, id_: Id) -> Response:
        """One value; 404 when the espace does not know it."""
        return JSONResponse(_one(espace, self._kind, id_).model_dump(mode="json"))

    async def put(self, espace: Owned, id_: Id, body: Value) -> Response:
        """The whole value, created or replaced; `avertissements` names matricules not known fictional."""
        return await _stored(espace, self._kind, {**body, "id": id_})

    async def patch(self, espace: Owned, id_: Id, body: Value) -> Response:
        """What is named changes, the rest stays: `{"reference.sexe": "F"}` or nested; null removes."""
        return await patch(espace, self._kind, id_, body)

    async def delete(self, espace: Owned, id_: Id) -> None:
        """404 when the espace does not know it."""
        _one(espace, self._kind, id_)
        await espace.monde.delete(self._kind, id_)


def _mount(kind: Kind, what: Text, example: Mapping[str, Any]) -> None:
    """The operations on one kind: paths of their own, so that each answer has its type in the description."""
    handled, model = _Routes(kind), KINDS[kind]
    stored = create_model(f"{model.__name__}Rangee", valeur=(model, ...), avertissements=(list[str], ...))
    every, one = f"/{kind}", f"/{kind}/{{id_}}"

    def told(french: str, english: str) -> dict[str, Any]:
        name = f"{kind}_{french.partition(' ')[0].lower()}"
        return {"summary": f"{french} : {what.fr} · {english}: {what.en}", "name": name}

    router.add_api_route(
        every,
        handled.listing,
        response_model=GenericAlias(list, (model,)),
        **told("Lister", "List"),
    )
    router.add_api_route(one, handled.read, response_model=model, **told("Lire", "Read"))
    router.add_api_route(
        one,
        handled.put,
        methods=["PUT"],
        response_model=stored,
        openapi_extra=_body({"$ref": f"#/components/schemas/{model.__name__}"}, {}),
        **told("Mettre", "Put"),
    )
    router.add_api_route(
        one,
        handled.patch,
        methods=["PATCH"],
        response_model=stored,
        openapi_extra=_body({"type": "object", "additionalProperties": True}, example),
        **told("Changer un fait", "Change one fact"),
    )
    router.add_api_route(
        one,
        handled.delete,
        methods=["DELETE"],
        status_code=204,
        **told("Supprimer", "Delete"),
    )


def _body(schema: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    content = {"schema": schema, **({"example": example} if example else {})}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


_mount("personnes", Text("personnes", "people"), {"reference.nom_naissance": "DELAUNAY-MARTIN"})
_mount("structures", Text("structures", "structures"), {"nom": "EHPAD LES TILLEULS RENOVES"})
_mount("professionnels", Text("professionnels", "professionals"), {"etat": "retire"})
_mount("logiciels", Text("logiciels", "software"), {"version": "4.2"})
_mount("boites", Text("boîtes aux lettres", "mailboxes"), {"etat": "pleine"})
_mount("operateurs", Text("opérateurs de messagerie", "mail operators"), {"nom": "Opérateur de l'essai"})


@router.get("/{kind}", include_in_schema=False)
@router.api_route("/{kind}/{id_}", methods=["GET", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def of_no_kind(espace: Owned, kind: Kind) -> None:
    """Reached by a kind that has no path of its own: its type refuses it, and names those there are."""
