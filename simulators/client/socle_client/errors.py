"""What may go wrong between a test suite and a simulator: one class each, one sentence, the way out.

Sentences are French; English with the variable `SOCLE_LANG=en`.
"""

from typing import Any

from socle_client.language import said


class SocleError(Exception):
    """Any trouble with a simulator. `fr` and `en` say what happened and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr, en)
        self.fr = fr
        self.en = en

    def __str__(self) -> str:
        return said(self.fr, self.en)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled whole (pools of processes): their arguments are not those they are made with."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[SocleError], args: tuple[Any, ...], state: dict[str, Any]) -> SocleError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UnreachableError(SocleError):
    """Nobody answers at that address."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"aucun simulateur ne répond à {url} ({why}) : lancez « socle serve », ou corrigez l'adresse",
            f"no simulator answers at {url} ({why}): run `socle serve`, or correct the address",
        )
        self.url = url


class ProxyInTheWayError(UnreachableError):
    """The surroundings send this address through a proxy, which did not bring the simulator's answer."""

    def __init__(self, url: str, host: str, proxy: str, why: str) -> None:
        SocleError.__init__(
            self,
            f"{url} passe par le mandataire {proxy} (variables HTTP_PROXY, HTTPS_PROXY) qui ne l'atteint pas"
            f" ({why}) : ajoutez {host} à NO_PROXY",
            f"{url} goes through the proxy {proxy} (HTTP_PROXY, HTTPS_PROXY), which does not reach it"
            f" ({why}): add {host} to NO_PROXY",
        )
        self.url = url


class UnexpectedAnswerError(SocleError):
    """Something answers there, which is not the control API of a simulator."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"ce qui répond à {url} n'est pas l'API de contrôle d'un simulateur ({why}) : l'adresse attendue "
            "est « control.url » du fichier « prêt », terminée par /api",
            f"what answers at {url} is not the control API of a simulator ({why}): the address wanted is "
            "`control.url` of the ready file, ending in /api",
        )
        self.url = url


class VersionMismatchError(SocleError):
    """Client and simulator are not of one version: what one asks, the other may not know."""

    def __init__(self, client: str, server: str) -> None:
        told_fr, told_en = server or "plus ancienne", server or "an older one"
        other = f"socle-client=={server}, " if server else ""
        super().__init__(
            f"socle-client {client} parle à un simulateur de version {told_fr} : installez la même version "
            f"des deux ({other}socle-simulators=={client})",
            f"socle-client {client} speaks to a simulator of version {told_en}: install the same version of "
            f"both ({other}socle-simulators=={client})",
        )
        self.client, self.server = client, server


class RefusedError(SocleError):
    """The simulator understood the call and refuses it. `status` is HTTP's, `detail` its own sentence.

    404: unknown; 409: it does not fit the state; 422: a wrong value, named.
    """

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{detail} (HTTP {status})", f"{detail} (HTTP {status})")
        self.status, self.detail = status, detail


class WrongTokenError(RefusedError):
    """The token is not the simulator's, or opens another espace only (401), or is not the admin's (403)."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)
        self.fr = (
            f"jeton refusé ({detail}) : celui du simulateur est « control.token » de son fichier « prêt » ; "
            "un nouveau démarrage sans --data en donne un nouveau"
        )
        self.en = (
            f"token refused ({detail}): the simulator's own is `control.token` of its ready file; a new "
            "start without --data gives a new one"
        )


class NothingCameError(SocleError):
    """No exchange answered what was waited for, in the time given."""

    def __init__(self, seconds: float, wanted: str) -> None:
        super().__init__(
            f"aucun échange en {seconds:g} s ({wanted}) : le DUI a-t-il l'adresse de cet espace ?",
            f"no exchange in {seconds:g} s ({wanted}): does the DUI have the address of this espace?",
        )


class ReadyFileError(SocleError):
    """The file named is not the ready file of a running simulator."""

    def __init__(self, path: str, why_fr: str, why_en: str) -> None:
        super().__init__(
            f"fichier « prêt » inutilisable : {path} ({why_fr}) ; « socle serve --ready-file » l'écrit",
            f"ready file of no use: {path} ({why_en}); `socle serve --ready-file {path}` writes it",
        )


class StartError(SocleError):
    """The simulator could not be started."""


class CommandMissingError(StartError):
    """The command that starts it does not exist."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"commande introuvable : {command} ; installez le simulateur (pipx install et son archive), "
            "dites où il est (--socle-command), ou joignez-en un qui tourne (--socle-url)",
            f"no such command: {command}; install the simulator (pipx install and its wheel), say where "
            "it is (--socle-command), or join one that runs (--socle-url)",
        )


class NotReadyError(StartError):
    """It runs, and is still not ready."""

    def __init__(self, command: str, seconds: float, said: str) -> None:
        super().__init__(
            f"« {command} » n'est pas prêt après {seconds:g} s (socle_timeout) ; dernière ligne : {said}",
            f"`{command}` is not ready after {seconds:g} s (socle_timeout); last line: {said}",
        )
