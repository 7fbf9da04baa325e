"""Mail that comes from outside: a hospital, a laboratory, another operator writes to a box of the espace."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulators.console.actions import Action, Field
from simulators.core.rule import Text

_ANYBODY: Final = Text(
    "les usagers de la structure, à tour de rôle", "the people of the establishment, in turn"
)


def arrival(
    espace: str, box: str, natures: Sequence[Mapping[str, str]], people: Sequence[Mapping[str, Any]]
) -> Action:
    """One mail, or two hundred, of one nature: what it puts to the test is said where it is chosen."""
    kinds = tuple((one["nature"], Text(one["texte"], one["text"])) for one in natures)
    known = tuple(
        (one["id"], _name(one)) for one in people if one["reference"] and one["reference"]["prenoms"]
    )
    return Action(
        "arriver",
        Text("Faire arriver un courriel d’un correspondant", "Have a correspondent’s mail arrive"),
        Text("Faire arriver", "Have it arrive"),
        Text("Le courriel est dans la boîte.", "The mail is in the box."),
        "POST",
        ("espaces", espace, "mss", "arrivees"),
        (
            Field("nature", Text("Ce qui arrive", "What comes"), "choix", choices=kinds, always=True),
            Field("personne", Text("À propos de", "About"), "choix", choices=(("", _ANYBODY), *known)),
            Field("nombre", Text("Combien", "How many"), "nombre", "1", always=True),
        ),
        {"boite": box},
    )


def _name(person: Mapping[str, Any]) -> Text:
    reference = person["reference"]
    return Text(*[f"{reference['prenoms'][0]} {reference['nom_naissance']}"] * 2)
