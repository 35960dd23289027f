"""The sandbox's HTTP server.

Belongs here: sockets, threads and the line that says where it listens. Does not belong here:
what is answered (`sandbox.github`), command line (`sandbox.__main__`).
"""

from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"


class _Handler(WSGIRequestHandler):
    """Keeps connections open, and says nothing about requests that went well."""

    protocol_version = "HTTP/1.1"
    # Head and body are written one after the other; waiting to join them would cost 40 ms.
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Stay quiet."""


def bind(app: "WSGIApplication", port: int) -> BaseWSGIServer:
    """A threaded server that has its port (0: any free one) but does not serve yet."""
    return make_server(HOST, port, app, threaded=True, request_handler=_Handler)


def address(server: BaseWSGIServer) -> str:
    """The base URL that clients use."""
    return f"http://{HOST}:{server.server_port}"
