"""Connections that break.

Belongs here: what no web framework offers. Does not belong here: when to break one.
"""

import socket
import struct
import time

from flask import Request

_ABORT = struct.pack("ii", 1, 0)
"""Linger for no time at all: closing the socket then resets the connection."""


class Broken(Exception):  # noqa: N818 - planned, not an error
    """The connection of the request at hand is gone; whatever is answered arrives nowhere."""


def broken(request: Request, stall_seconds: float = 0.0) -> None:
    """Break the connection of a request, after keeping the client waiting.

    Without a network (a test client) there is nothing to break.

    Args:
        request: Whose connection.
        stall_seconds: How long to say nothing before.

    Raises:
        Broken: Always, to end the request.
    """
    time.sleep(stall_seconds)
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
        connection.shutdown(socket.SHUT_RDWR)
    raise Broken
