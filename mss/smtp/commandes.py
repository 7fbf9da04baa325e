"""The lines of an SMTP client as values (RFC 5321 §4.1)."""

import re
from dataclasses import dataclass
from typing import Final

MOST_LINE: Final = 2_048
# AUTH may carry a token in its first line (RFC 4954 §4: 12,288 octets).
MOST_AUTH_LINE: Final = 12_320

_CHEMIN: Final = re.compile(r"(FROM|TO):[ \t]*<([^<>\x00-\x1f\x7f]*)>(?:[ \t]+(.*))?", re.IGNORECASE)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_TAILLE: Final = re.compile(r"[0-9]{1,20}")


class SyntaxeRefusee(Exception):  # noqa: N818
    """A command that cannot be understood; `cle` is the error to answer."""

    def __init__(self, cle: str) -> None:
        super().__init__(cle)
        self.cle = cle


@dataclass(frozen=True, slots=True)
class Ligne:
    """One command: its verb in capitals, the rest as it came."""

    verbe: str
    reste: str

    @property
    def brut(self) -> str:
        """The command as told in the journal."""
        return f"{self.verbe} {self.reste}".strip()


def lire_ligne(octets: bytes) -> Ligne:
    """A command line. Raises `SyntaxeRefusee` for control characters or bytes that are not ASCII."""
    texte = octets.rstrip(b"\r\n")
    if not texte.isascii() or _CONTROL.search(texte) or not texte.strip():
        raise SyntaxeRefusee("syntaxe" if texte.strip() else "commande_inconnue")
    verbe, _, reste = texte.decode("ascii").partition(" ")
    return Ligne(verbe.upper(), reste.strip())


@dataclass(frozen=True, slots=True)
class Chemin:
    """The address of MAIL or RCPT, lower case, and the size announced (None: not told)."""

    adresse: str
    taille: int | None = None


def mail_from(reste: str) -> Chemin:
    """`FROM:<…> [SIZE=…] [BODY=…]`. Raises `SyntaxeRefusee`."""
    adresse, parametres = _chemin(reste, "FROM")
    taille: int | None = None
    for nom, valeur in parametres:
        match nom:
            case "SIZE":
                if not _TAILLE.fullmatch(valeur):
                    raise SyntaxeRefusee("syntaxe")
                taille = int(valeur)
            case "BODY":
                if valeur.upper() not in {"7BIT", "8BITMIME"}:
                    raise SyntaxeRefusee("syntaxe")
            case "AUTH":
                pass
            case _:
                raise SyntaxeRefusee("parametre_inconnu")
    return Chemin(adresse, taille)


def rcpt_to(reste: str) -> Chemin:
    """`TO:<…>`, without parameter. Raises `SyntaxeRefusee`."""
    adresse, parametres = _chemin(reste, "TO")
    if parametres:
        raise SyntaxeRefusee("parametre_inconnu")
    if not adresse:
        raise SyntaxeRefusee("syntaxe")
    return Chemin(adresse)


def _chemin(reste: str, attendu: str) -> tuple[str, list[tuple[str, str]]]:
    found = _CHEMIN.fullmatch(reste.strip())
    if found is None or found[1].upper() != attendu:
        raise SyntaxeRefusee("syntaxe")
    parametres = [part.partition("=")[::2] for part in (found[3] or "").split()]
    return found[2].strip().lower(), [(nom.upper(), valeur) for nom, valeur in parametres]


def sans_points(octets: bytes) -> bytes:
    """The mail without the dots added for transparency (RFC 5321 §4.5.2)."""
    if octets.startswith(b"."):
        octets = octets[1:]
    return octets.replace(b"\r\n.", b"\r\n") if b"\r\n." in octets else octets
