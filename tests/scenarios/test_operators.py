"""Each operator holds and fails on exchanges typed by hand."""

from simulators.core.journal.model import Exchange
from tests.scenarios.samples import coded, echange, state, verdict

FOUND = "{faits: [{fait: code, op: egal, valeur: '00'}]}"
NOBODY = "{faits: [{fait: code, op: egal, valeur: '01'}]}"
ALL = "{service: ins}"


def test_a_count_holds_within_its_bounds_and_fails_outside() -> None:
    rule = f"compte: {{choix: {FOUND}, min: 1, max: 2}}"
    assert state(rule, *coded("00", "01")) == "passed"
    assert state(rule, *coded("00", "00", "00")) == "failed"
    assert state(rule, *coded("01")) == "failed"


def test_a_count_says_in_french_what_was_seen_and_names_the_exchanges() -> None:
    result = verdict(f"compte: {{choix: {ALL}, exactement: 1}}", *coded("00", "00"))
    (evidence,) = result.evidence
    assert evidence.sentence.fr == "Le simulateur a vu 2 échanges de ce genre ; attendu : 1 exactement."
    assert evidence.sentence.en == "The simulator saw 2 exchanges of this kind; expected: exactly 1."
    assert evidence.exchanges == ("e1", "e2")


def test_a_count_of_nothing_is_told_as_nothing() -> None:
    result = verdict(f"compte: {{choix: {ALL}, min: 1}}")
    assert result.evidence[0].sentence.fr == (
        "Le simulateur n'a vu aucun échange de ce genre ; attendu : 1 au moins."
    )


def test_an_order_needs_the_first_kind_before_each_of_the_second() -> None:
    rule = f"ordre: {{avant: {NOBODY}, apres: {FOUND}}}"
    assert state(rule, *coded("01", "00")) == "passed"
    assert state(rule, *coded("00", "01")) == "failed"
    assert state(rule, *coded("00")) == "failed"
    assert state(rule, *coded("01")) == "not_seen"


def test_exchanges_are_ordered_by_their_beginning_not_by_their_arrival() -> None:
    late, early = coded("01", "00")[::-1]
    assert state(f"ordre: {{avant: {NOBODY}, apres: {FOUND}}}", late, early) == "passed"


def test_a_sequence_may_be_exact_in_order_or_at_the_end() -> None:
    exact = f"suite: {{choix: {ALL}, fait: code, valeurs: ['02', '00'], mode: exacte}}"
    ordered = f"suite: {{choix: {ALL}, fait: code, valeurs: ['02', '00']}}"
    last = f"suite: {{choix: {ALL}, fait: code, valeurs: ['00'], mode: fin}}"
    assert state(exact, *coded("02", "00")) == "passed"
    assert state(exact, *coded("02", "02", "00")) == "failed"
    assert state(ordered, *coded("02", "02", "00", "01")) == "passed"
    assert state(ordered, *coded("00", "02")) == "failed"
    assert state(last, *coded("02", "00")) == "passed"
    assert state(last, *coded("00", "02")) == "failed"


def test_a_sequence_of_nothing_fails_and_shows_what_was_expected() -> None:
    result = verdict(f"suite: {{choix: {ALL}, fait: code, valeurs: ['01', '00']}}")
    assert result.state.value == "failed"
    assert (
        result.evidence[0].sentence.fr == "Dans l'ordre, le code de la réponse : rien ; attendu : 01 puis 00."
    )


def test_a_window_counts_what_follows_an_anchor_closely() -> None:
    rule = f"fenetre: {{ancre: {NOBODY}, choix: {ALL}, position: apres, secondes: 60, max: 0}}"
    assert state(rule, *coded("01", "00")) == "failed"
    assert state(rule, coded("01")[0], echange("loin", at=200)) == "passed"
    assert state(rule, *coded("00")) == "not_seen"


def test_a_window_runs_from_the_end_of_a_slow_anchor() -> None:
    rule = f"fenetre: {{ancre: {NOBODY}, choix: {FOUND}, position: apres, secondes: 1, max: 0}}"
    slow = echange("lent", {"code": "01"}, lasts_us=30_000_000)
    assert state(rule, slow, echange("a", {"code": "00"}, at=30.5)) == "failed"
    assert state(rule, slow, echange("a", {"code": "00"}, at=31.5)) == "passed"


