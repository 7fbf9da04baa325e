"""Value sets of the CI-SIS and of the DMP (`data/`), read when first asked for and kept by their owner."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Final

from simulators.core.sante.codes import Code

_DATA: Final = "simulators.core.sante.data"
N1_FORMATS: Final = "1.3.6.1.4.1.19376.1.2.3"
_CI_SIS_MODELS: Final = "1.2.250.1.213.1.1.1."
N1_TEMPLATE: Final = "1.3.6.1.4.1.19376.1.2.20"


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """One value set: its name, OID, source, and its codes by (code, system)."""

    name: str
    oid: str
    source: str
    codes: Mapping[tuple[str, str], Code]

    def __contains__(self, code: Code) -> bool:
        """True when code and system are in the set, whatever the label."""
        return code[:2] in self.codes

    def find(self, code: str) -> Code | None:
        """The first entry of that code, in any system."""
        return next((one for one in self.codes.values() if one.code == code), None)

    def label(self, code: Code) -> str:
        """The label of the set for a code, empty when it is not there."""
        found = self.codes.get(code[:2])
        return found.label if found else ""


@dataclass(frozen=True, slots=True)
class ModeleCda:
    """A family of CDA documents: code, class, the templateIds that mark it, body, formatCode."""

    name: str
    code: Code
    class_code: str
    templates: tuple[str, ...]
    body: str
    format_code: str


class Nomenclatures:
    """The value sets, each read once from the package at its first use."""

    @cached_property
    def type_code(self) -> Nomenclature:
        """JDV_J07: what CDA `code` and XDS typeCode may be."""
        return _read("jdv_j07_type_code")

    @cached_property
    def type_code_dmp(self) -> Nomenclature:
        """JDV_J66: the typeCodes of the DMP."""
        return _read("jdv_j66_type_code_dmp")

    @cached_property
    def class_code(self) -> Nomenclature:
        """JDV_J57."""
        return _read("jdv_j57_class_code")

    @cached_property
    def format_code(self) -> Nomenclature:
        """JDV_J60."""
        return _read("jdv_j60_format_code")

    @cached_property
    def facility_type(self) -> Nomenclature:
        """JDV_J02: healthcareFacilityTypeCode."""
        return _read("jdv_j02_facility_type")

    @cached_property
    def practice_setting(self) -> Nomenclature:
        """JDV_J04: practiceSettingCode."""
        return _read("jdv_j04_practice_setting")

    @cached_property
    def confidentiality(self) -> Nomenclature:
        """JDV_J58."""
        return _read("jdv_j58_confidentiality")

    @cached_property
    def content_type(self) -> Nomenclature:
        """JDV_J59: contentTypeCode of a submission set."""
        return _read("jdv_j59_content_type")

    @cached_property
    def author_specialty(self) -> Nomenclature:
        """JDV_J01: CDA author code, XDS authorSpecialty."""
        return _read("jdv_j01_author_specialty")

    @cached_property
    def function_code(self) -> Nomenclature:
        """JDV_J47: functionCode of an author, XDS authorRole."""
        return _read("jdv_j47_function_code")

    @cached_property
    def profession_non_ps(self) -> Nomenclature:
        """JDV_J48."""
        return _read("jdv_j48_profession_non_ps")

    @cached_property
    def classes_by_type(self) -> Mapping[str, str]:
        """ASS_X16: the classCode that goes with each typeCode of the DMP."""
        raw = _load("ass_x16_class_by_type")
        return {str(kind): str(name) for name, kinds in raw["types"].items() for kind in kinds}

    @cached_property
    def formats_by_media(self) -> Mapping[str, Code]:
        """The formatCode of a level 1 document by the media type of its body."""
        raw = _load("jdv_j60_format_code")["mediaTypes"]
        known = self.format_code
        return {
            str(media): known.find(str(code)) or Code(str(code), N1_FORMATS) for media, code in raw.items()
        }

    @cached_property
    def models(self) -> tuple[ModeleCda, ...]:
        """The families of documents with a published example."""
        return tuple(_model(row) for row in _load("cda_models")["models"])

    @cached_property
    def codes_by_model(self) -> Mapping[str, frozenset[str]]:
        """The document codes that the published examples of each structured model of the CI-SIS carry."""
        found: dict[str, set[str]] = {}
        for model in self.models:
            for template in model.templates:
                root = template.partition("/")[0]
                if model.body == "N3" and root.startswith(_CI_SIS_MODELS):
                    found.setdefault(root, set()).add(model.code.code)
        return {root: frozenset(codes) for root, codes in found.items()}

    @cached_property
    def _by_template(self) -> Mapping[str, ModeleCda]:
        found: dict[str, ModeleCda] = {}
        for model in self.models:
            for template in model.templates if model.body != "N1" else ():
                found.setdefault(template, model)
        return found

    def model_of(self, templates: Mapping[str, str]) -> ModeleCda | None:
        """The family that a document's templateIds (root → extension) name, the version first.

        Those of the CI-SIS decide before those of IHE, which several families share.
        """
        for root in sorted(templates, key=lambda one: not one.startswith(_CI_SIS_MODELS)):
            found = self._by_template.get(f"{root}/{templates[root]}") or self._by_template.get(root)
            if found is not None:
                return found
        return None


def _load(name: str) -> Any:
    return json.loads(files(_DATA).joinpath(f"{name}.json").read_text("utf-8"))


def _read(name: str) -> Nomenclature:
    raw = _load(name)
    codes = [Code(*row) for row in raw["codes"]]
    return Nomenclature(
        str(raw["name"]),
        str(raw.get("oid", "")),
        str(raw["source"]),
        {(code.code, code.system): code for code in codes},
    )


def _model(row: Mapping[str, Any]) -> ModeleCda:
    return ModeleCda(
        str(row["model"]),
        Code(str(row["code"]), str(row["system"]), str(row["label"])),
        str(row["class"] or ""),
        tuple(str(one) for one in row["templates"]),
        str(row["body"] or ""),
        str(row["format"] or ""),
    )
