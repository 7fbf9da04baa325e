"""What a person reads of an exchange over FHIR."""

from collections.abc import Mapping
from typing import Final

from dmp.fhir.data import noms
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.core.service import Explanation
from simulators.core.telling import Say, advice, cause, speaker, tell

OPERATIONS: Final[Mapping[str, Text]] = {
    noms.DEPOT: Text(
        "Dépôt d'un lot en FHIR (PDSm 3.1.1, ITI-65)", "Feeding of a set over FHIR (PDSm 3.1.1, ITI-65)"
    ),
    noms.PUBLICATION: Text(
        "Ajout simplifié d'un document en FHIR (PDSm 3.1.1, ITI-105)",
        "Simplified publish of a document over FHIR (PDSm 3.1.1, ITI-105)",
    ),
    noms.LOTS: Text(
        "Recherche de lots en FHIR (PDSm 3.1.1, ITI-66)", "Search of sets over FHIR (PDSm 3.1.1, ITI-66)"
    ),
    noms.FICHES: Text(
        "Recherche de documents en FHIR (PDSm 3.1.1, ITI-67)",
        "Search of documents over FHIR (PDSm 3.1.1, ITI-67)",
    ),
    noms.DOCUMENT: Text(
        "Lecture d'un document en FHIR (PDSm 3.1.1, ITI-68)",
        "Reading of a document over FHIR (PDSm 3.1.1, ITI-68)",
    ),
    noms.MODIFICATION: Text(
        "Modification d'une fiche en FHIR (PDSm 3.1.1)", "Change of an entry over FHIR (PDSm 3.1.1)"
    ),
    noms.LECTURE: Text(
        "Lecture d'une ressource en FHIR (PDSm 3.1.1)", "Reading of a resource over FHIR (PDSm 3.1.1)"
    ),
    noms.EXISTENCE: Text(
        "Existence d'un DMP en FHIR (projet PDSm4DMP)", "Existence of a record over FHIR (PDSm4DMP draft)"
    ),
    noms.LOT_DE_REQUETES: Text(
        "Lectures groupées en FHIR (projet PDSm4DMP)", "Grouped readings over FHIR (PDSm4DMP draft)"
    ),
    noms.CAPACITE: Text("Capacités de la face FHIR", "Capabilities of the FHIR face"),
    noms.INCONNUE: Text("Appel FHIR non compris", "FHIR call not understood"),
}


def explain(exchange: Exchange, lang: str) -> Explanation:
    """The sentences of one exchange, in French (`fr`) or English (`en`)."""
    say = speaker(lang)
    asked = say(OPERATIONS.get(exchange.operation, OPERATIONS[noms.INCONNUE]))
    answered = _reponse(exchange, say)
    return tell(lang, asked, answered, advice(exchange.findings, say))


def _reponse(exchange: Exchange, say: Say) -> str:
    facts, status = exchange.facts, exchange.outcome
    if status.isdigit() and int(status) < 400:
        return say(_succes(exchange))
    rule = cause(exchange.findings)
    code = facts.get("code") or status
    if rule is not None:
        return f"{say(Text('refusé', 'refused'))} ({status}, {code}). {say(rule.title)}"
    return say(Text(f"erreur {status} ({code})", f"error {status} ({code})"))


def _succes(exchange: Exchange) -> Text:
    found = exchange.facts.get("dmp.resultats", 0)
    documents = exchange.facts.get("dmp.documents")
    count = len(documents) if isinstance(documents, tuple | list) else 0
    match exchange.operation:
        case noms.FICHES:
            return Text(f"{found} fiche(s) trouvée(s)", f"{found} entry(ies) found")
        case noms.LOTS:
            return Text(f"{found} lot(s) trouvé(s)", f"{found} set(s) found")
        case noms.DEPOT | noms.PUBLICATION:
            return Text(
                f"accepté, {count} document(s) au registre", f"accepted, {count} document(s) registered"
            )
        case noms.MODIFICATION:
            return Text("fiche modifiée", "entry changed")
        case noms.DOCUMENT:
            return Text("document rendu", "document given")
        case _:
            return Text("réponse rendue", "answered")
