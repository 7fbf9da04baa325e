"""The generator at work for an espace: files to hand over and, if wanted, the base loaded at once."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ins.generateur.fabrique import fabriquer
from ins.generateur.fichiers import Fichiers, lignes
from ins.generateur.modele import Commande
from ins.hors_boucle import Arret, hors_boucle
from ins.importation import Reception, deplacer, recevoir
from ins.rules.vie import oid
from ins.state import base as registre
from ins.state.lot import Lot, ouvrir

if TYPE_CHECKING:
    from simulators.core.espace import Espace

ARCHIVE: Final = "insi-generation.zip"
_VITE: Final = 1
_MORCEAU: Final = 1 << 20


class BaseOccupee(Exception):  # noqa: N818 - the base must be empty, or replaced, for the shares to hold
    """The kept base already holds so many identities."""

    def __init__(self, nombre: int) -> None:
        super().__init__(f"{nombre} identités")
        self.nombre = nombre


async def generer(espace: "Espace", commande: Commande, *, charger: bool, remplacer: bool) -> Path:
    """The archive of an order, in a folder of its own for the caller to remove.

    Raises `PartsRefusees`, `BaseOccupee`, or LookupError when the fictional lists are exhausted.
    """
    if charger and not remplacer:
        held = await espace.store.query(registre.combien)
        if held:
            raise BaseOccupee(held)
    folder = Path(tempfile.mkdtemp(prefix="socle-generation-"))
    try:
        # Loaded or not, the base is the same: only the people of the espace bear matricules beforehand.
        await _faire(espace, folder, commande, recevoir(espace, remplacer=True), charger=charger)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / ARCHIVE


async def _faire(
    espace: "Espace", folder: Path, commande: Commande, reception: Reception, *, charger: bool
) -> None:
    with tempfile.TemporaryDirectory(prefix="socle-lot-") as place, ouvrir(Path(place)) as lot:
        await hors_boucle(partial(_ecrire, folder, commande, reception, lot if charger else None))
        if charger:
            await deplacer(espace, lot.path, remplacer=True)


def _ecrire(folder: Path, commande: Commande, reception: Reception, lot: Lot | None, arret: Arret) -> None:
    named = oid("", reception.options)
    line = 1
    with Fichiers(folder, commande, named) as files:
        for cas in arret.suivre(fabriquer(commande, _pris(reception))):
            files.ajouter(cas)
            if lot is not None:
                for row in lignes(cas.identites, named, line):
                    lot.ajouter(row)
            line += len(cas.identites)
    if lot is not None:
        lot.ecrire()
    _archiver(folder, arret)


def _pris(reception: Reception) -> Callable[[str], Collection[str]]:
    return lambda debut: {number for number in reception.portes if number.startswith(debut)}


def _archiver(folder: Path, arret: Arret) -> None:
    made = sorted(folder.iterdir())
    with zipfile.ZipFile(folder / ARCHIVE, "w", zipfile.ZIP_DEFLATED, compresslevel=_VITE) as archive:
        for path in made:
            with path.open("rb") as source, archive.open(path.name, "w") as target:
                for chunk in arret.suivre(iter(partial(source.read, _MORCEAU), b"")):
                    target.write(chunk)
            path.unlink()
