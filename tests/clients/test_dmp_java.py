"""Debian's JAX-WS calls the DMP: classes made of the served WSDLs, MTOM, assertions signed by Java itself."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

from tests.clients.assertions import AIR, INS, STRUCTURE, Claims, written
from tests.clients.dmp_lot import CDA, FAILURE, FIND, LOT, PATIENT, REPOSITORY, SUCCESS, UNIQUE_ID, contents
from tests.clients.jaxws import Program, built
from tests.clients.tools import NURSE, broken, in_espace
from tests.dmp import editeur
from tests.dmp.editeur import APPROVED, DELETED
from tests.running import Running

pytestmark = pytest.mark.clients

ASKED = {
    "query": FIND,
    "patient": PATIENT,
    "state": f"('{APPROVED}')",
}
READ = {"repository": REPOSITORY, "uniqueId": UNIQUE_ID}
SERVICES = ("repository", "registry", "patients", "patientsPDQ", "patientsSpecific", "habilitations")

Say = list[tuple[str, str]]
NOTHING: Mapping[str, str] = MappingProxyType({})


@pytest.fixture(scope="module")
def program(running: Running, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program, generated from the six descriptions into the same packages, and compiled once."""
    base = in_espace(running.ready["services"]["dmp"]["xds"], "defaut")
    wsdls = [f"{base}{service}?wsdl" for service in SERVICES]
    folder = tmp_path_factory.mktemp("jaxws")
    return built(running, home, folder, ("Dmp", "Tls", "Vihf"), wsdls, "org_auth_cli")


@dataclass
class Dui:
    """A DUI written with JAX-WS, in an espace."""

    running: Running
    program: Program
    services: str
    folder: Path
    _rank: "itertools.count[int]" = field(default_factory=itertools.count)

    def call(
        self, operation: str, claims: Claims = AIR, body: str = "", given: Mapping[str, str] = NOTHING
    ) -> Say:
        """What the program told of one call, its assertion signed by the structure's seal."""
        paths = {"assertion": written(claims), "body": body}
        rank = next(self._rank)
        for name, text in paths.items():
            (self.folder / f"{rank}.{name}").write_text(text, "utf-8")
        return self.program.run(
            "org_auth_cli",
            operation=operation,
            services=self.services,
            seal=str(self.program.p12("org_sign")),
            sealPassword=self.program.password("org_sign"),
            folder=str(self.folder),
            **{name: str(self.folder / f"{rank}.{name}") for name in paths},
            **given,
        )

    def feed(self) -> Say:
        """TD2.1: the files of the set are read by the program."""
        held = contents(self.running)
        for name, data in held.items():
            (self.folder / name).write_bytes(data)
        return self.call("depot", STRUCTURE, LOT.body({}), {"documents": ",".join(held)})


@pytest.fixture
def dui(running: Running, program: Program, services: str, tmp_path: Path) -> Dui:
    """A DUI in an espace of its own."""
    return Dui(running, program, services, tmp_path)


def request(api: httpx.Client, espace: str, operation: str) -> bytes:
    """What was sent in the only call of an operation."""
    (one,) = api.get(f"/espaces/{espace}/echanges", params={"operation": operation}).json()
    return api.get(f"/espaces/{espace}/echanges/{one['id']}/requete").content


def test_a_document_fed_by_mtom_is_found_and_its_bytes_read_back(
    dui: Dui, api: httpx.Client, espace: str
) -> None:
    assert dui.feed() == [("status", SUCCESS)]
    assert dui.call("autorisation") == [("status", "DMPOk"), ("context", "")]
    status, total, (kind, entry) = dui.call("recherche", given=ASKED)
    assert (status, total, kind) == (("status", SUCCESS), ("total", "1"), "ExtrinsicObject")
    assert dui.call("lecture", given=READ) == [("status", SUCCESS), (UNIQUE_ID, "text/xml")]
    assert (dui.folder / UNIQUE_ID).read_bytes() == CDA

    delete = editeur.etat(entry, APPROVED, DELETED)
    assert dui.call("mise_a_jour", STRUCTURE, delete) == [("status", SUCCESS)]
    assert dui.call("recherche", given=ASKED) == [("status", SUCCESS), ("total", "0")]
    # What JAX-WS writes is right, and the documents did travel as parts.
    for operation in ("dmp.td21", "dmp.td03", "dmp.td32", "dmp.td33"):
        assert broken(api, espace, operation) == [[]]
    assert broken(api, espace, "dmp.td31") == [[], []]
    sent = request(api, espace, "dmp.td21")
    assert CDA in sent
    assert b"http://www.w3.org/2004/08/xop/include" in sent


def test_a_fault_comes_as_an_exception_with_its_subcode(dui: Dui) -> None:
    assert dui.feed() == [("status", SUCCESS)]
    # The fault of a reading comes in a package.
    reason, subcode = dui.call("lecture", STRUCTURE, given=READ)
    assert reason[1].startswith("Accès refusé par le service de gestion des droits")
    assert subcode == ("subcode", "DMPAccessDeniedByRightsService")
    _, subcode = dui.call("recherche", STRUCTURE, given=ASKED)
    assert subcode == ("subcode", "DMPAccessDeniedByRightsService")


def test_the_error_of_a_registry_is_read(dui: Dui) -> None:
    assert dui.feed() == [("status", SUCCESS)]
    status, *errors = dui.feed()
    assert status == ("status", FAILURE)
    assert set(errors) == {("error", "XDSDuplicateUniqueIdInRegistry")}


def test_the_services_of_the_dmp_answer(dui: Dui, api: httpx.Client, espace: str) -> None:
    assert dui.call("existence", STRUCTURE, editeur.existence()) == [
        ("queryResponseCode", "OK"),
        ("family", "DELAUNAY"),
    ]
    assert dui.call("autorisation") == [("status", "DMPOk"), ("context", "")]
    assert dui.call("liste") == [("status", "DMPOk"), ("patient", f"{INS} DELAUNAY")]
    assert dui.call("habilitations") == [
        ("status", "DMPOk"),
        ("professional", f"{NURSE} KERMARREC ACTIVE"),
    ]
    regulation = Claims(ins="", usage="centre_15")
    assert ("queryResponseCode", "OK") in dui.call("traits", regulation, editeur.traits("DELAUNAY"))
    for operation in ("dmp.td02", "dmp.td03", "dmp.td04", "dmp.td16", "dmp.td05"):
        assert broken(api, espace, operation) == [[]]
    # Where the description gives an empty action JAX-WS derives one, and it is that of the examples.
    assert b"urn:si-dmp-patients:PatientSpecificEndPoint:patientList<" in request(api, espace, "dmp.td04")
