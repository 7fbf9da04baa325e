"""Replays IMAP: one recorded command at a time, on the connection that stands for the first one."""

import re
import time
from typing import Final

from simulators.core.journal.model import Message
from simulators.rejeu.envoi import EnvoiError, Recu
from simulators.rejeu.envoi_smtp import initial_xoauth2
from simulators.rejeu.ligne import Ligne

_LITERAL: Final = re.compile(rb"\{(\d{1,10})\}$")
_ANNOUNCED: Final = re.compile(r"\{\d+\+?\}$")
# A mailbox read whole must not fill memory.
_MOST: Final = 128_000_000
_CUT: Final = 500


class ClientImap:
    """One connection, TLS established."""

    def __init__(self, ligne: Ligne) -> None:
        self._ligne = ligne

    @staticmethod
    def bonjour(ligne: Ligne) -> None:
        """Up to the moment when TLS may begin."""
        ligne.ligne()
        ligne.dire(b"rj0 STARTTLS\r\n")
        if not ligne.ligne().startswith(b"rj0 OK"):
            raise EnvoiError(f"{ligne.adresse} : STARTTLS refusé")

    def rejouer(self, message: Message, identite: tuple[str, str]) -> Recu:
        """The command again. Raises `EnvoiError`."""
        begun = time.perf_counter_ns()
        line = _command(message, identite)
        tag = line.partition(" ")[0]
        body = message.body or b""
        announced = _ANNOUNCED.search(line)
        if announced:
            line = f"{line[: announced.start()]}{{{len(body)}}}"
        self._ligne.dire(line.encode("utf-8") + b"\r\n")
        status, untagged = self._answer(tag, body if announced else b"")
        word = status.partition(" ")[0]
        duration = (time.perf_counter_ns() - begun) // 1000
        return Recu(message, Message(status, body=untagged, size=len(untagged)), word, duration)

    def _answer(self, tag: str, literal: bytes) -> tuple[str, bytes]:
        chunks: list[bytes] = []
        size = 0
        while True:
            line = self._ligne.ligne()
            if line.startswith(b"+"):
                # A refused login is told why, and waits for an empty line.
                self._ligne.dire(literal + b"\r\n")
                literal = b""
                continue
            if line.startswith(tag.encode() + b" "):
                return line[len(tag) + 1 :].decode("utf-8", "replace"), b"".join(chunks)
            whole = line + b"\r\n"
            while found := _LITERAL.search(line):
                rest = self._ligne.octets(int(found[1]))
                line = self._ligne.ligne()
                whole += rest + line + b"\r\n"
            chunks.append(whole)
            size += len(whole)
            if size > _MOST:
                raise EnvoiError(f"{self._ligne.adresse} : réponse de plus de {_MOST // 1_000_000} Mo")


def _command(message: Message, identite: tuple[str, str]) -> str:
    line = message.start
    parts = line.split(" ")
    if len(parts) < 2 or any(ord(one) < 32 for one in line):
        raise EnvoiError("commande illisible")
    if parts[1].upper() == "AUTHENTICATE" and parts[-1] == "***" and parts[2:3] == ["XOAUTH2"]:
        return " ".join((*parts[:3], initial_xoauth2(*identite)))
    if "***" in parts:
        raise EnvoiError(f"{parts[1]} : le journal n'en garde pas le secret")
    if len(line) >= _CUT:
        raise EnvoiError("commande coupée dans le journal (plus de 500 signes)")
    if _ANNOUNCED.search(line) and parts[1].upper() != "APPEND":
        raise EnvoiError("commande à littéral : le journal n'en garde que la première ligne")
    return line
