"""Registered clients of an espace, how people connect there, and the keys it signs with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from psc.model import INCONNU, Client, Reglages, Roulement
from psc.state.tables import clients, reglages
from simulators.core.monde.model import Logiciel
from simulators.core.store.prepared import Prepared

_ONE = Prepared(select(clients.c.doc).where(clients.c.client_id == bindparam("client_id")))
_EVERY = select(clients.c.doc).order_by(clients.c.client_id)
_SETTINGS = Prepared(select(reglages.c.doc).where(reglages.c.key == "connexion"))
_KEYS = Prepared(select(reglages.c.doc).where(reglages.c.key == "cles"))
_TUPLES = ("redirect_uris", "post_logout_redirect_uris")


class Registre:
    """The clients of an espace: those put there, then those its software declares, then `defaut`."""

    def __init__(self, defaut: Client, logiciels: Iterable[Logiciel] = ()) -> None:
        self.defaut = defaut
        self._declares = declares(logiciels)

    def client(self, connection: Connection, client_id: str) -> Client:
        """The client of that identifier, `INCONNU` when there is none."""
        document = _ONE.scalar(connection, client_id=_net(client_id))
        if document is not None:
            return _read(document)
        told = self._declares.get(client_id)
        if told is not None:
            return told
        return self.defaut if client_id == self.defaut.client_id else INCONNU

    def tous(self, connection: Connection) -> list[Client]:
        """Every client: the default one first, those declared, those put by the espace."""
        own = [_read(document) for document in connection.scalars(_EVERY)]
        put = {one.client_id for one in own}
        told = {self.defaut.client_id: self.defaut} | self._declares
        return [*(one for one in told.values() if one.client_id not in put), *own]


def declares(logiciels: Iterable[Logiciel]) -> dict[str, Client]:
    """The clients that the software of a world declares, by identifier; the first to name one has it."""
    found: dict[str, Client] = {}
    for one in logiciels:
        if one.oidc is not None:
            found.setdefault(one.oidc.client_id, Client(nom=one.nom, **one.oidc.model_dump()))
    return found


def mettre_client(connection: Connection, client: Client) -> None:
    """Adds a client or replaces it."""
    row = {"client_id": client.client_id, "doc": json.dumps(asdict(client))}
    statement = insert(clients).values(**row)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["client_id"], set_={"doc": row["doc"]})
    )


def oter_client(connection: Connection, client_id: str) -> bool:
    """Forgets a client; False when the espace had none of its own by that identifier."""
    return bool(connection.execute(delete(clients).where(clients.c.client_id == client_id)).rowcount)


def lire_reglages(connection: Connection) -> Reglages:
    """How people connect in this espace."""
    document = _SETTINGS.scalar(connection)
    return Reglages(**json.loads(document)) if document else Reglages()


def mettre_reglages(connection: Connection, valeur: Reglages) -> None:
    """Keeps how people connect."""
    document = json.dumps(asdict(valeur))
    statement = insert(reglages).values(key="connexion", doc=document)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"doc": document}))


def lire_roulement(connection: Connection) -> Roulement:
    """The keys this espace signs with and publishes."""
    document = _KEYS.scalar(connection)
    if document is None:
        return Roulement()
    values = json.loads(document)
    return Roulement(values["active"], tuple(values["publiees"]))


def mettre_roulement(connection: Connection, valeur: Roulement) -> None:
    """Keeps which keys sign and are published."""
    document = json.dumps(asdict(valeur))
    statement = insert(reglages).values(key="cles", doc=document)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"doc": document}))


def _read(document: str) -> Client:
    values: Mapping[str, Any] = json.loads(document)
    return Client(**{**values, **{name: tuple(values[name]) for name in _TUPLES}})


def _net(text: str) -> str:
    """Text SQLite can compare: bytes that were not UTF-8 name no client."""
    return text.encode("utf-8", "replace").decode()
