"""What a trainer did to an espace, in words, in the order it was done: kept in the store of that espace."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, insert, select
from sqlalchemy import Text as SqlText

from simulators.core.rule import Text
from simulators.core.store.tables import metadata

messages: Final = Table(
    "messages_formateur",
    metadata,
    Column("rang", Integer, primary_key=True),
    Column("doc", SqlText, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Message:
    """`text` completes "le formateur …"; a `surprise` is told to the trainer alone."""

    at: datetime
    text: Text
    surprise: bool = False


def keep(connection: Connection, message: Message) -> None:
    """Adds a message to those of the espace."""
    told = {"at": message.at.isoformat(), "fr": message.text.fr, "en": message.text.en}
    document = json.dumps({**told, "surprise": message.surprise})
    connection.execute(insert(messages).values(doc=document))


def every(connection: Connection, surprises: bool = False) -> list[Message]:
    """The messages, the latest first; with the surprises when asked."""
    found = connection.scalars(select(messages.c.doc).order_by(messages.c.rang.desc())).all()
    read = [_read(document) for document in found]
    return [one for one in read if surprises or not one.surprise]


def _read(document: str) -> Message:
    told = json.loads(document)
    return Message(datetime.fromisoformat(told["at"]), Text(told["fr"], told["en"]), told["surprise"])
