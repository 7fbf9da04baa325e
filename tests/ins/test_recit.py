"""What a person reads of an exchange: plain sentences, in French then English."""

import re

import pytest

from tests.ins.banc import Banc, peer, request, search


def test_a_found_identity_reads_as_one_sentence() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(request()).exchange, "fr")
    assert told.summary == (
        "Recherche de l'identité d'ADRTROIS TOUSSAINT, né le 01/01/1960 : "
        "une seule identité correspond, elle est rendue."
    )
    assert told.answered == "Une seule identité correspond, elle est rendue."
    assert told.todo == ()


def test_a_name_that_begins_with_a_consonant_keeps_its_whole_article() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(search("DE VINCI", "LEONARDO", "M", "2014-02-01")).exchange, "fr")
    assert told.asked == "Recherche de l'identité de DE VINCI LEONARDO, né le 01/02/2014."


def test_a_search_without_traits_reads_as_french() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(search("", "", "", "")).exchange, "fr")
    assert told.asked == "Recherche de l'identité d'une personne sans traits."


def test_the_same_sentence_in_english() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(search("DE VINCI", "LEONARDO", "M", "2014-02-01")).exchange, "en")
    assert told.summary == (
        "Search for the identity of DE VINCI LEONARDO, born (male) on 01/02/2014: "
        "several identities match, none is returned."
    )
    assert told.todo == ("Add the other given names of the identity document, then the place of birth.",)


def test_nobody_found_says_what_to_try_next_after_what_to_mend() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(search("Garnier", "SIMONE", "F", "1937-09-03")).exchange, "fr")
    assert told.answered == "Aucune identité ne correspond."
    assert told.todo == (
        "Envoyez-le en majuscules.",
        "Vérifiez le nom de naissance et la date, puis essayez les autres prénoms, un par un puis tous.",
    )


def test_a_refusal_says_its_cause() -> None:
    banc = Banc()
    told = banc.service.explain(banc.post(request(("ABC17NF23DE0", "ZZZ17NF23DE0"))).exchange, "fr")
    assert told.answered == "Refus. Le numéro d'autorisation du logiciel est inconnu."
    assert told.todo == ("Corrigez le numéro dans le DUI, ou adoptez ce logiciel dans l'espace.",)


def test_a_waiting_number_and_a_history_are_told() -> None:
    banc = Banc()
    nia = banc.service.explain(banc.post(search("PROVISOIRE", "MATRICULE", "M", "2009-07-01")).exchange, "fr")
    past = banc.service.explain(banc.post(search("CORSE", "ANTHONY", "M", "1980-03-02")).exchange, "fr")
    assert nia.answered.endswith("elle est rendue, avec un matricule d'attente.")
    assert past.answered.endswith("elle est rendue, avec un historique.")


def test_a_programmed_outage_asks_for_patience() -> None:
    banc = Banc()
    banc.faults.names = ["desir_1020"]
    told = banc.service.explain(banc.post(request()).exchange, "fr")
    assert told.answered == "Le téléservice était indisponible."
    assert told.todo == ("Gardez le statut de l'identité, réessayez plus tard et peu de fois.",)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_description_asked_for_reads_as_such_whatever_the_method(method: str) -> None:
    banc = Banc()
    told = banc.service.explain(banc.get("/lps", "wsdl", method=method).exchange, "fr")
    assert told.summary == "Description du service demandée : elle est rendue."


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_sentence_holds_a_code_nor_a_path(lang: str) -> None:
    banc = Banc()
    banc.faults.names = ["insi_102"]
    exchanges = [
        banc.post(request()).exchange,
        banc.post(b"<a").exchange,
        banc.post(request(), certificate=peer("X")).exchange,
        banc.get("/lps", "wsdl").exchange,
        banc.get("/lps").exchange,
    ]
    for exchange in exchanges:
        told = banc.service.explain(exchange, lang)
        for sentence in (told.summary, told.asked, told.answered, *told.todo):
            assert not re.search(r"desir_|insi_|siram_|soap:|\bins\.|//", sentence), sentence
            assert ".." not in sentence


def test_every_rule_speaks_both_languages_in_sentences() -> None:
    for rule in Banc().service.register.rules.values():
        for text in (*rule.title, *rule.advice):
            assert text.endswith("."), rule.id
            assert text[0].isupper() or not text[0].isalpha(), rule.id
        assert rule.title.fr != rule.title.en
