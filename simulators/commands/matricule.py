"""`socle matricule VALEUR`: the key, what the digits say, and how each standard writes the number."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.matricule import Lecture, MatriculeInvalideError, lire
from simulators.core.sante.oids import (
    CONFUSIONS,
    INS_NIA,
    INS_NIR,
    LIBELLES,
    RACINES,
    Racine,
    hl7_v2,
    racine,
)

_SEXES = {"M": "masculin", "F": "féminin", "": "inconnu"}


def run(options: Namespace) -> int:
    """Prints what is known of the number; 1 when its key is wrong, 2 when it is no matricule."""
    try:
        found = lire(options.value)
    except MatriculeInvalideError:
        raise CommandError(
            f"« {options.value} » n'a pas la forme d'un matricule INS : 13 caractères, ou 15 avec la clé"
        ) from None
    roots = _roots(options.oid, found)
    if options.json:
        print(json.dumps(_told(found, roots), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found, roots)))
    return VERDICT_FAILED if found.cle and found.cle != found.cle_attendue else 0


def _roots(asked: str, found: Lecture) -> tuple[Racine, ...]:
    """The OID asked for, or those that such a number may have."""
    if asked:
        one = racine(asked)
        if one is None:
            why = CONFUSIONS.get(asked.removeprefix("urn:oid:"))
            known = ", ".join(f"{oid} ({label})" for oid, label in LIBELLES.items())
            raise CommandError(f"{asked} n'est pas un OID de l'INS{f' : {why.fr}' if why else ''} ({known})")
        return (one,)
    kept = INS_NIA if found.attente else INS_NIR
    return tuple(one for one in RACINES.values() if one.nature == RACINES[kept].nature)


def _told(found: Lecture, roots: tuple[Racine, ...]) -> dict[str, Any]:
    whole = found.matricule + found.cle_attendue
    return {
        "matricule": found.matricule,
        "cle": found.cle,
        "cle_attendue": found.cle_attendue,
        "cle_juste": found.cle == found.cle_attendue if found.cle else None,
        "nature": "NIA" if found.attente else "NIR",
        "sexe": found.sexe,
        "annee": found.annee,
        "mois": found.mois,
        "lieu": found.cog,
        "ordre": found.ordre,
        "fictif": est_fictif(found.matricule),
        "oids": [
            {
                "oid": one.oid,
                "emploi": one.emploi,
                "fhir": {"system": one.urn, "type": one.type, "use": one.use, "value": whole},
                "hl7v2": hl7_v2(whole, one),
                "xds": str(Cx(whole, one.oid)),
            }
            for one in roots
        ],
    }


def _lines(found: Lecture, roots: tuple[Racine, ...]) -> Iterator[str]:
    whole = found.matricule + found.cle_attendue
    kind = "matricule d'attente (NIA, supposé d'après le premier chiffre)" if found.attente else "NIR"
    yield f"{found.matricule} : {kind}"
    yield f"  clé       {_key(found)}"
    yield f"  sexe      {_SEXES[found.sexe]} ({found.matricule[0]})"
    yield f"  naissance mois {found.mois}, année {found.annee} (deux derniers chiffres)"
    abroad = "pays" if found.ne_a_l_etranger else f"département {found.departement}, commune"
    yield f"  lieu      {abroad} {found.commune} (COG {found.cog}), ordre {found.ordre}"
    if not est_fictif(found.matricule):
        yield "  attention matricule hors des listes fictives : peut-être celui d'une personne réelle"
    yield "  Le sexe, la date et le lieu ne sont que des indices : l'état civil peut avoir changé."
    for one in roots:
        yield f"\n{one.oid} : {LIBELLES[one.oid]} ({one.nature}, usage {one.emploi})"
        yield f"  FHIR      system {one.urn}, type {one.type}, use {one.use}"
        yield f"  HL7 v2    {hl7_v2(whole, one)}"
        yield f"  XDS       {Cx(whole, one.oid)}"


def _key(found: Lecture) -> str:
    if not found.cle:
        return f"{found.cle_attendue} (calculée)"
    if found.cle == found.cle_attendue:
        return f"{found.cle}, juste"
    return f"{found.cle}, fausse : {found.cle_attendue} attendue (ne refusez jamais sur la clé seule)"
