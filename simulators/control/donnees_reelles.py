"""Real data must not settle here: a matricule outside the known fictional lists is told, refused, purged."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from simulators.control.desk import Anyone, Owned
from simulators.control.render import Json
from simulators.core.espace import Espace
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Personne
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import LENGTH

router = APIRouter(prefix="/espaces/{espace}", tags=["Données réelles"])


def matricules(person: Personne) -> Iterator[str]:
    """Every 13-character matricule a person ever bore, homonyms included."""
    for record in (person.reference, *person.homonymes):
        if record is not None:
            yield record.ins.matricule
            yield from (former.matricule for former in record.historique)


def doubtful_matricules(people: Iterable[Personne]) -> list[str]:
    """Those that may be somebody's, shown by seven characters: warnings travel further than data."""
    found = {number for person in people for number in matricules(person) if not est_fictif(number)}
    return [f"{number[:7]}{'·' * 6}" for number in sorted(found)]


def warnings_or_refusal(people: Iterable[Personne], espace: Espace) -> list[str]:
    """The warnings to give with these people; 422 when the espace refuses real data. Source: design §7."""
    doubtful = doubtful_matricules(people)
    if doubtful and espace.settings.refuse_real_data:
        raise HTTPException(
            422, f"Matricule hors des listes fictives, refusé par cet espace : {', '.join(doubtful)}"
        )
    return [
        f"Le matricule {shown} n'est dans aucune liste fictive connue : n'entrez ici aucune personne réelle."
        for shown in doubtful
    ]


class Purge(BaseModel):
    """The person to remove: a matricule of 13 or 15 characters."""

    model_config = ConfigDict(extra="forbid")

    matricule: Annotated[str, Field(pattern=r"^[0-9]{6}[0-9A-Z][0-9]{6}([0-9]{2})?$")]


def mentions(matricule: str) -> Callable[[Exchange], bool]:
    """A test of exchanges: true when the matricule stands in the facts or the bytes of either side."""
    needle = matricule.encode("ascii")

    def found(exchange: Exchange) -> bool:
        facts = repr(exchange.facts.values())
        return matricule in facts or _holds(exchange.request, needle) or _holds(exchange.answer, needle)

    return found


def _holds(message: Message | None, needle: bytes) -> bool:
    if message is None:
        return False
    return needle in (message.body or b"") or needle in repr((message.start, message.headers)).encode()


@router.post("/purger", summary="Purger une personne · Purge a person")
async def purge(espace: Owned, desk: Anyone, body: Purge) -> Json:
    """Removes a person from the espace and from its journal, blobs included.

    `instantanes` lists the snapshots: they hold the past as it was, delete those that knew the person.
    """
    matricule = body.matricule[:LENGTH]
    people = [one.id for one in espace.monde.personnes().values() if matricule in matricules(one)]
    for id_ in people:
        await espace.monde.delete("personnes", id_)
    removed = await espace.journal.purge(mentions(matricule))
    kept = await desk.context.espaces.snapshots(espace.name)
    return {"personnes": people, "echanges": removed, "instantanes": kept}
