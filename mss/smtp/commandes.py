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
_XTEXT: Final = re.compile(r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})+")
_XCHAR: Final = re.compile(r"\+([0-9A-F]{2})")
_ORCPT: Final = re.compile(r"([A-Za-z0-9-]+);(.+)")
_NOTIFY: Final = frozenset({"SUCCESS", "FAILURE", "DELAY"})
_MOST_ENVID: Final = 100
_MOST_ORCPT: Final = 500


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
    """The address of MAIL, lower case, the size announced (None: not told), what reports must repeat."""

    adresse: str
    taille: int | None = None
    rendre: str = ""
    envid: str = ""


@dataclass(frozen=True, slots=True)
class Destinataire:
    """The address of RCPT, lower case, the delivery reports asked, and the recipient as first written."""

    adresse: str
    avis: frozenset[str] = frozenset()
    orcpt: str = ""


def mail_from(reste: str) -> Chemin:
    """`FROM:<…> [SIZE=…] [BODY=…] [RET=…] [ENVID=…]` (RFC 3461 §4.3, §4.4). Raises `SyntaxeRefusee`."""
    adresse, parametres = _chemin(reste, "FROM")
    taille: int | None = None
    rendre = envid = ""
    for nom, valeur in parametres:
        match nom:
            case "SIZE":
                if not _TAILLE.fullmatch(valeur):
                    raise SyntaxeRefusee("syntaxe")
                taille = int(valeur)
            case "BODY":
                if valeur.upper() not in {"7BIT", "8BITMIME"}:
                    raise SyntaxeRefusee("syntaxe")
            case "RET":
                rendre = valeur.upper()
                if rendre not in {"FULL", "HDRS"}:
                    raise SyntaxeRefusee("syntaxe")
            case "ENVID":
                envid = _xtext(valeur, _MOST_ENVID)
            case "AUTH":
                pass
            case _:
                raise SyntaxeRefusee("parametre_inconnu")
    return Chemin(adresse, taille, rendre, envid)


def rcpt_to(reste: str) -> Destinataire:
    """`TO:<…> [NOTIFY=…] [ORCPT=…]` (RFC 3461 §4.1, §4.2). Raises `SyntaxeRefusee`."""
    adresse, parametres = _chemin(reste, "TO")
    if not adresse:
        raise SyntaxeRefusee("syntaxe")
    avis: frozenset[str] = frozenset()
    orcpt = ""
    for nom, valeur in parametres:
        match nom:
            case "NOTIFY":
                avis = _avis(valeur.upper())
            case "ORCPT":
                orcpt = _orcpt(valeur)
            case _:
                raise SyntaxeRefusee("parametre_inconnu")
    return Destinataire(adresse, avis, orcpt)


def _avis(valeur: str) -> frozenset[str]:
    """NEVER by itself, or any of the three others."""
    found = valeur.split(",")
    if found != ["NEVER"] and not (_NOTIFY.issuperset(found) and len(set(found)) == len(found)):
        raise SyntaxeRefusee("syntaxe")
    return frozenset(found)


def _orcpt(valeur: str) -> str:
    """`type;address`, the address decoded."""
    found = _ORCPT.fullmatch(valeur)
    if found is None or len(valeur) > _MOST_ORCPT:
        raise SyntaxeRefusee("syntaxe")
    return f"{found[1].lower()}; {_xtext(found[2], _MOST_ORCPT)}"


def _xtext(valeur: str, most: int) -> str:
    """A value decoded; control characters, which would end a line of the report, are refused."""
    if len(valeur) > most or not _XTEXT.fullmatch(valeur):
        raise SyntaxeRefusee("syntaxe")
    decoded = _XCHAR.sub(lambda one: chr(int(one[1], 16)), valeur)
    if not decoded.isascii() or not decoded.isprintable():
        raise SyntaxeRefusee("syntaxe")
    return decoded


def _chemin(reste: str, attendu: str) -> tuple[str, list[tuple[str, str]]]:
    found = _CHEMIN.fullmatch(reste.strip())
    if found is None or found[1].upper() != attendu:
        raise SyntaxeRefusee("syntaxe")
    parametres = [part.partition("=")[::2] for part in (found[3] or "").split()]
    named = [(nom.upper(), valeur) for nom, valeur in parametres]
    if len({nom for nom, _ in named}) != len(named):
        raise SyntaxeRefusee("syntaxe")
    return found[2].strip().lower(), named


def sans_points(octets: bytes) -> bytes:
    """The mail without the dots added for transparency (RFC 5321 §4.5.2)."""
    if octets.startswith(b"."):
        octets = octets[1:]
    return octets.replace(b"\r\n.", b"\r\n") if b"\r\n." in octets else octets
