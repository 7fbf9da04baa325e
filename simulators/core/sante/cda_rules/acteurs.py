"""Judges the patient, the authors, the structure and the event of a document."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulators.core.sante.cda.constats import Remarque
from simulators.core.sante.cda.modele import Acte, Auteur, EnteteCda, Patient
from simulators.core.sante.cda.valeurs import RACINE, Ident
from simulators.core.sante.cda_rules.entete import inconnu
from simulators.core.sante.identifiants import IDENTIFIANT_PS, IDENTIFIANT_STRUCTURE
from simulators.core.sante.nomenclatures import Nomenclatures

DMP: Final = "1.2.250.1.213.4.1"
SNR: Final = "1.3.2"
SEXES: Final = frozenset({"M", "F", "U"})
_COG: Final = 5


def acteurs(one: EnteteCda, values: Nomenclatures) -> Iterator[Remarque]:
    """Every rule on people, structures and events."""
    yield from _patient(one.patient)
    if not one.auteurs:
        yield Remarque("AUT-CODE-JDV", RACINE, "", "author")
    for author in one.auteurs:
        yield from _auteur(author, values)
    yield from _structure(one)
    yield from _responsable(one)
    yield from _acte(one.actes, values)
    met = one.rencontre
    if met is None or met.periode is None or met.periode.debut is None:
        yield Remarque("ENC", RACINE if met is None else met.repere, "", "effectiveTime")
    elif inconnu(met.etablissement, values.facility_type):
        found = met.etablissement
        at = met.repere if found is None else found.repere
        yield Remarque("ENC", at, "" if found is None else found.code or "", "JDV_J02", "code")


def _patient(patient: Patient | None) -> Iterator[Remarque]:
    first = patient.ids[0] if patient is not None and patient.ids else None
    if patient is None or first is None:
        yield Remarque("PAT-ID", RACINE if patient is None else patient.repere, "", "id")
        return
    if not (first.root and first.extension):
        yield Remarque("PAT-ID", first.repere, first.root, "root, extension")
    ins = patient.ins
    if ins is not None:
        if len(ins.extension or "") != 15:
            yield Remarque("PAT-ID", ins.repere, ins.extension or "", "15", "extension")
        yield from _traits(patient)
    for name in patient.noms:
        for part in (*name.familles, *name.prenoms):
            if part.qualifier not in {"", "BR", "CL"}:
                yield Remarque("PAT-QUALIFIER", part.repere, part.qualifier, "BR, CL", "qualifier")


def _traits(patient: Patient) -> Iterator[Remarque]:
    """Traits that an INS makes mandatory: one remark for each that is missing."""
    families = [part for name in patient.noms for part in name.familles]
    givens = [part for name in patient.noms for part in name.prenoms]
    at = patient.noms[0].repere if patient.noms else patient.repere
    present = (
        ("family BR", at, any(part.qualifier == "BR" and part.valeur for part in families)),
        ("given BR", at, any(part.qualifier == "BR" and part.valeur for part in givens)),
        ("given", at, any(not part.qualifier and part.valeur for part in givens)),
        ("administrativeGenderCode", patient.repere, patient.sexe is not None and patient.sexe.code in SEXES),
        ("birthTime", patient.repere, patient.naissance is not None and bool(patient.naissance.valeur)),
        ("county", patient.repere, patient.lieu is not None and len(patient.lieu.valeur) == _COG),
    )
    for what, repere, there in present:
        if not there:
            yield Remarque("PAT-INS-TRAITS", repere, "", what)


def _auteur(author: Auteur, values: Nomenclatures) -> Iterator[Remarque]:
    if author.patient:
        return
    referenced = author.organisation is not None and _any_root(author.organisation.ids, SNR)
    if not _any_root(author.ids, IDENTIFIANT_PS) and not (author.dispositif and referenced):
        found = author.ids[0] if author.ids else None
        at = author.repere if found is None else found.repere
        yield Remarque("AUT-ID", at, "" if found is None else found.root, IDENTIFIANT_PS, "root")
    if inconnu(author.code, values.author_specialty):
        code = author.code
        at = author.repere if code is None else code.repere
        yield Remarque("AUT-CODE-JDV", at, "" if code is None else code.code or "", "JDV_J01", "code")
    if author.dispositif:
        for part, what in ((author.modele, "manufacturerModelName"), (author.logiciel, "softwareName")):
            if part is None or not part.valeur:
                yield Remarque("AUT-DEVICE", author.repere, "", what)


def _any_root(ids: Sequence[Ident], root: str) -> bool:
    return any(one.root == root and one.extension for one in ids)


def _structure(one: EnteteCda) -> Iterator[Remarque]:
    keeper = one.conservateur
    if keeper is None:
        yield Remarque("CUST-ID", RACINE, "", "custodian")
        return
    own = keeper.nom == "DMP" and any(ident.root == DMP and ident.extension is None for ident in keeper.ids)
    if not own and not _any_root(keeper.ids, IDENTIFIANT_STRUCTURE):
        found = keeper.ids[0] if keeper.ids else None
        at = keeper.repere if found is None else found.repere
        yield Remarque("CUST-ID", at, "" if found is None else found.root, IDENTIFIANT_STRUCTURE)


def _responsable(one: EnteteCda) -> Iterator[Remarque]:
    legal = one.responsable
    if legal is None:
        yield Remarque("LEGAL-ID", RACINE, "", "legalAuthenticator")
        return
    if not _any_root(legal.ids, IDENTIFIANT_PS) and not any(ident.ins for ident in legal.ids):
        found = legal.ids[0] if legal.ids else None
        at = legal.repere if found is None else found.repere
        yield Remarque("LEGAL-ID", at, "" if found is None else found.root, IDENTIFIANT_PS)
    sign = legal.signature
    if sign is None or sign.code != "S":
        at = legal.repere if sign is None else sign.repere
        yield Remarque("LEGAL-S", at, "" if sign is None else sign.code or "", "S", "code")


def _acte(events: Sequence[Acte], values: Nomenclatures) -> Iterator[Remarque]:
    """Exactly one event with its date, a performer and a practice setting; others may be bare."""
    main = [event for event in events if event.cadre is not None]
    if not main:
        at = events[0].repere if events else RACINE
        yield Remarque("DOC-PRINCIPAL", at, "", "standardIndustryClassCode")
        return
    for extra in main[1:]:
        yield Remarque("DOC-PRINCIPAL", extra.repere, str(len(main)), "1")
    event = main[0]
    if event.periode is None or event.periode.debut is None:
        yield Remarque("DOC-PRINCIPAL", event.repere, "", "effectiveTime/low")
    if not any(ident.root for ident in event.executants):
        yield Remarque("DOC-PRINCIPAL", event.repere, "", "performer/assignedEntity/id")
    if event.cadre is not None and inconnu(event.cadre, values.practice_setting):
        yield Remarque("DOC-PRINCIPAL", event.cadre.repere, event.cadre.code or "", "JDV_J04", "code")
