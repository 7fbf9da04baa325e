"""Replays SMTP: the commands of a recorded unit, in order, on the connection that stands for its own."""

import base64
import time
from typing import Final

from simulators.core.journal.model import Exchange, Message
from simulators.rejeu.envoi import EnvoiError, Recu
from simulators.rejeu.ligne import Ligne

_MOST_LINES: Final = 100
_NAME: Final = "rejeu.invalid"


class ClientSmtp:
    """One connection, TLS established. `jeton` is what XOAUTH2 shows; empty when there is none to show."""

    def __init__(self, ligne: Ligne) -> None:
        self._ligne = ligne

    @staticmethod
    def bonjour(ligne: Ligne) -> None:
        """Up to the moment when TLS may begin."""
        client = ClientSmtp(ligne)
        client._reply()
        client._ask(f"EHLO {_NAME}")
        if not client._ask("STARTTLS").startswith("220"):
            raise EnvoiError(f"{ligne.adresse} : STARTTLS refusé")

    def apres_tls(self) -> None:
        """EHLO again, as after any STARTTLS."""
        self._ask(f"EHLO {_NAME}")

    def rejouer(self, exchange: Exchange, message: Message, identite: tuple[str, str]) -> Recu:
        """The unit again. Raises `EnvoiError`."""
        begun = time.perf_counter_ns()
        commands = message.headers or ((exchange.request.start, ""),)
        replies: list[tuple[str, str]] = []
        for verb, rest in commands:
            line = self._one(verb, rest, message.body or b"", identite)
            replies.append((verb, line))
            if verb == "DATA" and not line.startswith("354"):
                break
        last = self._decisive(replies)
        duration = (time.perf_counter_ns() - begun) // 1000
        return Recu(message, Message(last, tuple(replies)), last[:3], duration)

    def _one(self, verb: str, rest: str, body: bytes, identite: tuple[str, str]) -> str:
        if verb == ".":
            self._ligne.dire(_dotted(body))
            return self._reply()
        if verb == "AUTH" and rest.endswith("***"):
            mechanism = rest.partition(" ")[0]
            rest = f"{mechanism} {_initial(mechanism, *identite)}"
        return self._ask(f"{verb} {rest}".strip())

    def _ask(self, line: str) -> str:
        if "\r" in line or "\n" in line:
            raise EnvoiError("commande sur plusieurs lignes")
        self._ligne.dire(line.encode("utf-8") + b"\r\n")
        return self._reply()

    def _reply(self) -> str:
        lines = []
        for _ in range(_MOST_LINES):
            lines.append(self._ligne.ligne().decode("utf-8", "replace"))
            if lines[-1][3:4] != "-":
                return "\n".join(lines)
        raise EnvoiError(f"{self._ligne.adresse} : réponse sans fin")

    @staticmethod
    def _decisive(replies: list[tuple[str, str]]) -> str:
        verb, last = replies[-1]
        if verb == ".":
            return last
        return next((line for _, line in replies if line[:1] in {"4", "5"}), last)


def _initial(mechanism: str, boite: str, jeton: str) -> str:
    if mechanism.upper() != "XOAUTH2":
        raise EnvoiError(f"identification {mechanism} : le journal n'en garde pas le secret")
    if not jeton:
        raise EnvoiError(
            "jeton de la messagerie inconnu : son échange PSC n'est pas dans le journal, ou a échoué"
        )
    return base64.b64encode(f"user={boite}\x01auth=Bearer {jeton}\x01\x01".encode()).decode()


def initial_xoauth2(boite: str, jeton: str) -> str:
    """The first answer of XOAUTH2. Raises `EnvoiError` without token."""
    return _initial("XOAUTH2", boite, jeton)


def _dotted(body: bytes) -> bytes:
    """The bytes of a mail as DATA wants them: leading dots doubled, the final dot."""
    stuffed = body.replace(b"\n.", b"\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"
