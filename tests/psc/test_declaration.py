"""An editor declares its client in a file of the world: it is there in every espace, and comes back."""

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from simulators.core.fixtures import FixtureError, load_monde
from tests.psc.banc import CLIENT, NURSE, OIDC, VERIFIER, Answer, Banc, banc, peer

ISSUER = "https://localhost:8454/auth/realms/esante-wallet"
NOW = 1772438400
RETOUR = "https://mon-dui.example/retour"
KEY = ECKey.generate_key("P-256")
FILE = """
logiciels:
  - id: mon-dui
    nom: MON DUI
    oidc:
      client_id: mon-dui-bas
      secret: secret-du-fichier
      redirect_uris: [https://mon-dui.example/retour]
      post_logout_redirect_uris: [https://mon-dui.example/]
      backchannel_logout_uri: https://mon-dui.example/fin
"""


def declared(psc: Banc, folder: Path, text: str = FILE) -> None:
    """The software of that file belong to the espace."""
    (folder / "logiciels.yaml").write_text(text, "utf-8")
    for one in load_monde(folder).logiciels:
        psc.run(psc.espace.monde.put(one))


def exchanged(psc: Banc, without: tuple[str, ...] = (), **changes: Any) -> Answer:
    code = psc.code(client_id="mon-dui-bas", redirect_uri=RETOUR)
    form = {"client_id": "mon-dui-bas", "redirect_uri": RETOUR, "client_secret": "secret-du-fichier"}
    return psc.token(without=without, code=code, **(form | {"code_verifier": VERIFIER} | changes))


def test_a_declared_client_connects_and_its_secret_is_checked(psc: Banc, tmp_path: Path) -> None:
    declared(psc, tmp_path)
    assert exchanged(psc).status == 200
    refused = (401, "unauthorized_client", "Invalid client or Invalid client credentials")
    assert exchanged(psc, client_secret="faux").error == refused


def test_a_declared_client_connects_by_the_proxy_and_its_name_is_on_the_telephone(
    psc: Banc, tmp_path: Path
) -> None:
    declared(psc, tmp_path, f"{FILE}      ciba: true\n")
    asked = {"nationalId": NURSE, "bindingMessage": "42", "clientId": "mon-dui-bas", "channel": "MOBILE"}
    form = {"client_id": "mon-dui-bas", "client_secret": "secret-du-fichier", "scope": "openid scope_all"}
    form |= {"acr_values": "eidas1", "login_hint": NURSE, "binding_message": "42"}
    assert psc.post(f"{OIDC}/ext/ciba/auth", form).status == 200
    screen = psc.get("/auth/realms/esante-wallet/telephone", f"professionnel={NURSE}").text
    assert "<strong>MON DUI</strong> demande à vous connecter" in screen
    psc.control("PUT", "/connexion", {"ciba_apres": 0})
    body = json.dumps(asked).encode()
    assert psc.post("/connect", body, content_type="application/json").status == 200


def test_nothing_is_there_that_no_file_declares(psc: Banc) -> None:
    assert psc.authorize(client_id="mon-dui-bas", redirect_uri=RETOUR).status == 400


def test_a_declared_client_signs_with_the_keys_of_the_file(psc: Banc, tmp_path: Path) -> None:
    keys = json.dumps(KeySet([KEY]).as_dict(private=False))
    told = f"authentification: private_key_jwt\n      jwks: {keys}"
    declared(psc, tmp_path, FILE.replace("secret: secret-du-fichier", told))
    claims = {"iss": "mon-dui-bas", "sub": "mon-dui-bas", "aud": ISSUER, "exp": NOW + 60, "jti": "j1"}
    proof = {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "ES256"}, claims, KEY, algorithms=["ES256"]),
    }
    assert exchanged(psc, without=("client_secret",), **proof).status == 200
    assert exchanged(psc).error == (400, "invalid_client", "Parameter client_assertion_type is missing")


