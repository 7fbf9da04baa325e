"""The national identifier of a professional of the world, told or made from the structure (psc.md §4.1)."""

from collections.abc import Mapping
from zlib import crc32

from simulators.core.monde.model import Professionnel, Structure


def identifiant_national(one: Professionnel, structures: Mapping[str, Structure]) -> str:
    """8 and the RPPS number, or the one told; for the holder of a card without any, 3, the FINESS and an
    internal number. Empty for whoever has none; `structures` are those of the world by their id."""
    if one.rpps or one.identifiant_national:
        return f"8{one.rpps}" if one.rpps else one.identifiant_national
    structure = next((structures.get(situation.structure) for situation in one.situations), None)
    if one.carte != "CPE" or structure is None or not structure.finess:
        return ""
    return f"3{structure.finess}/CPET{crc32(one.id.encode()) % 100_000:05d}"
