"""The first try ticks itself, what is unknown is adopted in one click, calls are compared and made again."""

import re
import shlex
from html import unescape

import httpx
import pytest

from tests.console.visitor import Visitor
from tests.roof.insi import SOAP_TYPE, address, envelope
from tests.running import Running


def call(running: Running, espace: str, *, nom: str = "DELAUNAY", idam: str = "") -> str:
    """A search by traits; the identifier of its exchange."""
    known = idam or running.ready["accounts"]["lps"]["idam"]
    body = envelope(nom, "MARGUERITE", "F", "1940-03-14", idam=known)
    with running.client() as client:
        answer = client.post(address(running.ready, espace), content=body, headers=SOAP_TYPE)
    return str(answer.headers["x-socle-exchange"])


def ticked(page: str) -> list[bool]:
    return [found == "pas-fait" for found in re.findall(r'<li class="(pas-fait|pas)">', page)]


def test_steps_tick_themselves_as_calls_arrive(running: Running, espace: str, visitor: Visitor) -> None:
    assert ticked(visitor.read("/")) == [False] * 5
    call(running, espace, idam="INCONNU00000")
    assert ticked(visitor.read("/pas")) == [True, False, False, False, False]
    id_ = call(running, espace)
    page = visitor.read("/pas")
    assert ticked(page) == [True, True, False, False, False]
    assert f"/trafic/{id_}" in page


def test_an_unknown_software_is_adopted_from_the_home_page(
    running: Running, espace: str, visitor: Visitor
) -> None:
    call(running, espace, idam="NOUVEAU00001")
    page = visitor.read("/")
    assert "Refusé faute d’être connu" in page
    assert "L’espace le connaît désormais" in visitor.do("/", "adopter")
    call(running, espace, idam="NOUVEAU00001")
    assert ticked(visitor.read("/pas"))[1]


@pytest.mark.parametrize("id_", ["absent", "..", "a/b", "../../defaut/echanges/x"])
def test_what_is_no_exchange_is_not_adopted(running: Running, visitor: Visitor, id_: str) -> None:
    call(running, visitor.espace, idam="NOUVEAU00001")
    assert "Rien n’a été changé." in visitor.do("/", "adopter", 404, id=id_)


def test_an_exchange_offers_adoption_only_where_it_would_help(
    running: Running, espace: str, visitor: Visitor
) -> None:
    unknown = call(running, espace, idam="NOUVEAU00001")
    assert "L’espace le connaît désormais" in visitor.do(f"/trafic/{unknown}", "adopter")
    assert 'value="adopter"' not in visitor.read(f"/trafic/{call(running, espace)}")


def test_two_exchanges_are_compared_by_facts_and_lines(
    running: Running, espace: str, visitor: Visitor
) -> None:
    one, other = call(running, espace), call(running, espace, nom="PERSONNE")
    page = unescape(visitor.read(f"/comparer?un={one}&autre={other}"))
    assert "patient.nom" in page or "PERSONNE" in page
    assert re.search(r'class="ligne d-plus">.*PERSONNE', page)
    assert "Rien ne diffère." in visitor.read(f"/comparer?un={one}&autre={one}")
    assert "Page introuvable" in visitor.read(f"/comparer?un={one}&autre=absent", 404)


def test_a_call_is_told_as_a_command_without_its_secrets(
    running: Running, espace: str, visitor: Visitor
) -> None:
    page = unescape(visitor.read(f"/trafic/{call(running, espace)}"))
    command = re.search(r"<pre tabindex=\"0\">(curl .*?)</pre>", page, re.DOTALL)
    assert command is not None
    words = shlex.split(command[1])
    assert words[:3] == ["curl", "-X", "POST"]
    assert "--cert" in words
    assert words[-1] == address(running.ready, espace)
    assert "@demande.bin" in words


HOSTILE = "<img src=x onerror=alert(1)>'\"><script>alert(2)</script>{{7*7}}"


def test_hostile_values_are_shown_as_text_on_every_page(
    running: Running, espace: str, visitor: Visitor
) -> None:
    with running.api() as api:
        base = f"/espaces/{espace}"
        told = ("histoire", "voir", "local.nom_utilise", "local.nom_naissance")
        person = dict.fromkeys(told, HOSTILE)
        assert api.patch(f"{base}/personnes/marguerite-delaunay", json=person).status_code == 200
        names = dict.fromkeys(("nom", "ville"), HOSTILE)
        assert api.patch(f"{base}/structures/ehpad-les-tilleuls", json=names).status_code == 200
        fields = ("nom", "prenom", "voir", "libelle_profession", "etat")
        staff = dict.fromkeys(fields, HOSTILE)
        assert api.patch(f"{base}/professionnels/helene-morvan", json=staff).status_code == 200
        fault = {"kind": "metier", "name": "insi_102", "service": "ins", "patient": HOSTILE}
        assert api.post(f"{base}/pannes", json=fault).status_code == 201
    pages = [
        "/personnes",
        f"/personnes?q={httpx.QueryParams({'q': HOSTILE})['q']}",
        "/personnes/marguerite-delaunay",
        "/structures",
        "/structures/ehpad-les-tilleuls",
        "/professionnels",
        "/professionnels/helene-morvan",
        "/pannes",
        "/dmp",
        "/dmp/marguerite-delaunay",
        "/messagerie",
        "/messagerie/contact@ehpad-les-tilleuls.demo.mssante.fr",
    ]
    shown = 0
    for path in pages:
        page = visitor.read(path)
        assert "<img" not in page, path
        assert page.count("<script") == 1, path
        assert "{{" not in page.replace("{{7*7}}", ""), path
        shown += "&lt;script&gt;" in page
    assert shown >= 9


def test_help_tells_every_page_and_every_operation(running: Running, visitor: Visitor) -> None:
    page = unescape(visitor.read("/aide"))
    menu = re.findall(r'<a href="(/[a-z]*)\?espace', page[: page.index("<main")])
    told = page[page.index("<main") :]
    assert len(menu) > 10
    assert all(f'href="{path}' in told for path in menu if path != "/aide")
    assert "Identité qualifiée" in told
    operations = unescape(visitor.read("/pilotage"))
    assert "POST /api/espaces/{espace}/repetitions" in operations
    assert "Commencer une répétition" in operations
    assert "Begin a rehearsal" in visitor.read("/pilotage?lang=en")
    with running.api() as api:
        assert visitor.browser.get("/pilotage/openapi.json").json() == api.get("/openapi.json").json()
