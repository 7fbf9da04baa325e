"""Each rule: the message that breaks it, where the finding sits, and the advice that makes it disappear."""

from typing import Any

import pytest

from dmp.register import register
from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Effect, Profile
from tests.dmp.banc import Banc
from tests.dmp.cas import Case
from tests.dmp.cas_acces import ACCESS, ASSERTION, ENVELOPE, SIGNATURE, TRANSPORT
from tests.dmp.cas_documents import CONSULTATION, SUBMISSION
from tests.dmp.cas_gestion import MANAGEMENT
from tests.dmp.cas_listes import LISTS
from tests.dmp.cas_mise_a_jour import UPDATE
from tests.dmp.cas_signature import SIGNED
from tests.dmp.cas_web import WEB
from tests.dmp.editeur import Lot, autorisation, existence, inline, lecture, recherche, vihf

CASES = [
    *TRANSPORT,
    *ENVELOPE,
    *SIGNATURE,
    *ASSERTION,
    *ACCESS,
    *SUBMISSION,
    *CONSULTATION,
    *UPDATE,
    *MANAGEMENT,
    *LISTS,
    *SIGNED,
    *WEB,
]
# Told elsewhere: in `test_attaques` (sizes, clients that leave), `test_attaques_mesure` (what breaks too many
# rules), `test_requetes` (too many results, an answer too big), `test_cda` (the ground's rules) and
# `officiel/test_juge` (the official texts).
ELSEWHERE = {
    "dmp.http.corps_trop_gros",
    "dmp.http.corps_interrompu",
    "dmp.message.trop_de_constats",
    "dmp.recherche.trop_de_resultats",
    "dmp.consultation.trop_gros",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_broken_rule_is_found_at_its_place(case: Case, banc: Banc) -> None:
    answer = case.broken(banc)
    found = [one for one in answer.findings if one.rule.id == f"dmp.{case.rule}"]
    assert found, answer.rules
    assert found[0].place.path.endswith(case.path)
    if case.found is not None:
        assert found[0].found == case.found
    if case.expected is not None:
        assert found[0].expected == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_done_as_told_the_finding_disappears(case: Case, banc: Banc) -> None:
    assert f"dmp.{case.rule}" not in case.mended(banc).rules


def test_every_rule_of_the_register_has_its_case() -> None:
    told = {f"dmp.{case.rule}" for case in CASES} | ELSEWHERE
    # Those of the FHIR face are told in tests/dmp_fhir.
    grounds = ("dmp.cda.", "dmp.schematron.", "dmp.xsd", "dmp.fhir.")
    assert {rule for rule in register().rules if not rule.startswith(grounds)} == told


def test_every_refusal_names_an_error_of_the_table() -> None:
    known = register()
    named = {rule.refusal.error for rule in known.rules.values() if rule.refusal}
    assert named - set(known.errors) == set()


@pytest.mark.parametrize("rule", register().rules.values(), ids=lambda rule: rule.id)
def test_a_rule_speaks_two_languages_and_says_what_it_rests_on(rule: Any) -> None:
    for text in (rule.title, rule.advice):
        assert text.fr.endswith(".")
        assert text.en.endswith(".")
    assert rule.basis.source


def test_on_the_field_what_is_only_assumed_never_refuses(pki: Pki) -> None:
    for rule in register().rules.values():
        if rule.refusal and rule.refusal.basis.assumed and not rule.refusal.always:
            assert rule.effect(Profile.TERRAIN) is Effect.ACCEPT


def test_an_unsigned_set_passes_on_the_field_and_is_refused_when_strict(pki: Pki) -> None:
    field, strict = Banc(pki), Banc(pki, EspaceSettings(profile=Profile.STRICT))
    try:
        assert field.feed(Lot(signed=False)).code == "Success"
        refused = strict.feed(Lot(signed=False))
        assert refused.code == "XDSRegistryMetadataError"
        assert strict.documents() == []
    finally:
        field.close()
        strict.close()


def test_discovery_accepts_all_that_can_be_understood(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    try:
        answer = banc.feed(Lot(signed=False), vihf(structure="1990000036"))
        assert answer.code == "Success"
        assert "dmp.vihf.structure_certificat" in answer.rules
    finally:
        banc.close()


def test_inline_documents_are_taken_as_those_of_parts(banc: Banc) -> None:
    assert banc.call("depot", inline(Lot(), banc.seal())).code == "Success"


def test_discovery_too_refuses_what_cannot_be_written(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    nobody = vihf("INDIRECTE_RENFORCEE", ressource=None, ressource_brute=None)
    try:
        assert banc.feed().code == "Success"
        assert banc.feed().code == "XDSDuplicateUniqueIdInRegistry"
        assert banc.feed(claims=nobody).code == "XDSUnknownPatientId"
        assert banc.call("recherche", recherche(), nobody).code == "XDSUnknownPatientId"
        assert banc.call("lecture", lecture("1.2.3"), nobody).code == "XDSUnknownPatientId"
        assert banc.call("autorisation", autorisation(), nobody).code == "DMPAccessDeniedByRightsService"
        assert banc.call("existence", existence(), vihf("AUTRE")).text("Text") == (
            "Champ vide ou manquant dans le VIHF : Authentification_mode"
        )
    finally:
        banc.close()
