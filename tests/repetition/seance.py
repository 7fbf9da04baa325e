"""A morning typed by hand: two establishments of one association, and the GP's practice."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from simulators.core.fixtures import load_monde
from simulators.core.journal.model import Exchange, Fact
from simulators.core.rule import Text
from simulators.repetition.bilan import Bilan, Demande, dresser
from simulators.repetition.etablissements import Annuaire
from simulators.repetition.points import Dit
from tests.scenarios.samples import echange

TILLEULS, LAC, CABINET = "1990000028", "1990000036", "1990000192"
MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNE = "238042B10690117"
ANNE_BEFORE = "138042B10690155"
JEAN = "150016938590378"
ANNUAIRE = Annuaire(load_monde())
TEXT = Text("Texte", "Text")


class Seance:
    """Exchanges one after the other, a minute apart, from `start`."""

    def __init__(self, start: datetime = MARCH, prefix: str = "e") -> None:
        self.exchanges: list[Exchange] = []
        self._start, self._prefix = start, prefix

    def add(self, operation: str, facts: Mapping[str, Fact]) -> Exchange:
        """One exchange with these facts."""
        number = len(self.exchanges)
        at = (self._start - datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(minutes=number)).total_seconds()
        service = operation.partition(".")[0]
        one = echange(f"{self._prefix}{number}", facts, at=at, operation=operation, service=service)
        self.exchanges.append(one)
        return one

    def insi(self, name: str, given: str, born: str, code: str, number: str = "", **more: Fact) -> Exchange:
        """A search by traits, by the EHPAD Les Tilleuls unless told otherwise."""
        facts: dict[str, Fact] = {
            "tls.client.ou": TILLEULS,
            "patient.traits": f"{name}|{given}|F|{born}",
            "ins.action": "urn:recherche",
            "ins.code": code,
            "fault": False,
        }
        if number:
            facts |= {"patient.matricule": number, "ins.rep.matricule": number, "ins.rep.nom_naissance": name}
        return self.add("ins.recherche_traits", facts | _dotted(more))

    def td02(self, number: str, state: str = "ouvert") -> Exchange:
        """An existence test."""
        facts: dict[str, Fact] = {"dmp.structure": TILLEULS, "patient.matricule": number, "dmp.etat": state}
        return self.add("dmp.td02", facts)

    def td21(
        self, number: str, code: str = "Success", type_code: str = "80788-3", ou: str = TILLEULS
    ) -> Exchange:
        """A document fed."""
        facts: dict[str, Fact] = {
            "dmp.structure": ou,
            "patient.matricule": number,
            "dmp.code": code,
            "dmp.type_code": (type_code,),
            "fault": code != "Success",
        }
        return self.add("dmp.td21", facts)

    def mail(self, number: str, *to: str, ins: str = "O", code: str = "250", xdm: bool = True) -> Exchange:
        """A mail of the EHPAD's box."""
        facts: dict[str, Fact] = {
            "mss.boite": "contact@ehpad-les-tilleuls.demo.mssante.fr",
            "patient.matricule": number,
            "mss.destinataires": to,
            "mss.ins": ins,
            "mss.code": code,
            "mss.xdm": xdm,
            "fault": code != "250",
        }
        return self.add("mss.envoi", facts)

    def login(self, who: str, name: str, code: str = "OK") -> Exchange:
        """A token of Pro Santé Connect."""
        return self.add("psc.jeton", {"professional": who, "psc.nom": name, "code": code})


def _dotted(more: Mapping[str, Fact]) -> dict[str, Fact]:
    return {name.replace("__", "."): value for name, value in more.items()}


def tell(exchange: Exchange) -> Dit:
    """Refused when the facts say so; one sentence per operation."""
    return Dit(exchange.facts.get("fault") is True, f"Refus de {exchange.operation}.", ("Corrigez.",))


def bilan(seance: Seance, demande: Demande | None = None) -> Bilan:
    """The account of a session."""
    return dresser(seance.exchanges, ANNUAIRE, demande or Demande(), tell)


def shares(of: Bilan) -> dict[str, tuple[int, int | None]]:
    """The indicators of the whole, by code."""
    return {one.code: (one.nombre, one.sur) for one in of.groupe.total.mesures}
