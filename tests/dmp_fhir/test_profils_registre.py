"""The table of the profile rules: nothing in it is unproven, unexplained or answered by an unknown error."""

import pytest

from dmp.errors import ERRORS
from dmp.fhir import errors
from dmp.fhir.messages.lecture import LimitesLecture, lire_json
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.structure import structure
from dmp.fhir.messages.xml_lecture import lire_xml
from dmp.fhir.model.profil import ContexteProfil, Flux, refuses
from dmp.fhir.model.ressource import RessourceIllisibleError
from dmp.fhir.rules.profils import juger
from dmp.fhir.rules.profils.lecture import ecart_lecture
from dmp.fhir.rules.profils.registre import LIGNES
from simulators.core.rule import Effect, Profile
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.cas import Change, met, nommees, ote
from tests.dmp_fhir.exemples import Arbre
from tests.dmp_fhir.test_profils_fiche import CAS as FICHES
from tests.dmp_fhir.test_profils_fiche import SIMPLES
from tests.dmp_fhir.test_profils_identite import ACTEURS, PATIENTS
from tests.dmp_fhir.test_profils_lot import CAS as LOTS

_PIECE = "entry.1.resource.content.0.attachment"
_ICI = "Bundle.entry[1].resource.content[0].attachment"

# A body that is not read, and the rule that says why.
ILLISIBLES: tuple[tuple[bytes, str, str], ...] = (
    (b"", "lecture.illisible", ""),
    (b'{"a": nul}', "lecture.illisible", "ligne 1, colonne 7"),
    (b"[]", "lecture.illisible", ""),
    (b'{"a":"\xff"}', "lecture.encodage", "ligne 1"),
    (b'{"resourceType":"List","mode":"a","mode":"b"}', "lecture.double", "mode"),
    (b'{"resourceType":"List","a":NaN}', "lecture.nombre", ""),
    (b'{"a":' * 60 + b"1" + b"}" * 60, "lecture.trop", ""),
    (b"{}", "lecture.type", "resourceType"),
    (b'<!DOCTYPE a><List xmlns="http://hl7.org/fhir"/>', "lecture.dtd", "ligne 1"),
    (b'<Zut xmlns="http://hl7.org/fhir"/>', "lecture.type", "Zut"),
)
# A breach of base FHIR in a transaction.
STRUCTURES: tuple[tuple[Change, str, str], ...] = (
    (met("entry.1.resource.zut", 1), "structure.inconnu", "Bundle.entry[1].resource.zut"),
    (ote("entry.1.resource.status"), "structure.manquant", "Bundle.entry[1].resource.status"),
    (
        met("entry.0.resource.extension.0.valueString", "a"),
        "structure.choix",
        "Bundle.entry[0].resource.extension[0]",
    ),
    (met("entry.1.resource.description", ""), "structure.vide", "Bundle.entry[1].resource.description"),
    (met(f"{_PIECE}.size", "7"), "structure.forme", f"{_ICI}.size"),
    (met("entry.1.resource.date", "hier"), "structure.valeur", "Bundle.entry[1].resource.date"),
    (
        met("entry.1.resource.contained.2.resourceType", "Organisation"),
        "structure.ressource",
        "Bundle.entry[1].resource.contained[2].resourceType",
    ),
)


@pytest.fixture(scope="module")
def modeles() -> Modeles:
    return Modeles()


def _lire(corps: bytes, modeles: Modeles) -> None:
    limits = LimitesLecture(profondeur=30)
    if corps.startswith(b"<"):
        lire_xml(corps, modeles, limits)
    else:
        lire_json(corps, limits)


@pytest.mark.parametrize(("corps", "regle", "lieu"), ILLISIBLES)
def test_a_body_that_is_not_read_is_a_finding(corps: bytes, regle: str, lieu: str, modeles: Modeles) -> None:
    with pytest.raises(RessourceIllisibleError) as caught:
        _lire(corps, modeles)
    told = ecart_lecture(caught.value)
    assert (told.regle.id, told.chemin) == (f"dmp.fhir.{regle}", lieu)
    assert all(told.effet(profile) is Effect.REFUSE for profile in Profile)


