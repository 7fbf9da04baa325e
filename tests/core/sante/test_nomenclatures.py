"""Value sets: facts typed from the references, and each set has its source."""

import pytest

from simulators.core.sante.codes import Code
from simulators.core.sante.nomenclatures import Nomenclature, Nomenclatures

LOINC = "2.16.840.1.113883.6.1"


@pytest.fixture(scope="module")
def values() -> Nomenclatures:
    return Nomenclatures()


def test_every_set_has_its_source_and_its_number_of_codes(values: Nomenclatures) -> None:
    sets: dict[str, tuple[Nomenclature, int]] = {
        "JDV_J07": (values.type_code, 114),
        "JDV_J66": (values.type_code_dmp, 108),
        "JDV_J57": (values.class_code, 12),
        "JDV_J60": (values.format_code, 61),
        "JDV_J02": (values.facility_type, 69),
        "JDV_J04": (values.practice_setting, 12),
        "JDV_J58": (values.confidentiality, 6),
        "JDV_J59": (values.content_type, 92),
        "JDV_J01": (values.author_specialty, 396),
        "JDV_J47": (values.function_code, 10),
        "JDV_J48": (values.profession_non_ps, 54),
    }
    for name, (one, count) in sets.items():
        assert one.name.startswith(name)
        assert "ansforge/" in one.source
        assert len(one.codes) == count


def test_the_document_of_the_journey_is_known(values: Nomenclatures) -> None:
    ppa = Code("80788-3", LOINC)
    assert ppa in values.type_code
    assert ppa in values.type_code_dmp
    assert values.type_code.label(ppa) == "Projet personnalisé d'accompagnement"
    assert values.classes_by_type["80788-3"] == "44"
    assert values.formats_by_media["application/pdf"].code == "urn:ihe:iti:xds-sd:pdf:2008"
    assert values.formats_by_media["application/pdf"].system == "1.3.6.1.4.1.19376.1.2.3"
    assert Code("ESSMS", "1.2.250.1.213.1.1.4.9") in values.practice_setting
    assert Code("SA17", "1.2.250.1.71.4.2.4") in values.facility_type
    assert Code("N", "2.16.840.1.113883.5.25") in values.confidentiality
    assert Code("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13") in values.confidentiality


def test_a_code_of_another_system_is_not_in_the_set(values: Nomenclatures) -> None:
    assert Code("80788-3", "1.2.3") not in values.type_code
    assert values.type_code.label(Code("80788-3", "1.2.3")) == ""
    assert values.type_code.find("80788-3") == ("80788-3", LOINC, "Projet personnalisé d'accompagnement")
    assert values.type_code.find("inconnu") is None


def test_a_set_is_read_once(values: Nomenclatures) -> None:
    assert values.type_code is values.type_code


def test_a_model_is_found_by_its_template_and_version(values: Nomenclatures) -> None:
    marks = {
        "2.16.840.1.113883.2.8.2.1": "",
        "1.2.250.1.213.1.1.1.1": "",
        "1.2.250.1.213.1.1.1.22": "2022.01",
    }
    found = values.model_of(marks)
    assert found is not None
    assert found.code.code == "74207-2"
    assert values.model_of({"1.3.6.1.4.1.19376.1.2.20": ""}) is None


def test_a_model_of_the_ci_sis_decides_before_a_template_that_several_share(values: Nomenclatures) -> None:
    shared = {"1.3.6.1.4.1.19376.1.9.1.1.1": "", "1.3.6.1.4.1.19376.1.5.3.1.1.1": ""}
    found = values.model_of({**shared, "1.2.250.1.213.1.1.1.39": "2024.01"})
    assert found is not None
    assert (found.code.code, found.format_code) == ("57833-6", "urn:ihe:pharm:pre:2010")


def test_the_vsm_is_synth(values: Nomenclatures) -> None:
    found = values.model_of({"1.2.250.1.213.1.1.1.13": "201310"})
    assert found is not None
    assert (found.code.code, found.format_code) == ("SYNTH", "urn:asip:ci-sis:vsm:2012")
