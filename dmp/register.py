"""The fidelity register of the DMP: every error, rule and default, with what each rests on."""

from collections.abc import Iterator
from types import ModuleType

from dmp.cda.rules import REGLES
from dmp.defauts import defauts
from dmp.errors import ERRORS
from dmp.fhir.errors import ENTREES
from dmp.fhir.register import defauts as defauts_fhir
from dmp.fhir.register import regles
from dmp.web.rules import catalogue as web
from dmp.xds.officiel import REGLES as OFFICIELLES
from dmp.xds.rules.catalogue import (
    acces,
    alimentation,
    autorisations,
    contenus,
    enveloppe,
    fiche_signature,
    fiches,
    gestion,
    lectures,
    liens,
    listes,
    mise_a_jour,
    personnes,
    recherche,
    remplacements,
    sceau_lot,
    signature,
    signature_lot,
    transport,
    versions,
    vihf,
    vihf_porteur,
    xml_recu,
)
from simulators.core.rule import Register, Rule

_CATALOGUES = (
    remplacements,
    contenus,
    vihf_porteur,
    autorisations,
    lectures,
    personnes,
    versions,
    xml_recu,
    transport,
    enveloppe,
    signature,
    vihf,
    acces,
    alimentation,
    fiches,
    liens,
    fiche_signature,
    signature_lot,
    sceau_lot,
    recherche,
    mise_a_jour,
    gestion,
    listes,
    web,
)


def _rules(*modules: ModuleType) -> Iterator[Rule]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value
    yield from REGLES.values()
    yield from OFFICIELLES.values()
    yield from regles()


def register() -> Register:
    """The whole register."""
    rules = {rule.id: rule for rule in _rules(*_CATALOGUES)}
    told = {default.key: default for default in (*defauts(), *defauts_fhir())}
    return Register("dmp", {**ERRORS, **ENTREES}, rules, told)
