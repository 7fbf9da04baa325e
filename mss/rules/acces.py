"""Who may open a box (mss.md §1.2, §1.4; errata 6)."""

from mss.model import BoiteConnue
from mss.rules.catalogue import acces as catalogue
from simulators.core.rule import Rule


def par_jeton(boite: BoiteConnue | None, rpps: str) -> Rule | None:
    """The rule that a login by token breaks: the holder must own the box or be a member. None when it may."""
    if boite is None or boite.genre == "USAGER":
        return catalogue.BOITE_INCONNUE
    if boite.genre == "APP":
        return catalogue.MOT_DE_PASSE
    if not rpps or rpps not in boite.rpps:
        return catalogue.BOITE_AUTRUI
    return None if boite.ouvrable else catalogue.BOITE_FERMEE


def par_certificat(boite: BoiteConnue | None, unite: str) -> Rule | None:
    """The rule that a login by certificate breaks: its OU must be the structure of the applicative box."""
    if boite is None or boite.genre == "USAGER":
        return catalogue.BOITE_INCONNUE
    if boite.genre != "APP":
        return catalogue.BOITE_PAS_APP
    if not unite or unite != boite.structure:
        return catalogue.CERTIFICAT
    return None if boite.ouvrable else catalogue.BOITE_FERMEE
