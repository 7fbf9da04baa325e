"""One use of the DUI in one espace: records opened, searches made, what happened told step by step."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from ins.model import Demande, Faute, Reponse
from simulators.commands.errors import CommandError
from simulators.commands.target import Control
from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.ids import Ids
from simulators.core.monde.model import Personne
from simulators.core.monde.valeur import Valeur
from simulators.core.rule import Text
from simulators.core.sante.rniv.coherence import compare
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import retrieve, why_no_call
from simulators.dui import telling
from simulators.dui.conversion import InconvertibleError
from simulators.dui.dossier import open_dossier
from simulators.dui.insi import Deform, InsiClient, Issue, code_of, identite, intact
from simulators.dui.porteur import Porteur
from simulators.dui.poste import certificate, install
from simulators.dui.recherche import Essai, Recherche, next_search
from simulators.dui.reseau import Refus

# A breakdown that lasts is played so many times faster: late answers, and the patience to await them.
HASTE = 20
E = TypeVar("E", bound=Valeur)
Alter = Callable[[Demande], Demande]


def unaltered(demande: Demande) -> Demande:
    """The message as the DUI writes it."""
    return demande


@dataclass(frozen=True, slots=True)
class Etape:
    """One thing the DUI did and what came of it; `code` is the answer's, empty when nothing was asked."""

    texte: Text
    code: str = ""


