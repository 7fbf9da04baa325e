"""INSi, the national téléservice that gives a person's health identity (INS) from identity traits."""

from ins.service import create

__all__ = ["create"]
