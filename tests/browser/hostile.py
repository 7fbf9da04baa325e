"""A corpus of hostile values, one for each kind of field the console displays, put there over the real faces.

Each value names its field: what a page shows tells which fields were reached, what runs tells which failed.
"""

import imaplib
import json
import re
import smtplib
from collections.abc import Mapping
from contextlib import suppress
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import httpx

from tests.browser.players import played
from tests.browser.simulator import Simulator
from tests.console import letters
from tests.roof.insi import SOAP_TYPE, envelope

FORMS = (
    "<script>pris='{f}'</script>",
    "<img src=x onerror=pris='{f}'>",
    "\"'><svg onload=pris='{f}'>",
    "<a href=\"javascript:pris='{f}'\">ici</a>",
    "</title></textarea></pre><iframe srcdoc=\"<script>parent.pris='{f}'</script>\"></iframe>",
    "<link rel=stylesheet href=//ailleurs.example/{f}.css><base href=//ailleurs.example/>",
)
APP = "dui@ehpad-les-tilleuls.demo.mssante.fr"
CABINET = "cabinet.besnard@medecin.demo.mssante.fr"
BOXES = (CABINET, "nathalie.kermarrec@pro.demo.mssante.fr")
PERSON, PLACE, NURSE = "marguerite-delaunay", "ehpad-les-tilleuls", "nathalie-kermarrec"
# Kinds of fields, each of which must be seen in some page.
FIELDS = (
    "histoire", "voir", "nom-utilise", "nom-dossier", "nom-structure", "ville", "nom-professionnel",
    "patient-panne", "entete", "nom-insi", "idam", "emetteur", "message-id", "action", "corps",
    "revendication", "cle-jeton", "partie", "titre-fiche", "titre-cda", "auteur-cda", "expediteur", "objet",
    "texte", "piece", "reponse-usager", "commande-imap", "message-ecps", "logiciel-ecps",
    "recherche-fhir", "certificat",
)  # fmt: skip


def hostile(field: str) -> str:
    """Every form of the corpus, for a field that holds them all."""
    return " ".join(form.format(f=field) for form in FORMS)


def short(field: str) -> str:
    """One form, for a field of a few dozen characters."""
    return FORMS[1].format(f=field)


def furnish(simulator: Simulator, folder: Path) -> Mapping[str, str]:
    """Puts every value in place; the addresses of the pages that a crawl would not find."""
    with simulator.api() as api:
        assert api.put("/espaces/defaut/reglages", json={"profile": "decouverte"}).status_code == 200
        going = api.post("/espaces/defaut/repetitions", json={"choix": "INS-01"}).json()["id"]
        played(simulator, "PAR-00", "defaut")
        _document(simulator, api)
        _mail(simulator, api)
        _calls(simulator)
        _imap(simulator)
        _world(api)
        _telephone(simulator, api)
        _certificate(simulator, api, folder)
        for name in ("formation-01", "formation-02"):
            assert api.post("/espaces", json={"name": name}).status_code == 201
        mails = {box: api.get(f"/espaces/defaut/mss/boites/{box}/courriels").json() for box in BOXES}
        calls = api.get("/espaces/defaut/echanges", params={"limit": 500}).json()
    read = {f"{box}-{one['id']}": f"/messagerie/{box}/{one['id']}" for box in mails for one in mails[box]}
    pages = {f"echange-{one['id']}": f"/trafic/{one['id']}" for one in calls}
    compared = {"comparer": f"/comparer?un={calls[0]['id']}&autre={calls[-1]['id']}"}
    return read | pages | compared | {"repetition": f"/repetition/{going}"}


def _world(api: httpx.Client) -> None:
    told = {"histoire": "histoire", "voir": "voir", "local.nom_utilise": "nom-utilise"}
    told["local.nom_naissance"] = "nom-dossier"
    changes: tuple[tuple[str, Mapping[str, str]], ...] = (
        (f"personnes/{PERSON}", {name: hostile(field) for name, field in told.items()}),
        (f"structures/{PLACE}", {"nom": short("nom-structure"), "ville": hostile("ville")}),
        ("professionnels/helene-morvan", {"nom": hostile("nom-professionnel")}),
    )
    for path, body in changes:
        answer = api.patch(f"/espaces/defaut/{path}", json=body)
        assert answer.status_code == 200, answer.text
    fault = {"kind": "metier", "name": "insi_102", "service": "ins", "patient": hostile("patient-panne")}
    assert api.post("/espaces/defaut/pannes", json=fault).status_code == 201