class Dui:
    """The reference DUI at work. `etapes` grows as it acts; close it when done."""

    def __init__(
        self,
        ready: Mapping[str, Any],
        api: Control,
        espace: str,
        reglages: Mapping[str, str],
        ids: Ids,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.ready, self.espace = ready, espace
        self.etapes: list[Etape] = []
        # What the one who plays confirms of the DUI's inside, by check id.
        self.attestations: dict[str, bool] = {}
        self.ids = ids
        self._api, self._pause = api, pause
        self._clock = Clock(_setting(api.json("GET", f"{self._path}/horloge")))
        self._insi = InsiClient(install(ready, espace, reglages), ids, self.now)

    @property
    def insi(self) -> InsiClient:
        """The DUI's connection to INSi, with the certificate installed now."""
        return self._insi

    def close(self) -> None:
        """Closes the connections to the services."""
        self._insi.close()

    def now(self) -> datetime:
        """The time the DUI believes, that of its espace."""
        return self._clock.now()

    def joue(self, *services: str) -> bool:
        """True when the simulator plays all these services."""
        return all(any(self.ready["services"][name].values()) for name in services)

    def element(self, kind: str, identifier: str, form: type[E]) -> E:
        """One thing of the espace as it is now: `structures`, `professionnels`, `personnes`…"""
        return form.model_validate(self._api.json("GET", f"{self._path}/{kind}/{identifier}"))

    def usager_repond(self, matricule: str, boite: str) -> None:
        """The citizen answers the last mail of that box, by the simulator's controls. Raises Refus."""
        path = f"{self._path}/mss/usagers/{matricule}/repondre"
        try:
            self._api.call("POST", path, json={"boite": boite})
        except CommandError as error:
            raise Refus(Text(str(error), str(error))) from None

    def commander(self, method: str, path: str, body: object = None) -> Any:
        """One of the simulator's own controls of the espace, as its user would touch it. Raises Refus."""
        try:
            answer = self._api.call(method, f"{self._path}{path}", json=body)
        except CommandError as error:
            raise Refus(Text(str(error), str(error))) from None
        return answer.json() if answer.content else None

    def laisser_passer(self, seconds: float) -> None:
        """Time passes in the espace: nobody waits for it. A real clock becomes a shifted one."""
        told = self._api.json("GET", f"{self._path}/horloge")
        setting = _setting(told)
        if setting.mode is ClockMode.STEPPED:
            instant = datetime.fromisoformat(told["now"]) + timedelta(seconds=seconds)
            body: dict[str, object] = {"mode": "stepped", "instant": instant.isoformat()}
        else:
            body = {"mode": "shifted", "offset": setting.offset + seconds}
        self._clock = Clock(_setting(self._api.json("PUT", f"{self._path}/horloge", json=body)))

    def personne(self, identifier: str) -> Personne:
        """The person as the espace holds it now."""
        return self.element("personnes", identifier, Personne)

    def open(self, identifier: str) -> Dossier:
        """Opens the record of a person."""
        dossier = open_dossier(self.personne(identifier))
        self.tell(telling.opened(dossier))
        return dossier

    def search(self, dossier: Dossier, *, with_place: bool = False, alter: Alter = unaltered) -> Dossier:
        """Searches the INS of a record as ins.md §6.2 orders it, and takes it over when it is consistent.

        A record that may not be sent makes no call; the record comes back unchanged when nothing was found.
        """
        refusal = why_no_call(dossier)
        if refusal is not None:
            self.tell(telling.no_call(refusal))
            return dossier
        essais: list[Essai] = []
        issue: Issue | None = None
        while (recherche := self._next(dossier, essais, with_place)) is not None:
            issue = self.call(recherche, alter)
            essais.append(Essai(recherche, code_of(issue)))
        return self.take_over(dossier, issue)

    def tick(self) -> None:
        """An exchange begins: the DUI's clock follows that of its espace."""
        self._clock.tick()

    def call(self, recherche: Recherche, alter: Alter = unaltered, deform: Deform = intact) -> Issue:
        """One call, told as a step; `alter` changes what it says, `deform` its bytes."""
        self.tick()
        issue = self._insi.send(alter(self._insi.demande(recherche)), deform)
        self.tell(telling.called(recherche, issue), code_of(issue))
        return issue

    def take_over(self, dossier: Dossier, issue: Issue | None) -> Dossier:
        """Compares an answer with the record (ins.md §9.5): taken over, or refused and left unchanged."""
        if not isinstance(issue, Reponse) or issue.individu is None:
            if isinstance(issue, Faute):
                self.tell(telling.degraded(dossier))
            return dossier
        found = identite(issue.individu)
        blocking = [ecart for ecart in compare(dossier.traits, found) if ecart.bloquant]
        if blocking:
            self.tell(telling.refused(blocking))
            return dossier
        after = retrieve(dossier, found)
        self.tell(telling.taken_over(dossier, after))
        return after

    def wait(self, seconds: float) -> None:
        """Waits before trying again, on the machine's clock: spacing is judged on it, not on the espace's."""
        self._pause(seconds)
        self.tell(telling.waited())

    def be_patient(self, seconds: float) -> None:
        """How long an answer of INSi is awaited, in the time of the scenario (see `HASTE`)."""
        self._insi.close()
        self._insi = InsiClient(self._insi.poste, self.ids, self.now, patience=seconds / HASTE)

    def change_certificate(self, name: str) -> None:
        """Another certificate is installed: new connections present it."""
        poste = replace(self._insi.poste, certificat=certificate(self.ready, name))
        self._insi.close()
        self._insi = InsiClient(poste, self.ids, self.now)

    def en_personne(self, porteur: Porteur | None) -> None:
        """From now on this professional calls INSi, by card or session; None: the software again."""
        poste = self._insi.poste
        self._insi.close()
        self._insi = InsiClient(poste, self.ids, self.now, porteur)

    def tell(self, texte: Text, code: str = "") -> None:
        """Adds a step to what is told of the run."""
        self.etapes.append(Etape(texte, code))

    @property
    def _path(self) -> str:
        return f"/espaces/{self.espace}"

    def _next(self, dossier: Dossier, essais: Sequence[Essai], with_place: bool) -> Recherche | None:
        try:
            return next_search(dossier.traits, essais, with_place=with_place)
        except InconvertibleError as error:
            self.tell(telling.no_call(error.reason))
            return None


def _setting(told: Mapping[str, Any]) -> ClockSetting:
    instant = datetime.fromisoformat(told["instant"]) if told["instant"] else None
    return ClockSetting(ClockMode(told["mode"]), float(told["offset"]), instant)
