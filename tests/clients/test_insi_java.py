"""Debian's JAX-WS calls both operations of INSi over mutual TLS, from classes made of the served WSDL."""

from pathlib import Path

import httpx
import pytest

from tests.clients.jaxws import Insi, insi
from tests.clients.tools import broken
from tests.running import Running

pytestmark = pytest.mark.clients

TOUSSAINT = {"nom": "ADRTROIS", "prenom": "TOUSSAINT", "sexe": "M", "date": "1960-01-01"}
LUCAS = {"od": "2750655039944", "nom": "LAMBERT", "date": "2015-02-20", "rang": "1"}


@pytest.fixture(scope="module")
def jaxws(running: Running, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Insi:
    """The program, generated and compiled once."""
    return insi(running, home, tmp_path_factory.mktemp("jaxws"))


def test_an_identity_is_found_by_its_traits(jaxws: Insi, api: httpx.Client, espace: str) -> None:
    assert jaxws.call(espace, **TOUSSAINT) == [
        ("CodeCR", "00"),
        ("LibelleCR", "OK"),
        ("INSACTIF", "160012B020777 13 1.2.250.1.213.1.4.8"),
        ("NomNaissance", "ADRTROIS"),
        ("ListePrenom", "TOUSSAINT"),
        ("Sexe", "M"),
        ("DateNaissance", "1960-01-01"),
        ("LieuNaissance", "2B020"),
    ]
    # What JAX-WS writes, an empty wsse:Security and its own addressing headers included, is right.
    assert broken(api, espace, "ins.recherche_traits") == [[]]


def test_a_child_is_found_by_the_card_of_the_mother(jaxws: Insi, api: httpx.Client, espace: str) -> None:
    assert jaxws.call(espace, **LUCAS) == [
        ("CodeCR", "00"),
        ("LibelleCR", "OK"),
        ("INSACTIF", "1150255050945 70 1.2.250.1.213.1.4.10"),
        ("NomNaissance", "LAMBERT"),
        ("ListePrenom", "LUCAS"),
        ("Sexe", "M"),
        ("DateNaissance", "2015-02-20"),
        ("LieuNaissance", "55050"),
    ]
    assert broken(api, espace, "ins.recherche_vitale") == [[]]


def test_every_line_of_a_history_is_read(jaxws: Insi, espace: str) -> None:
    told = jaxws.call(espace, nom="HERMAN", prenom="GATIEN", sexe="M", date="1981-03-24")
    assert [value for name, value in told if name == "INSHISTO"] == [
        "1810363220456 76 1.2.250.1.213.1.4.8",
        "2810363220456 10 1.2.250.1.213.1.4.8",
    ]


def test_several_then_one_then_nobody(jaxws: Insi, espace: str) -> None:
    leonardo = {"nom": "DE VINCI", "prenom": "LEONARDO", "sexe": "M", "date": "2014-02-01"}
    assert jaxws.call(espace, **leonardo) == [
        ("CodeCR", "02"),
        ("LibelleCR", "Plusieurs identites trouvees"),
    ]
    assert jaxws.call(espace, **leonardo, lieu="63220")[2] == (
        "INSACTIF",
        "1140263220833 56 1.2.250.1.213.1.4.8",
    )
    assert jaxws.call(espace, **{**leonardo, "prenom": "DICAPRIO"}) == [
        ("CodeCR", "01"),
        ("LibelleCR", "Aucune identite trouvee"),
    ]


def test_the_fault_comes_as_the_declared_exception(jaxws: Insi, espace: str) -> None:
    told = dict(jaxws.call(espace, idam="ZZZ00ZZ00ZZ0", **TOUSSAINT))
    assert told["fault"].startswith("L'accès par ce progiciel au service n'est pas autorisé.")
    assert (told["erreur.code"], told["erreur.severite"]) == ("desir_550", "erreur")
    assert told["erreur.messageID"].startswith("uuid:")
    assert told["erreur"] == "Numéro d'autorisation du logiciel inconnu."


def test_a_p12_of_another_name_is_told_so(jaxws: Insi, espace: str) -> None:
    told = dict(jaxws.call(espace, certificate="wrong_cn", **LUCAS))
    assert told["erreur.code"] == "desir_560"


def test_without_addressing_it_is_answered_and_told(jaxws: Insi, api: httpx.Client, espace: str) -> None:
    assert jaxws.call(espace, addressing="no", **LUCAS)[0] == ("CodeCR", "00")
    assert broken(api, espace, "ins.recherche_vitale") == [["ins.wsa.action_absente"]]
