"""The mapping from real to fictional, the same within one import, kept in memory only.

A matricule outside the known fictional lists gets a fictional commune, an order number that no commune
reaches, and its own key; year and month of birth move alike in the matricule and in the dates, so that they
still agree.
"""

import hmac
import re
import unicodedata
from hashlib import sha256
from typing import Final

from simulators.core.sante.fictif import COMMUNES_DE_FICTION, PREMIER_ORDRE, est_fictif, rpps_fictif
from simulators.core.sante.luhn import rpps_valide
from simulators.core.sante.matricule import cle, en_forme

# The groups of a matricule, a sign perhaps between them; not inside a longer number. A letter may touch it:
# an identifier is often glued to what it names.
_MATRICULE: Final = re.compile(
    r"(?<![0-9])([1-478])([ ./-]?)([0-9]{2})([ ./-]?)([0-9]{2})([ ./-]?)([0-9][0-9ABab])([ ./-]?)([0-9]{3})"
    r"([ ./-]?)([0-9]{3})(?:([ ./-]?)([0-9]{2}))?(?![0-9])"
)
# With the 8 of a national identifier, or alone as the directory writes it.
_RPPS: Final = re.compile(r"(?<![0-9])(8?)([0-9]{11})(?![0-9])")
_BIRTH: Final = re.compile(
    r"(?<![0-9])(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})([0-9]{2})([0-9]{2})|"
    r"([0-9]{2})([/.-])([0-9]{2})[/.-]([0-9]{4}))(?![0-9])"
)
_DATE: Final = re.compile(r"^([0-9]{2})([0-9]{2})(-?)([0-9]{2})(-?)([0-9]{2})")
_COMMUNES: Final = tuple(sorted(one for one in COMMUNES_DE_FICTION if not one.startswith("99")))
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FIGURES: Final = re.compile(r"[0-9]")
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_SYLLABLES: Final = (
    "BA",
    "DO",
    "FI",
    "GU",
    "LE",
    "MA",
    "NO",
    "PI",
    "RU",
    "SE",
    "TA",
    "VO",
    "ZE",
    "LI",
    "CA",
    "BO",
)


