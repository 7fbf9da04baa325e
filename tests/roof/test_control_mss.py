"""The control API of MSSanté over HTTP: operators, orders, incoming mail, described in French."""

from typing import Any

import httpx

BOX = "contact@ehpad-les-tilleuls.demo.mssante.fr"


def test_an_operator_leaves_the_white_list_and_comes_back(api: httpx.Client, espace: str) -> None:
    def domains() -> set[str]:
        return {one["domaine"] for one in api.get(f"/espaces/{espace}/mss/liste-blanche").json()}

    path = f"/espaces/{espace}/operateurs/operateur-hospitalier"
    assert "hopital-trois-vallees.demo.mssante.fr" in domains()
    assert api.patch(path, json={"inscrit": False}).json()["valeur"]["inscrit"] is False
    assert "hopital-trois-vallees.demo.mssante.fr" not in domains()
    assert api.patch(path, json={"inscrit": True}).status_code == 200
    assert "hopital-trois-vallees.demo.mssante.fr" in domains()
    assert api.patch(path, json={"delai": -1}).status_code == 422


def test_a_new_operator_brings_its_domain(api: httpx.Client, espace: str) -> None:
    asked = {"nom": "Autre opérateur", "domaines": ["autre.demo.mssante.fr"], "delai": 30}
    assert api.put(f"/espaces/{espace}/operateurs/autre", json=asked).status_code == 200
    listed = api.get(f"/espaces/{espace}/mss/liste-blanche").json()
    assert {"domaine": "autre.demo.mssante.fr", "operateur": "autre", "nom": "Autre opérateur"} in listed


def test_an_order_is_checked_kept_and_lifted(api: httpx.Client, espace: str) -> None:
    path = f"/espaces/{espace}/mss/boites/{BOX}/consigne"
    wrong = api.put(path, json={"reponse": "imap_absent"})
    assert (wrong.status_code, "inconnue" in wrong.json()["detail"]) == (422, True)
    assert api.put(path, json={"delai": "demain"}).status_code == 422
    assert api.put(path, json={"reponse": "smtp_450", "moment": "data"}).status_code == 200
    told = {one["adresse"]: one for one in api.get(f"/espaces/{espace}/mss/boites").json()}
    assert told[BOX]["consigne"]["reponse"] == "smtp_450"
    assert api.delete(path).json()["consigne"]["reponse"] == ""
    assert api.get(f"/espaces/{espace}/mss/echeances").json() == []
    assert api.post(f"/espaces/{espace}/mss/echeances/avancer").json() == {"avancees": 0}


def test_a_box_is_found_by_its_address_or_whose_it_is(api: httpx.Client, espace: str) -> None:
    path = f"/espaces/{espace}/mss/boites"
    found = api.get(path, params={"q": "ehpad tilleuls", "limite": "1"})
    assert len(found.json()) == 1
    assert int(found.headers["x-total-count"]) > 1
    (citizen,) = api.get(path, params={"q": "delaunay marguerite"}).json()
    assert (citizen["genre"], citizen["titulaire"]) == ("USAGER", "MARGUERITE DELAUNAY")
    assert api.get(f"{path}/{citizen['adresse']}").json() == citizen
    assert api.patch(
        f"/espaces/{espace}/personnes/marguerite-delaunay", json={"reference.nom_naissance": "ROUSSEL"}
    ).is_success
    assert api.get(path, params={"q": "delaunay marguerite"}).json() == []
    assert api.get(f"{path}/{citizen['adresse']}").json()["titulaire"] == "MARGUERITE ROUSSEL"
    assert api.get(path, params={"limite": "deux"}).status_code == 422
    assert api.get(f"{path}/personne@nulle-part.fr").status_code == 404


def test_a_correspondent_writes(api: httpx.Client, espace: str) -> None:
    said = api.post(f"/espaces/{espace}/mss/arrivees", json={"boite": BOX, "nature": "simple"})
    assert said.status_code == 201
    (mail,) = api.get(f"/espaces/{espace}/mss/boites/{BOX}/courriels").json()
    assert mail["message_id"] == said.json()[0]["message_id"]
    assert api.post(f"/espaces/{espace}/mss/arrivees", json={"boite": BOX, "nature": "x"}).status_code == 422


def test_every_route_of_mssante_is_told_in_french(api: httpx.Client) -> None:
    paths: dict[str, dict[str, Any]] = api.get("/openapi.json").json()["paths"]
    told = {
        f"{method.upper()} {path.partition('/mss')[2]}": one
        for path, methods in paths.items()
        if "/{espace}/mss/" in path
        for method, one in methods.items()
    }
    assert {"PUT /boites/{adresse}/consigne", "POST /arrivees", "GET /liste-blanche"} <= set(told)
    untold = [name for name, one in told.items() if " · " not in one["summary"]]
    assert untold == []
    orders = told["PUT /boites/{adresse}/consigne"]
    assert orders["description"].startswith("Répondre, retarder, renvoyer, mettre en liste grise")
