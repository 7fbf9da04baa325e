"""Every page of the console over a hostile world: nothing runs, nothing is fetched elsewhere."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Response, Route
from starlette.routing import Match
from starlette.routing import Route as Address

from simulators.console.app import routes
from simulators.console.guard import POLICY
from tests.browser.hostile import CABINET, FIELDS, NURSE, PERSON, PLACE, furnish, hostile
from tests.browser.simulator import Simulator, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
TRAP = "javascript:pris='adresse'//"
# Pages whose address itself is hostile, or that a crawl from the menu would reach too late.
ADDRESSES = (
    f"/personnes/{PERSON}", f"/dmp/{PERSON}", f"/structures/{PLACE}", "/professionnels/helene-morvan",
    f"/messagerie/{CABINET}", f"/e-cps/{NURSE}", "/pannes", "/pas", "/message", "/formation/mur",
    "/formation/formation-01.svg", "/comparer/passages?un=defaut&autre=formation-01&tout=1",
    *(f"/{page}?q={{x}}" for page in ("personnes", "dmp", "messagerie", "e-cps", "scenarios")),
    "/professionnels?q={x}",
    "/trafic?personne={x}", "/trafic?service={x}&operation={x}&verdict={x}", "/?espace={x}", "/?lang={x}",
    "/?fait={x}", "/trafic/{x}", "/personnes/{x}", "/repetition/{x}", "/dmp/{x}/documents/{x}", "/{x}",
    "/comparer?un={x}&autre={x}", "/comparer/passages?un={x}&autre={x}", f"/dmp/{PERSON}?regard={{x}}",
)  # fmt: skip
# Followed from the links met, per address of the application: the first of each, the rest being alike.
ALIKE = 2
# What is downloaded or streamed is asked for without being opened.
ASKED = (
    "/trafic/{echange}/requete",
    "/repetition/{repetition}/compte-rendu.html",
    f"/structures/{PLACE}/certificats/insi_auto.p12",
    f"/professionnels/{NURSE}/certificats/cps_auth.p12",
    "/certificats/ca.pem",
    "/documents/ins/DESIR_ICIR_EXP_1.5.0.wsdl",
    "/pilotage/openapi.json",
)


class Visit:
    """One browser over the hostile world: what it opened, what it read, what went wrong."""

    def __init__(self, browser: Browser, simulator: Simulator) -> None:
        self.simulator = simulator
        self.troubles: list[str] = []
        self.paths: set[str] = set()
        self.seen: set[str] = set()
        self._context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        self.page = self._context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda sent: self._asked(sent.url))
        self.page.on("response", self._came)
        self.page.goto(simulator.console)

    def open(self, path: str) -> list[str]:
        """Opens one page wholly; the paths of the links it shows."""
        self.page.goto(self.simulator.origin + path)
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        self.judge(path)
        links = (
            "[...document.querySelectorAll('a[href]:not([download])')].map(one => one.getAttribute('href'))"
        )
        told: list[str] = self.page.evaluate(links)
        return [one for one in told if one.startswith("/")]

    def judge(self, path: str) -> None:
        """Nothing ran, no link would run anything; what is read is kept."""
        if taken := self.page.evaluate("window.pris"):
            self.troubles.append(f"{path}: {taken} ran")
        if self.page.locator("[href^='javascript:' i], [src^='javascript:' i], [srcdoc], base").count():
            self.troubles.append(f"{path}: a hostile element stands")
        for frame in self.page.frames:
            text = frame.locator(":root").evaluate("one => one.innerText ?? one.textContent")
            values = frame.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
            self._read("\n".join([text, *values]))

    def close(self) -> None:
        """Closes the browser's window."""
        self._context.close()

    def _read(self, text: str) -> None:
        self.seen |= {field for field in FIELDS if f"pris='{field}'" in text}

    def _said(self, told: ConsoleMessage) -> None:
        kind, text = told.type, told.text
        # A page that answers 404 on purpose is told as a failed resource.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.troubles.append(f"{self.page.url}: {text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"{self.page.url}: dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith(self.simulator.origin):
            self.troubles.append(f"{self.page.url}: asked {url}")

    def _came(self, answer: Response) -> None:
        if answer.ok:
            self.paths.add(urlsplit(answer.url).path)


