"""From an identity to the text of its datamatrix and back (ins.md §8.3). Reading never refuses: it tells.

Places are in characters of the text, counted from 0, as a hexadecimal editor shows them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulators.core.rule import Finding, Severity
from simulators.core.sante.datamatrix import regles
from simulators.core.sante.datamatrix.format import (
    CHAMPS,
    ENTETE,
    GS,
    MARQUEUR,
    MOST_CHARACTERS,
    VERSION,
    Contenu,
)
from simulators.core.sante.datamatrix.valeurs import Bloc, finding, value_findings

_BOUNDARY: Final = re.compile(rf"{GS}|S[0-9]")
_ID: Final = 2


class EncodageError(ValueError):
    """An identity the format cannot carry; `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(one.rule.title.fr for one in findings))


@dataclass(frozen=True, slots=True)
class Lecture:
    """What was read: every block in its order, the identity when it is whole, and all that is wrong."""

    blocs: tuple[Bloc, ...]
    contenu: Contenu | None
    findings: tuple[Finding, ...]

    @property
    def conforme(self) -> bool:
        """True when nothing read is an error."""
        return all(one.rule.severity is not Severity.ERROR for one in self.findings)


def encode(contenu: Contenu) -> str:
    """The text: header, blocks S1 to S7, a separator after a short variable value that is not the last.

    Raises EncodageError for what the format cannot carry.
    """
    champs = contenu.champs()
    told = (one for name, value in champs.items() for one in value_findings(Bloc(name, value)))
    wrong = [one for one in told if one.rule.severity is Severity.ERROR]
    if wrong:
        raise EncodageError(wrong)
    last = [*champs][-1]
    return ENTETE + "".join(
        f"{name}{value}{GS if name != last and len(value) < CHAMPS[name].maximum else ''}"
        for name, value in champs.items()
    )


def decode(text: str) -> Lecture:
    """Reads the text of a datamatrix, blocks in any order."""
    if len(text) > MOST_CHARACTERS:
        told = finding(regles.TROP_LONG, f"{len(text)}", f"{MOST_CHARACTERS}")
        return Lecture((), None, (told,))
    if not text.startswith(MARQUEUR):
        return Lecture((), None, (finding(regles.MARQUEUR, text[:2], MARQUEUR, 0, 2),))
    header = _boundary(text, len(MARQUEUR))
    blocs = _blocks(text, header)
    findings = (
        *_header(text[:header]),
        *_frames(blocs),
        *_repeated(blocs),
        *_absent(blocs),
        *_order(blocs),
        *(told for bloc in blocs if bloc.id in CHAMPS for told in value_findings(bloc)),
    )
    return Lecture(blocs, _contenu(blocs), findings)


def _boundary(text: str, start: int) -> int:
    """Where a separator or a block begins, from there on; the end of the text when neither does."""
    found = _BOUNDARY.search(text, start)
    return found.start() if found else len(text)


def _header(header: str) -> Iterator[Finding]:
    version, filling = header[2:4], header[4:]
    if version != VERSION:
        yield finding(regles.VERSION, version, VERSION, 2, 4)
    if filling != ENTETE[4:]:
        yield finding(regles.REMPLISSAGE, filling, ENTETE[4:], 2, len(header))


def _blocks(text: str, at: int) -> tuple[Bloc, ...]:
    """The blocks from there on: a value ends at a separator or where another block begins.

    No value of the format holds a separator, nor an S and a digit: a block is found again even when the
    separator before it was lost. A separator where a block should begin is a block without name.
    """
    blocs = []
    while at < len(text):
        start = at if text[at] == GS else min(at + _ID, len(text))
        end = _boundary(text, start)
        separe = text[end : end + 1] == GS
        blocs.append(Bloc(text[at:start], text[start:end], start, separe))
        at = end + separe
    return tuple(blocs)


def _frames(blocs: Sequence[Bloc]) -> Iterator[Finding]:
    """Unknown blocks, and separators missing or too many."""
    for rank, bloc in enumerate(blocs, 1):
        champ = CHAMPS.get(bloc.id)
        if not bloc.id:
            yield finding(regles.SEPARATEUR_EN_TROP, "ASCII 29", "", bloc.fin, bloc.fin + 1)
            continue
        if champ is None:
            yield finding(regles.BLOC_INCONNU, bloc.id, "S1…S7", bloc.debut - len(bloc.id), bloc.debut)
            continue
        length = len(bloc.valeur)
        needed = not champ.fixe and length < champ.maximum and rank < len(blocs)
        # Of a value too long, the length alone is wrong.
        if bloc.separe and not needed and length <= champ.maximum:
            yield finding(regles.SEPARATEUR_EN_TROP, f"{bloc.id}, ASCII 29", bloc.id, bloc.fin, bloc.fin + 1)
        elif needed and not bloc.separe:
            yield finding(regles.SEPARATEUR_ABSENT, bloc.id, f"{bloc.id}, ASCII 29", bloc.debut, bloc.fin)


def _repeated(blocs: Sequence[Bloc]) -> Iterator[Finding]:
    seen: set[str] = set()
    for bloc in blocs:
        if bloc.id and bloc.id in seen:
            yield finding(regles.BLOC_DOUBLE, bloc.id, "", bloc.debut - len(bloc.id), bloc.fin)
        seen.add(bloc.id)


def _absent(blocs: Sequence[Bloc]) -> Iterator[Finding]:
    held = {bloc.id for bloc in blocs}
    for name, champ in CHAMPS.items():
        if champ.obligatoire and name not in held:
            yield finding(regles.BLOC_ABSENT, "", name)


def _order(blocs: Sequence[Bloc]) -> Iterator[Finding]:
    known = [bloc.id for bloc in blocs if bloc.id in CHAMPS]
    if known != sorted(known):
        yield finding(regles.ORDRE, " ".join(known), " ".join(sorted(known)))


def _contenu(blocs: Sequence[Bloc]) -> Contenu | None:
    """The identity, the first of doubled blocks being kept; None when a compulsory block is missing."""
    values: Mapping[str, str] = {bloc.id: bloc.valeur for bloc in reversed(blocs)}
    if any(champ.obligatoire and not values.get(name) for name, champ in CHAMPS.items()):
        return None
    return Contenu(
        matricule=values["S1"],
        oid=values["S2"],
        liste_prenoms=values["S3"],
        nom_naissance=values["S4"],
        sexe=values["S5"],
        date_naissance="-".join(reversed(values["S6"].split("-"))),
        lieu_naissance=values.get("S7", ""),
    )
