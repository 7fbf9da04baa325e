"""Level 3 bodies: mandatory sections of each model typed by hand, one mistake at a time, mended as told."""

from typing import NamedTuple

import pytest

from simulators.core.rule import Effect, Finding
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.core.sante.documents import N1, lu

VALUES = Nomenclatures()
NONXML = N1[N1.index("<nonXMLBody>") : N1.index("</nonXMLBody>") + 13]
LOINC = 'codeSystem="2.16.840.1.113883.6.1"'
PPA = f'code="80788-3" {LOINC}'
GP = (
    '<participant typeCode="INF"><functionCode code="PCP" codeSystem="2.16.840.1.113883.5.88"/>'
    '<associatedEntity classCode="PROV"/></participant>'
)
SECTION = (
    '<component><section><templateId root="{0}"/><code code="{1}" codeSystem="2.16.840.1.113883.6.1"/>'
    "<text>Rien à signaler.</text>{2}</section></component>"
)
# The entry that each section wants, and none for those that want nothing.
ENTRIES = {
    "1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10": "",
    "1.3.6.1.4.1.19376.1.5.3.1.3.6": "1.3.6.1.4.1.19376.1.5.3.1.4.5.2",
    "1.3.6.1.4.1.19376.1.5.3.1.3.7": "1.3.6.1.4.1.19376.1.5.3.1.4.5.2",
    "1.3.6.1.4.1.19376.1.5.3.1.3.13": "1.3.6.1.4.1.19376.1.5.3.1.4.5.3",
    "1.3.6.1.4.1.19376.1.5.3.1.3.19": "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    "1.3.6.1.4.1.19376.1.5.3.1.3.20": "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    "1.3.6.1.4.1.19376.1.5.3.1.3.22": "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    "1.3.6.1.4.1.19376.1.5.3.1.3.28": "1.3.6.1.4.1.19376.1.5.3.1.4.19",
    "1.3.6.1.4.1.19376.1.5.3.1.3.35": "1.3.6.1.4.1.19376.1.5.3.1.4.13.7",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.5": "1.3.6.1.4.1.19376.1.5.3.1.4.13",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7": "1.3.6.1.4.1.19376.1.5.3.1.4.13",
    "1.2.250.1.213.1.1.2.53": "1.3.6.1.4.1.19376.1.5.3.1.4.13",
    "1.2.250.1.213.1.1.2.243": "1.2.250.1.213.1.1.3.18",
}


class Model(NamedTuple):
    """Root and version of a model, the code of its documents, of its event, its mandatory sections."""

    root: str
    version: str
    code: str
    event: str
    sections: tuple[tuple[str, str, str], ...]


