"""What the control operations of Pro Santé Connect answer, as JSON."""

from typing_extensions import TypedDict


class SessionLue(TypedDict):
    """A session and the seconds it still lives without being used."""

    id: str
    professionnel: str
    identifiant_national: str
    moyen: str
    vivante: bool
    secondes_restantes: int


class DemandeCiba(TypedDict):
    """A connection asked by a server, waiting for somebody's answer."""

    id: str
    professionnel: str
    client_id: str
    logiciel: str
    moyen: str
    message: str
    depuis: str
    secondes_restantes: int


class TelephoneLu(TypedDict):
    """What a professional holds, and how many requests wait there."""

    professionnel: str
    nom: str
    prenom: str
    metier: str
    carte: bool
    telephone: bool
    en_attente: int


class SessionsFermees(TypedDict):
    """How many sessions were ended."""

    fermees: int


class AvisDeconnexion(TypedDict):
    """The end of a session told by the back channel; `statut` is the HTTP status answered, if any."""

    client_id: str
    vers: str
    etat: str
    statut: int | None


class ClesPubliees(TypedDict):
    """The key that signs, and those published, by `kid`."""

    active: str
    publiees: list[str]


class JetonPerime(TypedDict):
    """The token whose life was ended."""

    genre: str
    session: str
    client_id: str


class EnrolementLu(TypedDict):
    """A person registered as on the portail RPPS+; `active_le` is when the e-CPS serves, null: unknown."""

    id: str
    rpps: str
    identifiant_national: str
    active: bool
    active_le: str | None
