"""The calls just before: counted in memory, for as long as the people of the espace stay the same.

No answer depends on it: what is counted is kept in the journal as facts of the moment, and a process counts
the calls it answered itself. Keys are hashes: what an editor sends must not stay in memory.
"""

from collections import Counter, deque
from typing import TYPE_CHECKING, Final

from ins.model import Demande, Faute, Operation, Reponse, Rythme
from ins.state.vue import ParVersion

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_SEARCHES: Final = frozenset({Operation.TRAITS, Operation.VITALE})
_ACCESS: Final = "desir_5"
# Beyond so many the oldest are forgotten: memory stays bounded whatever comes.
MOST: Final = 2_000


class Glissant:
    """How many times each key came within the last `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._queue: deque[tuple[float, int]] = deque()
        self._counts: Counter[int] = Counter()

    def note(self, now: float, key: int) -> None:
        """One more."""
        self._queue.append((now, key))
        self._counts[key] += 1
        self._forget(now)

    def count(self, now: float, key: int) -> int:
        """How many times that key came."""
        self._forget(now)
        return self._counts[key]

    def total(self, now: float) -> int:
        """How many came, whatever their key."""
        self._forget(now)
        return len(self._queue)

    def keys(self, now: float) -> int:
        """How many different keys came."""
        self._forget(now)
        return len(self._counts)

    def _forget(self, now: float) -> None:
        while self._queue and (len(self._queue) > MOST or now - self._queue[0][0] > self._seconds):
            _, key = self._queue.popleft()
            self._counts[key] -= 1
            if not self._counts[key]:
                del self._counts[key]


class Fenetre:
    """The last calls of one espace."""

    def __init__(self) -> None:
        self._recherches = Glissant(120)
        self._essais = Glissant(600)
        self._messages = Glissant(600)
        self._pannes = Glissant(1)
        self._refus = Glissant(5)
        self._installations: dict[int, Glissant] = {}
        self._instances: dict[int, Glissant] = {}

    def avant(self, demande: Demande, now: float) -> Rythme:
        """What came before a call, which is counted by the way. `now` is the espace's time in seconds."""
        installation, search = _installation(demande), demande.operation in _SEARCHES
        asked = _recherche(demande)
        message = hash(demande.message_id)
        repeated = bool(demande.message_id) and self._messages.count(now, message) > 0
        self._messages.note(now, message)
        instances = self._noter_instance(demande, now)
        if not search:
            return Rythme(
                message_repete=repeated,
                refus_repete=self._refus.count(now, installation) > 0,
                instances=instances,
            )
        self._essais.note(now, _identite(demande))
        people = self._personnes(installation)
        people.note(now, hash(demande.cle_patient))
        return Rythme(
            identiques=self._recherches.count(now, asked),
            essais=self._essais.count(now, _identite(demande)),
            personnes=people.keys(now),
            message_repete=repeated,
            sans_pause=self._pannes.count(now, asked) > 0,
            refus_repete=self._refus.count(now, installation) > 0,
            instances=instances,
        )

    def apres(self, demande: Demande, resultat: object, now: float) -> None:
        """How a call ended."""
        if isinstance(resultat, Reponse):
            self._recherches.note(now, _recherche(demande))
        elif isinstance(resultat, Faute):
            access = resultat.code.startswith(_ACCESS)
            ended = self._refus if access else self._pannes
            ended.note(now, _installation(demande) if access else _recherche(demande))

    def _noter_instance(self, demande: Demande, now: float) -> int:
        lps = demande.lps
        if lps is None or not lps.instance:
            return 0
        named = _by_key(self._instances, hash((lps.idam, lps.emetteur)), 600)
        named.note(now, hash(lps.instance))
        different = named.keys(now)
        return different if different > 1 and different == named.total(now) else 0

    def _personnes(self, installation: int) -> Glissant:
        return _by_key(self._installations, installation, 60)


def _by_key(windows: dict[int, Glissant], key: int, seconds: float) -> Glissant:
    if len(windows) > MOST:
        windows.clear()
    return windows.setdefault(key, Glissant(seconds))


def fenetres() -> ParVersion[Fenetre]:
    """The windows by espace; a change of its people begins a new one, for the answers may differ."""
    return ParVersion(_fenetre)


def _fenetre(_espace: "Espace") -> Fenetre:
    return Fenetre()


def _recherche(demande: Demande) -> int:
    return hash((demande.operation, demande.traits, demande.carte))


def _identite(demande: Demande) -> int:
    nom = demande.traits.nom_naissance or demande.carte.nom_naissance
    date = demande.traits.date_naissance or demande.carte.date_naissance
    return hash((nom, date, demande.matricule_demande))


def _installation(demande: Demande) -> int:
    lps = demande.lps
    return 0 if lps is None else hash((lps.idam, lps.instance, lps.emetteur))