class Masque:
    """One import's mapping. `graine` is drawn for it and forgotten with it."""

    def __init__(self, graine: bytes) -> None:
        self._graine = graine
        self._numbers: dict[str, str] = {}
        self._taken: set[str] = set()
        self.mots: dict[str, str] = {}
        self._births: dict[str, str] = {}

    @property
    def nombres(self) -> frozenset[str]:
        """The original matricules and RPPS numbers, that must not be found in what is kept."""
        return frozenset(self._numbers)

    def nommer(self, value: str) -> None:
        """Every word of a field that holds a name is one to replace, wherever it stands, accents or not."""
        for word in map(plat, _WORDS.findall(normal(value))):
            self.mots.setdefault(word, self._word(word))

    def naitre(self, value: str) -> None:
        """A birth date is one to replace, wherever and however it is written."""
        found, new = _DATE.match(value), self.date(value)
        if found is not None:
            self._births["".join(found[index] for index in (1, 2, 4, 6))] = new.replace("-", "")

    def nom(self, value: str) -> str:
        """The value of a field that holds a name, every word of it replaced."""
        return _LETTERS.sub(
            lambda found: _cased(found[0], self._word(plat(found[0]))), self.texte_nombres(value)
        )

    def adresse(self, value: str) -> str:
        """A part of where somebody lives: its words replaced, its figures too."""
        return _FIGURES.sub("0", self.nom(value))

    def texte_nombres(self, value: str) -> str:
        """The same text, its matricules and RPPS numbers replaced."""
        return _RPPS.sub(self._rpps, _MATRICULE.sub(self._matricule, normal(value)))

    def texte(self, value: str) -> str:
        """A text with its matricules, RPPS numbers, known words and known birth dates replaced."""
        value = _BIRTH.sub(self._birth_said, self.texte_nombres(value))
        return _WORDS.sub(self._known, value)

    def _known(self, found: re.Match[str]) -> str:
        new = self.mots.get(plat(found[0]))
        return found[0] if new is None else _cased(found[0], new)

    def _birth_said(self, found: re.Match[str]) -> str:
        written = (found[1] or found[4] or found[10], found[2] or found[5] or found[9])
        new = self._births.get("".join((*written, found[3] or found[6] or found[7])))
        if new is None:
            return found[0]
        year, month, day = new[:4], new[4:6], new[6:]
        if found[8]:
            return found[8].join((day, month, year))
        return ("-" if found[1] else "").join((year, month, day))

    def date(self, value: str) -> str:
        """A birth date, `AAAA-MM-JJ` or `AAAAMMJJ…`, moved as the matricule is."""
        found = _DATE.match(value)
        if found is None:
            return ""
        _, year, dash, month, other, day = found.groups()
        new_year, new_month = self._birth(year, month)
        new_day = f"{1 + self._drawn(f'jour {year}{month}{day}') % 28:02d}" if day not in {"00", ""} else day
        return f"19{new_year}{dash}{new_month}{other}{new_day}"

    def lieu(self, value: str) -> str:
        """A place of birth: a commune of fiction."""
        return _COMMUNES[self._drawn(f"lieu {value}") % len(_COMMUNES)] if value else value

    def _matricule(self, found: re.Match[str]) -> str:
        groups = [found[index].upper() for index in (1, 3, 5, 7, 9, 11)]
        number = "".join(groups)
        if not en_forme(number) or est_fictif(number):
            return found[0]
        new = self._numbers.get(number) or self._new(number)
        self._numbers[number] = new
        cuts = ((0, 1), (1, 3), (3, 5), (5, 7), (7, 10), (10, 13))
        blanks = [found[index] for index in (2, 4, 6, 8, 10)]
        told = "".join(new[a:b] + blank for (a, b), blank in zip(cuts, (*blanks, ""), strict=True))
        return told if found[13] is None else f"{told}{found[12]}{cle(new)}"

    def _new(self, number: str) -> str:
        year, month = self._birth(number[1:3], number[3:5])
        start = self._drawn(f"ordre {number}")
        place = _COMMUNES.index(self.lieu(number[5:10]))
        for step in range(len(_COMMUNES) * 100):
            commune = _COMMUNES[(place + step // 100) % len(_COMMUNES)]
            new = f"{number[0]}{year}{month}{commune}{int(PREMIER_ORDRE) + (start + step) % 100}"
            if new not in self._taken:
                self._taken.add(new)
                return new
        raise LookupError("every fictional matricule of that month is taken")

    def _birth(self, year: str, month: str) -> tuple[str, str]:
        drawn = self._drawn(f"naissance {year}{month}")
        return f"{20 + drawn % 70:02d}", f"{1 + drawn // 70 % 12:02d}"

    def _rpps(self, found: re.Match[str]) -> str:
        prefix, number = found.groups()
        if rpps_fictif(number) or not (prefix or (number[0] == "1" and rpps_valide(number))):
            return found[0]
        self._numbers.setdefault(number, f"997{self._drawn(f'rpps {number}') % 10**8:08d}")
        return prefix + self._numbers[number]

    def _word(self, word: str) -> str:
        drawn = self._drawn(f"mot {word}")
        return "".join(_SYLLABLES[(drawn >> (4 * index)) % 16] for index in range(4))

    def _drawn(self, what: str) -> int:
        return int.from_bytes(hmac.digest(self._graine, what.encode("utf-8", "replace"), sha256)[:8], "big")


def normal(value: str) -> str:
    """The same text in one writing: an accent composed, a digit of any alphabet a plain one."""
    return value if value.isascii() else unicodedata.normalize("NFKC", value)


def plat(word: str) -> str:
    """A word as it is compared: capitals without accents."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().upper() or word


def _cased(model: str, word: str) -> str:
    if model.isupper():
        return word
    return word.capitalize() if model[:1].isupper() else word.lower()
