"""Control of INSi: the kept reference base as a whole, counted, imported, emptied."""

import shutil
from functools import partial
from typing import Final

from ins.controle import corps, reponses
from ins.generateur.modele import Commande, PartsRefusees
from ins.generation import BaseOccupee, generer
from ins.importation import Bilan, ImportRefuse, en_json, importer
from ins.state import base as registre
from simulators.core.control_answers import Download
from simulators.core.espace import Espace
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

FICHIER_MAX: Final = 200_000_000
_CSV: Final = "text/csv"


def routes() -> tuple[ControlRoute, ...]:
    """The operations on the whole base."""
    return (
        ControlRoute(
            "GET", "/base", Text("Compter la base", "Count the base"), _compter, answer=reponses.BaseComptee
        ),
        ControlRoute(
            "POST",
            "/base",
            Text("Importer des identités", "Import identities"),
            _ajouter,
            status=201,
            file=_CSV,
            limit=FICHIER_MAX,
            answer=reponses.ImportFait,
        ),
        ControlRoute(
            "PUT",
            "/base",
            Text("Remplacer la base par un import", "Replace the base by an import"),
            _remplacer,
            file=_CSV,
            limit=FICHIER_MAX,
            answer=reponses.ImportFait,
        ),
        ControlRoute(
            "DELETE", "/base", Text("Vider la base", "Empty the base"), _vider, answer=reponses.BaseVidee
        ),
        ControlRoute(
            "POST",
            "/generation",
            Text("Générer une base et des dossiers", "Generate a base and records"),
            _generer,
            corps.Generation,
            download="application/zip",
        ),
    )


async def _compter(espace: Espace, _: ControlCall) -> object:
    """How many identities are kept in the base, those of the people of the espace left out."""
    return {"identites": await espace.store.query(registre.combien)}


async def _ajouter(espace: Espace, call: ControlCall) -> object:
    """Adds the identities of a CSV file to the base: all of them, or none and the lines to correct.

    First line: the names of the columns, `nom_naissance`, `prenoms`, `sexe`, `date_naissance`,
    `lieu_naissance` (COG) and, if wanted, `matricule`, `cle`, `oid`, `historique` (former INS separated by
    `|`: matricule, OID, first date, last date). Separator `;` or `,`; UTF-8 with or without mark, or
    Windows-1252. A line without matricule is given a fictional one.
    """
    return await _importer(espace, call, remplacer=False)


async def _remplacer(espace: Espace, call: ControlCall) -> object:
    """The same file as for an addition; what the base held before goes away if, and only if, all is right."""
    return await _importer(espace, call, remplacer=True)


async def _importer(espace: Espace, call: ControlCall, *, remplacer: bool) -> object:
    try:
        bilan = await importer(espace, call.body, remplacer=remplacer)
    except ImportRefuse as refused:
        told = en_json(refused.dits)
        rest = refused.dits.nombre - len(told)
        more = [{"champ": "fichier", "message": f"et {rest} autres défauts"}] if rest else []
        raise ControlRefused(422, [*told, *more]) from None
    return {**_dit(bilan), "identites": await espace.store.query(registre.combien)}


def _dit(bilan: Bilan) -> dict[str, object]:
    return {
        "ajoutees": bilan.ajoutees,
        "matricules_donnes": bilan.matricules_donnes,
        "colonnes_ignorees": list(bilan.colonnes_ignorees),
        "avertissements": en_json(bilan.alertes),
        "nombre_avertissements": bilan.alertes.nombre,
    }


async def _vider(espace: Espace, _: ControlCall) -> object:
    """Removes every imported or generated identity; the people of the espace stay."""
    gone = await espace.store.write(registre.vider)
    espace.monde.invalidate()
    return {"otees": gone}


async def _generer(espace: Espace, call: ControlCall) -> object:
    """A reference base and the records of an establishment, as a ZIP of CSV files; same seed, same files.

    One record is one call (birth name as typed, first given name, sex, date): the answers have the shares
    asked for, to rounding. `charger` puts the base into the espace, in place of the kept one with
    `remplacer`. Every matricule is fictional. The default shares are those of one ophthalmology practice.
    """
    asked: corps.Generation = call.body
    order = Commande(asked.graine, asked.nombre, asked.parts)
    try:
        path = await generer(espace, order, charger=asked.charger, remplacer=asked.remplacer)
    except PartsRefusees as refused:
        raise ControlRefused(422, f"parts : {refused}") from None
    except BaseOccupee as held:
        told = f"La base contient déjà {held.nombre} identités, qui fausseraient les parts"
        raise ControlRefused(409, f"{told} : videz-la ou remplacez-la") from None
    except LookupError:
        raise ControlRefused(409, "Plus assez de matricules fictifs pour tant d'identités") from None
    return Download(path, "application/zip", partial(shutil.rmtree, path.parent, ignore_errors=True))
