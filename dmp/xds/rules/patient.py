"""Which patient a call is about: the assertion's, and whether the request says the same (errata 15)."""

from collections.abc import Iterator
from typing import Final

from dmp.xds.model import (
    Demande,
    DemandeAlimentation,
    DemandeExistence,
    DemandeGestion,
    DemandeMiseAJour,
    DemandeRecherche,
    Operation,
    Remarque,
)
from dmp.xds.rules.catalogue import acces as catalogue
from dmp.xds.rules.catalogue import autorisations, fiches
from simulators.core.sante.ebrim.modele import Soumission, cx
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import INS_NIR, INS_NIR_DEMO, INS_NIR_TEST

# The INS identifiers a test platform takes for a person of another: test and demonstration.
# Transactions about nobody in particular: the patient of the assertion is ignored (dmp_xds.md §3.2).
SANS_PATIENT: Final = frozenset({Operation.LISTE, Operation.TRAITS})
DE_TEST: Final = frozenset({INS_NIR_TEST, INS_NIR_DEMO})
_SHAPE: Final = "INS^^^&1.2.250.1.213.1.4.10&ISO^NH"


def meme(one: Cx, other: Cx) -> bool:
    """The same matricule; OIDs of test platforms stand for each other."""
    return one.id == other.id and (one.oid == other.oid or {one.oid, other.oid} <= DE_TEST)


def reconnu(oid: str, connu: str) -> bool:
    """Whether an INS sent with this OID designates a person whose own OID is `connu`.

    Our people carry the test OID and are not found under another; published ones keep the production OID
    that INSi gives them, and are found under both.
    """
    return oid == connu or oid in DE_TEST


def patient(demande: Demande) -> Iterator[Remarque]:
    """The assertion names a patient, with an INS of this platform; the request names the same."""
    signed = demande.vihf
    if signed is None or demande.operation in SANS_PATIENT:
        return
    mine = signed.ressource
    if mine is None:
        yield Remarque(
            catalogue.RESSOURCE, signed.ressource_brute or "", _SHAPE, "vihf", detail="resource-id"
        )
        return
    if mine.oid == INS_NIR:
        yield Remarque(catalogue.OID_PRODUCTION, mine.oid, INS_NIR_TEST, "vihf")
    elif mine.oid not in DE_TEST:
        yield Remarque(catalogue.OID_INCONNU, mine.oid, INS_NIR_TEST, "vihf")
    yield from _demande(demande, mine)


def _demande(demande: Demande, mine: Cx) -> Iterator[Remarque]:
    match demande.contenu:
        case DemandeGestion(patient=asked):
            if asked is not None and not meme(Cx(asked.extension, asked.root), mine):
                yield Remarque(catalogue.PATIENT_DIFFERENT, asked.extension, mine.id, "patient")
        case DemandeExistence(patient=asked):
            if asked is None or not asked.extension:
                spot = "patient" if asked else "demande"
                yield Remarque(autorisations.EXISTENCE_PATIENT, "", mine.id, spot, detail="patientIdentifier")
            elif not meme(Cx(asked.extension, asked.root), mine):
                yield Remarque(catalogue.PATIENT_DIFFERENT, asked.extension, mine.id, "patient")
        case DemandeRecherche(requete=query) if query is not None:
            value = query.patient
            asked_cx = cx(value) if value else None
            if value and (asked_cx is None or not meme(asked_cx, mine)):
                yield Remarque(catalogue.PATIENT_DIFFERENT, value, str(mine), "demande")
        case DemandeAlimentation(soumission=soumission) | DemandeMiseAJour(soumission=soumission):
            yield from _soumission(soumission, mine)


def _soumission(soumission: Soumission | None, mine: Cx) -> Iterator[Remarque]:
    """Every object of the set is about the patient of the assertion."""
    if soumission is None:
        return
    named = [("lot/patientId", soumission.lot.patient_id)]
    named += [(f"fiche/{rank}/patientId", fiche.patient_id) for rank, fiche in enumerate(soumission.fiches)]
    for spot, value in named:
        found = cx(value) if value else None
        if value and (found is None or not meme(found, mine)):
            yield Remarque(fiches.PATIENT_LOT, value, str(mine), spot)


def matricules(demande: Demande) -> Iterator[tuple[str, str]]:
    """Every matricule of the message with its place: what the real-data guard looks at."""
    if demande.annonce.matricule:
        yield "vihf", demande.annonce.matricule
    match demande.contenu:
        case DemandeExistence(patient=asked) | DemandeGestion(patient=asked) if asked is not None:
            yield "patient", asked.extension
        case DemandeRecherche(requete=query) if query is not None:
            found = cx(query.patient)
            if found is not None:
                yield "demande", found.id
        case DemandeAlimentation() as asked:
            yield from _matricules_du_lot(asked.soumission)
            yield from _matricules_des_documents(asked)
        case DemandeMiseAJour() as asked:
            yield from _matricules_du_lot(asked.soumission)


def _matricules_du_lot(soumission: Soumission | None) -> Iterator[tuple[str, str]]:
    if soumission is None:
        return
    named = [("lot/patientId", soumission.lot.patient_id)]
    for rank, fiche in enumerate(soumission.fiches):
        named.append((f"fiche/{rank}/patientId", fiche.patient_id))
        named.append((f"fiche/{rank}/sourcePatientId", fiche.source_patient_id))
    for spot, value in named:
        found = cx(value)
        if found is not None and found.ins:
            yield spot, found.id


def _matricules_des_documents(contenu: DemandeAlimentation) -> Iterator[tuple[str, str]]:
    for piece in contenu.pieces.values():
        if piece.entete is not None and piece.entete.patient is not None:
            own = piece.entete.patient.ins
            if own is not None:
                yield f"piece/{piece.id}", own.extension or ""
