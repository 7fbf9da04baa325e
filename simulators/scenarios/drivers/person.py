"""A driver that is a person: told what to do, then what the run waits for, until they say it is done."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from simulators.core.rule import Text
from simulators.scenarios.drivers.messages import Done, DriverError, Order, SkippedError

_EVERY = 1.0
_HELP = Text(
    "  Jouez, puis tapez Entrée (« passer » : scénario suivant).",
    "  Play, then press Enter (“passer”: next scenario).",
)
_ALL_SEEN = Text("  tout a été vu : tapez Entrée", "  all was seen: press Enter")
# A word typed, the words after it: what a facilitator does meanwhile; a sentence to show comes back.
Gesture = Callable[[Order, list[str]], Text]
Say = Callable[[str], None]


class Lines:
    """The lines a person types, read aside; the end of the input counts as Enter from then on."""

    def __init__(self, source: TextIO) -> None:
        self._typed: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def next(self, seconds: float) -> str | None:
        """The next line typed within `seconds`, stripped; None when nothing came."""
        try:
            line = self._typed.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is None:
            self._typed.put(None)
            return ""
        return line.strip()

    def _read(self, source: TextIO) -> None:
        for line in source:
            self._typed.put(line)
        self._typed.put(None)


class PersonDriver:
    """Shows each scenario and waits. `timeout` in seconds, None for as long as it takes."""

    def __init__(
        self,
        lines: Lines,
        say: Say,
        lang: str,
        timeout: float | None = None,
        gestures: Mapping[str, Gesture] | None = None,
        *,
        attest: bool = False,
    ) -> None:
        self._lines, self._say, self._lang, self._timeout = lines, say, lang, timeout
        self._gestures, self._attest = gestures or {}, attest

    def prepare(self, order: Order) -> None:
        """Shows what must hold and the steps."""
        scenario, lang = order.scenario, self._lang
        self._say(f"\n{scenario.titre.in_language(lang)} ({scenario.id})")
        self._say(f"  {scenario.donne.texte.in_language(lang)}")
        for rank, step in enumerate(scenario.quand, 1):
            self._say(f"  {rank}. {step.in_language(lang)}")

    def play(self, order: Order) -> Done:
        """Until Enter. Raises SkippedError, DriverError after the time allowed."""
        self._say(_HELP.in_language(self._lang))
        for line in self._heard(order):
            word, *rest = line.split()
            if word == "passer":
                raise SkippedError("passé par la personne qui joue")
            gesture = self._gestures.get(word)
            known = ", ".join(("Entrée", "passer", *self._gestures))
            said = (
                gesture(order, rest) if gesture else Text(f"inconnu : {word} ({known})", f"unknown: {word}")
            )
            self._say(f"  {said.in_language(self._lang)}")
        return Done(dict(self._attested(order)) if self._attest else {})

    def abandon(self) -> None:
        """Nothing to undo."""

    def close(self) -> None:
        """Nothing to close."""

    def _heard(self, order: Order) -> Iterator[str]:
        """What is typed besides Enter, which ends; what the run waits for is said as it changes."""
        end = None if self._timeout is None else time.monotonic() + self._timeout
        shown: Text | None = Text("", "")
        while True:
            wanted = order.awaited()
            if wanted != shown:
                self._say(self._waiting(wanted))
                shown = wanted
            line = self._lines.next(_EVERY)
            if line == "":
                return
            if line is not None:
                yield line
            if end is not None and time.monotonic() > end:
                raise DriverError(
                    f"Personne n'a dit avoir fini en {self._timeout:g} s",
                    f"Nobody said it was done within {self._timeout:g} s",
                )

    def _unknown(self, word: str) -> Text:
        known = ", ".join(("passer", *self._gestures))
        return Text(f"« {word} » est inconnu (Entrée, {known})", f"“{word}” is unknown (Enter, {known})")

    def _waiting(self, wanted: Text | None) -> str:
        if wanted is None:
            return _ALL_SEEN.in_language(self._lang)
        return Text(f"  en attente : {wanted.fr}", f"  waiting for: {wanted.en}").in_language(self._lang)

    def _attested(self, order: Order) -> Iterator[tuple[str, bool]]:
        for check in order.scenario.controles:
            if check.genre == "traffic":
                continue
            self._say(f"  {check.libelle.in_language(self._lang)} ? (o/n)")
            answer = self._lines.next(self._timeout or threading.TIMEOUT_MAX)
            if answer and answer[0].lower() in "oyn":
                yield check.id, answer[0].lower() != "n"
