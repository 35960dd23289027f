"""Receivers on this machine that behave as a chat's webhook and a mail server do.

Here: the servers. Not here: what a test expects of them."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = tuple[int, dict[str, str], bytes]
TAKEN: Answer = (200, {}, b"ok")
SECRET_PATH = "/services/T0/B0/a-secret-path"
USER, PASSWORD = "alerts", "a-password"


@dataclass
class Chat:
    """What a webhook was sent, and what it answers, one after the other, the last for good."""

    answers: list[Answer] = field(default_factory=lambda: [TAKEN])
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    hangs: bool = False
    url: str = ""
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def payloads(self) -> list[Any]:
        return [payload for _, _, payload in self.requests]


@contextmanager
def chat(certificate: tuple[Path, Path] | None = None) -> Iterator[Chat]:
    """A webhook, over TLS where a certificate is given."""
    found = Chat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.requests.append((self.path, dict(self.headers), json.loads(body)))
            if found.hangs:
                found.done.wait(20)
                return
            status, headers, content = (
                found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that turns away is no error here."""

    server = Server(("127.0.0.1", 0), Handler)
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.url = f"{scheme}://127.0.0.1:{server.server_port}{SECRET_PATH}"
    try:
        yield found
    finally:
        found.done.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Post:
    """What a mail server was handed, and how it behaves."""

    mails: list[bytes] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    answers: list[str] = field(default_factory=lambda: ["250 OK"])
    attempts: int = 0
    port: int = 0

    async def handle_DATA(  # noqa: N802 - its name there
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.attempts += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.startswith("250"):
            self.mails.append(envelope.original_content or b"")
            self.receivers.append(list(envelope.rcpt_tos))
            self.was_encrypted.append(session.ssl is not None)
        return answer


def _accepts(server: SMTP, session: Session, envelope: Envelope, how: str, data: Any) -> AuthResult:
    expected = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == expected, handled=False)


@contextmanager
def post(certificate: tuple[Path, Path] | None = None, *, is_tls: bool = False) -> Iterator[Post]:
    """A mail server: STARTTLS and login where a certificate is given, or TLS from the beginning."""
    found = Post()
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    settings: dict[str, Any] = {}
    if context and is_tls:
        settings = {"ssl_context": context}
    elif context:
        settings = {
            "tls_context": context,
            "require_starttls": True,
            "authenticator": _accepts,
            "auth_required": True,
        }
    controller = Controller(found, hostname="127.0.0.1", port=_free_port(), **settings)
    controller.start()
    found.port = controller.port
    try:
        yield found
    finally:
        controller.stop()


def _free_port() -> int:
    import socket  # noqa: PLC0415 - only to ask

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
