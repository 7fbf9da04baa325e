"""The indicators U1 to U7 of a rehearsal, from the exchanges alone. Definitions are ours, to be confirmed.

Persons and professionals are counted once in a period, so the figures of a group are not the sum of those of
its establishments: they are computed anew on all its exchanges.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.usagers import NOT_THE_DUI, Usager

PPA = "80788-3"
SEARCHES = ("ins.recherche_traits", "ins.recherche_vitale")
_FOUND, _SUCCESS, _ACCEPTED = "00", "Success", "250"
_CITIZENS = "patient."


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator in words: what it is called, and what is counted over what."""

    code: str
    nom: Text
    compte: Text


DEFINITIONS = (
    Definition(
        "U1",
        Text("Identités trouvées", "Identities found"),
        Text(
            "usagers dont une recherche d'identité a abouti, parmi ceux que vous avez cherchés",
            "people found by an identity search, among those searched",
        ),
    ),
    Definition(
        "U2",
        Text("Identité qualifiée utilisée", "Qualified identity used"),
        Text(
            "usagers dont un document a été accepté au DMP, ou envoyé par messagerie avec l'identité "
            "annoncée qualifiée, parmi tous ceux de la répétition",
            "people with a document accepted by the DMP, or mailed with a qualified identity, among all",
        ),
    ),
    Definition(
        "U3",
        Text("Projets personnalisés au DMP", "Personalised plans in the DMP"),
        Text(
            "usagers dont le projet personnalisé a été accepté au DMP, parmi tous ceux de la répétition",
            "people whose personalised plan the DMP accepted, among all",
        ),
    ),
    Definition(
        "U4",
        Text("Documents acceptés au DMP", "Documents accepted by the DMP"),
        Text(
            "documents acceptés, parmi les envois acceptés, les envois refusés et les usagers sans DMP "
            "ouvert pour qui rien n'a été envoyé",
            "documents accepted, among those accepted, those refused, and people without an open record",
        ),
    ),
    Definition(
        "U5",
        Text("Courriels aux professionnels", "Mails to professionals"),
        Text("courriels acceptés, avec un document joint", "mails accepted, with a document"),
    ),
    Definition(
        "U6",
        Text("Courriels aux usagers", "Mails to citizens"),
        Text("courriels acceptés vers Mon espace santé", "mails accepted for Mon espace santé"),
    ),
    Definition(
        "U7",
        Text("Professionnels connectés", "Professionals connected"),
        Text(
            "professionnels connectés par Pro Santé Connect, parmi l'effectif que vous déclarez",
            "professionals connected through Pro Santé Connect, among the staff you declare",
        ),
    ),
    Definition(
        "U8",
        Text("Dossiers actifs", "Active records"),
        Text(
            "dossiers utilisés dans la période, parmi la file active de votre logiciel (fichier fourni)",
            "records used in the period, among the file active of your software (file provided)",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Mesure:
    """A count, over another one when it is a share. `sur` None: a plain count, or a total nobody gave.

    `preuves`: the exchanges counted.
    """

    code: str
    nombre: int
    sur: int | None = None
    preuves: tuple[str, ...] = field(default=(), compare=False)

    @property
    def part(self) -> int | None:
        """The share in whole percent, rounded down; None when there is nothing to divide by."""
        return self.nombre * 100 // self.sur if self.sur else None


def mesurer(
    exchanges: Sequence[Exchange], qui: Mapping[str, Usager], effectif: int | None = None
) -> tuple[Mesure, ...]:
    """U1 to U7 of these exchanges. `qui` says whom each is about; `effectif` is the declared staff."""
    own = [one for one in exchanges if one.operation not in NOT_THE_DUI]
    touched = _whom(own, qui)
    searches = [one for one in own if one.operation in SEARCHES]
    fed = [one for one in own if feeds(one)]
    qualified = [*fed, *(one for one in own if sent(one) and one.facts.get("mss.ins") == "O")]
    plans = [one for one in fed if PPA in _texts(one.facts.get("dmp.type_code"))]
    attempts = [one for one in own if one.operation == "dmp.td21"]
    nowhere = _whom(own, qui, "dmp.etat", ("ferme", "absent")) - _whom(attempts, qui)
    found = [one for one in searches if one.facts.get("ins.code") == _FOUND]
    mails = [one for one in own if to_professionals(one)]
    letters = [one for one in own if to_citizens(one)]
    logins = [one for one in own if logged_in(one)]
    return (
        Mesure("U1", len(_whom(found, qui)), len(_whom(searches, qui)), _ids(found)),
        Mesure("U2", len(_whom(qualified, qui)), len(touched), _ids(qualified)),
        Mesure("U3", len(_whom(plans, qui)), len(touched), _ids(plans)),
        Mesure("U4", len(fed), len(attempts) + len(nowhere), _ids(fed)),
        Mesure("U5", len(mails), None, _ids(mails)),
        Mesure("U6", len(letters), None, _ids(letters)),
        Mesure("U7", len(connected(own)), effectif, _ids(logins)),
    )


def _ids(exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    return tuple(one.id for one in exchanges)


def feeds(one: Exchange) -> bool:
    """True when the DMP accepted a document."""
    return one.operation == "dmp.td21" and one.facts.get("dmp.code") == _SUCCESS


def sent(one: Exchange) -> bool:
    """True when the mail server accepted a mail of the DUI."""
    return one.operation == "mss.envoi" and one.facts.get("mss.code") == _ACCEPTED


def to_professionals(one: Exchange) -> bool:
    """True for an accepted mail with a document whose recipients are not citizens only."""
    return sent(one) and one.facts.get("mss.xdm") is True and not all(map(_citizen, _recipients(one)))


def to_citizens(one: Exchange) -> bool:
    """True for an accepted mail to a citizen."""
    return sent(one) and any(map(_citizen, _recipients(one)))


def connected(exchanges: Iterable[Exchange]) -> dict[str, str]:
    """National id and name of those who got a token of Pro Santé Connect, in order of login."""
    return {
        str(one.facts["professional"]): str(one.facts.get("psc.nom") or "")
        for one in exchanges
        if logged_in(one)
    }


def logged_in(one: Exchange) -> bool:
    """True when somebody got a token of Pro Santé Connect."""
    return (
        one.operation == "psc.jeton" and one.facts.get("code") == "OK" and bool(one.facts.get("professional"))
    )


def _whom(
    exchanges: Iterable[Exchange], qui: Mapping[str, Usager], fact: str = "", values: Sequence[str] = ()
) -> set[str]:
    """The usagers of these exchanges, only of those whose fact has one of the values when one is named."""
    chosen = (one for one in exchanges if not fact or one.facts.get(fact) in values)
    return {qui[one.id].cle for one in chosen if one.id in qui}


def _recipients(one: Exchange) -> tuple[str, ...]:
    return _texts(one.facts.get("mss.destinataires"))


def _citizen(address: str) -> bool:
    return address.rpartition("@")[2].startswith(_CITIZENS)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else (str(value),) if value else ()
