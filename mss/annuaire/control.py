"""What the control API does of the directory: the keys that may read it."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mss import controle_reponses as reponses
from mss.annuaire.acces import cle_par_defaut
from mss.annuaire.data.systemes import ENTETE_CLE
from mss.annuaire.rules.catalogue import CLE
from mss.annuaire.state import cles
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.journal.model import Exchange


class Cle(BaseModel):
    """Une clé qu'un logiciel a déjà dans ses réglages."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"cle": "cle-de-mon-logiciel", "nom": "DUI de test"}]}
    )

    cle: str = Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")
    nom: str = Field("", max_length=100)


async def adopter(exchange: "Exchange", espace: "Espace", cle: str) -> Mapping[str, Any] | None:
    """Registers the key a call was refused for; None when it was not, or showed none of a usable shape.

    Raises `ControlRefused` when it showed one that is known no more: the journal keeps none.
    """
    refused = any(one.rule.id == CLE.id for one in exchange.findings)
    if not refused:
        return None
    if not cle and exchange.request.header(ENTETE_CLE):
        raise ControlRefused(
            409,
            "La clé de cet appel n'est plus connue : le journal n'en garde pas, et le simulateur a redémarré "
            "(ou bien d'autres appels sont venus depuis). Refaites l'appel, puis adoptez-le.",
        )
    try:
        asked = Cle(cle=cle, nom="adoptée")
    except ValidationError:
        return None
    await espace.store.write(partial(cles.enregistrer, cle=asked.cle, nom=asked.nom))
    return {"genre": "cles_annuaire", "valeur": {"cle": asked.cle, "nom": asked.nom}}


def routes() -> tuple[ControlRoute, ...]:
    """The control routes, mounted under `/espaces/{espace}/mss`."""
    return (
        ControlRoute(
            "GET",
            "/annuaire/cles",
            Text("Les clés de l'annuaire", "Directory keys"),
            _lister,
            answer=list[reponses.CleLue],
        ),
        ControlRoute(
            "POST",
            "/annuaire/cles",
            Text("Enregistrer une clé de l'annuaire", "Register a directory key"),
            _enregistrer,
            body=Cle,
            status=201,
            answer=reponses.CleLue,
        ),
        ControlRoute(
            "DELETE",
            "/annuaire/cles/{cle:path}",
            Text("Retirer une clé de l'annuaire", "Remove a directory key"),
            _retirer,
            answer=reponses.CleRetiree,
        ),
    )


async def _lister(espace: "Espace", _: ControlCall) -> object:
    """La clé de l'espace, puis celles qui ont été enregistrées."""
    own = {"cle": cle_par_defaut(espace), "nom": "clé de l'espace"}
    kept = await espace.store.query(cles.enregistrees)
    return [own, *({"cle": cle, "nom": nom} for cle, nom in kept.items())]


async def _enregistrer(espace: "Espace", call: ControlCall) -> object:
    """Les appels qui la portent sont dès lors admis."""
    asked: Cle = call.body
    await espace.store.write(partial(cles.enregistrer, cle=asked.cle, nom=asked.nom))
    return {"cle": asked.cle, "nom": asked.nom}


async def _retirer(espace: "Espace", call: ControlCall) -> object:
    """Les appels qui la portent sont dès lors refusés ; la clé de l'espace reste."""
    cle = call.parameters["cle"]
    if not await espace.store.write(partial(cles.retirer, cle=cle)):
        raise ControlRefused(404, f"Clé inconnue : {cle[:100]}")
    return {"retiree": cle}