def test_a_window_may_look_before_or_around() -> None:
    before = f"fenetre: {{ancre: {FOUND}, choix: {NOBODY}, position: avant, secondes: 60, min: 1}}"
    around = f"fenetre: {{ancre: {FOUND}, choix: {NOBODY}, position: autour, secondes: 60, exactement: 2}}"
    assert state(before, *coded("01", "00")) == "passed"
    assert state(before, *coded("00", "01")) == "failed"
    assert state(around, *coded("01", "00", "01")) == "passed"
    assert state(around, *coded("01", "00")) == "failed"


def sending(matricule: str, *, at: float = 0) -> Exchange:
    return echange("dmp1", {"patient.matricule": matricule}, at=at, service="dmp", operation="dmp.td21")


def test_a_join_finds_the_same_value_in_another_service() -> None:
    rule = (
        "jointure: {chaque: {service: dmp}, fait: patient.matricule, "
        "parmi: {service: ins}, fait_parmi: ins.rep.matricule, avant: true}"
    )
    answer = echange("e1", {"ins.rep.matricule": "238042B10690117"}, at=10)
    assert state(rule, answer, sending("238042B10690117", at=20)) == "passed"
    assert state(rule, answer, sending("138042B10690155", at=20)) == "failed"
    assert state(rule, answer, sending("238042B10690117", at=5)) == "failed"
    assert state(rule, answer) == "not_seen"


def test_a_join_looks_at_each_of_several_values() -> None:
    rule = (
        "jointure: {chaque: {service: dmp}, fait: vers, parmi: {service: ins}, "
        "fait_parmi: adresses, avant: true}"
    )
    found = echange("e1", {"adresses": ("a@x", "b@x")}, at=10)
    late = echange("e2", {"adresses": ("c@x",)}, at=50)
    for told, expected in ((("b@x",), "passed"), (("b@x", "a@x"), "passed"), (("a@x", "c@x"), "failed")):
        assert state(rule, found, late, echange("d1", {"vers": told}, at=20, service="dmp")) == expected
    assert state(rule, found, echange("d1", {"vers": ()}, at=20, service="dmp")) == "failed"


def test_a_join_never_takes_two_missing_values_for_the_same() -> None:
    rule = "jointure: {chaque: {service: dmp}, fait: patient.matricule, parmi: {service: ins}}"
    assert state(rule, echange("e1"), echange("d1", service="dmp")) == "failed"


def test_each_exchange_must_satisfy_every_condition() -> None:
    rule = f"chaque: {{choix: {ALL}, conditions: [{{fait: ins.nom_naissance, op: majuscules_sans_accent}}]}}"
    good = echange("e1", {"ins.nom_naissance": "DE L'HERMITE"})
    bad = echange("e2", {"ins.nom_naissance": "Hébert"}, at=1)
    assert state(rule, good) == "passed"
    assert state(rule) == "not_seen"
    result = verdict(rule, good, bad)
    assert result.state.value == "failed"
    assert result.evidence[0].exchanges == ("e2",)
    assert result.evidence[0].sentence.fr == (
        "Le nom de naissance envoyé : « Hébert » ; attendu : majuscules sans accent, tiret, "
        "apostrophe simple ou espace."
    )


def test_each_exchange_may_have_to_satisfy_one_of_several_conditions() -> None:
    rule = (
        f"chaque: {{choix: {ALL}, au_moins_une: [{{fait: ins.action, op: absent}}, "
        "{fait: ins.action, op: egal, valeur: 'urn:x'}]}"
    )
    assert state(rule, echange("e1"), echange("e2", {"ins.action": "urn:x"}, at=1)) == "passed"
    assert state(rule, echange("e1", {"ins.action": "urn:y"})) == "failed"


def test_the_following_call_is_compared_with_the_one_before() -> None:
    rule = (
        "suivant: {apres: {faits: [{fait: code, op: egal, valeur: '02'}]}, choix: {service: ins}, "
        "au_moins_une: ["
        "{fait: ins.lieu_naissance, op: present}, "
        "{fait: ins.prenoms, op: plus_de_mots_que, reference: {precedent: ins.prenoms}}]}"
    )
    first = echange("e1", {"code": "02", "ins.prenoms": ("JEAN",)})
    same = echange("e2", {"code": "00", "ins.prenoms": ("JEAN",)}, at=5)
    more = echange("e3", {"code": "00", "ins.prenoms": ("JEAN PAUL",)}, at=5)
    place = echange("e4", {"code": "00", "ins.prenoms": ("JEAN",), "ins.lieu_naissance": "63220"}, at=5)
    assert state(rule, first, more) == "passed"
    assert state(rule, first, place) == "passed"
    assert state(rule, first, same) == "failed"
    assert state(rule, first) == "failed"
    assert state(rule, same) == "not_seen"


