"""What surrounds a call: what the espace does of each rule, its people, its faults."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dmp.fhir import errors
from dmp.fhir.data import noms
from dmp.fhir.facts import facts
from dmp.fhir.model.acces import Appelant
from dmp.fhir.model.appel import Appel, Demande, Lecture
from dmp.fhir.rules import formats
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.rules.demande import arrivee
from dmp.model import VueMonde
from dmp.xds.model import Remarque
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Effect, Place, Rule
from simulators.core.sante.identifiants import Cx

if TYPE_CHECKING:
    from simulators.core.espace import Espace


@dataclass(frozen=True, slots=True)
class Effets:
    """What one espace does of each rule."""

    settings: EspaceSettings

    def __call__(self, rule: Rule) -> Effect:
        """Real data is refused where the espace says so."""
        if rule is catalogue.DONNEES_REELLES:
            return Effect.REFUSE if self.settings.refuse_real_data else Effect.ACCEPT
        return rule.effect(self.settings.profile)


def premiers(appel: Appel, demande: Demande | Remarque) -> list[Remarque]:
    """What is said before anybody is asked who calls."""
    return [demande] if isinstance(demande, Remarque) else [*arrivee(appel), *_formats(appel, demande)]


def _formats(appel: Appel, demande: Demande) -> Iterator[Remarque]:
    """Nothing that was asked for can be written; a document has types of its own."""
    if formats.voulu(appel) is None and not (isinstance(demande, Lecture) and demande.type == "Binary"):
        place = Place("request", "header", "Accept")
        found = appel.entete("accept") or "_format"
        yield Remarque(catalogue.ACCEPTE, found[:100], noms.JSON, place=place)


def ins(ident: str, vue: VueMonde | None) -> Cx | None:
    """The INS of a Patient of this server: its id is the matricule."""
    person = None if vue is None else vue.personnes.get(ident)
    reference = person.reference if person else None
    return None if reference is None else Cx(reference.ins.complet, reference.ins.oid)


def traits(matricule: str, vue: VueMonde | None) -> str:
    """The patient as the journal names people, empty when the espace does not know the INS."""
    person = None if vue is None else vue.personnes.get(matricule)
    reference = person.reference if person else None
    if reference is None:
        return ""
    parts = (reference.nom_naissance, reference.liste_prenoms, reference.sexe, reference.date_naissance)
    return "|".join(parts)


def uuids(espace: "Espace") -> Iterator[str]:
    """Identifiers of the registry's own."""
    return (espace.ids.uuid("dmp.objet") for _ in itertools.count())


def panne_de(espace: "Espace", operation: str, appel: Appel, demande: Demande, who: Appelant) -> str:
    """The programmed fault that strikes this call, empty for none."""
    matricule = str(facts(appel, demande, None, 200, None)["patient.matricule"])
    fault = espace.faults.business(
        service="dmp",
        operation=operation,
        patient=matricule,
        professional=who.sujet,
        able=lambda one: errors.servie(one.name),
    )
    return fault.name if fault is not None else ""
