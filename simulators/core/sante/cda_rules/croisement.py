"""What the context of a document and its entry say differently: actors, traits, service (cda.md §3)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import EnteteCda
from simulators.core.sante.cda.valeurs import Coded, Ident, Temps
from simulators.core.sante.cda_rules.temps import en_utc
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.identifiants import FormatInvalideError, lire_infos_patient, lire_xcn, lire_xon

_MINUTE: Final = len("202601011200+0100")
T = TypeVar("T")


def contexte(one: EnteteCda, fiche: FicheDocument) -> Iterator[Remarque]:
    """Every difference of context. What either lacks, or writes in no known shape, is not compared."""
    yield from _acteurs(one, fiche)
    yield from _traits(one, fiche)
    yield from _service(one, fiche)
    met = one.rencontre.etablissement if one.rencontre is not None else None
    yield from _code("XDS-MATCH-FACILITY", met, fiche.healthcare_facility_type_code)
    main = next((event.cadre for event in one.actes if event.cadre is not None), None)
    yield from _code("XDS-MATCH-SETTING", main, fiche.practice_setting_code)


def _acteurs(one: EnteteCda, fiche: FicheDocument) -> Iterator[Remarque]:
    people = [number for author in fiche.authors for number in _lus(author.personnes, lire_xcn)]
    places = [number for author in fiche.authors for number in _lus(author.institutions, lire_xon)]
    authors = [ident for author in one.auteurs for ident in author.ids]
    homes = [ident for author in one.auteurs if author.organisation for ident in author.organisation.ids]
    signers = one.responsable.ids if one.responsable is not None else ()
    legal = _lus([fiche.legal_authenticator] if fiche.legal_authenticator else [], lire_xcn)
    yield from _personne("XDS-MATCH-AUTHOR", authors, [one.id for one in people])
    yield from _personne("XDS-MATCH-STRUCTURE", homes, [one.id for one in places])
    yield from _personne("XDS-MATCH-LEGAL", signers, [one.id for one in legal])


def _lus(values: Iterable[str], read: Callable[[str], T]) -> list[T]:
    found: list[T] = []
    for value in values:
        try:
            found.append(read(value))
        except FormatInvalideError:
            continue
    return found


def _personne(rule: str, ids: Sequence[Ident], told: Iterable[str]) -> Iterator[Remarque]:
    """At least one identifier in common."""
    own = [ident for ident in ids if ident.extension]
    others = [number for number in told if number]
    if own and others and not {ident.extension for ident in own} & set(others):
        yield Remarque(rule, own[0].repere, " ".join(others), own[0].extension or "", "extension")


def _traits(one: EnteteCda, fiche: FicheDocument) -> Iterator[Remarque]:
    """Birth name, date of birth and sex, as the entry has them in sourcePatientInfo."""
    patient, told = one.patient, lire_infos_patient(fiche.source_patient_info)
    if patient is None:
        return
    family = next(
        (part for name in patient.noms for part in name.familles if part.qualifier == "BR" and part.valeur),
        None,
    )
    pairs = (
        (family and family.valeur, told.legal.nom, family),
        (patient.naissance and patient.naissance.valeur, told.naissance, patient.naissance),
        (patient.sexe and patient.sexe.code, told.sexe, patient.sexe),
    )
    for own, other, where in pairs:
        if own and other and where is not None and own.upper() != other.upper():
            yield Remarque("XDS-MATCH-TRAITS", where.repere, other, own)


def _service(one: EnteteCda, fiche: FicheDocument) -> Iterator[Remarque]:
    """The bounds of the main event; a day alone is not compared, its hour and offset being unknown."""
    period = next((event.periode for event in one.actes if event.cadre is not None), None)
    if period is None:
        return
    yield from _borne(period.debut, fiche.service_start_time)
    yield from _borne(period.fin, fiche.service_stop_time)


def _borne(when: Temps | None, told: str) -> Iterator[Remarque]:
    value = "" if when is None else when.valeur or ""
    whole = f"{value[:12]}00{value[12:]}" if len(value) == _MINUTE else value
    moment = en_utc(whole)
    if when is not None and moment and told and moment != told:
        yield Remarque("XDS-MATCH-SERVICE", when.repere, told, moment, "value")


def _code(rule: str, own: Coded | None, told: Code | None) -> Iterator[Remarque]:
    if own is not None and own.code and told is not None and (own.code, own.system) != told[:2]:
        yield Remarque(rule, own.repere, told.code, own.code, "code")
