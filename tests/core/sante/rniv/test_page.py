"""The page an identity officer reads is what the code applies, not a copy that ages."""

from pathlib import Path

import pytest

from simulators.docs.generate import FOLDER, LANGUAGES, write
from simulators.docs.rniv import page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_page_is_the_one_the_code_makes(lang: str) -> None:
    """Otherwise: `python -m simulators.docs.generate`."""
    assert (FOLDER / lang / "reference" / "rniv.md").read_text("utf-8") == page(lang)


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    (written,) = [path for path in write(tmp_path) if path == tmp_path / "fr" / "reference" / "rniv.md"]
    assert written.read_text("utf-8").startswith("# Identitovigilance : ce que le produit applique\n")


def test_the_page_tells_the_moves_in_plain_rows() -> None:
    lines = page().splitlines()
    assert [line for line in lines if line.startswith("| INSi 00, concordante et acceptée | `PROV` |")] == [
        "| INSi 00, concordante et acceptée | `PROV` | `RECUP` récupérée | les traits INS remplacent ceux "
        "saisis, matricule, clé, OID et historique enregistrés, tracé | EXI SI 07, EXI REC 08 | vu : RNIV "
        "2.0, cité par hl7.fhir.fr.core et par les pages régionales sur l'INS |"
    ]


def test_every_table_of_the_page_is_well_formed() -> None:
    widths = {line.replace("\\|", "").count("|") for line in page().splitlines() if line.startswith("|")}
    assert widths <= {4, 5, 6, 7}
