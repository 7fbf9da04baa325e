"""What FHIR R4 allows in each type, read from the R4B classes of `fhir.resources` when first asked for."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, Final, Union, get_args, get_origin

# R4B types that R4 does not have would be taken for R4 ones.
_ABSENTS_DE_R4: Final = frozenset(
    {
        "AdministrableProductDefinition",
        "Citation",
        "ClinicalUseDefinition",
        "EvidenceReport",
        "Ingredient",
        "ManufacturedItemDefinition",
        "MedicinalProductDefinition",
        "NutritionProduct",
        "PackagedProductDefinition",
        "RegulatedAuthorization",
        "SubscriptionStatus",
        "SubscriptionTopic",
        "SubstanceDefinition",
    }
)
_CHOIX_ABSENTS_DE_R4: Final = frozenset({"valueCodeableReference", "valueRatioRange"})
RESSOURCE: Final = "Resource"
FHIR: Final = "http://hl7.org/fhir"


class Primitif(StrEnum):
    """How a primitive is written in JSON, by an example."""

    CHAINE = '"…"'
    BOOLEEN = "true | false"
    ENTIER = "123"
    DECIMAL = "12.3"


_AUTRES: Final[Mapping[str, Primitif]] = {
    "Boolean": Primitif.BOOLEEN,
    "Decimal": Primitif.DECIMAL,
    "Integer": Primitif.ENTIER,
    "PositiveInt": Primitif.ENTIER,
    "UnsignedInt": Primitif.ENTIER,
}


@dataclass(frozen=True, slots=True)
class Champ:
    """One element of a type: its name, whether it repeats and is required, the type of what it holds.

    `primitif` tells how a primitive is written in JSON, empty for what has elements of its own, which
    `genre` names; `base64` and `xhtml` mark the two primitives with a content of their own.
    """

    nom: str
    liste: bool
    genre: str
    primitif: Primitif | None = None
    base64: bool = False
    xhtml: bool = False
    requis: bool = False


class Modeles:
    """The classes of R4B, loaded one at a time; an instance keeps what it has read of them."""

    def __init__(self) -> None:
        """Nothing is imported before the first question."""
        self._champs: dict[str, Mapping[str, Champ]] = {}
        self._ressources: dict[str, bool] = {}

    @property
    def charges(self) -> bool:
        """True once some class was loaded: the first question takes a tenth of a second."""
        return bool(self._ressources)

    def ressource(self, nom: str) -> bool:
        """True for a type of resource of FHIR R4."""
        if nom not in self._ressources and len(self._ressources) < 1000:
            self._ressources[nom] = self._est_ressource(nom)
        return self._ressources.get(nom, False)

    def champs(self, nom: str) -> Mapping[str, Champ]:
        """The elements of a type by name, in the order of the standard; empty for an unknown type."""
        found = self._champs.get(nom)
        if found is None:
            found = self._champs[nom] = dict(_lus(self.classe(nom)))
        return found

    def classe(self, nom: str) -> Any:
        """The class of a type. Raises ValueError when there is none."""
        from fhir.resources.R4B import get_fhir_model_class

        return get_fhir_model_class(nom)

    def _est_ressource(self, nom: str) -> bool:
        if not nom.isalpha() or nom in _ABSENTS_DE_R4 or nom in {RESSOURCE, "DomainResource"}:
            return False
        try:
            return bool(self.classe(nom).has_resource_base())
        except (ValueError, AttributeError, KeyError):
            return False


def attributs(kind: str, modeles: Modeles) -> frozenset[str]:
    """What FHIR writes as XML attributes: the id of an element, the address of an extension."""
    if modeles.ressource(kind):
        return frozenset()
    return frozenset({"id", "url"}) if kind == "Extension" else frozenset({"id"})


def _lus(classe: Any) -> Iterator[tuple[str, Champ]]:
    fields = {info.alias or name: info for name, info in classe.model_fields.items()}
    for name in classe.elements_sequence():
        if name not in _CHOIX_ABSENTS_DE_R4:
            info = fields[name]
            required = info.is_required() or bool(info.json_schema_extra.get("element_required"))
            yield name, replace(_champ(name, info.annotation), requis=required)


def _champ(nom: str, annotation: Any) -> Champ:
    bare = _sans_none(annotation)
    repeated = get_origin(bare) is list
    if repeated:
        bare = _sans_none(get_args(bare)[0])
    if get_origin(bare) is Annotated or bare is bool:
        return _primitif(nom, repeated, bare)
    kind: str = bare.__name__.removesuffix("Type")
    return Champ(
        nom, repeated, RESSOURCE if kind == RESSOURCE else bare.get_model_klass().get_resource_type()
    )


def _primitif(nom: str, repeated: bool, annotation: Any) -> Champ:
    marks = {type(one).__name__ for one in getattr(annotation, "__metadata__", ())} or {"Boolean"}
    written = next((_AUTRES[one] for one in marks if one in _AUTRES), Primitif.CHAINE)
    return Champ(nom, repeated, "", written, "Base64Binary" in marks, "Xhtml" in marks)


def _sans_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, types.UnionType}:
        kept = [one for one in get_args(annotation) if one is not type(None)]
        return kept[0] if len(kept) == 1 else annotation
    return annotation
