"""The bench of the PSC tests: the real service, recorder and store, with a clock to move.

Only the sockets are replaced: requests are hand-made ASGI scopes.
"""

import asyncio
import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from psc.service import PscService
from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.journal.model import Exchange, Peer, Wire
from simulators.core.journal.recorder import Recorder
from simulators.core.monde.model import Logiciel, Monde
from simulators.core.rule import Finding, Profile
from simulators.core.service import ControlCall
from simulators.core.store.espaces import Espaces
from tests.psc import monde as people

TLS = Wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "localhost", "127.0.0.1")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
REALM = "/auth/realms/esante-wallet"
OIDC = f"{REALM}/protocol/openid-connect"
CLIENT = "les-tilleuls-dui-bas"
SECRET = "un-secret-de-test"
RETOUR = "https://dui.example/retour"
RETOUR_HTTP = "http://dui.example/retour"
NURSE = "899700000039"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def peer(common_name: str = "EHPAD Les Tilleuls", fingerprint: str = "ab" * 32) -> Peer:
    """A client certificate as TLS verified it."""
    return Peer(
        subject=f"CN={common_name}",
        issuer="CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS",
        serial="01",
        fingerprint=fingerprint,
        common_name=common_name,
        organizational_unit="1990000028",
        organization="EHPAD Les Tilleuls",
        not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2029, 1, 1, tzinfo=UTC),
    )


def claims(token: str) -> dict[str, Any]:
    """The claims of a compact token, read without any code of ours."""
    part = token.split(".")[1]
    value: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return value


