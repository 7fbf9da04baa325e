"""What the user's copy holds: the schema, the schematrons that judge every document, those of models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulators.core.sante.nomenclatures import ModeleCda, Nomenclatures
from simulators.core.sante.officiel.fichiers import Copie
from simulators.core.sante.officiel.modele import SchemaRefuse, Source

XSD: Final = "infrastructure/cda/CDA_extended.xsd"
# Where ansforge/TestContenuCDA-3-0 keeps them.
PROFILS: Final[Mapping[Source, str]] = {
    Source.STRUCTURATION: "schematrons/profils/structurationMinimale/ASIP-STRUCT-MIN-StrucMin.sch",
    Source.IHE: "schematrons/profils/IHE.sch",
    Source.MODELES_CDA: "schematrons/profils/CI-SIS_ModelesDeContenusCDA.sch",
    Source.MODELES_ANS: "schematrons/profils/CI-SIS_Modeles_ANS.sch",
}
_MODELES: Final = "schematrons"
# Where the CI-SIS numbers its models of documents.
_ANS: Final = "1.2.250.1.213.1.1.1."


@dataclass(frozen=True, slots=True)
class Depot:
    """A copy, and the files found in it; `modeles` by their name without case nor underscore."""

    copie: Copie
    xsd: Path | None
    profils: Mapping[Source, Path]
    modeles: Mapping[str, Path]

    def modele(self, gabarits: Iterable[tuple[str, str]], sets: Nomenclatures) -> Path | None:
        """The schematron of the model that a templateId (root, extension) names; None when there is none.

        Roots that several models share (a family, an IHE profile) name none. The extension is the version;
        without one the most recent schematron speaks.
        """
        for root, version in gabarits:
            models = {one.name for one in sets.models if _nomme(one, root)}
            if len(models) == 1 and (found := self._version(models.pop(), version)) is not None:
                return found
        return None

    def _version(self, model: str, version: str) -> Path | None:
        start = _plat(f"CI-SIS_{model}_")
        if version:
            return self.modeles.get(start + _plat(version))
        known = [name for name in self.modeles if name.startswith(start)]
        return self.modeles[max(known)] if known else None


def _nomme(model: ModeleCda, root: str) -> bool:
    return root.startswith(_ANS) and root in {name.partition("/")[0] for name in model.templates}


def ouvrir(dossier: Path) -> Depot:
    """Looks at a folder. Raises `SchemaRefuse` when it holds nothing of the official repository."""
    copie = Copie(dossier.resolve())
    if not copie.racine.is_dir():
        raise SchemaRefuse(f"{dossier} n'est pas un dossier")
    found = {source: copie.trouver(copie.racine, name) for source, name in PROFILS.items()}
    folder = copie.racine / _MODELES
    models = sorted(folder.glob("CI-SIS_*.sch")) if folder.is_dir() else []
    depot = Depot(
        copie,
        copie.trouver(copie.racine, XSD),
        {source: path for source, path in found.items() if path is not None},
        {_plat(path.stem): path for path in models},
    )
    if depot.xsd is None and not depot.profils and not depot.modeles:
        raise SchemaRefuse(
            f"{dossier} ne contient ni {XSD} ni schematrons/ (copie de TestContenuCDA attendue)"
        )
    return depot


def _plat(name: str) -> str:
    return name.casefold().replace("_", "-")
