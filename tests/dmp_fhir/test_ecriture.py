"""What the client side writes: right by every rule, and to the letter where the guides fix the letter."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from dmp.fhir.messages.ecriture import (
    archiver,
    confidentialite,
    correctif_remplacement,
    fiche_simplifiee,
    lot,
    statut,
)
from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.structure import structure
from dmp.fhir.model.depot import (
    Auteur,
    DocumentADeposer,
    LotADeposer,
    PatientQualifie,
    Personne,
    Structure,
)
from dmp.fhir.model.profil import ContexteProfil, Flux, VersionMhd
from dmp.fhir.rules.profils import juger
from simulators.core.sante.codes import Code
from tests.dmp_fhir.exemples import Arbre

NORMAL = Code("N", "2.16.840.1.113883.5.25", "Normal")
MASQUE = Code("MASQUE_PS", "1.2.250.1.213.1.1.4.13", "Masqué aux professionnels de santé")
DOCUMENT = DocumentADeposer(
    contenu=b"Bonjour",
    mime="text/plain",
    unique="1.2.250.1.999.1.1.1.1",
    titre="Compte rendu",
    type=Code("11488-4", "2.16.840.1.113883.6.1"),
    classe=Code("10", "1.2.250.1.213.1.1.4.1"),
    format=Code("urn:ihe:iti:xds-sd:text:2008", "1.3.6.1.4.1.19376.1.2.3"),
    cadre=Code("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9"),
    secteur=Code("SA17", "1.2.250.1.71.4.2.4"),
    cree="2026-01-15T09:30:00+01:00",
    debut="2026-01-15T09:00:00+01:00",
)
AUTEUR = Auteur(
    Personne("899700000013", "MORVAN", "HELENE"),
    Structure("1990000028", "EHPAD Les Tilleuls"),
    Code("10", "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"),
)
PATIENT = PatientQualifie(
    ins="240035505090119",
    oid="1.2.250.1.213.1.4.10",
    nom="DELAUNAY",
    prenom="MARGUERITE",
    prenoms="MARGUERITE JEANNE",
    naissance="1940-03-14",
    sexe="F",
    lieu="55050",
)
QUAND = "2026-01-15T10:00:00+01:00"
DEPOT = LotADeposer(
    unique="1.2.250.1.999.1.2.1",
    source="1.2.250.1.999.1",
    quand=QUAND,
    activite=Code("11", "1.2.250.1.213.2.2"),
    documents=(DOCUMENT,),
    titre="Visite du mois",
)


@pytest.fixture(scope="module")
def modeles() -> Modeles:
    return Modeles()


def _uuids() -> Iterator[str]:
    return (f"00000000-0000-4000-8000-{rank:012}" for rank in count(1))


def _lot(depot: LotADeposer = DEPOT, auteur: Auteur = AUTEUR, patient: PatientQualifie = PATIENT) -> Arbre:
    uuids = _uuids()
    return lot(depot, auteur, patient, lambda: next(uuids))


ENTIER = replace(
    DOCUMENT,
    fin="2026-01-15T09:20:00+01:00",
    confidentialites=(NORMAL, MASQUE),
    evenements=(Code("I10", "2.16.840.1.113883.6.3"),),
    commentaire="Visite du mois",
    remplace="DocumentReference/1",
)


@pytest.mark.parametrize(
    "message",
    [
        _lot(),
        _lot(replace(DEPOT, documents=(ENTIER,))),
        _lot(replace(DEPOT, documents=(DOCUMENT, replace(ENTIER, unique="1.2.250.1.999.1.1.1.2")), titre="")),
        _lot(auteur=replace(AUTEUR, specialite=Code("SM54", "1.2.250.1.71.4.2.5"))),
        _lot(patient=replace(PATIENT, oid="1.2.250.1.213.1.4.9", sexe="U")),
    ],
)
def test_a_set_is_right_by_every_rule(message: Arbre, modeles: Modeles) -> None:
    assert structure(message, modeles) == ()
    for mhd in VersionMhd:
        assert juger(message, ContexteProfil(Flux.LOT, mhd)) == ()


def test_an_entry_that_carries_its_document_is_right_by_every_rule(modeles: Modeles) -> None:
    message = fiche_simplifiee(ENTIER, AUTEUR, PATIENT, QUAND)
    assert structure(message, modeles) == ()
    assert juger(message, ContexteProfil(Flux.SIMPLIFIE)) == ()
    assert message["content"][0]["attachment"]["data"] == "Qm9uam91cg=="
    assert message["relatesTo"] == [{"code": "replaces", "target": {"reference": "DocumentReference/1"}}]


def test_a_set_names_its_documents_by_uuids() -> None:
    message = _lot(replace(DEPOT, documents=(ENTIER,)))
    requests = [(one["request"]["method"], one["request"]["url"]) for one in message["entry"]]
    assert requests == [
        ("POST", "List"),
        ("POST", "DocumentReference"),
        ("POST", "Binary"),
        ("PATCH", "DocumentReference/1"),
    ]
    liste, entry, binary, patch = message["entry"]
    assert liste["resource"]["entry"] == [{"item": {"reference": entry["fullUrl"]}}]
    piece = entry["resource"]["content"][0]["attachment"]
    assert (piece["url"], piece["size"], piece["hash"]) == (
        binary["fullUrl"],
        7,
        "8w7L9bHLhcYx/ewLOWeFUJc8/Lw=",
    )
    assert entry["fullUrl"] == "urn:uuid:00000000-0000-4000-8000-000000000001"
    assert patch["resource"] == correctif_remplacement()


def test_patches_are_written_by_rfc_6902() -> None:
    url = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
    assert archiver(archive=True) == [
        {"op": "add", "path": "/extension", "value": [{"url": url, "valueBoolean": True}]}
    ]
    assert archiver(archive=False, rang=0) == [
        {"op": "replace", "path": "/extension/0/valueBoolean", "value": False}
    ]
    assert statut("superseded") == [{"op": "replace", "path": "/status", "value": "superseded"}]
    assert confidentialite((NORMAL,)) == [
        {
            "op": "replace",
            "path": "/securityLabel",
            "value": [
                {
                    "coding": [
                        {
                            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
                            "code": "N",
                            "display": "Normal",
                        }
                    ]
                }
            ],
        }
    ]
    assert correctif_remplacement() == {
        "resourceType": "Parameters",
        "parameter": [
            {
                "name": "operation",
                "part": [
                    {"name": "type", "valueCode": "replace"},
                    {"name": "path", "valueString": "DocumentReference.status"},
                    {"name": "value", "valueCode": "superseded"},
                ],
            }
        ],
    }
