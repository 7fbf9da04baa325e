"""The console as an ASGI application."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from simulators.console.control_client import ControlClient, RefusedError
from simulators.console.desk import Desk
from simulators.console.guard import Guard
from simulators.console.pages.certificates import certificate_of
from simulators.console.pages.clock import clock
from simulators.console.pages.comparison import comparison
from simulators.console.pages.ecps import telephone, telephones
from simulators.console.pages.espaces import espaces
from simulators.console.pages.exchange import exchange_page
from simulators.console.pages.faults import faults
from simulators.console.pages.fidelity import fidelity
from simulators.console.pages.files import certificate, document, message_bytes
from simulators.console.pages.help import description, help_page, operations
from simulators.console.pages.home import home
from simulators.console.pages.mail import box, boxes, letter, letter_document
from simulators.console.pages.message import message
from simulators.console.pages.people import people, person
from simulators.console.pages.records import document as document_page
from simulators.console.pages.records import document_alone, record, records
from simulators.console.pages.rehearsals import rehearsal, rehearsals
from simulators.console.pages.report import report, report_file
from simulators.console.pages.runs import runs
from simulators.console.pages.scenarios import coverage, scenarios
from simulators.console.pages.staff import place, places, professional, professionals
from simulators.console.pages.steps import steps
from simulators.console.pages.stream import stream
from simulators.console.pages.traffic import traffic
from simulators.console.pages.training import code, training, wall
from simulators.console.settings import ConsoleSettings
from simulators.console.unavailable import told
from simulators.console.view import HERE, Views
from simulators.control.access import HostGuard
from simulators.core.context import Context
from simulators.core.service import Service
from simulators.core.store.errors import StoreClosedError, UnknownEspace
from simulators.formation.invitations import number_of

AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]
BOTH: Final = ["GET", "POST"]


def routes() -> list[BaseRoute]:
    """Every address of the console, in the order they are tried."""
    return [
        Route("/", home, methods=BOTH),
        Route("/pas", steps),
        Route("/message", message),
        Route("/trafic", traffic),
        Route("/flux", stream),
        Route("/trafic/{id}", exchange_page, methods=BOTH),
        Route("/comparer", comparison),
        Route("/comparer/passages", runs),
        Route("/repetition", rehearsals, methods=BOTH),
        Route("/repetition/{id}", rehearsal, methods=BOTH),
        Route("/repetition/{id}/compte-rendu", report, methods=BOTH),
        Route("/repetition/{id}/compte-rendu.{kind}", report_file),
        Route("/scenarios", scenarios),
        Route("/couverture", coverage),
        Route("/trafic/{id}/{part}", message_bytes),
        Route("/personnes", people, methods=BOTH),
        Route("/personnes/{id}", person, methods=BOTH),
        Route("/professionnels", professionals, methods=BOTH),
        Route("/professionnels/{id}", professional, methods=BOTH),
        Route("/professionnels/{id}/certificats/{name}.p12", certificate_of),
        Route("/structures", places),
        Route("/structures/{id}/certificats/{name}.p12", certificate_of),
        Route("/structures/{id}", place, methods=BOTH),
        Route("/dmp", records),
        Route("/dmp/{id}", record, methods=BOTH),
        Route("/dmp/{id}/documents/{document}", document_page),
        Route("/dmp/{id}/documents/{document}/lisible", document_alone),
        Route("/messagerie", boxes),
        Route("/messagerie/{adresse}", box, methods=BOTH),
        Route("/messagerie/{adresse}/{id}", letter, methods=BOTH),
        Route("/messagerie/{adresse}/{id}/documents/{rang:int}", letter_document),
        Route("/e-cps", telephones),
        Route("/e-cps/{id}", telephone, methods=BOTH),
        Route("/pannes", faults, methods=BOTH),
        Route("/horloge", clock, methods=BOTH),
        Route("/espaces", espaces, methods=BOTH),
        Route("/formation", training, methods=BOTH),
        Route("/formation/mur", wall),
        Route("/formation/{espace}.svg", code),
        Route("/aide", help_page),
        Route("/pilotage", operations),
        Route("/pilotage/openapi.json", description),
        Route("/fidelite", fidelity),
        Route("/certificats/{name}", certificate),
        Route("/documents/{service}/{name:path}", document),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def create(context: Context, services: Mapping[str, Service], settings: ConsoleSettings) -> AsgiApp:
    """The French pages; the roof mounts them at the root of the control port, after `/api`.

    Every page needs the console's cookie (see `settings.console_url`), every request a known `Host`.
    """
    views = Views()

    async def failed(request: Request, exc: Exception) -> Response:
        return views.error(request.scope, *told(request, exc, services))

    told_of = (HTTPException, RefusedError, StoreClosedError, UnknownEspace, Exception)
    app = Starlette(
        routes=routes(),
        exception_handlers=dict.fromkeys(told_of, failed),
    )
    control = ControlClient(settings.control, settings.token)
    app.state.desk = Desk(context, services, settings, views, control)
    guard = Guard(app, settings.token, views.error, partial(number_of, context))
    return HostGuard(guard, settings.hosts)
