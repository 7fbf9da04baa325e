"""What a person reads on each page."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.console.conftest import World
from tests.console.samples import ACCEPTED, EXPIRED_RULE, HOSTILE, REFUSED, refused_handshake

pytestmark = pytest.mark.anyio


class _Section(HTMLParser):
    """The text of the element of one id."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted = wanted
        self._tag = ""
        self._depth = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("id", self._wanted) in attrs:
            self._tag = tag
        if tag == self._tag:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self._depth -= 1
            if self._depth == 0:
                self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data + " "


def section(page: str, wanted: str) -> str:
    parser = _Section(wanted)
    parser.feed(page)
    return " ".join(parser.text.split())


def marked(page: str, number: int) -> str:
    """The characters highlighted for one finding, without the number that refers to it."""
    found = re.search(rf'<mark class="[^"]*"><a id="lieu-{number}" [^>]*>{number}</a>(.*?)</mark>', page)
    assert found, f"finding {number} is highlighted nowhere"
    return found.group(1)


@pytest.mark.parametrize("path", ["/", "/trafic", "/trafic/aaaa0001", "/fidelite", "/nulle-part"])
async def test_every_page_says_that_the_data_are_fictional(world: World, path: str) -> None:
    await world.record(REFUSED)
    text = (await world.browser.get(path)).text
    assert "Simulateur, données fictives uniquement" in text
    assert '<html lang="fr">' in text
    assert 'href="#contenu"' in text


async def test_the_first_screen_of_a_refusal_is_in_words_only(world: World) -> None:
    await world.record(REFUSED)
    text = section(await world.page("/trafic/aaaa0001"), "resume")
    assert "La recherche de DUPRE a été refusée" in text
    assert "Le DUI cherchait l’identité de DUPRE." in text
    assert "Le téléservice n’a pas cherché" in text
    assert "Le logiciel n’est pas connu du téléservice." in text
    assert "Déclarez le numéro d’autorisation du DUI" in text
    assert not re.search(r"desir|INS-|[a-z]:[A-Za-z]|</?[a-z]|//|HTTP|500|lps|soap|_", text, re.IGNORECASE)
    assert not re.search(r"\b(the|refused|error|answer|what|to do)\b", text, re.IGNORECASE)


async def test_a_title_that_is_not_words_is_counted_not_shown_on_the_first_screen(world: World) -> None:
    await world.record(REFUSED)
    page = await world.page("/trafic/aaaa0001")
    assert "NomNaissance" not in section(page, "resume")
    assert "1 remarque technique, détaillée plus bas" in section(page, "resume")
    assert "r:NomNaissance contient un accent." in section(page, "remarque-2")


async def test_an_answered_call_has_nothing_to_report(world: World) -> None:
    await world.record(ACCEPTED)
    page = await world.page("/trafic/aaaa0002")
    assert "Rien à signaler." in section(page, "resume")
    assert "Rien à faire." in section(page, "resume")
    assert "Aucune remarque sur cet échange." in page


async def test_findings_are_highlighted_at_their_exact_place(world: World) -> None:
    await world.record(REFUSED)
    page = await world.page("/trafic/aaaa0001")
    # Gravest first: 1 the software, 2 the accent, 3 the header.
    assert marked(page, 1) == "&lt;lps:IDAM R=&#34;4&#34;&gt;INCONNU&lt;/lps:IDAM&gt;"
    assert marked(page, 2) == "DUPRÉ"
    assert re.search(r'<tr class="vise"><th scope="row">Content-Type</th><td>[^<]*<a id="lieu-3"', page)


async def test_a_finding_says_what_was_found_expected_and_how_we_know(world: World) -> None:
    await world.record(REFUSED)
    text = section(await world.page("/trafic/aaaa0001"), "remarque-1")
    assert "Trouvé INCONNU" in text
    assert "Attendu un numéro" in text
    assert "Le service a refusé pour cette raison." in text
    assert "Vu réponse observée en qualification" in text
    assert "INS-10" in text


async def test_hostile_content_is_shown_as_text(world: World) -> None:
    await world.record(HOSTILE)
    for path in ("/trafic/aaaa0003", "/trafic", "/", "/trafic?personne=%3Cscript%3Ealert"):
        page = await world.page(path)
        assert "<script>alert" not in page
        assert "<img" not in page
    page = await world.page("/trafic/aaaa0003")
    assert page.count("&lt;script&gt;alert(1)") > 6
    assert "&lt;script&gt;" not in section(page, "resume")


