"""A set judged by the rules of the SOAP face, told where things are in the FHIR message.

The signature of the set is not looked at: FHIR has none. What the rules of the profiles already tell
(presence of each element, document and its fingerprint, duplicates in the Bundle) is not told twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dmp.fhir.data.elements import ELEMENTS
from dmp.fhir.model.recu import LotRecu
from dmp.xds.model import DemandeAlimentation, Remarque
from dmp.xds.rules import alimentation, coherence
from dmp.xds.rules.catalogue import alimentation as lots
from dmp.xds.rules.catalogue import contenus, fiches, remplacements
from simulators.core.rule import Place
from simulators.core.sante.ebrim.modele import Association, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.nomenclatures import Nomenclatures

_AILLEURS: Final[frozenset[str]] = frozenset(
    one.id
    for one in (
        *(
            lots.SIGNATURE_ABSENTE,
            contenus.EMPREINTE,
            contenus.TAILLE,
            contenus.DOCUMENT_ABSENT,
            contenus.FICHE_ABSENTE,
        ),
        *(remplacements.APPARTENANCE, lots.DOUBLON_MESSAGE, fiches.OBLIGATOIRE, fiches.PATIENT_LOT),
    )
)
ORIGINAL: Final = {"SubmissionSetStatus": ("Original",)}
_REPRISE: Final = {"SubmissionSetStatus": ("Reference",)}


def demande(
    recu: LotRecu, remplaces: Mapping[str, str] | None = None, existantes: Sequence[str] = ()
) -> DemandeAlimentation:
    """The set as the SOAP face would have it.

    `remplaces` gives the entryUUID of each entry that is replaced, by its name in the message; `existantes`
    are the entryUUIDs of the registered entries that the set takes in.
    """
    links = [
        Association(TypeAssociation.CONTIENT, "lot", one.fiche.entry_uuid, f"lien{rank}", ORIGINAL)
        for rank, one in enumerate(recu.fiches)
    ]
    links += [
        Association(TypeAssociation.CONTIENT, "lot", own, f"reprise{rank}", _REPRISE)
        for rank, own in enumerate(existantes)
    ]
    for one in recu.fiches:
        for target in one.remplace:
            known = (remplaces or {}).get(target)
            if known:
                own = f"remplace{len(links)}"
                links.append(
                    Association(TypeAssociation.REMPLACE, one.fiche.entry_uuid, known, own, ORIGINAL)
                )
    soumission = Soumission(recu.lot, tuple(one.fiche for one in recu.fiches), tuple(links))
    return DemandeAlimentation(soumission, recu.pieces)


def fond(recu: LotRecu, sets: Nomenclatures) -> Iterator[Remarque]:
    """What can be said of a set without the registry."""
    asked = demande(recu)
    told = [*alimentation.alimentation(asked, None)]
    if asked.soumission is not None:
        told += coherence.jeux_de_valeurs(asked.soumission, sets)
    yield from (situer(one, recu) for one in told if one.rule.id not in _AILLEURS)


def situer(one: Remarque, recu: LotRecu) -> Remarque:
    """The same remark at its FHIRPath."""
    if one.place is not None:
        return one
    return one._replace(place=Place("request", "fhirpath", _chemin(one.spot, recu)))


def _chemin(spot: str, recu: LotRecu) -> str:
    """`fiche/0/typeCode` → `Bundle.entry[1].resource.type`; a document is at the entry that describes it."""
    kind, _, rest = spot.partition("/")
    rank, _, name = rest.partition("/")
    if kind == "piece":
        found = next((one for one in recu.fiches if one.fiche.entry_uuid == rest), None)
        return f"{found.ressource.chemin}.content[0].attachment" if found else "Bundle"
    if kind == "fiche" and rank.isdigit() and int(rank) < len(recu.fiches):
        base = recu.fiches[int(rank)].ressource.chemin
        return f"{base}.{ELEMENTS[name]}" if name in ELEMENTS else base
    if recu.liste is None:
        return recu.fiches[0].ressource.chemin if recu.fiches else ""
    return f"{recu.liste.chemin}.{_DU_LOT[rest]}" if rest in _DU_LOT else recu.liste.chemin


_DU_LOT: Final[Mapping[str, str]] = {
    "uniqueId": "identifier",
    "patientId": "subject",
    "submissionTime": "date",
    "contentTypeCode": "extension",
    "sourceId": "extension",
}
