"""Sentences: both languages, words only where words are due, and a reason for every refused connection."""

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

from simulators.console import handshake, words
from simulators.console.plain import in_words, is_plain
from simulators.console.verdict import Verdict, verdict
from simulators.console.words import Table, Words
from simulators.core.journal.handshake_rules import tls_rules
from simulators.core.rule import Effect, Finding, Place, Text
from simulators.core.service import Explanation
from tests.console.samples import ACCENT_RULE, ACCEPTED, ACTION_RULE, IDAM_RULE, refused_handshake


def tables() -> dict[str, Table]:
    """Every table of sentences of the console, by module and name."""
    modules = [import_module(f"{words.__name__}.{one.name}") for one in iter_modules(words.__path__)]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Mapping) and value and all(isinstance(one, Text) for one in value.values())
    }


TABLES = tables()


def test_the_tables_are_found() -> None:
    assert {"common.ERRORS", "replaying.REPLAYING", "assertion.REASONS", "leading.LEADING"} <= TABLES.keys()


@pytest.mark.parametrize("name", TABLES)
def test_every_sentence_exists_in_both_languages(name: str) -> None:
    for key, text in TABLES[name].items():
        assert text.fr.strip(), key
        assert text.en.strip(), key
        assert key not in {"count", "table", "lang"}, "hidden by an attribute of Words"
        assert set(re.findall(r"{\w+}", text.fr)) == set(re.findall(r"{\w+}", text.en)), key


@pytest.mark.parametrize("rule", tls_rules().values(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_refused_connection_is_told_in_words_with_what_to_do(rule: object, lang: str) -> None:
    exchange = refused_handshake(rule)  # type: ignore[arg-type] # parametrised over the rules themselves
    assert handshake.cause(exchange) != "other"
    told = handshake.explain(exchange, lang)
    assert told.todo
    for sentence in (told.summary, told.asked, told.answered, *told.todo):
        assert is_plain(sentence), sentence


def test_an_unknown_cause_still_says_what_to_do() -> None:
    told = handshake.explain(refused_handshake(replace(IDAM_RULE, id="tls.nouveau")), "fr")
    assert told.summary == "Connexion refusée avant tout échange."
    assert told.todo == ("Montrez à l’éditeur le détail technique ci-dessous.",)


def test_a_client_that_gave_up_is_not_called_a_refusal_of_ours() -> None:
    told = handshake.explain(
        refused_handshake(replace(IDAM_RULE, id="tls.serveur_refuse_par_le_client")), "fr"
    )
    assert told.answered == "Le DUI a fermé la connexion : aucun message n’a été échangé."


@pytest.mark.parametrize(
    ("status", "summary"),
    [
        ("400", "Demande refusée : elle n’a pas pu être lue."),
        ("408", "Demande refusée : elle n’est pas arrivée à temps."),
        ("431", "Demande refusée : son en-tête est trop long."),
    ],
)
def test_a_request_that_no_service_read_is_told_in_words(status: str, summary: str) -> None:
    exchange = replace(ACCEPTED, operation="http.requete_refusee", outcome=status)
    assert handshake.explain_request(exchange, "fr").summary == summary


@pytest.mark.parametrize(
    "sentence",
    [
        "Le téléservice n’a pas trouvé cette personne. Vérifiez le nom de naissance, puis réessayez.",
        "INSi, MSSanté et le DMP ont répondu à 9 h 30 : aucune identité pour D’AEION-CŒUR.",
        "Vérifiez la date (01/02/1950) et le numéro 10B0152872.",
    ],
)
def test_words_are_words(sentence: str) -> None:
    assert is_plain(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le code desir_550 est revenu.",
        "wsa:Action manque.",
        "Voir /s:Envelope/s:Body",
        "La balise <IDAM>",
        "NomNaissance est vide",
        "Un UUID manque",
        "a & b",
        "Content-Type",
        "Réponse HTTP 500",
        "urn:siram",
        "//lps",
        "liste[1]",
        "@Version absent",
        "a=b",
    ],
)
def test_code_is_not_words(sentence: str) -> None:
    assert not is_plain(sentence)


def test_numbers_agree_as_each_language_does() -> None:
    table = {
        "item_one": Text("{n} remarque", "{n} remark"),
        "item_many": Text("{n} remarques", "{n} remarks"),
    }
    assert [Words(table, "fr").count("item", n) for n in (0, 1, 2)] == [
        "0 remarque",
        "1 remarque",
        "2 remarques",
    ]
    assert [Words(table, "en").count("item", n) for n in (0, 1, 2)] == ["0 remarks", "1 remark", "2 remarks"]


def test_the_verdict_is_a_refusal_first_then_the_gravest_finding() -> None:
    whole = Place("request", "whole")
    refused = replace(ACCEPTED, findings=(Finding(IDAM_RULE, whole, effect=Effect.REFUSE),))
    accepted_error = replace(ACCEPTED, findings=(Finding(ACTION_RULE, whole), Finding(IDAM_RULE, whole)))
    warned = replace(ACCEPTED, findings=(Finding(ACCENT_RULE, whole),))
    noted = replace(ACCEPTED, findings=(Finding(ACTION_RULE, whole),))
    assert verdict(refused) is Verdict.REFUSE
    assert verdict(replace(ACCEPTED, facts={"fault": True})) is Verdict.REFUSE
    assert verdict(replace(ACCEPTED, operation="http.requete_refusee")) is Verdict.REFUSE
    assert verdict(accepted_error) is Verdict.CORRIGER
    assert verdict(warned) is Verdict.SURVEILLER
    assert verdict(noted) is Verdict.CONFORME


def test_technical_sentences_of_a_service_stay_out_of_the_first_screen() -> None:
    told = Explanation(
        "Recherche de MARTIN : refus. Le ContexteBAM est absent.",
        "Recherche de MARTIN.",
        "Refus. Le ContexteBAM est absent.",
        ("Ajoutez l'en-tête ContexteBAM.", "Vérifiez le nom de naissance."),
    )
    assert in_words(told, Verdict.REFUSE, "fr") == Explanation(
        "Recherche de MARTIN : refus.",
        "Recherche de MARTIN.",
        "Refus.",
        (
            "Vérifiez le nom de naissance.",
            "Transmettez à l’éditeur du DUI le détail technique de cet échange.",
        ),
    )


def test_a_summary_that_is_all_technical_still_says_the_outcome() -> None:
    told = Explanation("s:Fault", "a_b", "<x/>")
    assert in_words(told, Verdict.REFUSE, "fr") == Explanation("Un message a été refusé.")
    assert in_words(told, Verdict.CONFORME, "en") == Explanation("A message was answered.")


def test_a_mail_address_may_stand_on_the_first_screen_but_an_attribute_may_not() -> None:
    assert is_plain("Courriel de nathalie.kermarrec@pro.demo.mssante.fr à un usager : accepté.")
    assert not is_plain("L'attribut @Version manque.")
    assert not is_plain("Voir lps/@Version de nathalie.kermarrec@pro.demo.mssante.fr.")
