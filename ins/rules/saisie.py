"""Traits as a person types them, brought to what the reference base holds, or refused in a sentence."""

import re
from typing import Final

from ins.rules.lexique import proposition
from simulators.core.monde.model import InsHistorique
from simulators.core.sante import cog, matricule
from simulators.core.sante.oids import LIBELLES

MOST: Final = 100
MOST_PRENOMS: Final = 500
MOST_FORMER: Final = 50
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INVERSE: Final = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_SEPARATEURS: Final = re.compile(r"[ ,\u00a0]+")


class SaisieRefusee(ValueError):  # noqa: N818 - the field's word: a value that is refused
    """A value that the reference base cannot hold; the argument is the sentence to show."""


def nom(value: str) -> str:
    """A birth name in the letters of INSi (ins.md §6.1)."""
    return _lettres(value, prenom=False)


def prenoms(value: str) -> tuple[str, ...]:
    """Given names, separated by spaces or commas; hyphens join."""
    if len(value) > MOST_PRENOMS:
        raise SaisieRefusee(f"plus de {MOST_PRENOMS} caractères")
    return tuple(_lettres(one, prenom=True) for one in _SEPARATEURS.split(value.strip(" ,\u00a0")))


def _lettres(value: str, *, prenom: bool) -> str:
    if not value.strip():
        raise SaisieRefusee("vide")
    if len(value) > MOST:
        raise SaisieRefusee(f"plus de {MOST} caractères")
    found = proposition(value, prenom)
    if not found:
        raise SaisieRefusee(f"« {value} » : INSi n'admet que A-Z, espace, apostrophe et tiret")
    return found


def sexe(value: str) -> str:
    """M or F: the reference base knows no other (EF_INS25_04)."""
    found = value.strip().upper()
    if found not in {"M", "F"}:
        raise SaisieRefusee(f"« {value[:20]} » : M ou F attendu")
    return found


def date(value: str) -> str:
    """A birth date, lunar ones included, as `AAAA-MM-JJ`; `JJ/MM/AAAA` is understood."""
    found = value.strip()
    turned = _INVERSE.fullmatch(found)
    if turned:
        found = f"{turned[3]}-{turned[2]}-{turned[1]}"
    if not _DATE.fullmatch(found):
        raise SaisieRefusee(f"« {value[:20]} » : AAAA-MM-JJ ou JJ/MM/AAAA attendu")
    return found


def lieu(value: str) -> str:
    """The code officiel géographique of the place of birth."""
    found = value.strip().upper()
    if found.isdigit() and len(found) == 4:
        raise SaisieRefusee(f"« {value} » : cinq caractères attendus, un zéro de tête s'est perdu")
    if not cog.en_forme(found):
        raise SaisieRefusee(f"« {value[:20]} » : code officiel géographique à cinq caractères attendu")
    return found


def ins(value: str, key: str = "") -> tuple[str, str]:
    """A matricule and its key, from 13 or 15 characters; without key, the true one. A false one is kept."""
    compact = re.sub(r"[\s.]", "", value).upper()
    number, given = compact[: matricule.LENGTH], compact[matricule.LENGTH :] or key.strip()
    try:
        true = matricule.cle(number)
    except matricule.MatriculeInvalideError:
        raise SaisieRefusee(f"« {value[:20]} » : matricule de 13 ou 15 caractères attendu") from None
    if given and not re.fullmatch(r"[0-9]{2}", given):
        raise SaisieRefusee(f"« {given[:20]} » : clé de deux chiffres attendue")
    return number, given or true


def oid(value: str) -> str:
    """One of the OIDs of the INS, `urn:oid:` or not."""
    found = value.strip().removeprefix("urn:oid:")
    if found not in LIBELLES:
        raise SaisieRefusee(f"« {value[:40]} » : OID de l'INS attendu ({', '.join(LIBELLES)})")
    return found


def historique(value: str, oid_defaut: str) -> tuple[InsHistorique, ...]:
    """Former INS separated by `|`; each is a matricule, then an OID, a first and a last date if known."""
    told = [one for one in value.split("|") if one.strip()]
    if len(told) > MOST_FORMER:
        raise SaisieRefusee(f"plus de {MOST_FORMER} anciens INS")
    return tuple(_ancien(one, oid_defaut) for one in told)


def _ancien(text: str, oid_defaut: str) -> InsHistorique:
    first, *rest = text.split()
    number, key = ins(first)
    named = [part for part in rest if part.removeprefix("urn:oid:").startswith("1.")]
    dates = [part for part in rest if part not in named]
    if len(named) > 1 or len(dates) > 2:
        raise SaisieRefusee(f"« {text.strip()[:60]} » : matricule, OID, début et fin attendus")
    begun, ended = (["" if one == "-" else date(one) for one in dates] + ["", ""])[:2]
    return InsHistorique(
        matricule=number,
        cle=key,
        oid=oid(named[0]) if named else oid_defaut,
        date_deb=begun,
        date_fin=ended,
    )
