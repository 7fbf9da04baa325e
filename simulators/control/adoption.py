"""Adopting what a real DUI brings: what an exchange was refused for not knowing joins the espace."""

import re
from collections.abc import Mapping

from simulators.control.reponses import Adopted
from simulators.core.espace import Espace
from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Logiciel
from simulators.core.service import Adopting, Service

# The answer by which INSi says that it does not know the authorisation number of the software.
UNKNOWN_IDAM = "desir_550"


# By service, the errors that may mean "not known here": what `adopt` is able to mend.
_MENDABLE: Mapping[str, frozenset[str]] = {
    "ins": frozenset({UNKNOWN_IDAM}),
    "psc": frozenset(
        {
            "client_inconnu",
            "redirect_uri_refusee",
            "poussee_redirect_uri",
            "client_inconnu_jeton",
            "secret_faux",
            "introspection_refusee",
            "certificat_refuse",
            "deconnexion_redirection",
        }
    ),
    "mss": frozenset({"annuaire_cle"}),
}


def mendable(exchange: Exchange) -> bool:
    """Whether adopting is worth proposing for a refused exchange, from the error it was answered. Pure."""
    answered = exchange.facts.get("erreurs")
    keys = answered if isinstance(answered, tuple) else (answered,)
    return not _MENDABLE.get(exchange.service, frozenset()).isdisjoint(str(key) for key in keys)


def unknown_software(exchange: Exchange) -> Logiciel | None:
    """The software an exchange was refused for, as it named itself; None when that was not the reason."""
    facts = exchange.facts
    idam = facts.get("ins.idam")
    if facts.get("code") != UNKNOWN_IDAM or not isinstance(idam, str) or not idam:
        return None
    name, version = (str(facts.get(key) or "") for key in ("ins.lps_nom", "ins.lps_version"))
    slug = re.sub(r"[^a-z0-9]+", "-", idam.lower()).strip("-")[:48] or "logiciel"
    return Logiciel(id=f"adopte-{slug}", idam=idam, nom=name, version=version, adopte=True)


async def adopt(exchange: Exchange, espace: Espace, services: Mapping[str, Service]) -> Adopted | None:
    """Puts what was unknown into the espace and says what; None when there is nothing to adopt."""
    service: object = services.get(exchange.service)
    if isinstance(service, Adopting):
        adopted = await service.adopt(exchange, espace)
        return None if adopted is None else {"genre": adopted["genre"], "valeur": adopted["valeur"]}
    software = unknown_software(exchange)
    if software is None:
        return None
    await espace.monde.put(software)
    return {"genre": "logiciels", "valeur": software.model_dump(mode="json")}
