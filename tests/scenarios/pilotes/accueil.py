"""A DUI that admits a person in day care: `accueil.py READY.JSON [how]`, where `how` is done badly."""

import json
import secrets
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.core.sante.rniv.codes import Document as Piece
from simulators.core.sante.rniv.transitions import check_document, edit_traits
from simulators.dui.bureau import Bureau, bureau
from simulators.dui.parcours import INDIRECTE
from simulators.dui.session import Dui

PERSONNE = "simone-mercier"
READY: dict[str, Any] = {"message": "ready"}


def admettre(dui: Dui, how: str) -> None:
    """The login, three searches, the DMP, the mail; `how` is what is done badly."""
    with bureau(dui, PERSONNE) as desk:
        dossier = dui.open(PERSONNE)
        # The service is down, then it knows nobody under the married name.
        for _ in range(1 if how == "renonce" else 2):
            dossier = dui.search(dossier)
        dossier = edit_traits(dossier, replace(dossier.traits, nom_naissance="MERCIER"))
        desk.p.dossier = check_document(dui.search(dossier), Piece.CARTE_IDENTITE)
        verser_et_ecrire(desk, how)


def verser_et_ecrire(desk: Bureau, how: str) -> None:
    """The document fed, then mailed to the practice."""
    if how != "sans_test":
        desk.p.tester(desk.p.patient(PERSONNE))
    document = desk.document()
    desk.p.alimenter(document, desk.p.acces(INDIRECTE, desk.p.patient(PERSONNE)))
    if how == "autre_document":
        document = desk.document()
    for _ in range(2 if how == "deux_fois" else 1):
        desk.envoyer(desk.lettre(document, accuse=how != "sans_accuse"))


def main() -> None:
    """Ends when told to stop."""
    ready = json.loads(Path(sys.argv[1]).read_text())
    how = sys.argv[2] if len(sys.argv) > 2 else ""
    prepared: dict[str, Any] = {}
    for line in sys.stdin:
        message = json.loads(line)
        match message["message"]:
            case "prepare":
                prepared, answer = message, READY
            case "play":
                with control(ready) as api, closing(dui_of(ready, api, prepared)) as dui:
                    admettre(dui, how)
                attested = {one["id"]: True for one in prepared["scenario"]["attestations"]}
                answer = {"message": "done", "attestations": attested}
            case _:
                return
        print(json.dumps(answer), flush=True)


def dui_of(ready: dict[str, Any], api: Any, prepared: dict[str, Any]) -> Dui:
    """The DUI in the espace of the run."""
    return Dui(ready, api, prepared["espace"], {}, Ids(secrets.token_bytes(32), prepared["espace"]))


if __name__ == "__main__":
    main()