DLU = Model("1.2.250.1.213.1.1.1.22", "2022.01", f'code="74207-2" {LOINC}', "34117-2", (
    ("1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10", "11302-7", "Etablissement de santé de préférence"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.19", "10160-0", "Historique de la prise médicamenteuse"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.35", "42348-3", "Directives anticipées"),
    ("1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "42545-4", "Evènements observés"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.28", "30954-2", "Résultats d'examens"),
    ("1.2.250.1.213.1.1.2.37", "55107-7", "Documents ajoutés"),
))  # fmt: skip
FLUDT = Model("1.2.250.1.213.1.1.1.23", "2022.01", f'code="74207-2" {LOINC}', "28651-8", (
    ("1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "42545-4", "Evènements observés"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.25", "8716-3", "Signes vitaux"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.28", "30954-2", "Résultats d'examens"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.19", "10160-0", "Historique de la prise médicamenteuse"),
    ("1.3.6.1.4.1.19376.1.7.3.1.1.13.5", "47420-5", "Évaluation du statut fonctionnel"),
    ("1.2.250.1.213.1.1.2.53", "46264-8", "Dispositifs médicaux"),
))  # fmt: skip
FLUDR = Model("1.2.250.1.213.1.1.1.24", "2022.01", f'code="74207-2" {LOINC}', "28651-8", (
    ("1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "42545-4", "Evènements observés"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.7", "11535-2", "Diagnostic de sortie"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.22", "10183-2", "Traitements à la sortie"),
    ("1.2.250.1.213.1.1.2.53", "46264-8", "Dispositifs médicaux"),
    ("1.2.250.1.213.1.1.2.37", "55107-7", "Documents ajoutés"),
))  # fmt: skip
SYNTH = 'code="SYNTH" codeSystem="1.2.250.1.213.1.1.4.12"'
VSM = Model("1.2.250.1.213.1.1.1.13", "201310", SYNTH, "34117-2", (
    ("1.2.250.1.213.1.1.2.29", "46612-8", "Conclusions de synthèse"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.27", "30954-2", "Résultats d'examens"),
    ("1.2.250.1.213.1.1.2.32", "18776-5", "Plan de traitement"),
))  # fmt: skip
IPS = Model("1.2.250.1.213.1.1.1.51", "2024.01", f'code="60591-5" {LOINC}', "", (
    ("1.3.6.1.4.1.19376.1.5.3.1.3.19", "10160-0", "Historique de la prise médicamenteuse"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.13", "48765-2", "Allergies et hypersensibilités"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.6", "11450-4", "Liste des problèmes actifs"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.11", "47519-4", "Historique des actes"),
    ("1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5", "46264-8", "Dispositifs médicaux"),
))  # fmt: skip
LDL_EES = Model("1.2.250.1.213.1.1.1.21", "2022.01", f'code="18761-7" {LOINC}', "IMP", (
    ("1.3.6.1.4.1.19376.1.5.3.1.3.1", "42349-1", "Raison de la recommandation"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.20", "42346-7", "Traitements à l'admission"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.13", "48765-2", "Allergies et hypersensibilités"),
    ("1.3.6.1.4.1.19376.1.4.1.2.16", "55112-7", "Commentaire"),
))  # fmt: skip
LDL_SES = Model("1.2.250.1.213.1.1.1.29", "2022.01", f'code="11490-0" {LOINC}', "", (
    ("1.2.250.1.213.1.1.2.35.1", "33557-0", "Etat d'achèvement"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.1", "42349-1", "Raison de la recommandation"),
    ("1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "42545-4", "Evènements observés"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.22", "10183-2", "Traitements à la sortie"),
))  # fmt: skip
CR_BIO = Model("1.2.250.1.213.1.1.1.55", "2024.01", f'code="11502-2" {LOINC}', "", (
    ("1.3.6.1.4.1.19376.1.3.3.2.1", "18719-5", "Biochimie"),
    ("1.2.250.1.213.1.1.2.243", "55108-5", "Copie du document"),
))  # fmt: skip
OLD_RX = Model("1.2.250.1.213.1.1.1.39", "2023.01", f'code="57833-6" {LOINC}', "", (
    ("1.2.250.1.213.1.1.2.223", "57723-9", "Numéro de code à barres unique"),
    ("1.2.250.1.213.1.1.2.171", "57828-6", "Prescriptions"),
))  # fmt: skip
RX = Model("1.2.250.1.213.1.1.1.39", "2024.01", f'code="57833-6" {LOINC}', "", (
    ("1.2.250.1.213.1.1.2.222", "46264-8", "Dispositifs médicaux"),
    ("1.2.250.1.213.1.1.2.243", "55108-5", "Copie du document"),
))  # fmt: skip
EITHER = "1.2.250.1.213.1.1.2.171 (Prescriptions) | 1.2.250.1.213.1.1.2.222 (Dispositifs médicaux)"
MODELS = (DLU, FLUDT, FLUDR, VSM, IPS, LDL_EES, LDL_SES, CR_BIO, OLD_RX, RX)
EACH = [(model, rank) for model in MODELS for rank in range(len(model.sections))]


def section(root: str, code: str, entry: str | None = None) -> str:
    wanted = ENTRIES.get(root, "") if entry is None else entry
    inside = f'<entry><act><templateId root="{wanted}"/></act></entry>' if wanted else ""
    return SECTION.format(root, code, inside)


def body(model: Model) -> str:
    return "".join(section(root, code) for root, code, _ in model.sections)


def document(model: Model, sections: str, gp: str = GP, event: str | None = None) -> list[tuple[str, str]]:
    code = model.event if event is None else event
    coded = f'<code code="{code}" {LOINC}/>' if code else ""
    return [
        (NONXML, f"<structuredBody>{sections}</structuredBody>"),
        ('root="1.3.6.1.4.1.19376.1.2.20"', f'root="{model.root}" extension="{model.version}"'),
        (PPA, model.code),
        ("<serviceEvent>", f"<serviceEvent>{coded}"),
        ("<documentationOf>", f"{gp}<documentationOf>"),
    ]


def findings(changes: list[tuple[str, str]]) -> list[Finding]:
    read = lu(*changes)
    return list(constats(read, juger(read.entete, VALUES), catalogue("dmp"), lambda _: Effect.ACCEPT))


def told(changes: list[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    return [(one.rule.id, one.found, one.expected, one.place.path) for one in findings(changes)]


@pytest.mark.parametrize("model", MODELS)
def test_a_document_with_the_sections_of_its_model_is_right(model: Model) -> None:
    assert told(document(model, body(model))) == []


@pytest.mark.parametrize(("model", "rank"), EACH)
def test_each_section_that_a_model_demands_is_missed_then_put_back(model: Model, rank: int) -> None:
    root, code, label = model.sections[rank]
    missing = body(model).replace(section(root, code), "")
    named = EITHER if root in EITHER else f"{root} ({label})"
    (finding,) = findings(document(model, missing))
    assert (finding.rule.id, finding.found, finding.expected) == ("dmp.cda.n3_section", "", named)
    assert finding.place.path == "/ClinicalDocument/component/structuredBody"
    assert told(document(model, missing + section(root, code))) == []


@pytest.mark.parametrize(
    ("model", "version"), [(DLU, "2030.01"), (IPS, "2022.01"), (CR_BIO, "2019.01"), (RX, "2031.01")]
)
def test_a_version_that_was_never_seen_is_not_judged_by_another(model: Model, version: str) -> None:
    empty = section("1.2.3", "48767-8")
    assert told(document(model._replace(version=version), empty, gp="", event="")) == []


def test_a_model_without_version_is_judged_by_the_oldest_list() -> None:
    bare = [(old, new.replace(' extension="2024.01"', "")) for old, new in document(CR_BIO, body(CR_BIO))]
    kept = [(old, new.replace(section("1.2.250.1.213.1.1.2.243", "55108-5"), "")) for old, new in bare]
    assert told(kept) == []


def test_a_letter_may_nest_its_sections_and_a_summary_may_not() -> None:
    def nested(model: Model) -> str:
        return f'<component><section><code code="1" {LOINC}/>{body(model)}</section></component>'

    assert told(document(LDL_EES, nested(LDL_EES))) == []
    assert [one[0] for one in told(document(IPS, nested(IPS)))] == ["dmp.cda.n3_section"] * 5


def test_a_section_wanted_once_is_told_at_its_second_place_until_joined() -> None:
    again = section("1.3.6.1.4.1.19376.1.5.3.1.3.19", "10160-0")
    assert told(document(DLU, body(DLU) + again)) == [
        (
            "dmp.cda.n3_section_double",
            "1.3.6.1.4.1.19376.1.5.3.1.3.19 (Historique de la prise médicamenteuse)",
            "1",
            "/ClinicalDocument/component/structuredBody/component[7]/section",
        )
    ]
    other = section("1.2.250.1.213.1.1.2.73", "55112-7")
    assert told(document(DLU, body(DLU) + other)) == []
    assert told(document(IPS, body(IPS) + again)) == []


def test_a_section_under_another_code_is_told_until_it_has_its_own() -> None:
    right = section("1.3.6.1.4.1.19376.1.5.3.1.3.35", "42348-3")
    wrong = section("1.3.6.1.4.1.19376.1.5.3.1.3.35", "18776-5")
    assert told(document(DLU, body(DLU).replace(right, wrong))) == [
        (
            "dmp.cda.n3_section_code",
            "18776-5",
            "42348-3",
            "/ClinicalDocument/component/structuredBody/component[3]/section/code/@code",
        )
    ]
    assert told(document(DLU, body(DLU))) == []


def test_a_chapter_of_biology_has_the_code_of_its_subject() -> None:
    other = body(CR_BIO).replace("18719-5", "18723-7")
    assert told(document(CR_BIO, other)) == []


def test_a_section_with_nothing_to_read_is_told_until_it_says_something() -> None:
    silent = '<component><section><code code="55112-7"/></section></component>'
    assert told(document(IPS, body(IPS) + silent)) == [
        ("dmp.cda.n3_narratif", "", "text", "/ClinicalDocument/component/structuredBody/component[6]/section")
    ]
    for inside in ("<text>Calme.</text>", "<component><section><text>Calme.</text></section></component>"):
        spoken = silent.replace("</section>", f"{inside}</section>", 1)
        assert told(document(IPS, body(IPS) + spoken)) == []


@pytest.mark.parametrize(
    ("root", "code"),
    [(root, code) for model in MODELS for root, code, _ in model.sections if ENTRIES.get(root)],
)
def test_a_section_without_its_coded_entry_is_told_until_it_has_it(root: str, code: str) -> None:
    other = Model("1.2.250.1.9", "1", f'code="74207-2" {LOINC}', "", ())
    for entry in ("", "1.2.3"):
        assert told(document(other, section(root, code, entry))) == [
            (
                "dmp.cda.n3_entree",
                "",
                ENTRIES[root],
                "/ClinicalDocument/component/structuredBody/component/section",
            )
        ]
    assert told(document(other, section(root, code))) == []


@pytest.mark.parametrize("model", [DLU, FLUDT, FLUDR, VSM, LDL_EES])
def test_the_event_of_a_model_is_told_until_it_has_its_code(model: Model) -> None:
    place = "/ClinicalDocument/documentationOf/serviceEvent"
    assert told(document(model, body(model), event="")) == [("dmp.cda.n3_acte", "", model.event, place)]
    assert told(document(model, body(model), event="1-8")) == [("dmp.cda.n3_acte", "1-8", model.event, place)]
    assert told(document(model, body(model))) == []


@pytest.mark.parametrize("model", [DLU, VSM])
def test_a_gp_not_named_is_told_until_he_is(model: Model) -> None:
    assert told(document(model, body(model), gp="")) == [
        ("dmp.cda.n3_traitant", "", "participant/functionCode PCP", "/ClinicalDocument")
    ]
    assert told(document(model, body(model))) == []
    assert told(document(FLUDT, body(FLUDT), gp="")) == []


def test_a_structured_body_without_section_is_told() -> None:
    bare = Model("1.2.250.1.9", "1", f'code="74207-2" {LOINC}', "", ())
    assert told(document(bare, "")) == [
        ("dmp.cda.n3_corps", "", "component/section", "/ClinicalDocument/component/structuredBody")
    ]
    assert told(document(bare, section("1.2.3", "1"))) == []


def test_a_code_that_does_not_go_with_the_model_is_told() -> None:
    assert told(document(DLU._replace(code=PPA), body(DLU))) == [
        ("dmp.cda.n3_code", "80788-3", "74207-2", "/ClinicalDocument/code/@code")
    ]
    transfer = FLUDT._replace(code=f'code="78341-5" {LOINC}')
    assert told(document(transfer, body(FLUDT))) == []


@pytest.mark.parametrize(
    ("format_code", "remarks"),
    [
        ("urn:asip:ci-sis:dlu:2015", []),
        ("urn:asip:ci-sis:dlu:2024", []),
        (
            "urn:ihe:iti:xds-sd:pdf:2008",
            [("XDS-MATCH-FORMAT", "urn:ihe:iti:xds-sd:pdf:2008", "urn:asip:ci-sis:dlu:2015")],
        ),
    ],
)
def test_the_format_of_a_structured_document_is_that_of_its_model(
    format_code: str, remarks: list[tuple[str, str, str]]
) -> None:
    entete = lu(*document(DLU, body(DLU))).entete
    fiche = FicheDocument("Document01", format_code=Code(format_code, "1.2.250.1.213.1.1.4.2.282"))
    assert [(one.regle, one.found, one.expected) for one in juger(entete, VALUES, fiche)] == remarks


NIVEAU_3 = (
    ("N3-CORPS",),
    ("N3-SECTION",),
    ("N3-SECTION-DOUBLE",),
    ("N3-SECTION-CODE",),
    ("N3-NARRATIF",),
    ("N3-ENTREE",),
    ("N3-ACTE",),
    ("N3-TRAITANT",),
    ("N3-CODE",),
)
