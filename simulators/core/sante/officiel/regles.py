"""What the official texts find, as rules of a service: always told, never a refusal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import Finding, Place, Rule, Severity, Text
from simulators.core.sante.officiel.depot import PROFILS, XSD
from simulators.core.sante.officiel.modele import Constat, Niveau, Source

_DEPOT: Final = "ansforge/TestContenuCDA-3-0, {} (copie désignée par --schematron)"
_TITRES: Final[Mapping[Source, tuple[str, str]]] = {
    Source.XSD: (
        "Le document ne suit pas le schéma XML officiel du CDA.",
        "The document does not follow the official XML schema of CDA.",
    ),
    Source.STRUCTURATION: (
        "Le schématron officiel de structuration minimale signale un écart.",
        "The official schematron of minimal structuring reports a gap.",
    ),
    Source.IHE: (
        "Le schématron officiel des contenus IHE signale un écart.",
        "The official schematron of IHE contents reports a gap.",
    ),
    Source.MODELES_CDA: (
        "Le schématron officiel des modèles de contenus CDA signale un écart.",
        "The official schematron of CDA content models reports a gap.",
    ),
    Source.MODELES_ANS: (
        "Le schématron officiel des modèles de l'ANS signale un écart.",
        "The official schematron of the ANS models reports a gap.",
    ),
    Source.MODELE: (
        "Le schématron officiel du modèle de ce document signale un écart.",
        "The official schematron of this document's model reports a gap.",
    ),
    Source.EMPECHE: (
        "Un texte officiel n'a pas pu juger ce document, ou pas entièrement.",
        "An official text could not judge this document, or not wholly.",
    ),
}
_CONSEIL: Final = Text(
    "Suivez le message officiel, à la place indiquée.", "Follow the official message, at the place shown."
)
_CONSEIL_EMPECHE: Final = Text(
    "Voyez la cause ; complétez ou mettez à jour votre copie si elle en vient.",
    "See the cause; complete or update your copy if it comes from there.",
)
_SUFFIXES: Final[Mapping[Niveau, str]] = {
    Niveau.ERREUR: "",
    Niveau.AVERTISSEMENT: ".avertissement",
    Niveau.INFORMATION: ".information",
}

Regles = Mapping[tuple[Source, Niveau], Rule]


def regles(service: str) -> Regles:
    """The rules of one service, by the text that speaks and how grave it says it is."""
    return {(source, niveau): _rule(service, source, niveau) for source, niveau in _paires()}


def _paires() -> Iterator[tuple[Source, Niveau]]:
    yield Source.XSD, Niveau.ERREUR
    yield Source.EMPECHE, Niveau.INFORMATION
    for source in (*PROFILS, Source.MODELE):
        yield from ((source, niveau) for niveau in Niveau)


def _rule(service: str, source: Source, niveau: Niveau) -> Rule:
    blocked = source is Source.EMPECHE
    name = "xsd" if source is Source.XSD else f"schematron.{source}"
    suffix = "" if blocked else _SUFFIXES[niveau]
    return Rule(
        id=f"{service}.{name}{suffix}",
        service=service,
        severity=Severity(niveau.value),
        title=Text(*_TITRES[source]),
        advice=_CONSEIL_EMPECHE if blocked else _CONSEIL,
        basis=_basis(source),
    )


def _basis(source: Source) -> Basis:
    if source is Source.EMPECHE:
        return assumed("ce que le simulateur n'a pas pu demander aux textes officiels")
    if source is Source.XSD:
        return seen(_DEPOT.format(XSD))
    return seen(_DEPOT.format(PROFILS.get(source, "schematrons/CI-SIS_<modèle>_<version>.sch")))


def en_constats(rules: Regles, constats: Iterable[Constat], decalage: int | None = 0) -> tuple[Finding, ...]:
    """The findings of a service; `decalage` is where the document starts in the recorded body, if it does."""
    return tuple(
        Finding(rule, _place(one, decalage), one.trouve, _attendu(one))
        for one in constats
        if (rule := rules.get((one.source, one.niveau))) is not None
    )


def _attendu(one: Constat) -> str:
    """The message of the text, and the file that says so."""
    return f"{one.message} ({one.fichier})" if one.fichier else one.message


def _place(one: Constat, shift: int | None) -> Place:
    if not one.chemin:
        return Place("request", "whole")
    if shift is None or one.debut is None or one.fin is None:
        return Place("request", "xpath", one.chemin, line=one.ligne if shift == 0 else None)
    line = one.ligne if shift == 0 else None
    return Place("request", "xpath", one.chemin, one.debut + shift, one.fin + shift, line)