@pytest.fixture(scope="module")
def visit(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with started(tmp_path_factory.mktemp("hostile")) as simulator:
        pages = furnish(simulator, tmp_path_factory.mktemp("certificat"))
        one = Visit(chromium, simulator)
        typed(one)
        crawl(one, list(pages.values()))
        downloads(one, pages)
        yield one
        one.close()


def route_of(path: str) -> str:
    """The address, as the application declares it, that serves a path; empty when none does."""
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    return next(
        (one.path for one in routes() if isinstance(one, Address) and one.matches(scope)[0] is Match.FULL), ""
    )


def typed(visit: Visit) -> None:
    """Types hostile text in every form that changes something, and sends it."""
    for path in ("/personnes", f"/personnes/{PERSON}", f"/structures/{PLACE}", "/professionnels",
                 f"/messagerie/{CABINET}", "/pannes", "/horloge", "/espaces", "/formation"):  # fmt: skip
        forms = "main form[method=post]:has(input[type=text], textarea):not(:has(.danger))"
        visit.open(path)
        for rank in range(visit.page.locator(forms).count()):
            visit.open(path)
            form = visit.page.locator(forms).nth(rank)
            if not form.count():
                continue
            for field in form.locator("input[type=text], textarea").all():
                field.fill(hostile("saisie"))
            form.locator("button[type=submit]").first.click()
            visit.page.wait_for_load_state()
            visit.judge(f"{path}, form {rank}")


def crawl(visit: Visit, wanted: list[str]) -> None:
    """Opens what is wanted, then what the pages lead to, the first of each kind."""
    met: Counter[str] = Counter()
    opened: set[str] = set()
    queue = [*wanted, *(one.format(x=trap) for one in ADDRESSES for trap in (hostile("adresse"), TRAP)), "/"]
    always = set(queue)
    while queue:
        path = queue.pop(0).partition("#")[0]
        kind = route_of(urlsplit(path).path)
        if path in opened or "lang" in parse_qs(urlsplit(path).query):
            continue
        if path not in always and (not kind or met[kind] >= ALIKE):
            continue
        opened.add(path)
        met[kind] += 1
        queue += visit.open(path)


def downloads(visit: Visit, pages: Mapping[str, str]) -> None:
    """Asks for what is not a page: it is downloaded, or no browser takes it for one."""
    known = {"echange": next(one[8:] for one in pages if one.startswith("echange-"))}
    known["repetition"] = pages["repetition"].rpartition("/")[2]
    for told in ASKED:
        path = told.format_map(known)
        answer = visit.page.request.get(visit.simulator.origin + path)
        if answer.ok and answer.headers["x-content-type-options"] == "nosniff":
            visit.paths.add(path)


def test_nothing_runs_and_nothing_is_asked_elsewhere(visit: Visit) -> None:
    assert visit.troubles == []


@pytest.mark.parametrize("field", FIELDS)
def test_the_hostile_value_was_shown_as_text(visit: Visit, field: str) -> None:
    assert field in visit.seen


@pytest.mark.parametrize("route", [one.path for one in routes() if isinstance(one, Address)])
def test_every_address_of_the_console_was_visited(visit: Visit, route: str) -> None:
    assert route in {route_of(path) for path in visit.paths}


def test_the_listener_tells_what_runs_and_what_leaves(visit: Visit, chromium: Browser) -> None:
    """The same page without and with the console's policy: the visit above could have failed."""
    body = "<script>window.pris='x'</script><img src='//ailleurs.example/x'><a href='javascript:1'>x</a>"
    for policy, told in (("img-src *", "x ran"), (POLICY, "violates")):
        other = Visit(chromium, visit.simulator)
        answer = {"content-type": "text/html", "content-security-policy": policy}
        other.page.route("**/piege", partial(Route.fulfill, body=body, headers=answer))
        other.open("/piege")
        other.close()
        assert any(told in one for one in other.troubles), other.troubles
        assert any("asked http://ailleurs.example/x" in one for one in other.troubles)
        assert any("a hostile element stands" in one for one in other.troubles)
