"""A Bundle read as one set: its entries, its documents, its patient, what does not hold together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import unquote

from dmp.fhir.data import systemes as s
from dmp.fhir.messages import fiche as messages_fiche
from dmp.fhir.messages import lot as messages_lot
from dmp.fhir.model.recu import EntreeRecue, FicheRecue, LotRecu
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import appel, depot
from dmp.fhir.rules.jetons import jeton, uniques
from dmp.fhir.traitement.patients import Patients
from dmp.fhir.traitement.pieces import Document, decoder, document
from dmp.xds.model import Remarque
from simulators.core.rule import Place, Rule
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.identifiants import Cx

_REMPLACE: Final = "replaces"
_ENTREES: Final = 500


# What MHD calls a link that was not kept (ITI-65).
PARTIELS: Final[Mapping[str, str]] = {
    "transforms": "PartialTransformContentNotProcessed",
    "appends": "PartialAppendContentNotProcessed",
}


def lieu(one: Noeud) -> Place:
    """The place of a node, as its FHIRPath."""
    return Place("request", "fhirpath", one.chemin)


@dataclass(slots=True)
class LecteurLot:
    """Reads one transaction; `remarques` grows; `unique` is for a set that gives no uniqueId."""

    bundle: Noeud
    patients: Patients
    unique: str
    remarques: list[Remarque] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def lire(self) -> LotRecu | None:
        """The set, None when there is none that can be judged: the rules of the profiles have said why."""
        entries = tuple(self._entrees())
        sets = [one for one in entries if one.type == "List" and _genre(one.ressource) != "folder"]
        if len(entries) > _ENTREES:
            self._dit(depot.TROP, self.bundle.champ("entry"), str(len(entries)), f"≤ {_ENTREES}")
        if len(sets) != 1 or len(entries) > _ENTREES:
            return None
        return self._lot(sets[0], entries)

    def _dit(self, rule: Rule, where: Noeud, found: str = "", expected: str = "", detail: str = "") -> None:
        self.remarques.append(Remarque(rule, found[:200], expected, place=lieu(where), detail=detail))

    def _entrees(self) -> Iterator[EntreeRecue]:
        for one in self.bundle.elements("entry"):
            request, resource = one.champ("request"), one.champ("resource")
            condition = request.champ("ifNoneExist")
            if condition.present:
                self._dit(appel.CREATION_CONDITIONNELLE, condition, condition.texte)
            yield EntreeRecue(
                one,
                one.champ("fullUrl").texte,
                request.champ("method").texte,
                request.champ("url").texte,
                resource,
                resource.champ("resourceType").texte,
            )

    def _lot(self, liste: EntreeRecue, entries: tuple[EntreeRecue, ...]) -> LotRecu:
        self.patients.entrees = {one.full_url: one.ressource for one in entries if one.type == "Patient"}
        patient = self._patient(liste.ressource)
        holders: dict[int, str] = {}
        fiches = tuple(
            self._fiche(rank, one, entries, holders, patient)
            for rank, one in enumerate(entries)
            if one.type == "DocumentReference"
        )
        taken = tuple(_existantes(liste.ressource))
        named = len(taken) + sum(len(one.remplace) for one in fiches)
        if named > _ENTREES:
            self._dit(depot.TROP, liste.ressource.champ("entry"), str(named), f"≤ {_ENTREES}")
        return LotRecu(
            lot=messages_lot.lire(liste.ressource, "lot", patient, self.unique),
            fiches=fiches,
            pieces={own: one.piece for own, one in self.documents.items()},
            patient=patient,
            entrees=entries,
            liste=liste.ressource,
            binaires=holders,
            existantes=taken,
        )

    def _patient(self, resource: Noeud) -> Cx | None:
        found = self.patients.de(resource.champ("subject"), resource)
        if found is None:
            subject = resource.champ("subject")
            told = subject.champ("reference").texte or subject.champ("identifier").champ("value").texte
            self._dit(depot.PATIENT, subject, told)
        return found

    def _fiche(
        self,
        rank: int,
        one: EntreeRecue,
        entries: tuple[EntreeRecue, ...],
        holders: dict[int, str],
        patient: Cx | None,
    ) -> FicheRecue:
        symbol, own = f"fiche{rank}", self._patient(one.ressource)
        attachment = one.ressource.premier("content").champ("attachment")
        self._document(symbol, attachment, entries, holders)
        made = messages_fiche.lire(one.ressource, symbol, own)
        return FicheRecue(one.ressource, made, rank, tuple(self._liens(one.ressource)))

    def _document(
        self, symbol: str, attachment: Noeud, entries: tuple[EntreeRecue, ...], holders: dict[int, str]
    ) -> None:
        """The Binary that an entry names; without it the common rules tell that the document is missing."""
        url = attachment.champ("url")
        rank = next(
            (at for at, one in enumerate(entries) if one.type == "Binary" and _designe(url.texte, one)), None
        )
        if rank is None:
            return
        if rank in holders:
            # Read once: a small message could otherwise ask for hours.
            known = self.documents[holders[rank]]
            self.documents[symbol] = replace(known, piece=replace(known.piece, id=symbol))
            return
        binary = entries[rank].ressource
        octets = decoder(binary.champ("data"))
        if octets is None:
            return
        mime = attachment.champ("contentType").texte
        holders[rank] = symbol
        self.documents[symbol] = document(symbol, octets, mime)

    def _liens(self, resource: Noeud) -> Iterator[str]:
        """The ids of the entries replaced; other links are told, and not kept."""
        for link in resource.elements("relatesTo"):
            code, target = link.champ("code"), link.champ("target")
            if code.texte != _REMPLACE:
                self._dit(depot.LIEN, code, code.texte, _REMPLACE, detail=PARTIELS.get(code.texte, ""))
                continue
            named = target.champ("reference").texte or target.champ("identifier").champ("value").texte
            yield named


def _existantes(liste: Noeud) -> Iterator[str]:
    """The ids of the registered entries that a List names; those of its Bundle are all its members."""
    for one in liste.elements("entry"):
        reference = one.champ("item").champ("reference").texte
        if reference.startswith("DocumentReference/"):
            yield reference.partition("/")[2]


def identifiant(reference: str) -> str:
    """The id that a reference or an address names: `DocumentReference/<id>`, an absolute URL, a UUID."""
    return reference.partition("/_history")[0].rpartition("/")[2].removeprefix(s.URN_UUID)


def vise(url: str, fiche: FicheDocument) -> bool:
    """Whether the address of a PATCH names an entry: by its id, or on condition of one of its identifiers."""
    _, asked, value = url.partition("?identifier=")
    names = uniques(jeton(unquote(value))) if asked else (f"{s.URN_UUID}{identifiant(url)}",)
    return not {fiche.logical_id, fiche.entry_uuid, fiche.unique_id}.isdisjoint(names)


def _designe(reference: str, one: EntreeRecue) -> bool:
    """Whether a reference names an entry: its fullUrl, or its type and id."""
    if not reference:
        return False
    own = one.ressource.champ("id").texte
    relative = f"{one.type}/{own}" if own else ""
    return reference in {one.full_url, relative} or one.full_url.endswith(f"/{reference}")


def _genre(liste: Noeud) -> str:
    return next((code for _, code in liste.champ("code").codes()), "")