@dataclass(frozen=True)
class Answer:
    """What came back, and the exchange as journalled."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    exchange: Exchange

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def query(self) -> dict[str, str]:
        """The members of the address it redirects to."""
        return dict(parse_qsl(urlsplit(self.header("location")).query, keep_blank_values=True))

    @property
    def error(self) -> tuple[int, str, str]:
        """Status, error, error_description of a JSON error."""
        return self.status, self.json["error"], self.json.get("error_description", "")

    @property
    def renvoi(self) -> tuple[str, str]:
        """error and error_description of a redirection."""
        assert self.status == 302, self.text
        return self.query.get("error", ""), self.query.get("error_description", "")

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.exchange.facts

    @property
    def rules(self) -> list[str]:
        return [finding.rule.id for finding in self.exchange.findings]

    def finding(self, rule: str) -> Finding:
        """The only finding of a rule."""
        (found,) = [one for one in self.exchange.findings if one.rule.id == rule]
        return found


@dataclass
class Banc:
    """One service, one espace, one clock that stands still until moved."""

    runner: asyncio.Runner
    service: PscService
    espace: Espace
    espaces: Espaces
    journal: list[Exchange] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def run(self, work: Any) -> Any:
        """A coroutine to its end."""
        return self.runner.run(work)

    def advance(self, seconds: float) -> None:
        """Time passes in the espace."""
        instant = self.espace.clock.now() + timedelta(seconds=seconds)
        self.espace.clock.setting = ClockSetting(ClockMode.STEPPED, 0.0, instant - timedelta(seconds=1))

    def settings(self, profile: Profile = Profile.TERRAIN, *options: str) -> None:
        self.espace.settings = EspaceSettings(profile, False, frozenset(options))

    def control(self, method: str, path: str, body: Any = None, **parameters: str) -> Any:
        """A control operation, by its route."""
        (route,) = [one for one in self.service.control_routes if (one.method, one.path) == (method, path)]
        model = route.body(**body) if route.body and body is not None else None
        return self.run(route.handle(self.espace, ControlCall(parameters, model)))

    def client(self, client_id: str = CLIENT, **changes: Any) -> None:
        """Registers a client."""
        values = {"secret": SECRET, "redirect_uris": (RETOUR, RETOUR_HTTP), **changes}
        values.setdefault("post_logout_redirect_uris", ("https://dui.example/",))
        self.control("PUT", "/clients/{client_id}", values, client_id=client_id)

    # Requests -------------------------------------------------------------------------------------------

    def get(self, path: str, query: str | Mapping[str, str] = "", **options: Any) -> Answer:
        raw = query if isinstance(query, str) else urlencode(query, quote_via=quote)
        return self._ask("GET", path, raw.encode(), b"", options)

    def post(self, path: str, form: bytes | Mapping[str, str] = b"", **options: Any) -> Answer:
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        options.setdefault("content_type", "application/x-www-form-urlencoded")
        return self._ask("POST", path, options.pop("query", b""), body, options)

    def together(self, count: int, path: str, form: Mapping[str, str]) -> list[Answer]:
        """The same form posted so many times at once."""
        body = urlencode(form).encode()
        options = {"content_type": "application/x-www-form-urlencoded"}

        async def all_of_them() -> list[Answer]:
            calls = (
                self._call("auth", self._scope("POST", path, b"", options), [body]) for _ in range(count)
            )
            return list(await asyncio.gather(*calls))

        return cast("list[Answer]", self.run(all_of_them()))

    async def call(
        self, method: str, path: str, form: str = "", *, query: str = "", **options: Any
    ) -> Answer:
        """One request among many at once, from a browser of its own."""
        face = "wallet" if path == "/auth" else "auth"
        options |= {"no_cookies": True}
        if form:
            options.setdefault("content_type", "application/x-www-form-urlencoded")
        return await self._call(face, self._scope(method, path, query.encode(), options), [form.encode()])

    def _ask(self, method: str, path: str, query: bytes, body: bytes, options: dict[str, Any]) -> Answer:
        face = options.get("face") or ("wallet" if path == "/auth" else "auth")
        scope = self._scope(method, path, query, options)
        answer = cast("Answer", self.run(self._call(face, scope, options.get("chunks", [body]))))
        self._keep_cookies(answer)
        return answer

    def _scope(self, method: str, path: str, query: bytes, options: dict[str, Any]) -> dict[str, Any]:
        headers = [(b"host", options.get("host", "localhost:8454").encode())]
        headers += [
            (name.replace("_", "-").encode(), options[name].encode("latin-1"))
            for name in ("content_type", "authorization")
            if options.get(name)
        ]
        if self.cookies and not options.get("no_cookies"):
            headers.append((b"cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()).encode()))
        root = options.get("root", "")
        return {
            "type": "http",
            "method": options.get("method", method),
            "path": root + path,
            "raw_path": (root + path).encode(),
            "query_string": query,
            "headers": headers,
            "http_version": "1.1",
            "scheme": "https",
            "root_path": root,
            "socle.espace": options.get("espace", self.espace),
            "socle.peer": options.get("certificate"),
            "socle.wire": options.get("wire", TLS),
            "socle.connection": "c1",
        }

    async def _call(self, face_name: str, scope: dict[str, Any], chunks: list[bytes | None]) -> Answer:
        face = next(one for one in self.service.faces if one.name == face_name)
        events = iter(chunks)
        sent: list[Mapping[str, Any]] = []
        last = len(chunks) - 1
        count = -1

        async def receive() -> Mapping[str, Any]:
            nonlocal count
            count += 1
            chunk = next(events, None)
            if chunk is None:
                if count <= last:
                    await asyncio.Event().wait()
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": chunk, "more_body": count < last}

        async def send(event: Mapping[str, Any]) -> None:
            sent.append(event)

        recorder = Recorder(face.app, service=self.service, face=face, marks=True)
        await recorder(cast("Any", scope), cast("Any", receive), cast("Any", send))
        start = next((event for event in sent if event["type"] == "http.response.start"), None)
        body = b"".join(event.get("body", b"") for event in sent if event["type"] == "http.response.body")
        headers = [(k.decode(), v.decode("latin-1")) for k, v in start["headers"]] if start else []
        mark = dict(headers).get("x-socle-exchange")
        exchange = next((one for one in self.journal if one.id == mark), self.journal[-1])
        return Answer(start["status"] if start else 0, headers, body, exchange)

    def _keep_cookies(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
                if not kept:
                    del self.cookies[key]

    # The steps of a login -------------------------------------------------------------------------------

    def authorize(self, path: str = "/auth", *, without: tuple[str, ...] = (), **changes: Any) -> Answer:
        """The right authorization request, headless, with changes."""
        query = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": RETOUR,
            "scope": "openid scope_all",
            "acr_values": "eidas1",
            "state": "etat",
            "nonce": "nonce-1",
            "login_hint": NURSE,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **changes,
        }
        return self.get(path, {name: value for name, value in query.items() if name not in without})

    def code(self, **changes: Any) -> str:
        """A fresh code."""
        answer = self.authorize(**changes)
        assert "code" in answer.query, answer.text or answer.header("location")
        return answer.query["code"]

    def token(self, *, without: tuple[str, ...] = (), **changes: Any) -> Answer:
        """The right token request, with changes."""
        options = {name: changes.pop(name) for name in ("authorization",) if name in changes}
        certificate = changes.pop("certificate", None)
        form = {
            "grant_type": "authorization_code",
            "redirect_uri": RETOUR,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "code_verifier": VERIFIER,
            **changes,
        }
        kept = {name: value for name, value in form.items() if name not in without}
        return self.post(f"{OIDC}/token", kept, certificate=certificate, **options)

    def tokens(self, **changes: str) -> dict[str, Any]:
        """A whole login: the token endpoint's answer."""
        answer = self.token(code=self.code(**changes))
        assert answer.status == 200, answer.text
        value: dict[str, Any] = answer.json
        return value

    def refresh(self, token: str, **changes: str) -> Answer:
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": CLIENT}
        form |= {"client_secret": SECRET, **changes}
        return self.post(f"{OIDC}/token", form)

    def userinfo(self, token: str, **options: Any) -> Answer:
        return self.get(f"{OIDC}/userinfo", authorization=f"Bearer {token}", **options)

    def introspect(self, token: str, **changes: str) -> Answer:
        form = {"token": token, "client_id": CLIENT, "client_secret": SECRET, **changes}
        return self.post(f"{OIDC}/token/introspect", form)

    def notices(self) -> list[dict[str, Any]]:
        """What became of the ends of sessions to be told to clients, once nothing waits."""
        for _ in range(5_000):
            found: list[dict[str, Any]] = self.control("GET", "/avis-deconnexion")
            if all(one["etat"] != "attente" for one in found):
                return found
        raise AssertionError(found)


