"""From YAML to scenarios: one function per part of the file."""

import re
from collections.abc import Mapping

from simulators.core.rule import Text
from simulators.scenarios import model
from simulators.scenarios.facts_register import fact_of
from simulators.scenarios.language import Absence, Rule, Selection
from simulators.scenarios.model import (
    Check,
    Exigence,
    Expected,
    Given,
    Kind,
    Mutant,
    Observation,
    Scenario,
)
from simulators.scenarios.reading import Entry, parse
from simulators.scenarios.rule_reading import Named, read_rule, read_selection

_ID = re.compile(r"[A-Z]{2,5}-[0-9]{2,3}")
_ID_SHAPE = "un identifiant s'écrit comme INS-01 : deux à cinq majuscules, un tiret, deux ou trois chiffres"
NO_TEXT = Text("", "")


def read_scenario(text: str, file: str) -> Scenario:
    """The scenario of one file.

    Raises:
        ScenarioError: with the file, the line and the key, for anything missing, unknown or of a wrong type.
    """
    return scenario_of(parse(text, file))


def scenario_of(root: Entry) -> Scenario:
    """The scenario of a file already parsed. Raises ScenarioError likewise."""
    selections = root.find("choix")
    named = _named_selections(selections) if selections else {}
    identifier = root.get("id").text()
    if not _ID.fullmatch(identifier):
        raise root.get("id").error(_ID_SHAPE)
    scenario = Scenario(
        id=identifier,
        titre=_text(root.get("titre")),
        niveau=root.get("niveau").one_of(*model.LEVELS),
        services=root.get("services").texts(),
        acteur=_text(root.get("acteur")),
        types_esms=root.get("types_esms").texts(),
        etiquettes=root.maybe("etiquettes", Entry.texts, ()),
        exigences=tuple(_exigence(item) for item in root.get("exigences").items()),
        donne=_given(root.get("donne")),
        quand=tuple(_text(item) for item in root.get("quand").items()),
        attendu=tuple(_expected(item) for item in root.get("attendu").items()),
        controles=tuple(_check(item, identifier, named) for item in root.get("controles").items()),
        releves=root.maybe("releves", lambda e: tuple(_observation(i, named) for i in e.items()), ()),
        mutants=root.maybe("mutants", lambda e: tuple(_mutant(i) for i in e.items()), ()),
        sources=root.get("sources").texts(),
    )
    root.done()
    _consistent(scenario, root)
    return scenario


def _text(entry: Entry) -> Text:
    text = Text(entry.get("fr").text(), entry.get("en").text())
    entry.done()
    return text


def _named_selections(entry: Entry) -> Mapping[str, Selection]:
    named: dict[str, Selection] = {}
    for name, body in entry.mapping().items():
        named[name] = read_selection(body, named)
    return named


def _exigence(entry: Entry) -> Exigence:
    exigence = Exigence(
        id=entry.get("id").text(),
        indicatif=entry.maybe("indicatif", Entry.boolean, default=True),
        vague1=entry.maybe("vague1", Entry.text, ""),
    )
    entry.done()
    return exigence


def _given(entry: Entry) -> Given:
    given = Given(
        texte=_text(entry.get("texte")),
        personnes=entry.maybe("personnes", Entry.texts, ()),
        pannes=entry.maybe("pannes", lambda e: tuple(_panne(i) for i in e.items()), ()),
        courriels=entry.maybe("courriels", lambda e: tuple(_courriel(i) for i in e.items()), ()),
        options=entry.maybe("options", Entry.texts, ()),
        horloge=entry.maybe("horloge", Entry.text, ""),
        reglages=entry.maybe("reglages", _settings, {}),
    )
    entry.done()
    return given


def _settings(entry: Entry) -> Mapping[str, str]:
    return {name: value.text() for name, value in entry.mapping().items()}


def _numbers(entry: Entry) -> Mapping[str, int]:
    return {name: value.integer() for name, value in entry.mapping().items()}


def _courriel(entry: Entry) -> model.CourrielRecu:
    courriel = model.CourrielRecu(
        boite=entry.get("boite").text(),
        nature=entry.maybe("nature", Entry.text, "nominal"),
        personne=entry.maybe("personne", Entry.text, ""),
        expediteur=entry.maybe("expediteur", Entry.text, ""),
        nombre=entry.maybe("nombre", Entry.integer, 1),
    )
    entry.done()
    return courriel


def _panne(entry: Entry) -> model.Panne:
    genre = entry.find("genre")
    panne = model.Panne(
        nom=entry.get("nom").text(),
        service=entry.get("service").text(),
        genre=genre.one_of("metier", "transport") if genre else "metier",
        operation=entry.maybe("operation", Entry.text, ""),
        client=entry.maybe("client", Entry.text, ""),
        nombre=entry.maybe("nombre", Entry.integer, 0),
        parametres=entry.maybe("parametres", _numbers, {}),
    )
    entry.done()
    return panne


def _expected(entry: Entry) -> Expected:
    expected = Expected(
        entry.get("service").text(), _text(entry.get("echange")), entry.maybe("code", Entry.text, "")
    )
    entry.done()
    return expected


def _check(entry: Entry, scenario: str, named: Named) -> Check:
    genre: Kind = entry.get("genre").one_of("traffic", "attestation", "export")
    check = Check(
        id=_check_id(entry.get("id"), scenario),
        libelle=_text(entry.get("libelle")),
        gravite=entry.get("gravite").one_of("must", "should"),
        genre=genre,
        conseil=entry.maybe("conseil", _text, NO_TEXT),
        regle=_rule(entry, named) if genre == "traffic" else None,
        motif=None if genre == "traffic" else _text(entry.get("motif")),
    )
    entry.done()
    return check


def _rule(entry: Entry, named: Named) -> Rule:
    return read_rule(entry.get("regle"), named)


def _check_id(entry: Entry, scenario: str) -> str:
    text = entry.text()
    if not re.fullmatch(rf"{scenario}\.C[0-9]{{1,2}}", text):
        raise entry.error(f"un contrôle de {scenario} s'écrit {scenario}.C1")
    return text


def _observation(entry: Entry, named: Named) -> Observation:
    observation = Observation(
        id=entry.get("id").text(),
        libelle=_text(entry.get("libelle")),
        choix=read_selection(entry.get("choix"), named),
        fait=fact_of(entry.get("fait")),
    )
    entry.done()
    return observation


def _mutant(entry: Entry) -> Mutant:
    mutant = Mutant(entry.get("nom").text(), _text(entry.get("texte")), entry.get("echoue").texts())
    entry.done()
    if not 1 <= len(mutant.echoue) <= model.MAX_MUTANT_CHECKS:
        raise entry.error("un mutant fait échouer un à trois contrôles")
    return mutant


def _consistent(scenario: Scenario, root: Entry) -> None:
    ids = [check.id for check in scenario.controles]
    if len(set(ids)) != len(ids):
        raise root.get("controles").error("deux contrôles portent le même identifiant")
    traffic = {check.id for check in scenario.controles if check.genre == "traffic"}
    attested = {check.id for check in scenario.controles if check.genre == "attestation"}
    for check in scenario.controles:
        if isinstance(check.regle, Absence) and check.regle.attestation not in {"", *attested}:
            raise root.get("controles").error(f"{check.id} attend une attestation qui n'est pas définie")
    for mutant in scenario.mutants:
        if unknown := sorted(set(mutant.echoue) - traffic):
            raise root.get("mutants").error(
                f"contrôle inconnu ou non décidé du trafic : {', '.join(unknown)}"
            )
