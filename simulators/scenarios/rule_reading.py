"""From YAML to rules: one function per operator, each naming its keys; unknown keys and words are refused."""

from collections.abc import Callable, Mapping

from simulators.scenarios import language as lang
from simulators.scenarios.facts_register import fact_of, services_of
from simulators.scenarios.language import Condition, Reference, Rule, Selection, Value
from simulators.scenarios.reading import Entry

Named = Mapping[str, Selection]


def read_rule(entry: Entry, named: Named) -> Rule:
    """The rule of a check: a mapping with one operator as its only key.

    Raises:
        ScenarioError: unknown operator or key, value of the wrong type, selection not defined.
    """
    operators = entry.mapping()
    if len(operators) != 1:
        raise entry.error(f"une règle est un seul opérateur parmi : {', '.join(OPERATORS)}")
    name, body = next(iter(operators.items()))
    reader = OPERATORS.get(name)
    if reader is None:
        raise body.error(f"opérateur inconnu ; opérateurs admis : {', '.join(OPERATORS)}")
    rule = reader(body, named)
    body.done()
    return rule


def read_selection(entry: Entry, named: Named) -> Selection:
    """A selection written in place, or the name of one defined under `choix` at the top of the file."""
    if isinstance(entry.value, str):
        if entry.value not in named:
            raise entry.error(f"le choix « {entry.value} » n'est pas défini dans ce fichier")
        return named[entry.value]
    selection = Selection(
        services=entry.maybe("service", services_of, ()),
        operations=entry.maybe("operation", Entry.texts, ()),
        person=entry.maybe("personne", Entry.text, ""),
        where=entry.maybe("faits", read_conditions, ()),
    )
    entry.done()
    return selection


def read_conditions(entry: Entry) -> tuple[Condition, ...]:
    """A list of conditions."""
    return tuple(_condition(item) for item in entry.items())


def _condition(entry: Entry) -> Condition:
    fact = fact_of(entry.get("fait"))
    op = entry.get("op").one_of(*lang.BARE, *lang.VALUED, *lang.LISTED, *lang.REFERRING)
    values: tuple[Value, ...] = ()
    reference: Reference | None = None
    if op in lang.VALUED:
        values = (entry.get("valeur").scalar(),)
    elif op in lang.LISTED:
        values = tuple(item.scalar() for item in entry.get("valeurs").items())
    elif op in lang.REFERRING:
        reference = _reference(entry.get("reference"))
    entry.done()
    return Condition(fact, op, values, reference)


def _reference(entry: Entry) -> Reference:
    person = entry.find("personne")
    if person is not None:
        field = entry.get("champ").one_of(*lang.PERSON_FIELDS)
        reference: Reference = lang.FieldOf(person.text(), field)
    elif (previous := entry.find("precedent")) is not None:
        reference = lang.FactOf(fact_of(previous), "precedent")
    else:
        reference = lang.FactOf(fact_of(entry.get("fait")))
    entry.done()
    return reference


def _bounds(entry: Entry) -> tuple[int, int | None]:
    exactly = entry.find("exactement")
    if exactly is not None:
        return exactly.integer(), exactly.integer()
    least, most = entry.find("min"), entry.find("max")
    if least is None and most is None:
        raise entry.error("une borne manque : min, max ou exactement")
    return least.integer() if least else 0, most.integer() if most else None


def _of(entry: Entry, named: Named, key: str = "choix") -> Selection:
    return read_selection(entry.get(key), named)


def _count(entry: Entry, named: Named) -> Rule:
    return lang.Count(_of(entry, named), *_bounds(entry))


def _order(entry: Entry, named: Named) -> Rule:
    return lang.Order(before=_of(entry, named, "avant"), after=_of(entry, named, "apres"))


def _sequence(entry: Entry, named: Named) -> Rule:
    values = tuple(item.scalar() for item in entry.get("valeurs").items())
    mode = entry.find("mode")
    return lang.Sequence(
        of=_of(entry, named),
        fact=fact_of(entry.get("fait")),
        values=values,
        mode=mode.one_of("exacte", "dans_l_ordre", "fin") if mode else "dans_l_ordre",
    )


def _window(entry: Entry, named: Named) -> Rule:
    least, most = _bounds(entry)
    return lang.Window(
        anchor=_of(entry, named, "ancre"),
        of=_of(entry, named),
        position=entry.get("position").one_of("apres", "avant", "autour"),
        seconds=entry.get("secondes").integer(),
        least=least,
        most=most,
    )


def _join(entry: Entry, named: Named) -> Rule:
    return lang.Join(
        each=_of(entry, named, "chaque"),
        each_fact=fact_of(entry.get("fait")),
        within=_of(entry, named, "parmi"),
        within_fact=entry.maybe("fait_parmi", fact_of, fact_of(entry.get("fait"))),
        before=entry.maybe("avant", Entry.boolean, default=False),
    )


def _each(entry: Entry, named: Named) -> Rule:
    return lang.Each(_of(entry, named), *_requirements(entry))


def _following(entry: Entry, named: Named) -> Rule:
    return lang.Following(_of(entry, named, "apres"), _of(entry, named), *_requirements(entry))


def _requirements(entry: Entry) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    every = entry.maybe("conditions", read_conditions, ())
    one_of = entry.maybe("au_moins_une", read_conditions, ())
    if not every and not one_of:
        raise entry.error("il faut « conditions » ou « au_moins_une »")
    return every, one_of


def _unique(entry: Entry, named: Named) -> Rule:
    return lang.Unique(_of(entry, named), fact_of(entry.get("fait")))


def _distinct(entry: Entry, named: Named) -> Rule:
    return lang.Distinct(_of(entry, named), fact_of(entry.get("fait")), *_bounds(entry))


def _gap(entry: Entry, named: Named) -> Rule:
    return lang.Gap(_of(entry, named), entry.get("millisecondes").integer())


def _rate(entry: Entry, named: Named) -> Rule:
    return lang.Rate(_of(entry, named), entry.get("max").integer(), entry.get("secondes").integer())


def _absence(entry: Entry, named: Named) -> Rule:
    anchor = entry.maybe("ancre", lambda e: read_selection(e, named), None)
    attestation = entry.maybe("attestation", Entry.text, "")
    if anchor is None and not attestation:
        raise entry.error("une absence a besoin d'une ancre ou d'une attestation qui prouve l'occasion")
    scope = entry.find("portee")
    pivot = entry.maybe("pivot", lambda e: read_selection(e, named), None)
    if scope is not None and anchor is None and pivot is None:
        raise scope.error("cette portée a besoin d'un pivot : l'échange avant ou après lequel on regarde")
    return lang.Absence(
        of=_of(entry, named),
        anchor=anchor,
        attestation=attestation,
        scope=scope.one_of("tout", "apres", "avant") if scope else "tout",
        pivot=pivot,
    )


OPERATORS: Mapping[str, Callable[[Entry, Named], Rule]] = {
    "compte": _count,
    "ordre": _order,
    "suite": _sequence,
    "fenetre": _window,
    "jointure": _join,
    "chaque": _each,
    "suivant": _following,
    "unique": _unique,
    "distinct": _distinct,
    "ecart": _gap,
    "debit": _rate,
    "absence": _absence,
}
