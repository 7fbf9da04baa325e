"""How sessions end: closed, and the clients that asked for it told (Back-Channel Logout 1.0)."""

from dataclasses import dataclass

from sqlalchemy import Connection

from psc.data.noms import EVENEMENT_DE_FIN, PREFIXE_SUB, VIE_AVIS
from psc.model import Avis, Client, Session
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
        found = sessions.session(connection, id_)
        if found is None or not sessions.fermer(connection, id_):
            return False
        for client_id in sessions.clients_de(connection, id_):
            client = self.registre.client(connection, client_id)
            if client.backchannel_logout_uri:
                avis.deposer(connection, self._avis(found, client))
        return True

    def fermer_toutes(self, connection: Connection, porteur: str = "") -> int:
        """Ends every open session, or those of one professional; how many there were."""
        return sum(self.fermer(connection, id_) for id_ in sessions.ouvertes(connection, porteur))

    def _avis(self, session: Session, client: Client) -> Avis:
        id_ = f"{self.id}.{session.id}.{client.client_id}"
        issued = self.now // 1_000_000
        claims = {
            "exp": issued + VIE_AVIS,
            "iat": issued,
            "jti": id_,
            "iss": self.emetteur,
            "aud": client.client_id,
            "sub": PREFIXE_SUB + session.identifiant,
            "typ": "Logout",
            "sid": session.id,
            "events": {EVENEMENT_DE_FIN: {}},
        }
        return Avis(id_, client.client_id, client.backchannel_logout_uri, claims, self.now)
