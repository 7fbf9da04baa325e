"""What may be changed about a person, from the control API's own operations."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulators.console.actions import Action, Field
from simulators.console.words import Table
from simulators.console.words.people import PEOPLE, SEXES, STATUSES
from simulators.core.rule import Text

_CHANGE: Final = Text("Enregistrer", "Save")
_TRAITS: Final = (
    ("nom_naissance", "birth_name", "texte"),
    ("prenoms", "given_names", "texte"),
    ("sexe", "sex", "choix"),
    ("date_naissance", "birth_date", "texte"),
    ("lieu_naissance", "birth_place", "texte"),
)


def choices(table: Table) -> tuple[tuple[str, Text], ...]:
    """A table of words as the choices of a field."""
    return tuple(table.items())


def person_actions(
    espace: str, person: Mapping[str, Any], professionals: Sequence[Mapping[str, Any]]
) -> tuple[Action, ...]:
    """The changes that make sense for somebody as they stand."""
    known = person["reference"] is not None
    base = (_marriage(espace, person), _status(espace, person))
    return (
        (*_of_identity(espace, person), *base, *_of_record(espace, person, professionals)) if known else base
    )


def _of_identity(espace: str, person: Mapping[str, Any]) -> tuple[Action, ...]:
    one = ("espaces", espace, "ins", "identites", person["id"])
    reference = person["reference"]
    shown = {**reference, "prenoms": " ".join(reference["prenoms"])}
    traits = tuple(
        Field(name, PEOPLE[label], "choix" if kind == "choix" else "texte", shown[name], _sexes(kind))
        for name, label, kind in _TRAITS
    )
    number = Field(
        "matricule",
        PEOPLE["matricule"],
        hint=Text("Vide : un matricule fictif est tiré.", "Empty: a fictional matricule is drawn."),
    )
    return (
        Action(
            "traits",
            Text("Corriger les traits d’état civil", "Correct the civil status traits"),
            _CHANGE,
            Text("INSi répond désormais avec ces traits.", "INSi now answers with these traits."),
            "PATCH",
            one,
            traits,
        ),
        Action(
            "matricule",
            Text("Donner un autre matricule", "Give another matricule"),
            Text("Changer le matricule", "Change the matricule"),
            Text(
                "Le matricule a changé ; l’ancien reste dans l’historique.",
                "The matricule changed; the former stays in the history.",
            ),
            "POST",
            (*one, "matricule"),
            (number,),
        ),
        Action(
            "homonyme",
            Text("Créer un homonyme", "Make a homonym"),
            Text("Créer l’homonyme", "Make the homonym"),
            Text(
                "Deux identités portent maintenant les mêmes traits.",
                "Two identities now have the same traits.",
            ),
            "POST",
            (*one, "homonyme"),
        ),
        _death(one),
    )


def _sexes(kind: str) -> tuple[tuple[str, Text], ...]:
    return choices(SEXES) if kind == "choix" else ()


def _death(one: tuple[str, ...]) -> Action:
    return Action(
        "deces",
        Text("Déclarer un décès", "Declare a death"),
        Text("Déclarer le décès", "Declare the death"),
        Text("Le décès est déclaré.", "The death is declared."),
        "POST",
        (*one, "deces"),
        (
            Field(
                "date",
                Text("Jour du décès", "Day of death"),
                "date",
                hint=Text("Vide : aujourd’hui.", "Empty: today."),
            ),
            Field(
                "dossiers_ouverts",
                Text(
                    "Le DMP et Mon espace santé ne le savent pas encore",
                    "The DMP and Mon espace santé do not know yet",
                ),
                "case",
            ),
        ),
        danger=True,
    )


def _marriage(espace: str, person: Mapping[str, Any]) -> Action:
    return Action(
        "mariage",
        Text("Changer le nom utilisé (mariage, divorce)", "Change the name in use (marriage, divorce)"),
        _CHANGE,
        Text("Le dossier de l’établissement porte ce nom.", "The establishment’s record bears this name."),
        "PATCH",
        ("espaces", espace, "personnes", person["id"]),
        (Field("local.nom_utilise", PEOPLE["used_name"], "texte", person["local"]["nom_utilise"]),),
    )


def _status(espace: str, person: Mapping[str, Any]) -> Action:
    return Action(
        "statut",
        Text("Changer le statut dans le dossier local", "Change the status in the local record"),
        _CHANGE,
        Text("Le statut est changé.", "The status is changed."),
        "PATCH",
        ("espaces", espace, "personnes", person["id"]),
        (
            Field(
                "local.statut",
                PEOPLE["status"],
                "choix",
                person["local"]["statut"],
                choices(STATUSES),
                always=True,
            ),
        ),
    )


def _of_record(
    espace: str, person: Mapping[str, Any], professionals: Sequence[Mapping[str, Any]]
) -> tuple[Action, ...]:
    record = person["dmp"] or {"etat": "ouvert", "bloques": []}
    dmp = ("espaces", espace, "dmp", "personnes", person["id"])
    states = tuple((key, PEOPLE[f"dmp_{key}"]) for key in ("ouvert", "ferme", "absent"))
    names = {one["id"]: Text(*[f"{one['prenom']} {one['nom']}"] * 2) for one in professionals}
    blocked = tuple((key, names[key]) for key in record["bloques"] if key in names)
    free = tuple((key, name) for key, name in names.items() if key not in record["bloques"])
    who = Text("Professionnel", "Professional")
    opened = Action(
        "dossier",
        Text("Ouvrir, fermer ou retirer son DMP", "Open, close or remove the DMP"),
        _CHANGE,
        Text("L’état du DMP est changé.", "The state of the DMP is changed."),
        "PUT",
        (*dmp, "dossier"),
        (
            Field(
                "etat", Text("État du DMP", "State of the DMP"), "choix", record["etat"], states, always=True
            ),
        ),
    )
    block = Action(
        "bloquer",
        Text(
            "Bloquer un professionnel, comme l’usager le ferait", "Block a professional, as the person would"
        ),
        Text("Bloquer", "Block"),
        Text(
            "Ce professionnel n’accède plus au DMP.", "This professional has no access to the DMP any more."
        ),
        "PUT",
        (*dmp, "blocages", "{professionnel}"),
        (Field("professionnel", who, "choix", choices=free, step=True),),
    )
    unblock = Action(
        "debloquer",
        Text("Débloquer un professionnel", "Unblock a professional"),
        Text("Débloquer", "Unblock"),
        Text("Ce professionnel retrouve ses droits sur le DMP.", "This professional has their rights back."),
        "DELETE",
        (*dmp, "blocages", "{professionnel}"),
        (Field("professionnel", who, "choix", choices=blocked, step=True),),
        hidden=not blocked,
    )
    return opened, block, unblock
