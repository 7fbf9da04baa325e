"""Programs we did not write feed a document to the DMP and read it back: npm `soap` and curl."""

import base64
import subprocess
from pathlib import Path

import httpx
import pytest
from lxml import etree

from tests.clients.assertions import AIR, signed, written
from tests.clients.dmp_lot import CDA, FAILURE, LOT, REPOSITORY, SUCCESS, UNIQUE_ID
from tests.clients.tools import broken, node
from tests.dmp import editeur
from tests.running import Running

pytestmark = pytest.mark.clients

CHANGED = "La signature du VIHF est invalide : La signature du VIHF ne correspond pas à son contenu"


def test_npm_soap_feeds_a_document_by_mtom_and_reads_the_same_bytes_back(
    running: Running, espace: str, services: str, api: httpx.Client
) -> None:
    clients = running.ready["pki"]["clients"]
    told = node(
        running,
        "dmp.mjs",
        {
            "services": services,
            "ca": running.ready["pki"]["ca"],
            "client": clients["org_auth_cli"],
            "seal": clients["org_sign"],
            "assertions": {"indirect": written(), "air": written(AIR)},
            "submission": editeur.xop(LOT),
            "documents": {name: base64.b64encode(data).decode() for name, data in LOT.contents().items()},
            "repository": REPOSITORY,
            "uniqueId": UNIQUE_ID,
        },
    )
    assert told["provided"] == SUCCESS
    assert told["authorized"] == "DMPOk"
    assert (told["retrieved"], told["uniqueId"]) == (SUCCESS, UNIQUE_ID)
    assert [base64.b64decode(part) for part in told["parts"]] == [CDA]
    assert told["refused"] == CHANGED
    # What these libraries write is right: only the assertion changed on purpose is found wrong.
    assert broken(api, espace, "dmp.td21") == broken(api, espace, "dmp.td03") == [[]]
    assert broken(api, espace, "dmp.td32") == [[], ["dmp.vihf.signature"]]


def saved(running: Running, folder: Path, change: tuple[str, str] = ("", "")) -> Path:
    """The feeding as an editor keeps it in a file: a whole MTOM package."""
    path = folder / "alimentation.mtom"
    assertion = etree.tostring(signed(running)).decode().replace(*change)
    root = editeur.envelope("depot", editeur.xop(LOT), assertion.encode())
    path.write_bytes(editeur.mtom(root, LOT.contents()))
    return path


def curl(running: Running, address: str, body: Path) -> str:
    """What curl received for a saved package."""
    material = running.ready["pki"]["clients"]["org_auth_cli"]
    ran = subprocess.run(
        ["curl", "-sS", "--noproxy", "*", "--cacert", running.ready["pki"]["ca"], "--cert", material["cert"],
         "--key", material["key"], "-H", f"Content-Type: {editeur.MTOM_TYPE}", "--data-binary", f"@{body}",
         "-w", "\n%{http_code}", address],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    return ran.stdout


def test_curl_posts_a_saved_package_once(running: Running, services: str, tmp_path: Path) -> None:
    path = saved(running, tmp_path)
    first = curl(running, f"{services}repository", path)
    assert f'status="{SUCCESS}"' in first
    assert first.endswith("\n200")
    again = curl(running, f"{services}repository", path)
    assert f'status="{FAILURE}"' in again
    assert 'errorCode="XDSDuplicateUniqueIdInRegistry"' in again


def test_curl_is_told_that_an_assertion_was_changed_after_it_was_signed(
    running: Running, services: str, tmp_path: Path
) -> None:
    told = curl(running, f"{services}repository", saved(running, tmp_path, (">INDIRECTE<", ">DIRECTE<")))
    assert told.endswith("\n500")
    assert CHANGED in told
