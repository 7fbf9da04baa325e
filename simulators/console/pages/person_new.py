"""Somebody new in an espace: one person typed, or a table of identities."""

import re
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from simulators.console.actions import Action, Field
from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.pages.person_actions import choices
from simulators.console.words.people import PEOPLE, SEXES
from simulators.core.rule import Text
from simulators.core.sante.noms import convertir

# People of the same name whom one espace tells apart by a number.
_MOST_ALIKE: Final = 1_000
_TEST_OID: Final = "1.2.250.1.213.1.4.10"
_COLUMNS: Final = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance;matricule"


def creation(espace: str) -> Action:
    """A person with the five traits and a matricule drawn for them; their DMP is open, as by default."""
    return Action(
        "creer",
        PEOPLE["create"],
        Text("Créer", "Create"),
        Text("La personne est créée : INSi la trouve.", "The person is made: INSi finds them."),
        "PUT",
        (),
        (
            Field("nom_naissance", PEOPLE["birth_name"]),
            Field("prenoms", PEOPLE["given_names"]),
            Field("sexe", PEOPLE["sex"], "choix", "F", choices({key: SEXES[key] for key in ("F", "M")})),
            Field("date_naissance", PEOPLE["birth_date"], "date"),
            Field(
                "lieu_naissance",
                PEOPLE["birth_place"],
                hint=Text("Code INSEE, par exemple 55039.", "INSEE code, for instance 55039."),
            ),
        ),
        lead=Text(
            "N’entrez que des personnes inventées. Le matricule est tiré parmi ceux que personne ne porte.",
            "Invented people only. The matricule is drawn among those that nobody bears.",
        ),
        run=partial(_create, espace),
    )


async def _create(espace: str, control: ControlClient, sent: Mapping[str, str]) -> None:
    names = convertir(sent.get("nom_naissance", ""))
    given = convertir(sent.get("prenoms", "")).split()
    wanted = {name: sent.get(name, "").strip() for name in ("sexe", "date_naissance", "lieu_naissance")}
    drawn = await control.ask("POST", ("espaces", espace, "ins", "matricules"), wanted)
    ins = {"matricule": drawn["matricule"], "cle": drawn["cle"], "oid": drawn.get("oid", _TEST_OID)}
    reference = {**wanted, "nom_naissance": names, "prenoms": given, "ins": ins}
    id_ = await _free_id(espace, control, f"{' '.join(given[:1])} {names}")
    await control.ask("PUT", ("espaces", espace, "personnes", id_), {"reference": reference})


async def _free_id(espace: str, control: ControlClient, name: str) -> str:
    """An identifier made of a name, like those of the fixtures, that nobody has yet."""
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50] or "personne"
    for id_ in (base, *(f"{base}-{n}" for n in range(2, _MOST_ALIKE))):
        try:
            await control.get(espace, "personnes", id_)
        except RefusedError as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise
            return id_
    raise RefusedError(409, (Text("Trop de personnes portent ce nom.", "Too many people bear that name."),))


def importation(espace: str) -> Action:
    """A table pasted from a spreadsheet: everybody in it is known to INSi, or nobody and the reasons."""
    return Action(
        "importer",
        PEOPLE["import"],
        Text("Importer", "Import"),
        Text("Le tableau est importé dans la base d’INSi.", "The table is imported into INSi’s base."),
        "POST",
        ("espaces", espace, "ins", "base"),
        (
            Field(
                "tableau",
                Text(
                    "Lignes du tableau, la première portant les noms de colonnes",
                    "Lines, names of columns first",
                ),
                "long",
                _COLUMNS + "\n",
            ),
            Field(
                "fichier",
                Text("Ou un fichier", "Or a file"),
                "fichier",
                hint=Text(
                    "CSV d’un tableur, deux mégaoctets au plus. Il remplace ce qui est collé.",
                    "CSV of a spreadsheet, two megabytes at most. It replaces what is pasted.",
                ),
            ),
        ),
        lead=Text(
            "Collez un tableau, ou choisissez un fichier (CSV). Sans matricule, un matricule fictif est "
            "donné. Tout est importé, ou rien.",
            "Paste a table, or choose a file (CSV). Without matricule, a fictional one is given. All is "
            "imported, or nothing.",
        ),
        table="tableau",
        upload="fichier",
    )
