"""How sessions end: closed, and told to the clients that asked for it (Back- and Front-Channel Logout)."""

from dataclasses import dataclass

from sqlalchemy import Connection

from psc.data.noms import EVENEMENT_DE_FIN, PREFIXE_SUB, VIE_AVIS
from psc.messages.demandes import ajouter
from psc.model import Avis, Cadre, Client, Session
from psc.state import avis, sessions
from psc.state.clients import Registre


@dataclass(frozen=True, slots=True)
class Fin:
    """In whose name sessions end, and when; `id` names what is told, one number a client."""

    registre: Registre
    emetteur: str
    id: str
    now: int

    def fermer(self, connection: Connection, id_: str) -> bool:
        """Ends a session and leaves what its clients must be told; False when it was over or unknown."""
        found = self._clore(connection, id_)
        if found is not None:
            self._deposer(connection, found, self._clients(connection, id_))
        return found is not None

    def fermer_du_navigateur(self, connection: Connection, id_: str) -> tuple[Cadre, ...]:
        """The same for a session that a browser leaves: what it must be shown to tell the clients that
        registered an address for it, those then being told by nobody else."""
        found = self._clore(connection, id_)
        if found is None:
            return ()
        clients = self._clients(connection, id_)
        shown = [one for one in clients if one.frontchannel_logout_uri]
        self._deposer(connection, found, [one for one in clients if not one.frontchannel_logout_uri])
        return tuple(Cadre(one.nom or one.client_id, self._adresse(found, one)) for one in shown)

    def fermer_toutes(self, connection: Connection, porteur: str = "") -> int:
        """Ends every open session, or those of one professional; how many there were."""
        return sum(self.fermer(connection, id_) for id_ in sessions.ouvertes(connection, porteur))

    def _clore(self, connection: Connection, id_: str) -> Session | None:
        found = sessions.session(connection, id_)
        return found if found is not None and sessions.fermer(connection, id_) else None

    def _clients(self, connection: Connection, id_: str) -> list[Client]:
        return [self.registre.client(connection, one) for one in sessions.clients_de(connection, id_)]

    def _deposer(self, connection: Connection, session: Session, clients: list[Client]) -> None:
        for client in clients:
            if client.backchannel_logout_uri:
                avis.deposer(connection, self._avis(session, client))

    def _adresse(self, session: Session, client: Client) -> str:
        told = [("sid", session.id), ("iss", self.emetteur)]
        return ajouter(
            client.frontchannel_logout_uri, told if client.frontchannel_logout_session_required else []
        )

    def _avis(self, session: Session, client: Client) -> Avis:
        id_ = f"{self.id}.{session.id}.{client.client_id}"
        issued = self.now // 1_000_000
        claims: dict[str, object] = {
            "exp": issued + VIE_AVIS,
            "iat": issued,
            "jti": id_,
            "iss": self.emetteur,
            "aud": client.client_id,
            "sub": PREFIXE_SUB + session.identifiant,
            "typ": "Logout",
            "events": {EVENEMENT_DE_FIN: {}},
        }
        if client.backchannel_logout_session_required:
            claims["sid"] = session.id
        return Avis(id_, client.client_id, client.backchannel_logout_uri, claims, self.now)
