"""The points of uvicorn that are no public contract and that we stand on: one test each."""

import inspect
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulators.core.net.protocol import SocleHttpProtocol


def test_uvicorn_still_keeps_the_application_in_self_app() -> None:
    """Contract: the mixin wraps `self.app` when the connection is made, and it is read for every request."""
    assert "self.app = config.loaded_app" in _source(HttpToolsProtocol.__init__)
    assert "app = self.app" in _source(HttpToolsProtocol.on_headers_complete)


def test_uvicorn_still_answers_a_parser_error_through_send_400_response() -> None:
    """Contract: a callback that raises ends in `send_400_response`, which we override."""
    assert "self.send_400_response(msg)" in _source(HttpToolsProtocol.data_received)
    assert SocleHttpProtocol.send_400_response is not HttpToolsProtocol.send_400_response


def test_uvicorn_still_reads_default_headers_for_each_request_and_shuts_down_by_connection() -> None:
    """Contract: our state computes the Date header on access; `shutdown` ends idle connections."""
    assert "default_headers=self.server_state.default_headers" in _source(
        HttpToolsProtocol.on_headers_complete
    )
    assert "self.transport.close()" in _source(HttpToolsProtocol.shutdown)


def _source(function: Any) -> str:
    return inspect.getsource(function)
