"""Reading one command off the connection: its lines, its literals, within limits."""

import re
from typing import Final

from mss.patience import LineTooLong
from mss.wire import MailConnection

MOST_LINE: Final = 65_536
MOST_BEFORE_LOGIN: Final = 16_384
MOST_LITERAL: Final = 65_536
_LITERAL: Final = re.compile(rb"\{([0-9]{1,20})(\+?)\}\r?\n\Z")
_APPEND: Final = re.compile(rb"[^ ]+ APPEND ", re.IGNORECASE)


class LitteralRefuse(Exception):  # noqa: N818 - the French term
    """A literal over its limit. `suivi`: its bytes come anyway (LITERAL+), the connection is lost."""

    def __init__(self, debut: bytes, taille: int, suivi: bool) -> None:
        super().__init__(taille)
        self.debut = debut
        self.taille = taille
        self.suivi = suivi


async def lire_commande(
    connection: MailConnection, *, patience: float, middle: float, limit: int, known: bool
) -> bytes:
    """The bytes of the next command, literals inside.

    `limit` bounds the literal of APPEND once `known` (logged in). Raises `LitteralRefuse`, `LineTooLong`,
    `TooSlow`, `ConnectionGone`.
    """
    most = MOST_LINE if known else MOST_BEFORE_LOGIN
    data = await connection.line(most, patience)
    if not data.endswith(b"}\r\n") and not data.endswith(b"}\n"):
        return data
    chunks = [data]
    lines, literals = len(data), 0
    bound = limit if known and _APPEND.match(data) else MOST_LITERAL if known else MOST_BEFORE_LOGIN
    while (literal := _LITERAL.search(chunks[-1])) is not None:
        size, follows = int(literal[1]), bool(literal[2])
        literals += size
        if literals > bound:
            raise LitteralRefuse(chunks[0], size, follows)
        if not follows:
            connection.write(b"+ Ready for literal data\r\n")
        chunks.append(await connection.exactly(size, middle))
        chunks.append(await connection.line(most, middle))
        lines += len(chunks[-1])
        if lines > most:
            raise LineTooLong
    return b"".join(chunks)
