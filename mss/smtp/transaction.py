"""One SMTP transaction being lived: what was said on both sides, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mss.data.names import ENVOI
from mss.exchanges import Begun, Told, record
from mss.facts import courriel, envoi
from mss.messages.constats import findings
from mss.model import Acces, Enveloppe, Jugement, Remarque, Route
from mss.rules.decision import effet
from mss.wire import MailConnection
from simulators.core.journal.model import Exchange, Fact, Message
from simulators.core.rule import Effect, Rule

CUT = "coupure"


@dataclass(slots=True)
class Transaction:
    """From MAIL to the last reply. `commandes` and `reponses` are verbatim, in order."""

    begun: Begun
    acces: Acces
    expediteur: str
    rendre: str = ""
    envid: str = ""
    routes: list[Route] = field(default_factory=list)
    commandes: list[tuple[str, str]] = field(default_factory=list)
    reponses: list[tuple[str, str]] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)
    octets: bytes = b""
    taille: int = 0
    jugement: Jugement | None = None
    faits: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def enveloppe(self) -> Enveloppe:
        """What the rules and the delivery see."""
        recipients = tuple(one.adresse for one in self.routes)
        avis = tuple(sorted({notify for one in self.routes for notify in one.avis}))
        return Enveloppe(self.acces.boite.adresse, self.expediteur, recipients, avis, self.rendre, self.envid)

    def juge(self, jugement: Jugement) -> None:
        """The mail has come and was read."""
        self.jugement = jugement
        self.faits = courriel(jugement)

    def dire(self, verbe: str, reste: str, reponse: str, erreur: str = "") -> None:
        """Notes a command and its reply."""
        self.commandes.append((verbe, reste))
        self.reponses.append((verbe, reponse))
        if erreur:
            self.erreurs.append(erreur)

    def _decisive(self) -> str:
        """The reply that says what became of the mail: the final one, or the refusal that stopped it.

        A pipelining client goes on to DATA after its only recipient was refused.
        """
        verb, last = self.reponses[-1] if self.reponses else ("", "")
        if verb == ".":
            return last
        return next((line for _, line in self.reponses if line[:1] in {"4", "5"}), last)

    def raconter(self, connection: MailConnection, face: str, *, cut: bool = False) -> Exchange:
        """Journals the transaction as it stands."""
        last = self._decisive()
        code = CUT if cut else last[:3]
        settings = self.begun.espace.settings

        def effect(rule: Rule) -> Effect:
            return effet(rule, settings.profile, settings.refuse_real_data)

        mail = self.jugement.courriel if self.jugement else None
        judged = self.jugement.remarques if self.jugement else ()
        citizens = [one.matricule for one in self.routes if one.usager]
        told = Told(
            protocol="smtp",
            operation=ENVOI,
            request=Message(
                f"MAIL {self.commandes[0][1]}",
                tuple(self.commandes),
                self.octets,
                size=self.taille or len(self.octets),
            ),
            answer=None if cut else Message(last, tuple(self.reponses)),
            outcome=code,
            facts=envoi(self.faits, self.enveloppe, citizens, self.acces.professionnel, code),
            findings=findings(mail, (*self.remarques, *judged), effect),
            errors=tuple(self.erreurs),
        )
        return record(self.begun, told, connection, face)
