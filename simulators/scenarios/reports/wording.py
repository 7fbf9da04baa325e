"""The sentences of the reports: what a person reads first, without code."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios.model import Exigence
from simulators.scenarios.verdicts import CheckVerdict, Evidence, ScenarioVerdict, State
from simulators.scenarios.words import fact_name

STATES = {
    State.PASSED: Text("Conforme", "Passed"),
    State.FAILED: Text("Non conforme", "Failed"),
    State.NOT_SEEN: Text("Non vu", "Not seen"),
    State.ATTESTATION: Text("À attester", "To be attested"),
    State.INCOMPLETE: Text("Incomplet", "Incomplete"),
}
GRAVITIES = {"must": Text("exigé", "required"), "should": Text("recommandé", "recommended")}
OPERATIONS = {
    "ins.recherche_traits": Text("Recherche par traits", "Search by traits"),
    "ins.recherche_vitale": Text("Recherche par carte Vitale", "Search by Vitale card"),
    "ins.verification": Text("Vérification d'une INS", "Verification of an INS"),
    "ins.verification_depot": Text("Dépôt de vérifications en masse", "Deposit of a mass verification"),
    "ins.verification_suivi": Text("Suivi de vérifications en masse", "Follow-up of a mass verification"),
    "ins.inconnue": Text("Message non reconnu", "Message not recognised"),
    "tls.poignee_de_main": Text("Connexion refusée", "Connection refused"),
    "journal.lacune": Text("Lacune du journal", "Gap of the journal"),
}
LIMITS = (
    Text(
        "Vérifié ici : ce que le logiciel a envoyé au simulateur pendant l'essai, échange par échange.",
        "Verified here: what the software sent to the simulator during the run, exchange by exchange.",
    ),
    Text(
        "Pas vérifié ici : l'écran, les droits des utilisateurs, la traçabilité interne. "
        "Ces points sont à attester par une personne.",
        "Not verified here: the screen, the rights of users, internal traces. A person must attest them.",
    ),
    Text(
        "Reste à prouver officiellement : l'autorisation du CNDA, l'habilitation Pro Santé Connect et les "
        "preuves du référencement Ségur. "
        "Ce compte rendu n'est pas une certification et n'en remplace aucune.",
        "Still to be proven officially: the CNDA authorisation, the Pro Santé Connect habilitation and the "
        "Ségur proofs. This report is not a certification and replaces none.",
    ),
    Text(
        "Les exigences citées sont indicatives : le texte applicable au médico-social n'a pas été vu.",
        "Requirement ids are indicative: the text that applies to the médico-social was not seen.",
    ),
)
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_CODE = re.compile(r"\s*\([0-9]{2}\)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML forbids: facts repeat what a client sent."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def without_codes(text: str) -> str:
    """A title without the answer codes written in parentheses."""
    return _CODE.sub("", text)


def date_fr(instant: datetime) -> str:
    """21 novembre 2026 à 23 h 40, in universal time."""
    instant = instant.astimezone(UTC)
    return f"{day_fr(instant)} à {instant.hour} h {instant.minute:02}"


def day_fr(instant: datetime) -> str:
    """21 novembre 2026, in universal time."""
    instant = instant.astimezone(UTC)
    return f"{instant.day} {month_fr(instant.month)} {instant.year}"


def month_fr(month: int) -> str:
    """The name of a month numbered from 1."""
    return _MONTHS[month - 1]


def state(of: CheckVerdict | ScenarioVerdict) -> Text:
    """The verdict in a word."""
    return STATES[of.state]


def headline(verdicts: Sequence[ScenarioVerdict]) -> Text:
    """The whole report in one sentence."""
    total = len(verdicts)
    failed = sum(verdict.state is State.FAILED for verdict in verdicts)
    open_ = sum(verdict.state in (State.NOT_SEEN, State.INCOMPLETE) for verdict in verdicts)
    if not total:
        return Text("Aucun scénario n'a été joué.", "No scenario was played.")
    if failed:
        return Text(
            f"{_some(failed, 'scénario')} sur {total} : le logiciel est à corriger.",
            f"{failed} of {total} scenarios: the software must be corrected.",
        )
    if open_:
        return Text(
            f"{_some(open_, 'scénario')} sur {total} : l'essai est à compléter.",
            f"{open_} of {total} scenarios: the run must be completed.",
        )
    if total == 1:
        return Text("Le scénario joué est conforme.", "The scenario played is as expected.")
    return Text(f"Les {total} scénarios joués sont conformes.", f"All {total} scenarios are as expected.")


def counts(verdicts: Iterable[ScenarioVerdict]) -> Text:
    """How many checks passed, failed, wait for a person, wait for a service."""
    checks = [check for verdict in verdicts for check in verdict.checks]
    decided = [check for check in checks if check.counts]
    passed = sum(check.state is State.PASSED for check in decided)
    attested = sum(check.state is State.ATTESTATION for check in checks)
    away = sum(check.out_of_reach for check in checks)
    return Text(
        f"{passed} {plural(passed, 'contrôle conforme')} sur {len(decided)} ; "
        f"{attested} à attester par une personne ; "
        f"{away} en attente d'un service qui n'est pas joué ici.",
        f"{passed} checks passed of {len(decided)}; {attested} to be attested by a person; "
        f"{away} waiting for a service not played here.",
    )


def todo(verdict: ScenarioVerdict) -> tuple[Text, ...]:
    """What to do about a scenario, most pressing first; a single "nothing" when all is well."""
    failed = [
        one.check.conseil for one in verdict.checks if one.state is State.FAILED and one.check.conseil.fr
    ]
    if failed:
        return tuple(failed)
    if verdict.state is State.INCOMPLETE:
        return (Text("Recommencez l'essai : il a été interrompu.", "Play again: the run was interrupted."),)
    if verdict.state is State.NOT_SEEN:
        return (Text("Jouez toutes les étapes du scénario.", "Play every step of the scenario."),)
    attested = sum(one.state is State.ATTESTATION for one in verdict.checks)
    if attested:
        points = _some(attested, "point")
        return (Text(f"{points} à constater à l'écran (voir le détail).", f"{attested} to see on screen."),)
    return (Text("Rien à faire.", "Nothing to do."),)


def requirements(verdict: ScenarioVerdict) -> str:
    """The requirement ids of a scenario, each with its wave-1 id and « indicatif » where not confirmed."""
    return " ; ".join(map(_requirement, verdict.requirements))


def _requirement(one: Exigence) -> str:
    first = f" (vague 1 : {one.vague1})" if one.vague1 else ""
    return f"{one.id}{first}{' — indicatif' if one.indicatif else ''}"


def where(proof: Evidence) -> str:
    """Which part of the exchange was looked at, in words; empty when it is the exchange as a whole."""
    return fact_name(proof.fact).fr if proof.fact else ""


def exchange(one: Exchange) -> Text:
    """An exchange in a few words, when no service explains it."""
    return OPERATIONS.get(one.operation, Text(one.operation or "Échange", one.operation or "Exchange"))


def _some(number: int, noun: str) -> str:
    return f"Un {noun}" if number == 1 else f"{number} {noun}s"


def plural(number: int, words: str) -> str:
    """The words, each with an s from two on."""
    return words if number < 2 else " ".join(f"{word}s" for word in words.split())
