"""Certificates of a structure or of a professional, made when they are downloaded."""

from base64 import b64decode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulators.console.control_client import RefusedError
from simulators.console.desk import desk_of
from simulators.console.pages.files import attachment
from simulators.console.view import Page


async def certificate_of(request: Request) -> Response:
    """`/structures/{id}/certificats/{name}.p12`, likewise under `/professionnels`: the P12 and its password.

    The password is in the name of the file: one thing to hand over.
    """
    desk, page = desk_of(request), Page.of(request)
    await desk.espace(page)
    kind, id_ = page.path.split("/")[1], request.path_params["id"]
    try:
        path = ("espaces", page.espace, kind, id_, "certificats")
        made = await desk.control.ask("POST", path)
    except RefusedError as refused:
        raise HTTPException(404 if refused.status == 409 else refused.status) from None
    one = made.get(request.path_params["name"])
    if one is None:
        raise HTTPException(404)
    return attachment(b64decode(one["p12"]), f"{id_}-{request.path_params['name']}-{one['password']}.p12")
