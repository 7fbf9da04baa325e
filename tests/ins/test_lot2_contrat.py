"""The description of lot 2: loadable offline by a public tool, true of our messages, said to be assumed."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree

from ins.description import DOCUMENTS
from tests.ins.banc import Banc
from tests.ins.lot2 import DEPOT, SUIVI, VERIFICATION, golden

BODY = "{http://www.w3.org/2003/05/soap-envelope}Body"
WSDL = "INSiLot2_SIMULATEUR.wsdl"


class Beside(etree.Resolver):
    """Relative imports, from the documents of the service alone."""

    def resolve(self, url: str | None, _public: str | None, context: Any) -> Any:
        return self.resolve_string(DOCUMENTS[(url or "").rpartition("/")[2]], context)


def schema(name: str) -> etree.XMLSchema:
    """One of the schemas, its imports included."""
    parser = etree.XMLParser()
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(BytesIO(DOCUMENTS[name]), parser, base_url=name))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("INSiLot2_REQUnitaire.xsd", VERIFICATION.encode()),
        ("INSiLot2_REPUnitaire.xsd", golden("reponse_verification_ok")),
        ("INSiLot2_REPUnitaire.xsd", golden("reponse_verification_ko")),
        ("INSiLot2_REQMasse.xsd", DEPOT.encode()),
        ("INSiLot2_REQMasse.xsd", SUIVI.encode()),
        ("INSiLot2_REPMasse.xsd", golden("reponse_depot")),
        ("INSiLot2_REPMasse.xsd", golden("reponse_suivi_en_cours")),
        ("INSiLot2_REPMasse.xsd", golden("reponse_suivi_resultat")),
        ("INSiLot2_REPMasse.xsd", golden("reponse_suivi_inconnu")),
    ],
)
def test_the_messages_typed_by_hand_are_valid_against_the_schemas(name: str, message: bytes) -> None:
    body = etree.fromstring(message).find(BODY)
    assert body is not None
    assert schema(name).validate(body[0])


def test_a_line_without_identity_is_not_valid() -> None:
    body = etree.fromstring(DEPOT.replace("v:IndividuVerifie>", "v:Autre>").encode()).find(BODY)
    assert body is not None
    assert not schema("INSiLot2_REQMasse.xsd").validate(body[0])


def test_the_description_is_served_at_the_address_typed_and_says_that_it_is_assumed() -> None:
    answer = Banc().get("/~job42/lps", "wsdl=lot2", root="/~job42", host="127.0.0.1:9000")
    assert (answer.status, answer.exchange.operation) == (200, "ins.description")
    wsdl = etree.fromstring(answer.body)
    port = wsdl.find(".//{http://schemas.xmlsoap.org/wsdl/soap12/}address")
    assert port is not None
    assert port.get("location") == "https://127.0.0.1:9000/~job42/lps"
    told = wsdl.findtext("{http://schemas.xmlsoap.org/wsdl/}documentation") or ""
    assert "CONTRAT SUPPOSÉ" in told
    assert "--insi-lot2" in told


def test_every_relative_import_is_served() -> None:
    banc = Banc()
    wsdl = etree.fromstring(banc.get("/lps", "wsdl=lot2").body)
    names = [str(one.get("schemaLocation")) for one in wsdl.iter("{http://www.w3.org/2001/XMLSchema}import")]
    assert len(names) == 9
    for name in names:
        answer = banc.get(f"/{name}")
        assert (answer.status, answer.body) == (200, DOCUMENTS[name])


def test_a_public_tool_builds_a_client_from_the_description_offline(tmp_path: Path) -> None:
    for name, data in Banc().service.documents().items():
        (tmp_path / name).write_bytes(data)
    build: Any = zeep.Client
    client = build(str(tmp_path / WSDL), settings=zeep.Settings(strict=True))
    operations = client.wsdl.services["VerificationIns-simulateur"].ports["VerificationIns"].binding.all()
    assert sorted(operations) == [
        "deposerVerificationEnMasse",
        "suivreVerificationEnMasse",
        "verifierInsAvecTraitsIdentite",
    ]
    client.transport.session.close()
