"""What the trainer did last, as every page of the espace tells it: asked again by the page now and then."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulators.console.desk import desk_of
from simulators.console.view import Page


async def message(request: Request) -> Response:
    """`/message`: the message alone."""
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    return HTMLResponse(desk.views.html("_message.html", page, {}, message=await desk.message(page)))