def holds(psc: Banc, token: str) -> bool:
    """Whether the signature is that of a key published now."""
    keys = KeySet.import_key_set(psc.get(f"{OIDC}/certs").json)
    try:
        jws.deserialize_compact(token, keys, algorithms=["RS256"])
    except (JoseError, ValueError):
        return False
    return True


@contextmanager
def banc(keys: Path, *, public_url: str = "", logiciels: tuple[Logiciel, ...] = ()) -> Iterator[Banc]:
    """A bench whose keys lie in `keys`, of a world with these software; everything else is new."""
    with asyncio.Runner() as runner:

        async def opened() -> Espaces:
            world = Monde(
                structures=people.STRUCTURES, professionnels=people.PROFESSIONNELS, logiciels=logiciels
            )
            return await Espaces.open(
                "memory",
                seed=b"graine",
                monde=world,
                settings=EspaceSettings(),
                clock=ClockSetting(ClockMode.STEPPED, 0.0, START),
            )

        espaces = runner.run(opened())
        try:
            espace = runner.run(espaces.get("defaut"))
            pki = SimpleNamespace(root=keys)
            service = PscService(Context(espaces, cast("Any", pki), public_url=public_url), delai=0.2)
            made = Banc(runner, service, espace, espaces)
            espace.journal = cast(
                "Any", SimpleNamespace(record=made.journal.append, flush=espace.journal.flush)
            )
            made.client()
            yield made
        finally:
            runner.run(espaces.close())
