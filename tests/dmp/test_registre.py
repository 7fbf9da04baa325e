"""The fidelity register as a person reads it: what the DMP supposes is listed, document models included."""

import json
from pathlib import Path

from tests.running import socle

# Model and part, as the table of models supposes them.
SUPPOSED = {
    "dmp.modele.PPA.sections",
    "dmp.modele.EVALUATION.sections",
    "dmp.modele.LETTRE-ENTREE-ESMS.sections",
    "dmp.modele.LETTRE-SORTIE-ESMS.sections",
    "dmp.modele.DLU-DOM.sections",
    "dmp.modele.FLUDT-DOM.sections",
    "dmp.modele.FLUDR-DOM.sections",
    "dmp.modele.CR-BIO.corps",
    "dmp.modele.EP-MED-DM.corps",
}


def test_what_is_supposed_of_a_document_model_is_listed(home: Path) -> None:
    ended = socle("fidelity", "--service", "dmp", "--json", home=home)
    listed = {one["key"]: one for one in json.loads(ended.stdout)["dmp"]["defaults"]}
    assert {key for key in listed if key.startswith("dmp.modele.")} == SUPPOSED
    assert {listed[key]["basis"]["kind"] for key in SUPPOSED} == {"assumed"}
    table = socle("fidelity", "--service", "dmp", home=home).stdout
    assert "Modèle de document CR-BIO, contenu des sections" in table
