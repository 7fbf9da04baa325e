"""Each rule on calls, searches, sets and patches: what breaks it, and the same call mended."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from dmp.fhir.register import regles
from dmp.fhir.rules.profils.registre import REGLES
from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from tests.dmp.banc import CLEAR
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, JSON, Banc, Reponse

PATCH = "application/json-patch+json"
Appel = Callable[[Banc], Reponse]
DRAFT = EspaceSettings(options=frozenset({"dmp.fhir.pdsm4dmp"}))
GONE = EspaceSettings(options=frozenset({"dmp.fhir.remplace_410"}))


@dataclass(frozen=True)
class Cas:
    """One rule: a call that breaks it, the call that does not, where, in which espace."""

    regle: str
    faux: Appel
    juste: Appel
    lieu: str = ""
    reglages: EspaceSettings = field(default_factory=EspaceSettings)


def get(path: str, query: Any = "", **options: Any) -> Appel:
    return lambda banc: banc.fhir("GET", path, query=query, **{"certificate": "cps_auth", **options})


def post(tree: Any, path: str = "", **options: Any) -> Appel:
    return lambda banc: banc.fhir("POST", path, tree, **options)


def cherche(*extra: tuple[str, str], **options: Any) -> Appel:
    return lambda banc: banc.search(*extra, **options)


def lot(change: Callable[[Any], object] = lambda _: None) -> Any:
    tree = exemples.lot()
    change(tree)
    return tree


def fiche(tree: Any) -> Any:
    return next(
        one["resource"] for one in tree["entry"] if one["resource"]["resourceType"] == "DocumentReference"
    )


def corrige(*operations: Any, **options: Any) -> Appel:
    """A patch of the one document there is, fed over SOAP by the nurse."""

    def call(banc: Banc) -> Reponse:
        own = banc.search().resources[0]["id"]
        body = json.dumps(operations).encode()
        told = {"media": PATCH, "certificate": "cps_auth", **options}
        return banc.fhir("PATCH", f"/DocumentReference/{own}", body, **told)

    return call


def remplace(banc: Banc) -> Reponse:
    """The document there is, once it was replaced."""
    own = banc.search().resources[0]["id"]
    text = json.dumps(exemples.remplacement()).replace(exemples.ANCIENNE, f"DocumentReference/{own}")
    text = text.replace("1.2.250.1.999.1.1.1.1", "1.2.250.1.999.1.1.1.8").replace(
        "1.999.1.2.1", "1.999.1.2.8"
    )
    assert banc.fhir("POST", "", json.loads(text)).status == 200
    return banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth")


def du_document(**options: Any) -> Appel:
    def call(banc: Banc) -> Reponse:
        own = banc.search().resources[0]["id"]
        return banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", **options)

    return call


def relie(code: str) -> Appel:
    """A set whose entry is linked to the document there is."""

    def call(banc: Banc) -> Reponse:
        own = banc.search().resources[0]["id"]
        text = json.dumps(exemples.remplacement()).replace(exemples.ANCIENNE, f"DocumentReference/{own}")
        text = text.replace("1.1.1.1", "1.1.1.7").replace("1.999.1.2.1", "1.999.1.2.7")
        tree = json.loads(text)
        fiche(tree)["relatesTo"][0]["code"] = code
        if code != "replaces":
            tree["entry"] = [one for one in tree["entry"] if one["resource"]["resourceType"] != "Parameters"]
        return banc.fhir("POST", "", tree)

    return call


def inconnu(tree: Any) -> None:
    fiche(tree)["subject"] = {"reference": "Patient/nulle-part"}


def vise(reference: str) -> Callable[[Any], None]:
    def change(tree: Any) -> None:
        fiche(tree)["relatesTo"] = [{"code": "replaces", "target": {"reference": reference}}]

    return change


def conditionnel(tree: Any) -> None:
    tree["entry"][0]["request"]["ifNoneExist"] = "identifier=a|b"


def enorme(tree: Any) -> None:
    tree["entry"] += [
        {
            "fullUrl": f"urn:uuid:00000000-0000-4000-8000-{rank:012}",
            "resource": {"resourceType": "Binary", "contentType": "text/plain", "data": "YQ=="},
            "request": {"method": "POST", "url": "Binary"},
        }
        for rank in range(600)
    ]


ARCHIVE = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
AJOUTE = {"op": "add", "path": "/extension/-", "value": {"url": ARCHIVE, "valueBoolean": True}}
PERIME = {"op": "replace", "path": "/status", "value": "superseded"}
SET = ("code", "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes|submissionset")
LISTE = [("patient.identifier", INS), ("status", "current")]
N = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}]}
METADATA = get("/metadata")
AUTRE = lot()
_AUTRE = json.loads(json.dumps(AUTRE).replace("1.1.1.1", "1.1.1.5").replace("1.999.1.2.1", "1.999.1.2.5"))

CAS = [
    Cas("adresse", get("/DocumentReference/a/b"), METADATA),
    Cas("type", get("/Zut"), METADATA),
    Cas("methode", lambda banc: banc.fhir("DELETE", "/DocumentReference/x"), METADATA),
    Cas("media", post(b"x", media="text/plain"), post(_AUTRE), "Content-Type"),
    Cas("media_generique", post(_AUTRE, media="application/json"), post(_AUTRE), "Content-Type"),
    Cas("accept", get("/metadata", accept="image/png"), METADATA, "Accept"),
    Cas("corps_trop_gros", post(b" " * 50_000_001, media=JSON), post(_AUTRE)),
    Cas("authentification", cherche(certificate=None), cherche(), "Authorization"),
    Cas("sans_psc", cherche(token="x"), cherche(), "Authorization"),
    Cas("en_clair", cherche(wire=CLEAR), cherche()),
    Cas("creation_conditionnelle", post(lot(conditionnel)), post(_AUTRE), "request.ifNoneExist"),
    Cas(
        "donnees_reelles",
        get("/DocumentReference", [("patient.identifier", "180017505612345"), ("status", "current")]),
        cherche(),
        "patient.identifier",
    ),
    Cas(
        "recherche.patient",
        get("/DocumentReference", [("identifier", "1"), ("status", "current")]),
        cherche(),
    ),
    Cas("recherche.sans_cle", get("/DocumentReference", [("status", "current")]), cherche()),
    Cas("recherche.statut", get("/DocumentReference", [("patient.identifier", INS)]), cherche(), "status"),
    Cas("recherche.code", get("/List", LISTE), get("/List", [*LISTE, SET]), "code"),
    Cas(
        "recherche.code_http",
        get("/List", [*LISTE, ("code", SET[1].replace("https", "http"))]),
        get("/List", [*LISTE, SET]),
        "code",
    ),
    Cas("recherche.parametre_inconnu", cherche(("zut", "1")), cherche(), "zut"),
    Cas("recherche.strict", cherche(("zut", "1"), prefer="handling=strict"), cherche(), "zut"),
    Cas("recherche.valeur", cherche(("creation", "hier")), cherche(("creation", "2026")), "creation"),
    Cas("recherche.chaine", cherche(("patient.name", "x")), cherche(), "patient.name"),
    Cas("recherche.trop", cherche(*[("type", "x")] * 70), cherche(("type", "x"))),
    Cas("recherche.page", cherche(("_page", "1.2.3")), cherche(), "_page"),
    Cas("absent", get("/Binary/inconnu"), du_document()),
    Cas("disparu", remplace, du_document(), "", GONE),
    Cas("if_unmodified_since", du_document(if_unmodified_since="x"), du_document(), "If-Unmodified-Since"),
    Cas("lot.patient", post(lot(inconnu)), post(_AUTRE), "resource.subject"),
    Cas("lot.trop", post(lot(enorme)), post(_AUTRE), "Bundle.entry"),
    Cas("lot.lien", relie("appends"), relie("replaces"), "relatesTo[0].code"),
    Cas("lot.cible", post(lot(vise("DocumentReference/nulle-part"))), post(_AUTRE), "relatesTo"),
    Cas("lot.batch", post({"resourceType": "Bundle", "type": "batch"}), post(_AUTRE), "Bundle.type"),
    Cas("correctif.illisible", corrige(), corrige(AJOUTE)),
    Cas(
        "correctif.operation",
        corrige({**PERIME, "op": "test"}),
        corrige({**PERIME, "op": "test", "value": "current"}),
    ),
    Cas("correctif.element", corrige({"op": "remove", "path": "/subject"}), corrige(AJOUTE)),
    Cas(
        "correctif.chemin",
        corrige({"op": "replace", "path": f"/extension[url:'{ARCHIVE}']/valueBoolean", "value": True}),
        corrige(AJOUTE),
    ),
    Cas("correctif.exemple_faux", corrige({**PERIME, "value": "superseded "}), corrige(PERIME)),
    Cas("correctif.statut", corrige({**PERIME, "value": "entered-in-error"}), corrige(PERIME)),
    Cas("correctif.suppression", corrige(PERIME), corrige(AJOUTE), "", DRAFT),
    Cas(
        "correctif.etiquette",
        corrige({"op": "replace", "path": "/securityLabel", "value": [{"coding": [{"code": "Z"}]}]}),
        corrige({"op": "replace", "path": "/securityLabel", "value": [N]}),
    ),
    Cas("correctif.sans_effet", corrige({**PERIME, "value": "current"}), corrige(PERIME)),
    Cas(
        "correctif.plusieurs",
        lambda banc: banc.fhir("PATCH", "/DocumentReference", b"[]", media=PATCH, certificate="cps_auth"),
        corrige(AJOUTE),
        "identifier",
    ),
    Cas(
        "correctif.version", corrige(PERIME, if_match='W/"9"'), corrige(PERIME, if_match='W/"1"'), "If-Match"
    ),
]
# Told elsewhere: on real tokens and real sockets, or noted on every set.
AILLEURS = {"jeton", "jeton_psc", "cnf", "corps_trop_lent", "lot.sans_signature"}


@pytest.fixture
def fourni(pki: Pki, request: pytest.FixtureRequest) -> Any:
    """A bench with the settings of the case, and one document fed over SOAP."""
    one = Banc(pki, request.param)
    one.feed()
    one.authorise()
    yield one
    one.close()


@pytest.mark.parametrize(("cas", "fourni"), [(one, one.reglages) for one in CAS], indirect=["fourni"])
def test_a_rule_broken_is_told_at_its_place_and_no_more_once_mended(cas: Cas, fourni: Banc) -> None:
    rule = f"dmp.fhir.{cas.regle}"
    mended = cas.juste(fourni) if cas.regle != "disparu" else None
    broken = cas.faux(fourni) if "correctif" not in cas.regle else None
    if broken is not None:
        assert rule in broken.rules, (broken.status, broken.rules)
        assert broken.finding(rule).place.path.endswith(cas.lieu)
        assert broken.status < 500
    if mended is not None:
        assert rule not in mended.rules
        assert mended.status < 300, mended.body


@pytest.mark.parametrize(
    ("cas", "fourni"),
    [(one, one.reglages) for one in CAS if "correctif" in one.regle],
    indirect=["fourni"],
)
def test_a_patch_that_breaks_a_rule_is_told(cas: Cas, fourni: Banc) -> None:
    broken = cas.faux(fourni)
    assert f"dmp.fhir.{cas.regle}" in broken.rules, (broken.status, broken.rules)


def test_every_rule_of_the_face_has_its_case() -> None:
    own = {one.id.removeprefix("dmp.fhir.") for one in regles() if one.id not in REGLES}
    assert own == {one.regle for one in CAS} | AILLEURS
