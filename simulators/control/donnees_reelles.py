"""Real data must not settle here: a matricule outside the known fictional lists is told, refused, purged."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulators.control.desk import Anyone, Desk, Visited
from simulators.control.reponses import Purged
from simulators.core.espace import Espace
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Personne
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import LENGTH
from simulators.core.service import Peopled, Purging
from simulators.core.store.oubli import mentioned

router = APIRouter(prefix="/espaces/{espace}", tags=["Données réelles"])


def matricules(person: Personne) -> Iterator[str]:
    """Every 13-character matricule a person ever bore, on a card too, homonyms included."""
    for record in (person.reference, *person.homonymes):
        if record is not None:
            yield record.ins.matricule
            yield from (former.matricule for former in record.historique)
    if person.carte is not None and person.carte.matricule:
        yield person.carte.matricule


def _insured(person: Personne) -> tuple[str, ...]:
    """Whose card the person is on: somebody else's matricule, that real data could bring in as well."""
    return (person.carte.od,) if person.carte else ()


def doubtful_matricules(people: Iterable[Personne]) -> list[str]:
    """Those that may be somebody's, shown by seven characters: warnings travel further than data."""
    told = (number for person in people for number in (*matricules(person), *_insured(person)))
    return _masked(number for number in told if not est_fictif(number))


def _masked(numbers: Iterable[str]) -> list[str]:
    return [f"{number[:7]}{'·' * 6}" for number in sorted(set(numbers))]


def warnings_or_refusal(people: Iterable[Personne], espace: Espace, others: Iterable[str] = ()) -> list[str]:
    """The warnings to give with these people; 422 when the espace refuses real data. Source: design §7.

    `others` are doubtful matricules that are in no person of the espace.
    """
    doubtful = sorted({*doubtful_matricules(people), *_masked(others)})
    if doubtful and espace.settings.refuse_real_data:
        raise HTTPException(
            422, f"Matricule hors des listes fictives, refusé par cet espace : {', '.join(doubtful)}"
        )
    return [
        f"Le matricule {shown} n'est dans aucune liste fictive connue : n'entrez ici aucune personne réelle."
        for shown in doubtful
    ]


_Word = Annotated[str, Field(min_length=1, max_length=200)]


class Purge(BaseModel):
    """The person to remove: a matricule of 13 or 15 characters, or a birth name and a birth date as sent.

    Somebody searched by traits and not found has left no matricule.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"nom_naissance": "DUPONT", "date_naissance": "1950-01-01"}]},
    )

    matricule: Annotated[str, Field(pattern=r"^[0-9]{6}[0-9A-Z][0-9]{6}([0-9]{2})?$")] | None = None
    nom_naissance: _Word | None = None
    date_naissance: _Word | None = None

    @model_validator(mode="after")
    def _designates(self) -> "Purge":
        if (self.nom_naissance is None) is not (self.date_naissance is None):
            raise ValueError("le nom de naissance va avec la date de naissance")
        if self.matricule is None and self.nom_naissance is None:
            raise ValueError("un matricule, ou un nom de naissance et une date de naissance")
        return self


def traits(person: Personne) -> Iterator[tuple[str, str]]:
    """Birth name and birth date of each record of a person: together they designate somebody."""
    for record in (person.reference, *person.homonymes):
        if record is not None and record.nom_naissance and record.date_naissance:
            yield record.nom_naissance, record.date_naissance


def mentions(designations: Collection[tuple[str, ...]]) -> Callable[[Exchange], bool]:
    """A test of exchanges: true when all the words of one designation (a matricule, or a birth name and a
    birth date) stand in the facts or the bytes of either side.
    """
    wanted = [tuple(word.encode() for word in words) for words in designations]

    def found(exchange: Exchange) -> bool:
        told = repr(list(exchange.facts.values())).encode()
        held = b"\0".join((told, *_bytes(exchange.request), *_bytes(exchange.answer)))
        return any(all(word in held for word in words) for words in wanted)

    return found


def _bytes(message: Message | None) -> Iterator[bytes]:
    if message is not None:
        yield message.body or b""
        yield repr((message.start, message.headers)).encode()


def _designations(person: Personne) -> Iterator[tuple[str, ...]]:
    yield from ((number,) for number in matricules(person))
    yield from traits(person)


async def _kept_elsewhere(desk: Desk, espace: Espace, told: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """What designates the same persons where a service keeps identities of its own."""
    keepers = [one for one in desk.services.values() if isinstance(one, Peopled)]
    return {words for one in keepers for words in await one.designations(espace, told)}


@router.post("/purger", summary="Purger une personne · Purge a person")
async def purge(espace: Visited, desk: Anyone, body: Purge) -> Purged:
    """Removes a person from the espace: people, faults, documents, mails, journal; then rewrites the files.

    Goes every exchange that holds the matricule, or the birth name and date of the person. Snapshots hold the
    past as it was: all of them are forgotten, and `instantanes` lists their labels.
    """
    told: set[tuple[str, ...]] = set()
    if body.matricule is not None:
        told.add((body.matricule[:LENGTH],))
    if body.nom_naissance is not None and body.date_naissance is not None:
        told.add((body.nom_naissance, body.date_naissance))
    people = [one for one in espace.monde.personnes().values() if not told.isdisjoint(_designations(one))]
    designations = told | {words for one in people for words in _designations(one)}
    designations |= await _kept_elsewhere(desk, espace, designations)
    for person in people:
        await espace.monde.delete("personnes", person.id)
    for box in list(espace.monde.boites().values()):
        if mentioned(designations, box.adresse):
            await espace.monde.delete("boites", box.id)
    for fault in espace.faults.active():
        if any(words[0] in fault.patient for words in designations):
            await espace.faults.remove(fault.id)
    kept = [one for one in desk.services.values() if isinstance(one, Purging)]
    things = {one.name: await one.purge(espace, designations) for one in kept}
    removed = await espace.journal.purge(mentions(designations))
    forgotten = await desk.context.espaces.snapshots(espace.name)
    for label in forgotten:
        await desk.context.espaces.delete_snapshot(espace.name, label)
    await espace.store.scrub()
    return {
        "personnes": [one.id for one in people],
        "echanges": removed,
        "instantanes": forgotten,
        "services": things,
    }
