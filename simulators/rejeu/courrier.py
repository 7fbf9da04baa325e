"""The mail side of a replay: a connection of ours for each connection of the journal."""

from simulators.core.espace import DEFAULT_ESPACE
from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.cible import Cible
from simulators.rejeu.correlations import Savoir
from simulators.rejeu.envoi import EnvoiError, Recu
from simulators.rejeu.envoi_imap import ClientImap
from simulators.rejeu.envoi_smtp import ClientSmtp
from simulators.rejeu.ligne import Ligne

_Client = ClientSmtp | ClientImap


class Courrier:
    """Opens a connection when its first exchange comes, closes it after its last."""

    def __init__(self, cible: Cible, savoir: Savoir) -> None:
        self._cible, self._savoir = cible, savoir
        self._open: dict[str, tuple[Ligne, _Client]] = {}
        self._broken: dict[str, str] = {}

    def fermer(self) -> None:
        """Closes what is left."""
        for connection in list(self._open):
            self.lacher(connection)

    def lacher(self, connection: str) -> None:
        """Its last exchange was replayed."""
        held = self._open.pop(connection, None)
        if held is not None:
            held[0].fermer()

    def envoyer(self, exchange: Exchange, message: Message) -> Recu:
        """The unit again on its connection. Raises `EnvoiError`, `CibleError`."""
        connection = exchange.connection
        if connection in self._broken:
            raise EnvoiError(f"connexion perdue plus tôt : {self._broken[connection]}")
        facts = exchange.facts
        identity = str(facts.get("mss.boite") or ""), self._savoir.jeton(str(facts.get("mss.jeton") or ""))
        try:
            client = self._client(exchange)
            if isinstance(client, ClientSmtp):
                return client.rejouer(exchange, message, identity)
            return client.rejouer(message, identity)
        except EnvoiError as problem:
            self._broken[connection] = str(problem)
            self.lacher(connection)
            raise

    def _client(self, exchange: Exchange) -> _Client:
        if exchange.connection not in self._open:
            address = self._cible.adresse(exchange)
            if address is None or address.scheme:
                raise EnvoiError("cette adresse n'est pas celle d'une messagerie (hôte:port)")
            line = Ligne(address)
            try:
                client = self._begun(line, exchange)
            except BaseException:
                line.fermer()
                raise
            self._open[exchange.connection] = line, client
        return self._open[exchange.connection][1]

    def _begun(self, line: Ligne, exchange: Exchange) -> _Client:
        smtp = exchange.protocol == "smtp"
        (ClientSmtp if smtp else ClientImap).bonjour(line)
        context = self._cible.tls(self._cible.materiel(exchange.service, exchange.peer))
        line.securiser(context, self._name(line.adresse.hote))
        if not smtp:
            return ClientImap(line)
        client = ClientSmtp(line)
        client.apres_tls()
        return client

    def _name(self, host: str) -> str:
        """A simulator of ours is told its espace by the name asked."""
        ours = self._cible.ready is not None and self._cible.espace != DEFAULT_ESPACE
        return f"{self._cible.espace}.{host}" if ours else host
