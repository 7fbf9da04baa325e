"""What a run still waits for, said as a person would say it: « TD0.2 (existence du DMP) de Mme … »."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.scenarios import language as lang
from simulators.scenarios.model import Scenario
from simulators.scenarios.people import field_of
from simulators.scenarios.view import View

OPERATIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "ins.recherche_traits": Text("la recherche INSi par traits", "the INSi search by traits"),
        "ins.recherche_vitale": Text("la recherche INSi par carte Vitale", "the INSi search by Vitale card"),
        "ins.verification": Text("la vérification de l'INS", "the verification of the INS"),
        "psc.decouverte": Text("la lecture de la configuration PSC", "the reading of the PSC configuration"),
        "psc.autorisation": Text("la demande de connexion PSC", "the PSC authorization request"),
        "psc.connexion": Text("la connexion sur la page PSC", "the login on the PSC page"),
        "psc.jeton": Text("l'échange du code PSC", "the exchange of the PSC code"),
        "psc.rafraichissement": Text("le rafraîchissement du jeton PSC", "the refresh of the PSC token"),
        "psc.userinfo": Text("la lecture de l'identité PSC", "the reading of the PSC identity"),
        "psc.deconnexion": Text("la déconnexion PSC", "the PSC logout"),
        "psc.ciba": Text("la demande de connexion CIBA", "the CIBA request"),
        "psc.ciba_jeton": Text("l'attente du jeton CIBA", "the polling of the CIBA token"),
        "psc.echange": Text("l'échange de jeton PSC", "the PSC token exchange"),
        "dmp.td02": Text("TD0.2 (existence du DMP)", "TD0.2 (existence of the DMP)"),
        "dmp.td03": Text("TD0.3 (autorisation)", "TD0.3 (authorisation)"),
        "dmp.td04": Text("TD0.4 (liste des DMP)", "TD0.4 (list of DMPs)"),
        "dmp.td09": Text("TD0.9 (page web du DMP)", "TD0.9 (web page of the DMP)"),
        "dmp.td21": Text("TD2.1 (alimentation)", "TD2.1 (feeding)"),
        "dmp.td31": Text("TD3.1 (recherche de documents)", "TD3.1 (search of documents)"),
        "dmp.td32": Text("TD3.2 (lecture d'un document)", "TD3.2 (reading of a document)"),
        "dmp.td33": Text("TD3.3 (suppression ou modification)", "TD3.3 (deletion or change)"),
        "mss.envoi": Text("l'envoi d'un courriel MSSanté", "the sending of an MSSanté mail"),
        "mss.remise": Text("la remise d'un courriel", "the delivery of a mail"),
        "mss.imap.connexion": Text("la connexion à la boîte MSSanté", "the login to the MSSanté box"),
        "mss.imap.lecture": Text("la lecture d'un courriel MSSanté", "the reading of an MSSanté mail"),
        "mss.autoconfiguration": Text(
            "la lecture de l'autoconfiguration", "the reading of the autoconfiguration"
        ),
        "mss.accueil": Text("l'ouverture d'une session de messagerie", "the opening of a mail session"),
        "mss.smtp.connexion": Text("l'authentification SMTP", "the SMTP authentication"),
        "mss.fin_de_session": Text("la fin d'une session de messagerie", "the end of a mail session"),
        "mss.liste_de_revocation": Text("la lecture de la liste de révocation", "the reading of the CRL"),
        "mss.annuaire.extraction": Text("le chargement de l'extraction", "the download of the extraction"),
        "mss.annuaire.recherche": Text("la recherche dans l'Annuaire Santé", "the directory search"),
        "tls.poignee_de_main": Text("l'ouverture d'une connexion TLS", "the opening of a TLS connection"),
    }
)
_SERVICES: Final = MappingProxyType(
    {"ins": "INSi", "dmp": "DMP", "mss": "MSSanté", "psc": "Pro Santé Connect", "ann": "Annuaire Santé"}
)


def awaited(scenario: Scenario, view: View) -> Text | None:
    """The first thing a check of the scenario needs and that was not seen yet; None when all was seen."""
    for check in scenario.controles:
        for selection in _needed(check.regle) if check.regle else ():
            if not view.select(selection):
                return _said(selection, view.people.get(selection.person))
    return None


def _said(selection: lang.Selection, person: Personne | None) -> Text:
    what = OPERATIONS.get(selection.operations[0]) if selection.operations else None
    if what is None:
        where = "/".join(_SERVICES.get(one, one) for one in selection.services or selection.operations)
        what = Text(f"un échange {where}".strip(), f"an exchange {where}".strip())
    if person is None:
        return what
    return Text(f"{what.fr} de {_named(person, 'Mme', 'M.')}", f"{what.en} of {_named(person, 'Ms', 'Mr')}")


def _named(person: Personne, madam: str, sir: str) -> str:
    title = {"F": madam, "M": sir}.get(field_of(person, "local.sexe"), "")
    given = field_of(person, "local.premier_prenom").title()
    name = field_of(person, "local.nom_utilise") or field_of(person, "local.nom_naissance")
    return " ".join(filter(None, (title, given, name)))


def _needed(rule: lang.Rule) -> Iterator[lang.Selection]:
    """The selections without which a rule has nothing to judge."""
    yield from _NEEDS[type(rule)](rule)


def _of(rule: Any) -> Iterator[lang.Selection]:
    yield rule.of


def _count(rule: lang.Count) -> Iterator[lang.Selection]:
    if rule.least:
        yield rule.of


def _window(rule: lang.Window) -> Iterator[lang.Selection]:
    yield rule.anchor
    if rule.least:
        yield rule.of


def _absence(rule: lang.Absence) -> Iterator[lang.Selection]:
    if rule.anchor is not None:
        yield rule.anchor


_NEEDS: Final[Mapping[type[Any], Callable[[Any], Iterator[lang.Selection]]]] = MappingProxyType(
    {
        lang.Count: _count,
        lang.Order: lambda rule: iter((rule.before, rule.after)),
        lang.Sequence: _of,
        lang.Window: _window,
        lang.Join: lambda rule: iter((rule.each, rule.within)),
        lang.Each: _of,
        lang.Following: lambda rule: iter((rule.after, rule.of)),
        lang.Unique: _of,
        lang.Distinct: _of,
        lang.Gap: _of,
        lang.Rate: _of,
        lang.Absence: _absence,
    }
)
