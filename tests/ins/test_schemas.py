"""Every message, both ways, against the schemas the service hands out, loaded as tools do: offline."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from tests.ins.banc import Banc, request, search
from tests.ins.carte import card
from tests.ins.test_recherche import PUBLISHED
from tests.ins.test_vitale import FAMILY

GOLDEN = Path(__file__).parent / "golden"
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
ERREUR = "{urn:siram}Erreur"


class Served(etree.Resolver):
    """Gives a schema its imports from the service itself; anything else is not there."""

    def __init__(self, banc: Banc) -> None:
        self._banc = banc

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """lxml's hook: `public_id` is not used by schemas."""
        answer = self._banc.get(f"/{(system_url or '').rpartition('/')[2]}")
        assert answer.status == 200, system_url
        return self.resolve_string(answer.body.decode(), context)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The types of the description, whole."""
    banc = Banc()
    parser = etree.XMLParser(no_network=True)
    cast("Any", parser.resolvers).add(Served(banc))
    wsdl = etree.fromstring(banc.get("/lps", "wsdl").body, parser)
    types = wsdl.find(f".//{XSD}schema")
    assert types is not None
    return etree.XMLSchema(etree.fromstring(etree.tostring(types), parser))


def parts(message: bytes) -> Iterator[etree._Element]:
    """What the description types in a message: the header blocks, the body, the detail of a fault."""
    envelope = etree.fromstring(message)
    yield from envelope.iterfind(f"{SOAP}Header/*")
    content = envelope.find(f"{SOAP}Body/*")
    assert content is not None
    yield from content.iterfind(f"{SOAP}Detail/*") if content.tag == f"{SOAP}Fault" else [content]


def wrong(schema: etree.XMLSchema, message: bytes) -> list[str]:
    """What the schemas find wrong; nothing for a valid message."""
    found = [one for one in parts(message) if not schema.validate(one)]
    return [str(one.tag) for one in found]


def test_the_schemas_refuse_what_they_should(schema: etree.XMLSchema) -> None:
    right = Banc().post(request()).body
    result = ["{http://www.cnamts.fr/INSiResultat}RESULTAT"]
    assert wrong(schema, right) == []
    for old, new in [
        (b"<Cle>13</Cle>", b"<Cle>1</Cle>"),
        (b"160012B020777", b"160012B02077"),
        (b"<OID>1.2.250.1.213.1.4.8</OID>", b""),
        (b"<LibelleCR>OK</LibelleCR>", b""),
        (b"<Sexe>M</Sexe>", b"<Sexe>1</Sexe>"),
        (b"<DateNaissance>1960-01-01<", b"<DateNaissance>01/01/1960<"),
    ]:
        assert old in right
        assert wrong(schema, right.replace(old, new)) == result, new


# Beyond the published ones: a date that is no day, a person without given name, one without sex.
ODD = [
    ("FERRER", "CARMEN", "F", "1938-00-00", "", "00", ""),
    ("ALVES", "JOAO", "M", "1955-11-30", "", "00", ""),
    ("LENOIR", "CLAUDE", "F", "1961-01-09", "", "00", ""),
]


@pytest.mark.parametrize("row", [*PUBLISHED, *ODD], ids=lambda row: " ".join(row[:2]))
def test_every_answer_to_a_search_by_traits_is_valid(schema: etree.XMLSchema, row: tuple[str, ...]) -> None:
    answer = Banc().post(search(*row[:5]))
    assert (answer.status, answer.text("CodeCR")) == (200, row[5])
    assert wrong(schema, answer.body) == []


def test_every_answer_to_a_card_is_valid(schema: etree.XMLSchema) -> None:
    for message, _, _ in FAMILY:
        answer = Banc().post(message)
        assert answer.status == 200
        assert wrong(schema, answer.body) == []


@pytest.mark.parametrize("name", ["reponse_00", "reponse_00_historique", "reponse_01", "reponse_02"])
def test_the_answers_seen_live_are_valid(schema: etree.XMLSchema, name: str) -> None:
    assert wrong(schema, (GOLDEN / f"{name}.xml").read_bytes()) == []


@pytest.mark.parametrize("name", ["faute_desir_550", "faute_desir_550_2022", "faute_desir_1020"])
def test_the_faults_of_the_gateway_are_valid(schema: etree.XMLSchema, name: str) -> None:
    message = (GOLDEN / f"{name}.xml").read_bytes()
    assert [str(one.tag) for one in parts(message)] == [ERREUR]
    assert wrong(schema, message) == []


def test_the_fault_of_the_service_breaks_its_own_schema_by_one_word_as_the_real_one_does(
    schema: etree.XMLSchema,
) -> None:
    message = (GOLDEN / "faute_insi_102.xml").read_bytes()
    assert wrong(schema, message) == [ERREUR]
    assert wrong(schema, message.replace(b'"fatal"', b'"fatale"')) == []


def test_the_requests_of_both_operations_are_valid_to_the_last_header(schema: etree.XMLSchema) -> None:
    for message in (request(), card()):
        assert len(list(parts(message))) == 5
        assert wrong(schema, message) == []


def test_the_schema_of_addressing_declares_what_is_used_and_what_wsimport_insists_on() -> None:
    schema = etree.fromstring(Banc().get("/ws-addr.xsd").body)
    declared = {one.get("name") for one in schema.iterfind(f"{XSD}element")}
    assert declared == {"MessageID", "To", "Action", "ReplyTo", "FaultTo", "EndpointReference"}
