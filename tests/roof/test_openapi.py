"""The control API's description, read as somebody who generates a client from it does."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from simulators.docs.compatibility import breaking
from tests.running import Running

Json = dict[str, Any]
KEPT = Path(__file__).parents[2] / "docs" / "api" / "controle-v1.openapi.json"
VERBS = {"get", "put", "post", "delete", "patch"}


@pytest.fixture
def served(api: httpx.Client) -> Json:
    document: Json = api.get("/openapi.json").json()
    return document


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, verbs in document["paths"].items():
        yield from ((path, verb, told) for verb, told in verbs.items() if verb in VERBS)


def names(document: Json, wrong: Any) -> list[str]:
    """The operations for which a test is true."""
    return [told["operationId"] for _, _, told in operations(document) if wrong(told)]


def validator(document: Json, schema: Mapping[str, Any]) -> Draft202012Validator:
    """Of a form of the document, which is named whole: a reference within a form leads back to it."""
    told = json.loads(json.dumps(schema).replace('"#/', '"urn:socle#/'))
    registry = Registry().with_resource("urn:socle", DRAFT202012.create_resource(document))
    return Draft202012Validator(told, registry=registry)


def answered(document: Json, path: str, verb: str, answer: httpx.Response) -> list[str]:
    """What in an answer is not as the description says; empty when all is."""
    declared = document["paths"][path][verb]["responses"].get(str(answer.status_code))
    if declared is None:
        return [f"{answer.status_code} n'est pas annoncé : {answer.text[:200]}"]
    if "content" not in declared:
        return ["corps inattendu"] if answer.content else []
    schema = declared["content"]["application/json"]["schema"]
    errors = validator(document, schema).iter_errors(answer.json())
    return [f"{one.json_path}: {one.message[:200]}" for one in errors]


# --- the kept file --------------------------------------------------------------------------------------


def test_the_kept_file_is_what_the_simulator_describes(served: Json) -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    broken = breaking(kept, served)
    assert broken == [], "rupture : changer la version majeure (API_VERSION de simulators/control/app.py)"
    assert served == kept, "python -m simulators.docs.openapi"


def test_the_kept_file_is_sorted_and_says_nothing_of_a_machine() -> None:
    text = KEPT.read_text("utf-8")
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"].startswith("1.")
    assert [one["url"] for one in document["servers"]] == ["http://localhost:8400"]
    assert re.findall(r"/(?:home|root|tmp|Users|work)/|127\.0\.0\.1:\d+", text) == []


# --- what a generator needs -----------------------------------------------------------------------------


def test_each_operation_has_a_name_of_its_own_that_any_language_takes(served: Json) -> None:
    found = [told["operationId"] for _, _, told in operations(served)]
    assert len(found) == len(set(found))
    assert [one for one in found if not re.fullmatch(r"[a-z][a-z0-9_]*", one)] == []
    assert {"espaces_create", "personnes_changer", "pannes_arm", "mss_lire_boites", "echanges_wait"} <= set(
        found
    )


def test_each_operation_is_told_in_french_and_in_english_under_a_subject(served: Json) -> None:
    assert names(served, lambda told: not re.fullmatch(r".+ · .+", told["summary"])) == []
    assert names(served, lambda told: not told.get("description") or len(told.get("tags", ())) != 1) == []


def test_each_answer_has_a_form(served: Json) -> None:
    def untold(told: Json) -> bool:
        good = {status: one for status, one in told["responses"].items() if status.startswith("2")}
        without = [one for status, one in good.items() if status != "204" and not _schemas(one)]
        return not good or bool(without)

    assert names(served, untold) == []


def _schemas(response: Json) -> list[Json]:
    found = [one.get("schema") for one in response.get("content", {}).values()]
    # `{}` is "anything", and an object without fields nothing a client can be generated from.
    return [
        one for one in found if one and set(one) - {"title"} and one.get("additionalProperties") is not True
    ]


def test_each_refusal_has_the_same_form(served: Json) -> None:
    refused = {"schema": {"$ref": "#/components/schemas/Refused"}}

    def other(told: Json) -> bool:
        bad = [one for status, one in told["responses"].items() if status[0] in "45"]
        return [one["content"] for one in bad] != [{"application/json": refused}] * len(bad) or not bad

    assert names(served, other) == []
    assert names(served, lambda told: not {"401", "422"} <= told["responses"].keys()) == []
    assert "HTTPValidationError" not in served["components"]["schemas"]


def test_each_body_has_an_example_that_its_form_accepts(served: Json) -> None:
    wrong = []
    for _, _, told in operations(served):
        content = told.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None or told["operationId"].endswith("_mettre"):
            continue
        schema = content["schema"]
        form = served["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
        examples = form.get("examples") or [content.get("example")]
        refused = [one for one in examples if not one or not validator(served, schema).is_valid(one)]
        wrong += [told["operationId"]] if refused else []
    assert wrong == []


def test_the_document_holds_together(served: Json) -> None:
    told = json.dumps(served)
    known = {f"#/components/schemas/{name}" for name in served["components"]["schemas"]}
    assert set(re.findall(r'"\$ref": "([^"]+)"', told)) <= known
    for schema in served["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path, _, one in operations(served):
        declared = {each["name"] for each in one.get("parameters", ()) if each["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path)), path


# --- what is answered is what is described --------------------------------------------------------------

KNOWN = {
    "personne": "marguerite-delaunay",
    "identite": "marguerite-delaunay",
    "adresse": "helene.morvan@pro.demo.mssante.fr",
    "matricule": "240035505090119@patient.demo.mssante.fr",
    "regard": "usager",
}


def test_every_reading_answers_what_it_describes(api: httpx.Client, espace: str, served: Json) -> None:
    wrong, seen = {}, 0
    for path, verb, _ in operations(served):
        asked = re.findall(r"{(\w+)}", path)
        streamed = path.endswith(("/flux", "/export", "/journal.zip", "/attendre"))
        if verb != "get" or streamed or set(asked) - {"espace", *KNOWN}:
            continue
        answer = api.get(path.removeprefix("/api").format(espace=espace, **KNOWN))
        assert answer.status_code == 200, (path, answer.text)
        found = answered(served, path, verb, answer)
        seen += 1
        if found:
            wrong[path] = found[:3]
    assert wrong == {}
    assert seen > 35


STORY: list[tuple[str, str, Any]] = [
    ("put", "/reglages", {"profile": "strict"}),
    ("put", "/reglages", {"profile": "inconnu"}),
    ("put", "/horloge", {"mode": "stepped", "instant": "2026-01-05T08:00:00Z"}),
    ("post", "/instantanes", {"label": "un"}),
    ("post", "/pannes", {"kind": "metier", "name": "desir_1020", "service": "ins", "remaining": 1}),
    ("post", "/pannes", {"kind": "metier", "name": "inconnue", "service": "ins"}),
    ("patch", "/personnes/{id_}", {"reference.sexe": "F"}),
    ("patch", "/personnes/{id_}", {"reference.sexe": "Z"}),
    ("post", "/structures/{id_}/certificats", None),
    ("post", "/professionnels/{id_}/certificats", None),
    ("post", "/ins/matricules", {"sexe": "F", "date_naissance": "1950-01-01"}),
    ("patch", "/ins/identites/{identite}", {"nom_naissance": "DELAUNAY"}),
    ("post", "/ins/identites/{identite}/homonyme", {}),
    ("post", "/ins/identites/{identite}/deces", {"date": "2026-01-05"}),
    ("put", "/dmp/personnes/{personne}/dossier", {"etat": "ferme"}),
    ("put", "/dmp/personnes/{personne}/blocages/{professionnel}", None),
    ("put", "/dmp/personnes/{personne}/autorisations/{cible}", {"statut": "EXPIRE"}),
    ("put", "/psc/connexion", {"connexion": "899700000039", "ciba_apres": 2}),
    ("put", "/psc/clients/{client_id}", {"nom": "DUI", "secret": "s3cret"}),
    ("delete", "/psc/clients/{client_id}", None),
    ("post", "/psc/enrolements", {"nom": "MARTIN", "prenom": "CAMILLE", "structure": "ehpad-les-tilleuls",
                                  "secteur": "SA30"}),
    ("post", "/psc/cles/rotation", {}),
    ("post", "/psc/deconnexion", {}),
    ("post", "/psc/ciba/{demande}/approuver", None),
    ("post", "/mss/arrivees", {"boite": "helene.morvan@pro.demo.mssante.fr"}),
    ("put", "/mss/boites/{adresse}/etat", {"etat": "pleine"}),
    ("put", "/mss/boites/{adresse}/consigne", {"delai": 60}),
    ("delete", "/mss/boites/{adresse}/consigne", None),
    ("post", "/mss/boites/{adresse}/couper", None),
    ("post", "/mss/echeances/avancer", None),
    ("post", "/mss/annuaire/cles", {"cle": "une-cle"}),
    ("post", "/mss/usagers/{matricule}/repondre", {}),
    ("post", "/repetitions", {"choix": "INS-01"}),
    ("post", "/reindexer", None),
    ("post", "/purger", {"nom_naissance": "PERSONNE", "date_naissance": "1950-01-01"}),
    ("delete", "/pannes", None),
    ("post", "/remise-a-zero", None),
]  # fmt: skip
REFUSED = [
    ("put /reglages", 422),
    ("post /pannes", 422),
    ("patch /personnes/{id_}", 422),
    ("post /psc/ciba/{demande}/approuver", 404),
    ("post /mss/usagers/{matricule}/repondre", 409),
]
IDS = {
    **KNOWN,
    "professionnel": "samir-belkacem",
    "cible": "samir-belkacem",
    "client_id": "mon-dui",
    "demande": "inconnue",
}


def test_every_gesture_answers_what_it_describes(api: httpx.Client, espace: str, served: Json) -> None:
    ids = {"structures": "ehpad-les-tilleuls", "professionnels": "helene-morvan"}
    wrong, refused = {}, []
    for verb, path, body in STORY:
        one = ids.get(path.split("/")[1], "marguerite-delaunay")
        asked = f"/espaces/{espace}" + path.format(id_=one, **IDS)
        answer = api.request(verb.upper(), asked, json=body)
        found = answered(served, f"/api/espaces/{{espace}}{path}", verb, answer)
        if found:
            wrong[f"{verb} {path}"] = found[:3]
        if answer.status_code >= 400:
            refused.append((f"{verb} {path}", answer.status_code))
    assert wrong == {}
    assert refused == REFUSED


def test_an_exchange_and_its_mail_are_as_described(
    api: httpx.Client, espace: str, served: Json, running: Running
) -> None:
    box = "helene.morvan@pro.demo.mssante.fr"
    arrived = api.post(f"/espaces/{espace}/mss/arrivees", json={"boite": box, "nature": "ins_fausse"}).json()
    of_box = f"/espaces/{espace}/mss/boites/{box}/courriels"
    mail = api.get(of_box).json()[-1]["id"]
    one = arrived[0]["echange"]
    base = "/api/espaces/{espace}"
    asked = {
        f"{base}/echanges/{{id_}}": f"/espaces/{espace}/echanges/{one}",
        f"{base}/echanges/{{id_}}/constats": f"/espaces/{espace}/echanges/{one}/constats",
        f"{base}/echanges/attendre": f"/espaces/{espace}/echanges/attendre?after_seq=0",
        f"{base}/echanges": f"/espaces/{espace}/echanges",
        f"{base}/mss/boites/{{adresse}}/courriels/{{id}}": f"{of_box}/{mail}",
        f"{base}/mss/boites/{{adresse}}/courriels/{{id}}/lecture": f"{of_box}/{mail}/lecture",
    }
    wrong = {path: answered(served, path, "get", api.get(where)) for path, where in asked.items()}
    assert [path for path, found in wrong.items() if found] == []


def test_who_has_no_token_is_refused_as_described(running: Running, served: Json) -> None:
    with running.api(token="faux") as stranger:
        assert answered(served, "/api/espaces", "get", stranger.get("/espaces")) == []
