"""The record's values told in French: tables, lists and sentences for the sections of a document.

What the record does not hold is said so: a section is never left without a word.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from simulators.core.sante.cda.narratif import (
    Bloc,
    Cellule,
    Style,
    Tableau,
    phrase,
    puces,
    tableau,
)
from simulators.dui.documents.clinique import (
    Allergie,
    Constat,
    Directives,
    Intervention,
    Mesure,
    Objet,
    Piece,
    Probleme,
    Resultat,
    Traitement,
    Vaccin,
)

Blocs = tuple[Bloc, ...]
_OUI_NON: Final = {True: "oui", False: "non"}


def jour(when: date | None) -> str:
    """A day as France writes it, nothing when it is not known."""
    return f"{when:%d/%m/%Y}" if when else ""


def instant(when: datetime | None) -> str:
    """A time as France writes it, nothing when it is not known."""
    return f"{when:%d/%m/%Y à %H h %M}" if when else ""


def _table(titles: Iterable[str], rows: Sequence[tuple[str, ...]], none: str) -> Blocs:
    """The rows under their headings, without the columns that no row fills; `none` when there are none."""
    if not rows:
        return (phrase(none),)
    columns = list(zip(titles, zip(*rows, strict=True), strict=True))
    filled = [(title, cells) for title, cells in columns if any(cells)]
    return (tableau([title for title, _ in filled], zip(*(cells for _, cells in filled), strict=True)),)


def problemes(listed: Iterable[Probleme], none: str) -> Blocs:
    """Diseases, with their date and code."""
    rows = [(one.libelle, jour(one.depuis), one.cim10) for one in listed]
    return _table(("Pathologie", "Depuis", "CIM-10"), rows, none)


def allergies(listed: Iterable[Allergie]) -> Blocs:
    """Allergies and what they do."""
    rows = [(one.substance, one.reaction, jour(one.depuis)) for one in listed]
    return _table(("Substance", "Réaction", "Depuis"), rows, "Aucune allergie connue.")


def interventions(listed: Iterable[Intervention]) -> Blocs:
    """Operations, with their date."""
    rows = [(one.libelle, jour(one.quand)) for one in listed]
    return _table(("Intervention", "Date"), rows, "Aucune intervention connue.")


def traitements(listed: Iterable[Traitement], none: str = "Aucun traitement en cours.") -> Blocs:
    """Medicines, how they are taken and when."""
    rows = [
        (
            one.medicament,
            one.posologie,
            one.voie,
            jour(one.depuis),
            jour(one.jusque),
            instant(one.derniere_prise),
        )
        for one in listed
    ]
    return _table(("Médicament", "Posologie", "Voie", "Depuis", "Jusqu'au", "Dernière prise"), rows, none)


def _traitement(one: Traitement) -> tuple[str, ...]:
    times = (jour(one.depuis), jour(one.jusque), instant(one.derniere_prise))
    return (one.medicament, one.posologie, one.voie, *times)


def mesures(listed: Iterable[Mesure]) -> Blocs:
    """Vital signs."""
    rows = [(one.signe.code.label, _mesure(one), instant(one.quand)) for one in listed]
    return _table(("Mesure", "Valeur", "Relevée le"), rows, "Aucune constante relevée.")


def _mesure(one: Mesure) -> str:
    return f"{one.valeur.replace('.', ',')} {one.signe.unite}"


def resultats(listed: Iterable[Resultat], none: str = "Aucun résultat connu.") -> Blocs:
    """Results; one outside the usual values is in bold."""
    known = list(listed)
    if not known:
        return (phrase(none),)
    head = tuple(
        Cellule((phrase(one),), entete=True) for one in ("Examen", "Résultat", "Valeurs usuelles", "Date")
    )
    return (Tableau((head, *(_resultat(one) for one in known))),)


def _resultat(one: Resultat) -> tuple[Cellule, ...]:
    value = phrase(f"{one.valeur} {one.unite}".strip(), Style.GRAS if one.anormal else None)
    others = (one.usuelles, jour(one.quand))
    return (
        Cellule((phrase(one.examen),)),
        Cellule((value,)),
        *(Cellule((phrase(text),) if text else ()) for text in others),
    )


def constats(listed: Iterable[Constat], none: str = "Aucune observation.") -> Blocs:
    """What was observed, one table for each field, in the order they came."""
    fields: dict[str, list[tuple[str, ...]]] = {}
    for one in listed:
        fields.setdefault(one.domaine, []).append((one.libelle, _OUI_NON[one.present]))
    if not fields:
        return (phrase(none),)
    return tuple(tableau((field, "Observé"), rows) for field, rows in fields.items())


def directives(one: Directives) -> Blocs:
    """Advance directives and the trusted person."""
    told = {None: "La question n'a pas été posée.", False: "Pas de directives anticipées."}
    first = told.get(one.redigees, "Directives anticipées rédigées.")
    where = f"Elles se trouvent : {one.lieu}." if one.redigees and one.lieu else ""
    trusted = one.personne_de_confiance or "non désignée"
    kept = (first, where, f"Personne de confiance : {trusted}.")
    return tuple(phrase(text) for text in kept if text)


def vaccins(listed: Iterable[Vaccin]) -> Blocs:
    """Vaccinations."""
    rows = [(one.nom, jour(one.quand)) for one in listed]
    return _table(("Vaccin", "Date"), rows, "Aucune vaccination connue.")


def objets(listed: Iterable[Objet], none: str = "Aucun dispositif ni objet personnel.") -> Blocs:
    """Devices and personal things, and whether they are with the person."""
    rows = [(one.nom, one.detail, _OUI_NON[one.present]) for one in listed]
    return _table(("Objet", "Précision", "Avec la personne"), rows, none)


def prescrits(listed: Iterable[Objet]) -> Blocs:
    """Devices prescribed."""
    return _table(("Dispositif", "Précision"), [(one.nom, one.detail) for one in listed], "Aucun.")


def pieces(listed: Iterable[Piece]) -> Blocs:
    """The documents that go with this one, and those that do not."""
    rows = [(one.titre, _OUI_NON[bool(one.contenu)]) for one in listed]
    return _table(("Document", "Joint"), rows, "Aucun document joint.")


def phrases(listed: Iterable[str], none: str) -> Blocs:
    """Sentences as a list; a lone one as a paragraph."""
    known = [one for one in listed if one]
    if len(known) > 1:
        return (puces(known),)
    return (phrase(known[0] if known else none),)
