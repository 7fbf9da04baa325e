"""The client for code that waits: `Socle`, a simulator, and `Espace`, one of its worlds."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from socle_client.calls import espaces, faults, house, journal, monde, scenarios, services
from socle_client.calls.call import Call, as_json_if_any, of_espace
from socle_client.channels import Channel
from socle_client.ready import read_ready

P = ParamSpec("P")
T = TypeVar("T")


class _Sent(Generic[P, T]):
    """A call about an espace as a method of it, which sends it: same arguments, same answer, same text."""

    def __init__(self, call: Callable[Concatenate[str, P], Call[T]]) -> None:
        self._call = call
        self.__doc__ = call.__doc__

    @overload
    def __get__(self, one: None, kind: type) -> Self: ...
    @overload
    def __get__(self, one: "Espace", kind: type) -> Callable[P, T]: ...
    def __get__(self, one: "Espace | None", kind: type) -> "Self | Callable[P, T]":
        """The method bound to one espace."""
        if one is None:
            return self

        def sent(*args: P.args, **kwargs: P.kwargs) -> T:
            # A test that fails shows its own line, not ours.
            __tracebackhide__ = True
            return one.channel.send(self._call(one.name, *args, **kwargs))

        sent.__doc__ = self.__doc__
        return sent


class Espace:
    """One isolated world: its people, tokens, journal, clock and faults."""

    def __init__(self, channel: Channel, name: str) -> None:
        self.channel, self.name = channel, name

    @classmethod
    def join(cls, url: str, token: str, name: str) -> "Espace":
        """With the token of that espace, or the administrator's. Raises SocleError. Close its channel."""
        channel = Channel(url, token)
        try:
            channel.shake_hands()
            espace = cls(channel, name)
            espace.described()
        except BaseException:
            channel.close()
            raise
        return espace

    def __repr__(self) -> str:
        return f"Espace({self.name!r})"

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Any other call of the API about this espace: `call("GET", "dmp/personnes/x/documents")`."""
        address = f"{of_espace(self.name)}/{path}"
        return self.channel.send(Call(method, address, as_json_if_any, body=body))

    described = _Sent(espaces.described)
    delete = _Sent(espaces.delete)
    reset = _Sent(espaces.reset)
    snapshots = _Sent(espaces.snapshots)
    snapshot = _Sent(espaces.snapshot)
    restore = _Sent(espaces.restore)
    forget_snapshot = _Sent(espaces.forget_snapshot)
    export = _Sent(espaces.export)
    export_journal = _Sent(espaces.export_journal)
    settings = _Sent(espaces.settings)
    configure = _Sent(espaces.configure)
    clock = _Sent(espaces.clock)
    real_clock = _Sent(espaces.real_clock)
    shift_clock = _Sent(espaces.shift_clock)
    step_clock = _Sent(espaces.step_clock)
    access = _Sent(espaces.access)
    certificates_of_structure = _Sent(espaces.certificates_of_structure)
    certificates_of_professional = _Sent(espaces.certificates_of_professional)
    personnes = _Sent(monde.personnes)
    personne = _Sent(monde.personne)
    put_personne = _Sent(monde.put_personne)
    change_personne = _Sent(monde.change_personne)
    remove_personne = _Sent(monde.remove_personne)
    values = _Sent(monde.values)
    value = _Sent(monde.value)
    put = _Sent(monde.put)
    change_value = _Sent(monde.change_value)
    remove = _Sent(monde.remove)
    arm = _Sent(faults.arm)
    active_faults = _Sent(faults.active)
    fault_catalogue = _Sent(faults.fault_catalogue)
    clear = _Sent(faults.clear)
    clear_all = _Sent(faults.clear_all)
    exchanges = _Sent(journal.exchanges)
    exchange = _Sent(journal.exchange)
    wait_for = _Sent(journal.wait_for)
    request_bytes = _Sent(journal.request_bytes)
    answer_bytes = _Sent(journal.answer_bytes)
    findings = _Sent(journal.findings)
    assert_no_error_findings = _Sent(journal.assert_no_error_findings)
    adopt = _Sent(journal.adopt)
    psc_clients = _Sent(services.psc_clients)
    put_psc_client = _Sent(services.put_psc_client)
    remove_psc_client = _Sent(services.remove_psc_client)
    configure_psc_login = _Sent(services.configure_psc_login)
    ciba_requests = _Sent(services.ciba_requests)
    approve_ciba = _Sent(services.approve_ciba)
    refuse_ciba = _Sent(services.refuse_ciba)
    expire_psc_token = _Sent(services.expire_psc_token)
    possible_mails = _Sent(services.possible_mails)
    receive_mail = _Sent(services.receive_mail)
    mails = _Sent(services.mails)
    add_directory_key = _Sent(services.add_directory_key)
    scenario_catalogue = _Sent(scenarios.catalogue)
    judge = _Sent(scenarios.judge)
    begin_rehearsal = _Sent(scenarios.begin_rehearsal)
    rehearsal = _Sent(scenarios.rehearsal)
    next_stage = _Sent(scenarios.next_stage)
    end_rehearsal = _Sent(scenarios.end_rehearsal)


class Socle:
    """A running simulator: a context manager, or close it."""

    def __init__(self, channel: Channel, version: str) -> None:
        self.channel, self.version = channel, version

    @classmethod
    def join(cls, url: str, token: str) -> Self:
        """The simulator whose control API is at `url` (`http://localhost:8400/api`), as its administrator.

        Raises SocleError: nobody there, another version, a token that is not its own.
        """
        channel = Channel(url, token)
        try:
            version = channel.shake_hands()
            channel.send(house.espaces())
        except BaseException:
            channel.close()
            raise
        return cls(channel, version)

    @classmethod
    def join_ready(cls, path: Path) -> Self:
        """The simulator that wrote this ready file. Raises SocleError."""
        ready = read_ready(path)
        return cls.join(ready.url, ready.token)

    @property
    def url(self) -> str:
        """The address of its control API."""
        return self.channel.url

    @property
    def token(self) -> str:
        """The token by which it was joined."""
        return self.channel.token

    def espaces(self) -> list[str]:
        """The names of the espaces; `defaut` always exists."""
        return self.channel.send(house.espaces())

    def espace(self, name: str) -> Espace:
        """One of them. RefusedError 404 when there is none of that name."""
        self.channel.send(espaces.described(name))
        return Espace(self.channel, name)

    def create(self, name: str) -> Espace:
        """A world of its own. RefusedError 409 if it exists, 422 for a wrong name."""
        self.channel.send(house.create(name))
        return Espace(self.channel, name)

    def import_(self, name: str, path: Path) -> Espace:
        """An espace of that name from an exported file. RefusedError; OSError for an unreadable file."""
        self.channel.send(house.import_(name, path))
        return Espace(self.channel, name)

    def fidelity(self) -> dict[str, Any]:
        """By service, every error, rule and default with its basis."""
        return self.channel.send(house.fidelity())

    def close(self) -> None:
        """Closes the connections; the simulator goes on."""
        self.channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: TracebackType | None) -> None:
        self.close()
