"""The simulator is killed in the middle of the journey: what it answered is there afterwards, and once."""

import imaplib
import secrets
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from simulators.commands.errors import CommandError
from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.dui.messagerie import Ouverture
from simulators.dui.parcours import AIR, BOITE_INFIRMIERE, BOITE_MEDECIN, INFIRMIERE, MEDECIN, Parcours
from simulators.dui.poste import install_mss
from simulators.dui.psc import Connexion
from simulators.dui.reseau import Refus, tls
from simulators.dui.session import Dui
from tests.running import simulator

PAS = ("connecte", "qualifie", "verse", "relu", "au_medecin", "a_l_usager", "repondu")


@contextmanager
def a_la_messagerie(ready: Mapping[str, Any], nom: str) -> Iterator[Parcours]:
    """The reference DUI with the nurse and the GP ready to connect."""
    with control(ready) as api:
        dui = Dui(ready, api, "defaut", {}, Ids(b"essai", nom))
        with closing(dui), closing(Parcours(dui)) as parcours:
            yield parcours


class Journee(threading.Thread):
    """The journey in a thread of its own; `promis` are the steps that were answered before the end."""

    def __init__(self, parcours: Parcours) -> None:
        super().__init__()
        self.promis = {pas: threading.Event() for pas in PAS}
        self._p = parcours

    def run(self) -> None:
        """Until nobody answers any more."""
        with suppress(Refus, CommandError):
            for pas, geste in self._gestes().items():
                geste()
                self.promis[pas].set()

    def _gestes(self) -> Mapping[str, Callable[[], object]]:
        p = self._p

        def connecte() -> None:
            p.infirmiere = p.connecter(INFIRMIERE)

        def qualifie() -> None:
            p.admettre()
            p.document = p.produire()

        def a_l_usager() -> None:
            p.envoye = p.ecrire(p.a_l_usager())

        return {
            "connecte": connecte,
            "qualifie": qualifie,
            "verse": lambda: p.alimenter(p.document),
            "relu": p.relire,
            "au_medecin": lambda: p.ecrire(p.au_medecin()),
            "a_l_usager": a_l_usager,
            "repondu": p.repondre,
        }


def courriels(ready: Mapping[str, Any], boite: str, connexion: Connexion) -> int:
    """How many mails lie in a box."""
    poste = install_mss(ready, "defaut")
    with imaplib.IMAP4(poste.hote, poste.imap, timeout=20) as server:
        server.starttls(ssl_context=tls(poste.ca))
        ouverture = Ouverture(boite, connexion.acces)
        server.authenticate("XOAUTH2", lambda challenge: ouverture.xoauth2(challenge).encode())
        _, told = server.select("INBOX")
        return int(told[0] or b"0")


def a_l_usager(ready: Mapping[str, Any], adresse: str) -> int:
    """How many mails the citizen has, as the control API tells: nobody else reads them."""
    with control(ready) as api:
        return len(api.json("GET", f"/espaces/defaut/mss/boites/{adresse}/courriels"))


@pytest.mark.parametrize("moment", PAS[2:])
def test_what_was_answered_before_a_kill_is_there_once(home: Path, tmp_path: Path, moment: str) -> None:
    with simulator("--data", str(tmp_path), home=home) as one, a_la_messagerie(one.ready, "avant") as p:
        journee = Journee(p)
        journee.start()
        avant = PAS[PAS.index(moment) - 1]
        assert journee.promis[avant].wait(30)
        # The step under way is hit anywhere: at its beginning, in its middle, after its end.
        journee.promis[moment].wait(secrets.SystemRandom().uniform(0, 0.1))
        one.stop(signal.SIGKILL)
        journee.join(30)
        document, dossier = p.document, p.dossier
    promis = {pas: event.is_set() for pas, event in journee.promis.items()}
    with simulator("--data", str(tmp_path), home=home) as again, a_la_messagerie(again.ready, "apres") as q:
        q.infirmiere, q.dossier, q.document = q.connecter(INFIRMIERE), dossier, document
        acces = q.acces(AIR)
        there = list(q.consulter(acces)).count(document.unique_id)
        assert there == 1 if promis["verse"] else there in (0, 1)
        with suppress(Refus):
            q.alimenter(document)
        assert list(q.consulter(acces)).count(document.unique_id) == 1
        assert q.dmp.consulter(document.unique_id, acces) == document.cda
        usager = a_l_usager(again.ready, q.a_l_usager().a.adresse)
        assert usager == 1 if promis["a_l_usager"] else usager in (0, 1)
        recus = courriels(again.ready, BOITE_MEDECIN, q.connecter(MEDECIN))
        assert recus == 1 if promis["au_medecin"] else recus in (0, 1)
        reponses = courriels(again.ready, BOITE_INFIRMIERE, q.infirmiere)
        assert reponses == 1 if promis["repondu"] else reponses in (0, 1)