def test_a_declared_client_shows_its_certificate(psc: Banc, tmp_path: Path) -> None:
    told = "authentification: mtls\n      certificat_cn: MON DUI"
    declared(psc, tmp_path, FILE.replace("secret: secret-du-fichier", told))
    right, other = peer("MON DUI"), peer("AUTRE")
    assert exchanged(psc, without=("client_secret",), certificate=right).status == 200
    assert exchanged(psc, without=("client_secret",), certificate=other).status == 401


def test_a_declared_client_leaves_where_the_file_says(psc: Banc, tmp_path: Path) -> None:
    declared(psc, tmp_path)
    hint = exchanged(psc).json["id_token"]
    query = {"id_token_hint": hint, "post_logout_redirect_uri": "https://ailleurs.example/"}
    assert psc.get(f"{OIDC}/logout", query).status == 400
    query["post_logout_redirect_uri"] = "https://mon-dui.example/"
    assert psc.get(f"{OIDC}/logout", query).header("location") == "https://mon-dui.example/"


def test_what_the_control_api_says_wins_until_it_is_removed(psc: Banc, tmp_path: Path) -> None:
    declared(psc, tmp_path)
    psc.client("mon-dui-bas", secret="autre-secret", redirect_uris=(RETOUR,))
    assert exchanged(psc).status == 401
    assert exchanged(psc, client_secret="autre-secret").status == 200
    psc.control("DELETE", "/clients/{client_id}", client_id="mon-dui-bas")
    assert exchanged(psc).status == 200


def test_a_reset_forgets_what_was_said_and_brings_back_what_the_file_declares(
    keys: Path, tmp_path: Path
) -> None:
    (tmp_path / "logiciels.yaml").write_text(FILE, "utf-8")
    with banc(keys, logiciels=load_monde(tmp_path).logiciels) as psc:
        psc.client("ajoute")
        psc.client("mon-dui-bas", redirect_uris=("https://ailleurs.example/",))
        psc.run(psc.espace.monde.delete("logiciels", "mon-dui"))
        psc.run(psc.espaces.reset("defaut"))
        found = psc.control("GET", "/clients")
        assert [(one["client_id"], one["nom"]) for one in found] == [
            (CLIENT, "DUI Les Tilleuls"),
            ("mon-dui-bas", "MON DUI"),
        ]
        assert exchanged(psc).status == 200


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "https://mon-dui.example/retour",
            "javascript:alert(1)",
            "ligne 8, clé « redirect_uris » : valeur refusée (schéma refusé).",
        ),
        (
            "https://mon-dui.example/fin",
            "http://mon-dui.example/fin",
            "ligne 10, clé « backchannel_logout_uri » : valeur refusée (adresse refusée : https, "
            "ou http vers cette machine).",
        ),
        (
            "secret: secret-du-fichier",
            'jwks: {"keys": [{"kty": "oct", "k": "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}',
            "ligne 7, clé « jwks » : valeur refusée (jeu de clés refusé : des clés publiques RSA ou EC).",
        ),
        ("client_id: mon-dui-bas", "secret_: x", "ligne 6, clé « client_id » : clé obligatoire absente."),
    ],
)
def test_a_declaration_that_cannot_be_is_told_where_it_is(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    (tmp_path / "logiciels.yaml").write_text(FILE.replace(before, after), "utf-8")
    with pytest.raises(FixtureError) as refused:
        load_monde(tmp_path)
    assert str(refused.value) == f"logiciels.yaml, {message}"


def test_two_software_cannot_declare_the_same_client(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FILE, "utf-8")
    (tmp_path / "b.yaml").write_text(FILE.replace("id: mon-dui\n", "id: un-autre\n"), "utf-8")
    with pytest.raises(FixtureError) as refused:
        load_monde(tmp_path)
    assert str(refused.value) == "b.yaml, ligne 6, clé « client_id » : « mon-dui-bas » est déjà pris."
