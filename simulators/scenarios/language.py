"""The rule language: a closed set of typed operators over the facts of exchanges, as frozen values.

Nothing here evaluates text: no expression, no XPath, no regular expression. The YAML shape of each operator
is told in `docs/fr/reference/scenarios-yaml.md`; `rule_reading` builds these values, `evaluation` judges
them.
"""

from dataclasses import dataclass
from typing import Literal

Value = str | int | bool

# Operators that need no value, one value, several values, or another fact.
BARE = ("present", "absent", "majuscules_sans_accent")
VALUED = ("egal", "different", "commence_par", "finit_par", "contient", "plus_petit", "plus_grand")
LISTED = ("dans", "hors_de")
REFERRING = ("egal_fait", "different_fait", "equivaut_fait", "commence_par_fait", "plus_de_mots_que")

# Fields of a person that a rule may refer to.
PERSON_FIELDS = (
    "reference.nom_naissance",
    "reference.premier_prenom",
    "reference.liste_prenoms",
    "reference.sexe",
    "reference.date_naissance",
    "reference.lieu_naissance",
    "reference.ins",
    "reference.oid",
    "local.nom_naissance",
    "local.nom_utilise",
    "local.premier_prenom",
    "local.liste_prenoms",
    "local.sexe",
    "local.date_naissance",
    "local.lieu_naissance",
)


@dataclass(frozen=True, slots=True)
class FactOf:
    """Another fact: of the same exchange, of the one before it (`suivant`), or of the anchor (`fenetre`)."""

    name: str
    exchange: Literal["meme", "precedent"] = "meme"


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of a person of the world, among `PERSON_FIELDS`."""

    person: str
    field: str


Reference = FactOf | FieldOf


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact` `op` `values` (or `reference`). Facts are those of the journal, plus `operation`, `service`,
    `protocole`, `face`, `resultat`."""

    fact: str
    op: str
    values: tuple[Value, ...] = ()
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which exchanges: by service, operation, person concerned and facts. An empty tuple selects all."""

    services: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    person: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """`compte`: between `least` and `most` exchanges. Nothing seen where one was due is a failure."""

    of: Selection
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """`ordre`: each exchange of `after` has one of `before` earlier than itself."""

    before: Selection
    after: Selection


@dataclass(frozen=True, slots=True)
class Sequence:
    """`suite`: the values of one fact, in order: exactly (`exacte`), with others between (`dans_l_ordre`) or
    at the end (`fin`)."""

    of: Selection
    fact: str
    values: tuple[Value, ...]
    mode: Literal["exacte", "dans_l_ordre", "fin"] = "dans_l_ordre"


@dataclass(frozen=True, slots=True)
class Window:
    """`fenetre`: around each anchor, within `seconds`, between `least` and `most` exchanges."""

    anchor: Selection
    of: Selection
    position: Literal["apres", "avant", "autour"]
    seconds: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """`jointure`: each exchange of `each` has one of `within` whose `within_fact` has the same value as its
    `each_fact`; earlier than itself when `before`."""

    each: Selection
    each_fact: str
    within: Selection
    within_fact: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """`chaque`: every selected exchange satisfies all of `conditions` and, if any, one of `one_of`."""

    of: Selection
    conditions: tuple[Condition, ...] = ()
    one_of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Following:
    """`suivant`: the first exchange of `of` after each one of `after` satisfies the conditions; they may
    refer to the one before it. A missing successor is a failure."""

    after: Selection
    of: Selection
    conditions: tuple[Condition, ...] = ()
    one_of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Unique:
    """`unique`: no two exchanges carry the same value of the fact, and each carries one."""

    of: Selection
    fact: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """`distinct`: between `least` and `most` different values of the fact."""

    of: Selection
    fact: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """`ecart`: at least `milliseconds` between two consecutive exchanges, on the espace's clock."""

    of: Selection
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Rate:
    """`debit`: at most `most` exchanges in any `seconds`, on the espace's clock."""

    of: Selection
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Absence:
    """`absence`: nothing selected by `of`, provided that there was a chance to see it.

    The chance is proven by an exchange (`anchor`) or by a person (`attestation`); without proof the absence
    is `not_seen`. `scope` says where the absence holds: the whole run, or after, or before the first exchange
    of `pivot` (the anchor when there is no pivot).
    """

    of: Selection
    anchor: Selection | None = None
    attestation: str = ""
    scope: Literal["tout", "apres", "avant"] = "tout"
    pivot: Selection | None = None


Rule = Count | Order | Sequence | Window | Join | Each | Following | Unique | Distinct | Gap | Rate | Absence


def selections(rule: Rule) -> tuple[Selection, ...]:
    """Every selection a rule reads."""
    found = (getattr(rule, name) for name in rule.__dataclass_fields__)
    return tuple(value for value in found if isinstance(value, Selection))


def services(rule: Rule) -> frozenset[str]:
    """The services whose exchanges a rule reads: it cannot be judged where they are not played."""
    return frozenset(service for selection in selections(rule) for service in selection.services)
