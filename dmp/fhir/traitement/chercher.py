"""Searches played on the registry: entries (ITI-67), sets (ITI-66), the existence of a record (TD0.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages import fiche, lot, patient
from dmp.fhir.messages.bundles import searchset
from dmp.fhir.messages.elements import moment
from dmp.fhir.model.appel import Recherche
from dmp.fhir.model.reponse import Reponse
from dmp.fhir.model.selection import Selection
from dmp.fhir.rules import lots as regles_lots
from dmp.fhir.rules import recherche as regles
from dmp.fhir.rules.catalogue import recherche as catalogue
from dmp.fhir.rules.criteres import lieu
from dmp.fhir.rules.jetons import jeton, uniques
from dmp.fhir.state import fiches, lots
from dmp.fhir.traitement.contexte import Accord, Contexte, Issue
from dmp.fhir.traitement.liens_vus import liens_vus
from dmp.fhir.traitement.lots_vus import vus
from dmp.fhir.traitement.pages import Position, liens, position
from dmp.fhir.traitement.problemes import avertissements
from dmp.xds.model import Remarque
from dmp.xds.rules.catalogue import acces as catalogue_acces
from dmp.xds.rules.patient import reconnu
from simulators.core.monde.model import Personne
from simulators.core.sante.oids import INS_NIR
from simulators.core.store.state import to_us

METADONNEES: Final = "TD3.1.metadata"
Trouves = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Interrogation:
    """One search; called on a reader's connection."""

    contexte: Contexte
    demande: Recherche
    dits: Sequence[Remarque]

    def __call__(self, connection: Connection) -> Issue:
        """What is found and may be seen, one page of it."""
        told = list(self.dits)
        if self.demande.type == "Patient":
            return self._existence(connection, told)
        matricule = self._matricule(connection, told)
        if self.contexte.refuse(told):
            return Issue(tuple(told))
        if not matricule:
            return self._vide(told)
        where = lieu("patient.identifier", post=self.demande.post)
        personne = self.contexte.porteur(matricule)
        accord = self.contexte.accord(connection, personne, (METADONNEES,), told, where)
        here = position(self.demande, matricule, self.contexte.secret)
        if here is None:
            told.append(Remarque(catalogue.PAGE, self.demande.page[:100], place=lieu("_page")))
        if accord is None or here is None or self.contexte.refuse(told):
            return Issue(tuple(told))
        search = self._fiches if self.demande.type == "DocumentReference" else self._lots
        answer = search(connection, accord, here, told)
        return Issue(tuple(told), answer, self.contexte.passage(accord, "recherche"))

    def _matricule(self, connection: Connection, told: list[Remarque]) -> str:
        """The one patient the search is about, named or told by what it looks for."""
        named: dict[str, None] = {}
        for one in (*self.demande.de("patient.identifier"), *self.demande.de("patient")):
            for value in one.valeurs:
                token = jeton(value.rpartition("/")[2] if one.nom == "patient" else value)
                named[token.code] = None
                told += self._oid(token.systeme, token.code, one.nom)
        if len(named) > 1:
            place = lieu("patient.identifier", post=self.demande.post)
            told.append(Remarque(catalogue.VALEUR, ",".join(named)[:100], "1", place=place))
        if named:
            return next(iter(named))
        return self._sans_patient(connection)

    def _oid(self, system: str | None, number: str, name: str) -> Iterable[Remarque]:
        """The identifier of production is not that of a test platform (errata 15)."""
        if not system:
            return
        place = lieu(name, post=self.demande.post)
        if system == INS_NIR:
            yield Remarque(catalogue_acces.OID_PRODUCTION, system, "1.2.250.1.213.1.4.10", place=place)
        known = self.contexte.porteur(number)
        reference = known.reference if known is not None else None
        if system != INS_NIR and (reference is None or not reconnu(system, reference.ins.oid)):
            yield Remarque(catalogue_acces.OID_INCONNU, system, "1.2.250.1.213.1.4.10", place=place)

    def _sans_patient(self, connection: Connection) -> str:
        ids: list[str] = []
        for one in self.demande.criteres:
            for value in one.valeurs:
                if one.nom == "identifier":
                    ids += uniques(jeton(value))
                elif one.nom == "_id":
                    ids.append(f"{s.URN_UUID}{jeton(value).code}")
        if self.demande.type == "List":
            held = (lots.un(connection, own) for own in ids)
            return next((found[0] for found in held if found is not None), "")
        served = fiches.lues(connection, fiches.nommees(connection, ids)[:1])
        return served[0].depose.matricule if served else ""

    def _fiches(
        self, connection: Connection, accord: Accord, here: Position, told: list[Remarque]
    ) -> Reponse:
        asked, base = self.demande, self.contexte.base
        replaced = regles.remplaces(asked)
        found = fiches.page(
            connection,
            accord.dossier.matricule,
            Selection(
                clauses=regles.clauses(asked),
                visible=regles.visible(accord.acteur, accord.dossier, asked),
                garde=regles.garde(asked),
                cibles=None if replaced is None else self._logiques(connection, replaced),
                ordre=regles.ordre(asked),
                compte=0 if asked.sommaire == "count" else asked.compte,
                debut=here.debut,
                jusqua=here.jusqua,
            ),
        )
        shown = [
            (
                f"{base}/DocumentReference/{fiche.identifiant_de(one.depose.fiche.logical_id)}",
                fiche.rendre(one, base),
            )
            for one in liens_vus(connection, accord, found.fiches)
        ]
        place = Position(here.debut, found.jusqua)
        return self._bundle(found.total, shown, place, accord.dossier.matricule, noms.PROFIL_FICHES, told)

    def _logiques(self, connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
        ids = [own for name in names for own in (f"{s.URN_UUID}{name}", *uniques(jeton(name)))]
        return fiches.nommees(connection, ids)

    def _lots(self, connection: Connection, accord: Accord, here: Position, told: list[Remarque]) -> Reponse:
        shown = vus(connection, accord, lots.de(connection, accord.dossier.matricule))
        kept = list(regles_lots.gardes(self.demande, shown))
        count = 0 if self.demande.sommaire == "count" else self.demande.compte
        page = kept[here.debut : here.debut + count]
        base = self.contexte.base
        trees = [
            (f"{base}/List/{fiche.identifiant_de(one.depose.lot.entry_uuid)}", lot.rendre(one))
            for one in page
        ]
        return self._bundle(len(kept), trees, here, accord.dossier.matricule, noms.PROFIL_LOTS, told)

    def _existence(self, connection: Connection, told: list[Remarque]) -> Issue:
        """The record of one person, open or closed; a list of people is not asked for (dmp_fhir.md §5.4)."""
        found: Trouves = []
        named = dict.fromkeys(value for one in self.demande.de("identifier") for value in one.valeurs)
        if len(named) > 1:
            told.append(Remarque(catalogue.VALEUR, ",".join(named)[:100], "1", place=lieu("identifier")))
        if not self.contexte.refuse(told):
            for value in named:
                found += self._patient(connection, value, told)
        if self.contexte.refuse(told):
            return Issue(tuple(told))
        return Issue(tuple(told), self._bundle(len(found), found, Position(), "", "", told))

    def _patient(self, connection: Connection, value: str, told: list[Remarque]) -> Trouves:
        token = jeton(value)
        told += self._oid(token.systeme, token.code, "identifier")
        known: Personne | None = self.contexte.porteur(token.code)
        if known is None or known.reference is None:
            return []
        if token.systeme is not None and not reconnu(token.systeme, known.reference.ins.oid):
            return []
        who = self.contexte.appelant.identites
        record = self.contexte.dossier(connection, known, who[0]) if who else None
        if record is None or record.etat == "absent":
            return []
        return [(f"{self.contexte.base}/Patient/{record.matricule}", patient.rendre(record))]

    def _vide(self, told: list[Remarque]) -> Issue:
        return Issue(tuple(told), self._bundle(0, [], Position(), "", "", told))

    def _bundle(
        self,
        total: int,
        found: Trouves,
        here: Position,
        matricule: str,
        profil: str,
        told: Sequence[Remarque],
    ) -> Reponse:
        ctx = self.contexte
        links = liens(self.demande, matricule, ctx.secret, ctx.base, here, total)
        when = moment(to_us(ctx.maintenant))
        noted = avertissements(told, ctx.effet)
        return Reponse(200, searchset(next(ctx.uuids), when, total, links, found, noted, profil))