def test_unique_values_are_neither_repeated_nor_missing() -> None:
    rule = "unique: {choix: {service: ins}, fait: ins.message_id}"
    one, two = echange("e1", {"ins.message_id": "uuid:1"}), echange("e2", {"ins.message_id": "uuid:2"}, at=1)
    again = echange("e3", {"ins.message_id": "uuid:1"}, at=2)
    assert state(rule, one, two) == "passed"
    assert state(rule, one, two, again) == "failed"
    assert state(rule, one, echange("e4", at=3)) == "failed"
    assert state(rule) == "not_seen"


def test_distinct_values_are_counted_once() -> None:
    rule = "distinct: {choix: {service: ins}, fait: code, exactement: 2}"
    assert state(rule, *coded("00", "01", "00")) == "passed"
    assert state(rule, *coded("00", "00")) == "failed"
    assert state(rule) == "not_seen"


def test_a_gap_is_measured_from_the_end_of_one_call_to_the_beginning_of_the_next() -> None:
    rule = "ecart: {choix: {service: ins}, millisecondes: 1000}"
    slow = echange("e1", lasts_us=2_000_000)
    assert state(rule, slow, echange("e2", at=3)) == "passed"
    assert state(rule, slow, echange("e2", at=2.5)) == "failed"
    assert state(rule, slow) == "passed"
    assert state(rule) == "not_seen"
    failed = verdict(rule, slow, echange("e2", at=2.5))
    assert failed.evidence[0].sentence.fr == "Deux appels se suivent à 500 ms ; attendu : 1000 ms au moins."


def test_a_rate_looks_at_every_span_of_time() -> None:
    rule = "debit: {choix: {service: ins}, max: 3, secondes: 120}"
    assert state(rule, *(echange(f"e{i}", at=61 * i) for i in range(5))) == "passed"
    assert state(rule, *(echange(f"e{i}", at=300 + 10 * i) for i in range(4)), echange("e9")) == "failed"
    assert state(rule) == "not_seen"


def test_an_absence_without_anchor_is_not_seen() -> None:
    rule = "absence: {choix: {service: dmp}, ancre: {faits: [{fait: code, op: egal, valeur: '00'}]}}"
    assert state(rule, *coded("01")) == "not_seen"
    assert state(rule, *coded("01", "00")) == "passed"
    assert state(rule, *coded("00"), sending("238042B10690117", at=90)) == "failed"


def test_what_should_be_absent_fails_even_without_anchor() -> None:
    rule = "absence: {choix: {service: dmp}, attestation: ESS-01.C9}"
    assert state(rule, sending("238042B10690117")) == "failed"


def test_an_absence_may_rest_on_what_a_person_attests() -> None:
    rule = "absence: {choix: {service: dmp}, attestation: ESS-01.C9}"
    assert state(rule, *coded("01")) == "not_seen"
    assert state(rule, *coded("01"), attested={"ESS-01.C9": True}) == "passed"
    assert state(rule, *coded("01"), attested={"ESS-01.C9": False}) == "not_seen"


def test_an_absence_may_hold_only_before_or_after_a_pivot() -> None:
    after = f"absence: {{choix: {{service: dmp}}, attestation: ESS-01.C9, portee: apres, pivot: {NOBODY}}}"
    before = f"absence: {{choix: {{service: dmp}}, attestation: ESS-01.C9, portee: avant, pivot: {FOUND}}}"
    told = {"ESS-01.C9": True}
    early, late = sending("1", at=1), sending("1", at=900)
    assert state(after, early, *coded("01"), attested=told) == "passed"
    assert state(after, *coded("01"), late, attested=told) == "failed"
    assert state(before, *coded("00"), late, attested=told) == "passed"
    assert state(before, early, *coded("00"), attested=told) == "failed"
    assert state(before, early, attested=told) == "not_seen"


def test_evidence_is_bounded() -> None:
    rule = f"chaque: {{choix: {ALL}, conditions: [{{fait: code, op: present}}]}}"
    result = verdict(rule, *(echange(f"e{i}", at=i) for i in range(50)))
    assert len(result.evidence) == 10