async def test_the_bytes_are_downloaded_exactly_and_never_shown_by_the_browser(world: World) -> None:
    await world.record(HOSTILE, REFUSED)
    answer = await world.browser.get("/trafic/aaaa0003/requete")
    assert answer.content == b"<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await world.browser.get("/trafic/aaaa0001/reponse")).content == b"<f>non</f>"


async def test_a_body_kept_apart_is_shown_and_downloaded(world: World) -> None:
    body = b"<a>" + b"<b>texte</b>" * 10_000 + b"</a>"
    await world.record(replace(REFUSED, id="cccc", request=replace(REFUSED.request, body=body), findings=()))
    page = await world.page("/trafic/cccc")
    assert "Seul le début est affiché" in page
    assert (await world.browser.get("/trafic/cccc/requete")).content == body


async def test_an_exchange_without_answer_says_so(world: World) -> None:
    await world.record(replace(REFUSED, answer=None, outcome="abandon"))
    page = await world.page("/trafic/aaaa0001")
    assert "Aucune réponse n’a été envoyée." in page
    assert (await world.browser.get("/trafic/aaaa0001/reponse")).status_code == 404


async def test_pages_exist_in_english(world: World) -> None:
    await world.record(REFUSED)
    for path in ("/", "/trafic", "/trafic/aaaa0001", "/fidelite"):
        page = await world.page(path + "?lang=en")
        assert '<html lang="en">' in page
        assert "fictional data only" in page
    assert "Search for DUPRE." in section(await world.page("/trafic/aaaa0001?lang=en"), "resume")
    assert "lang=en" in await world.page("/trafic?lang=en")


async def test_an_espace_is_chosen_by_its_name(world: World) -> None:
    await world.espaces.create("job42")
    await world.record(ACCEPTED, espace="job42")
    await world.record(REFUSED)
    assert "MARTIN" in await world.page("/trafic?espace=job42")
    assert "DUPRE" not in await world.page("/trafic?espace=job42")
    assert "/trafic/aaaa0002?espace=job42" in await world.page("/trafic?espace=job42")
    assert (await world.browser.get("/trafic/aaaa0002")).status_code == 404
    assert (await world.browser.get("/trafic/aaaa0002?espace=job42")).status_code == 200


async def test_a_connection_refused_before_any_exchange_is_explained(world: World) -> None:
    await world.record(refused_handshake(EXPIRED_RULE), espace="installation")
    home = await world.page("/")
    assert "Connexions refusées avant tout échange" in home
    assert "Connexion refusée : le certificat est périmé." in home
    text = section(await world.page("/trafic/bbbb0001?espace=installation"), "resume")
    assert "Installez dans le DUI un certificat en cours de validité." in text


async def test_the_register_tells_what_each_behaviour_stands_on(world: World) -> None:
    page = await world.page("/fidelite")
    assert "Numéro d&#39;autorisation du logiciel inconnu." in page
    assert "jamais vu exigé" in page
    assert "Le délai est d’une seconde." in page
    assert "certificat révoqué" in page
    only = await world.page("/fidelite?base=assumed")
    assert "jamais vu exigé" in only
    assert "Numéro d&#39;autorisation" not in only


async def test_the_home_page_gives_addresses_accounts_and_certificates(world: World, tmp_path: Path) -> None:
    (tmp_path / "auto.p12").write_bytes(b"p12 binaire")
    (tmp_path / "ca.pem").write_bytes(b"autorite")
    world.ready.update(
        services={"essai": {"mtls": "https://localhost:8441/lps", "assertion": None}},
        accounts={"lps": {"idam": "ABC17NF23DE0", "name": "DUI"}, "psc_client": None},
        pki={
            "ca": str(tmp_path / "ca.pem"),
            "clients": {
                "insi_auto": {
                    "cert": None,
                    "key": None,
                    "p12": str(tmp_path / "auto.p12"),
                    "password": "secret",
                },
                "expired": {"cert": str(tmp_path / "absent.pem"), "key": None, "p12": None, "password": ""},
            },
        },
    )
    page = await world.page("/")
    assert "https://localhost:8441/lps" in page
    assert "ABC17NF23DE0" in page
    assert "INSi, logiciel (appels automatiques)" in page
    assert "Certificats volontairement mauvais" in page
    assert "service.wsdl" in page
    assert (await world.browser.get("/certificats/insi_auto.p12")).content == b"p12 binaire"
    assert (await world.browser.get("/certificats/ca.pem")).content == b"autorite"
    assert (await world.browser.get("/certificats/expired.pem")).status_code == 404
    assert (await world.browser.get("/documents/essai/service.wsdl")).content == b"<definitions/>"
