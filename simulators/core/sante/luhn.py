"""The Luhn key of RPPS (11 digits) and FINESS (9 digits) numbers."""

_RPPS = 11
_FINESS = 9


def somme(digits: str) -> int:
    """The Luhn sum modulo 10 of a string of digits: 0 when the last digit is the right key."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + rank % 2)
        total += value - 9 if value > 9 else value
    return total % 10


def cle(digits: str) -> str:
    """The digit that makes `digits` valid once appended."""
    return str(-somme(digits + "0") % 10)


def valide(digits: str) -> bool:
    """True when a string of ASCII digits ends with its own key."""
    return bool(digits) and digits.isascii() and digits.isdigit() and somme(digits) == 0


def rpps_valide(rpps: str) -> bool:
    """True for 11 digits with a right key (Répertoire partagé des professionnels de santé)."""
    return len(rpps) == _RPPS and valide(rpps)


def finess_valide(finess: str) -> bool:
    """True for 9 digits with a right key (Fichier national des établissements sanitaires et sociaux)."""
    return len(finess) == _FINESS and valide(finess)