def _calls(simulator: Simulator) -> None:
    fields = {"nom": "nom-insi", "idam": "idam", "emetteur": "emetteur", "message": "message-id"}
    values = {name: escape(hostile(field)) for name, field in fields.items()}
    simulator.call(**values)
    services = simulator.ready["services"]
    action = envelope("DELAUNAY", "MARGUERITE", "F", "1940-03-14", idam="X").replace(
        b"rechercherInsAvecTraitsIdentite", escape(hostile("action")).encode()
    )
    claims = json.dumps({"sub": hostile("revendication")})
    header = json.dumps({"alg": "RS256", "kid": hostile("cle-jeton")})
    bearer = {"authorization": f"Bearer {letters.jwt(claims, header)}"}
    package = letters.package(title=escape(hostile("titre-fiche")))
    package = package.replace(b"Content-ID: <doc@essai>", f"Content-ID: <{hostile('partie')}>".encode())
    with httpx.Client(verify=simulator.tls("insi_auto"), trust_env=False) as http:
        http.post(services["ins"]["mtls"], content=action, headers=SOAP_TYPE | {"x-piege": hostile("entete")})
        http.post(services["ins"]["mtls"], content=hostile("corps").encode(), headers=SOAP_TYPE)
        http.get(f"{services['psc']['issuer']}/protocol/openid-connect/userinfo", headers=bearer)
        http.post(
            services["dmp"]["xds"] + "repository",
            content=package,
            headers={"content-type": letters.PACKAGE_TYPE},
        )
        http.get(
            services["dmp"]["fhir"] + "/DocumentReference",
            params={"patient.identifier": hostile("recherche-fhir")},
            headers={"x-piege": hostile("recherche-fhir")},
        )


def _document(simulator: Simulator, api: httpx.Client) -> None:
    """What the reference DUI fed, fed again under another identifier, its title and author being hostile."""
    (fed,) = api.get("/espaces/defaut/echanges", params={"operation": "dmp.td21"}).json()
    told: dict[str, Any] = api.get(f"/espaces/defaut/echanges/{fed['id']}").json()
    body = api.get(f"/espaces/defaut/echanges/{fed['id']}/requete").content
    body = re.sub(rb"(2\.25\.\d{20})\d+", rb"\g<1>7", body)
    body = body.replace(
        "Projet personnalisé d'accompagnement".encode(), escape(hostile("titre-cda")).encode()
    )
    body = body.replace(b">KERMARREC<", f">{escape(hostile('auteur-cda'))}<".encode())
    kind = dict(told["request"]["headers"])["content-type"]
    with httpx.Client(verify=simulator.tls("org_auth_cli"), trust_env=False) as http:
        address = simulator.ready["services"]["dmp"]["xds"] + "repository"
        http.post(address, content=body, headers={"content-type": kind})


def _mail(simulator: Simulator, api: httpx.Client) -> None:
    mail = EmailMessage()
    mail["From"] = f'"{short("expediteur")}" <{APP}>'
    mail["To"], mail["Subject"] = CABINET, hostile("objet")
    mail.set_content(hostile("texte"))
    mail.add_attachment(letters.CDA.encode(), "text", "xml", filename=short("piece"))
    host, _, port = simulator.ready["services"]["mss"]["smtp_app"].rpartition(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.starttls(context=simulator.tls("org_auth_cli"))
        client.login(APP, "x")
        client.send_message(mail)
    answer = {"texte": hostile("reponse-usager")}
    assert api.post("/espaces/defaut/mss/usagers/240035505090119/repondre", json=answer).status_code < 300


def _imap(simulator: Simulator) -> None:
    host, _, port = simulator.ready["services"]["mss"]["imap_app"].rpartition(":")
    with imaplib.IMAP4(host, int(port)) as client:
        client.starttls(simulator.tls("org_auth_cli"))
        client.login(APP, "x")
        with suppress(imaplib.IMAP4.error):
            client.select(f'"{short("commande-imap")}"')


def _telephone(simulator: Simulator, api: httpx.Client) -> None:
    client = {"nom": short("logiciel-ecps"), "secret": "un-secret", "redirect_uris": ["http://localhost:1/x"]}
    assert api.put("/espaces/defaut/psc/clients/piege", json=client | {"ciba": True}).status_code == 200
    form = {"scope": "openid scope_all", "login_hint": "899700000039", "channel": "MOBILE"}
    form |= {"binding_message": short("message-ecps"), "client_id": "piege", "client_secret": "un-secret"}
    issuer = simulator.ready["services"]["psc"]["issuer"]
    with httpx.Client(verify=simulator.authorities, trust_env=False) as http:
        http.post(f"{issuer}/protocol/openid-connect/ext/ciba/auth", data=form)
        http.post(f"{issuer}/protocol/openid-connect/ext/ciba/auth", data=form | {"binding_message": "42"})


def _certificate(simulator: Simulator, api: httpx.Client, folder: Path) -> None:
    """A structure of hostile name gets a certificate, and calls with it."""
    place = "/espaces/defaut/structures/ehpad-les-tilleuls-du-lac"
    assert api.patch(place, json={"nom": short("certificat")}).status_code == 200
    made = api.post(f"{place}/certificats").json()["insi_auto"]
    (folder / "chaine.pem").write_text(made["cert"] + made["key"], "utf-8")
    context = simulator.authorities
    context.load_cert_chain(folder / "chaine.pem")
    body = envelope("DELAUNAY", "MARGUERITE", "F", "1940-03-14", idam="X")
    with httpx.Client(verify=context, trust_env=False) as http:
        assert http.post(simulator.ready["services"]["ins"]["mtls"], content=body, headers=SOAP_TYPE).content