@pytest.mark.parametrize(("change", "regle", "chemin"), STRUCTURES)
def test_a_breach_of_fhir_is_told_once(change: Change, regle: str, chemin: str, modeles: Modeles) -> None:
    message = e.lot()
    change(message)
    found = structure(message, modeles)
    told = juger(message, ContexteProfil(structure=found))
    assert [(one.regle.id, one.chemin) for one in told] == [(f"dmp.fhir.{regle}", chemin)]


def test_every_rule_is_proven_by_a_wrong_message() -> None:
    proven = nommees((*FICHES, *SIMPLES, *LOTS, *PATIENTS, *ACTEURS))
    proven |= {rule for _, rule, _ in (*ILLISIBLES, *STRUCTURES)}
    assert {f"dmp.fhir.{one}" for one in proven} == set(LIGNES)


def test_every_rule_is_written_in_both_languages_with_its_basis() -> None:
    for line in LIGNES.values():
        rule = line.regle
        texts = (*rule.title, *rule.advice, rule.basis.source)
        assert all(text and text.strip() == text for text in texts), rule.id
        assert all(text.endswith(".") for text in (*rule.title, *rule.advice)), rule.id
        assert rule.title.fr != rule.title.en, rule.id


def test_every_refusal_has_its_error() -> None:
    known = {*ERRORS, *errors.ENTREES}
    assert {line.erreur for line in LIGNES.values()} - {""} <= known
    answered = {*errors.ENTREES, *errors.COMMUNES}
    assert {line.erreur for line in LIGNES.values()} - {""} <= answered


ISSUES = {
    *("structure", "required", "value", "invariant", "code-invalid", "not-found", "duplicate"),
    *("business-rule", "too-long", "informational"),
}


def test_every_issue_code_is_one_of_fhir() -> None:
    assert {line.probleme for line in LIGNES.values()} == ISSUES


def _refuse(message: Arbre, profile: Profile, flux: Flux = Flux.LOT) -> set[str]:
    told = refuses(juger(message, ContexteProfil(flux)), profile)
    return {one.regle.id.removeprefix("dmp.fhir.") for one in told}


@pytest.mark.parametrize(
    ("change", "regle", "terrain", "strict", "decouverte"),
    [
        (ote("entry.1.resource.type"), "fiche.type", True, True, False),
        (ote("entry.1.resource.securityLabel"), "fiche.security_label", True, True, False),
        (ote("entry.1.resource.custodian"), "fiche.custodian", False, True, False),
        (ote("entry.1.resource.masterIdentifier.type"), "identifiant.marque", False, True, False),
        (ote("entry.1.resource.authenticator"), "fiche.authenticator", False, False, False),
        (ote("meta"), "bundle.profil", True, True, False),
        (met(f"{_PIECE}.size", 8), "document.taille", True, True, False),
        (ote("entry.0"), "bundle.lot", True, True, True),
        (ote("entry.2.resource.data"), "bundle.binaire_vide", True, True, True),
        (
            met("entry.1.resource.contained.3.extension.0.extension.0.valueCoding.code", "PROV"),
            "identite.ins_non_qualifiee",
            False,
            True,
            False,
        ),
    ],
)
def test_each_profile_refuses_what_it_should(
    change: Change, regle: str, terrain: bool, strict: bool, decouverte: bool
) -> None:
    message = e.lot()
    change(message)
    for profile, refused in (
        (Profile.TERRAIN, terrain),
        (Profile.STRICT, strict),
        (Profile.DECOUVERTE, decouverte),
    ):
        assert _refuse(message, profile) == ({regle} if refused else set()), profile


def test_what_storage_needs_is_refused_even_where_base_fhir_says_it_first(modeles: Modeles) -> None:
    message = e.lot()
    message["entry"][2]["resource"]["data"] = "@@@"
    told = juger(message, ContexteProfil(structure=structure(message, modeles)))
    assert [one.regle.id for one in told] == ["dmp.fhir.document.base64"]
    assert refuses(told, Profile.DECOUVERTE) == told
