"""The fidelity register: everything answered is there, with what it rests on."""

import re

from psc.register import register
from simulators.core.basis import BasisKind
from simulators.core.rule import Profile, Severity

# What stands around Pro Santé Connect.
AROUND = ("psc.echange", "psc.enrolement", "psc.proxy")
# Errors only a fault or the network answers with: no rule of ours leads there.
WITHOUT_RULE: set[str] = {
    "jeton_nonce_faux",
    "jeton_iss_faux",
    "jeton_kid_inconnu",
    "jeton_signature_fausse",
    "jeton_ne_expire",
    "jeton_horloge_avance",
    "jeton_horloge_retard",
    "jeton_acr_eidas3",
    "redirection_iss_faux",
    "redirection_state_faux",
    "userinfo_vide",
    "userinfo_sans_exercice",
}


def test_every_error_has_a_basis_a_family_and_a_rule() -> None:
    found = register()
    refused = {one.refusal.error for one in found.rules.values() if one.refusal}
    assert set(found.errors) - refused == WITHOUT_RULE
    assert refused <= set(found.errors)
    for key, entry in found.errors.items():
        assert entry.key == key
        assert entry.basis.source
        assert set(entry.wire) == {"famille", "forme", "http"}


def test_each_error_is_explained_by_one_rule_only() -> None:
    errors = [one.refusal.error for one in register().rules.values() if one.refusal]
    assert sorted(errors) == sorted(set(errors))


def test_rules_speak_both_languages_and_end_with_a_full_stop() -> None:
    for rule in register().rules.values():
        assert rule.id.startswith("psc.")
        for text in (*rule.title, *rule.advice):
            assert text.endswith(".")
            assert not re.search(r"\s{2}", text)
        assert rule.title.fr != rule.title.en


def test_texts_seen_in_the_source_of_keycloak_are_not_told_as_supposed() -> None:
    errors = register().errors
    for key in (
        "code_refuse",
        "code_expire",
        "redirect_uri_refusee",
        "grant_inconnu",
        "introspection_refusee",
    ):
        assert errors[key].basis.kind is BasisKind.SEEN
    for key in ("client_inconnu", "refresh_invalide", "carte_opposee", "jeton_invalide"):
        assert errors[key].basis.kind is BasisKind.ASSUMED


def test_on_the_ground_what_is_only_supposed_refuses_nothing_it_could_let_pass() -> None:
    for rule in register().rules.values():
        if rule.refusal and not rule.refusal.always and rule.refusal.basis.assumed:
            assert rule.effect(Profile.TERRAIN).value == "accept"
        if rule.severity is Severity.INFO:
            assert rule.refusal is None


def test_options_are_declared_as_defaults() -> None:
    assert "psc.acr_eidas3" in register().defaults


def test_of_the_exchange_and_of_registration_only_what_a_source_shows_is_told_as_seen() -> None:
    defaults = register().defaults
    kinds = {key: one.basis.kind.value for key, one in defaults.items() if key.startswith(AROUND)}
    assert kinds == {
        "psc.echange": "seen",
        "psc.echange_place": "assumed",
        "psc.echange_duree": "assumed",
        "psc.echange_contenu": "assumed",
        "psc.enrolement": "seen",
        "psc.enrolement_attente": "assumed",
        "psc.enrolement_place": "assumed",
        "psc.proxy": "seen",
        "psc.proxy_place": "assumed",
        "psc.proxy_session": "assumed",
        "psc.proxy_refus": "assumed",
        "psc.proxy_relais": "assumed",
        "psc.proxy_traces": "assumed",
    }


def test_what_we_chose_to_refuse_is_not_told_as_somebody_s_rule() -> None:
    ours = (
        "psc.appareil.ferme",
        "psc.inscription.anonyme",
        "psc.inscription.interdite",
        "psc.proxy.api_inconnue",
        "psc.proxy.sans_relais",
        "psc.proxy.donnees",
    )
    rules = register().rules
    assert [rules[key].basis.kind.value for key in ours] == ["assumed"] * 6
    assert rules["psc.proxy.demande"].basis.kind is BasisKind.SEEN
