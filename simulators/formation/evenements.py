"""The events that a trainer may drop into a rehearsal, by name: what happens, and how it is told.

Each is made of operations of the control API: a fault, a mail that comes, a fact that changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from simulators.core.rule import Text

_BOX: Final = "contact@ehpad-les-tilleuls.demo.mssante.fr"


@dataclass(frozen=True, slots=True)
class Incident:
    """A fault of one service: `minutes` long by the espace's clock, or on `nombre` calls."""

    service: str
    nom: str
    genre: Literal["metier", "transport"] = "transport"
    minutes: int | None = None
    nombre: int | None = None
    parametres: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changement:
    """A fact that changes: the kind of thing, which one, and what becomes of it."""

    genre: Literal["personnes", "professionnels"]
    id: str
    faits: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """A control operation of a service: its verb, its path as declared, what the path and the body name."""

    service: str
    verbe: str
    chemin: str
    noms: Mapping[str, str]
    corps: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evenement:
    """`titre` is what the trainer chooses, `recit` completes "le formateur …"."""

    cle: str
    titre: Text
    recit: Text
    incidents: tuple[Incident, ...] = ()
    changements: tuple[Changement, ...] = ()
    operations: tuple[Operation, ...] = ()


def _mail(cle: str, nature: str, titre: Text, recit: Text) -> Evenement:
    body = {"boite": _BOX, "nature": nature, "personne": "marguerite-delaunay"}
    return Evenement(cle, titre, recit, operations=(Operation("mss", "POST", "/arrivees", {}, body),))


EVENEMENTS: Final = (
    Evenement(
        "internet_coupe",
        Text("Internet est coupé pendant cinq minutes", "The internet is cut for five minutes"),
        Text("a coupé internet pour cinq minutes", "cut the internet for five minutes"),
        (
            *(Incident(service, "coupure", minutes=5) for service in ("ins", "dmp", "psc")),
            Incident("mss", "indisponible", "metier", minutes=5),
        ),
    ),
    Evenement(
        "insi_indisponible",
        Text("INSi est indisponible pendant dix minutes", "INSi is unavailable for ten minutes"),
        Text("a rendu INSi indisponible pour dix minutes", "made INSi unavailable for ten minutes"),
        (Incident("ins", "desir_1020", "metier", minutes=10),),
    ),
    Evenement(
        "insi_lent",
        Text("Les trois prochaines réponses d’INSi tardent", "The next three answers of INSi are slow"),
        Text("a ralenti les trois prochaines réponses d’INSi", "slowed the next three answers of INSi down"),
        (Incident("ins", "latence", nombre=3, parametres={"ms": 15_000}),),
    ),
    Evenement(
        "dmp_maintenance",
        Text("Le DMP est en maintenance pendant dix minutes", "The DMP is in maintenance for ten minutes"),
        Text("a mis le DMP en maintenance pour dix minutes", "put the DMP in maintenance for ten minutes"),
        (Incident("dmp", "maintenance", minutes=10),),
    ),
    Evenement(
        "connexion_refusee",
        Text("La prochaine connexion Pro Santé Connect échoue", "The next Pro Santé Connect login fails"),
        Text("a fait échouer la prochaine connexion Pro Santé Connect", "made the next login fail"),
        (Incident("psc", "acces_refuse", "metier", nombre=1),),
    ),
    Evenement(
        "boite_pleine",
        Text("La boîte du prochain destinataire est pleine", "The mailbox of the next recipient is full"),
        Text("a rempli la boîte du prochain destinataire", "filled the mailbox of the next recipient"),
        (Incident("mss", "boite_pleine", "metier", nombre=1),),
    ),
    _mail(
        "hopital_ecrit",
        "nominal",
        Text(
            "L’hôpital envoie la lettre de sortie de Marguerite Delaunay",
            "The hospital sends the discharge letter of Marguerite Delaunay",
        ),
        Text(
            "a fait écrire l’hôpital : une lettre de sortie est dans la boîte",
            "had the hospital write: a discharge letter is in the box",
        ),
    ),
    _mail(
        "hopital_sans_ins",
        "sans_ins",
        Text(
            "L’hôpital envoie un document sans INS, à rapprocher",
            "The hospital sends a document without INS, to be matched",
        ),
        Text(
            "a fait écrire l’hôpital : un document sans INS est dans la boîte",
            "had the hospital write: a document without INS is in the box",
        ),
    ),
    Evenement(
        "nom_corrige",
        Text(
            "L’état civil corrige le nom de naissance de Marguerite Delaunay",
            "The civil registry corrects the birth name of Marguerite Delaunay",
        ),
        Text(
            "a fait corriger le nom de naissance de Marguerite Delaunay : INSi ne répond plus pareil",
            "had the birth name of Marguerite Delaunay corrected: INSi no longer answers the same",
        ),
        changements=(
            Changement("personnes", "marguerite-delaunay", {"reference.nom_naissance": "DELAUNEY"}),
        ),
    ),
    Evenement(
        "dmp_ferme",
        Text("Marguerite Delaunay ferme son DMP", "Marguerite Delaunay closes her record"),
        Text("a fait fermer le DMP de Marguerite Delaunay", "had the record of Marguerite Delaunay closed"),
        operations=(
            Operation(
                "dmp",
                "PUT",
                "/personnes/{personne}/dossier",
                {"personne": "marguerite-delaunay"},
                {"etat": "ferme"},
            ),
        ),
    ),
    Evenement(
        "carte_perdue",
        Text("Nathalie Kermarrec a perdu sa carte", "Nathalie Kermarrec lost her card"),
        Text("a fait opposer la carte de Nathalie Kermarrec", "had the card of Nathalie Kermarrec opposed"),
        changements=(Changement("professionnels", "nathalie-kermarrec", {"carte": "opposee"}),),
    ),
)
