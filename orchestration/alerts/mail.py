"""Sends a message by e-mail: plain text and HTML, over TLS whose certificate is verified.

Here: one mail and one SMTP session. Not here: what it says (`message.py`).

Nothing that others wrote comes into a header: the subject holds our own words and counts.
"""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.settings import Secret
from orchestration.alerts.message import Message
from orchestration.alerts.refusal import ChannelError

PORTS = {"smtp": 587, "smtps": 465}
SECONDS = 15.0
ATTEMPTS = 3
FIRST_PAUSE = 2.0
LATER = 500
"""Answers from it on are refusals for good; below, the server asks to come again."""
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
FINAL: Mapping[type[Exception], str] = {
    ssl.SSLError: "its certificate cannot be verified, or it speaks no TLS",
    smtplib.SMTPNotSupportedError: "it offers no STARTTLS or no login, so nothing was sent",
    smtplib.SMTPRecipientsRefused: "it refuses every receiver",
}
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Server:
    """Where mail is handed in.

    Attributes:
        host: Its name, which its certificate must have.
        port: Its port.
        is_tls: TLS from the first byte; else STARTTLS before anything else is said.
        user: Empty where nobody logs in.
        password: Of the user.
    """

    host: str
    port: int
    is_tls: bool
    user: str
    password: Secret

    @classmethod
    def of(cls, url: str, user: str, password: str, variable: str) -> Server:
        """A server of the settings.

        Raises:
            SettingsError: It is none.
        """
        try:
            parts = urlsplit(url)
            host, port, is_extra = parts.hostname, parts.port, bool(parts.username or parts.path)
        except ValueError:
            host, port, is_extra = None, None, True
        if not host or is_extra or parts.scheme not in PORTS:
            raise SettingsError(
                f"{variable} is no address of a mail server; write smtp://host:587 (STARTTLS) or "
                "smtps://host:465 (TLS), and user and password in variables of their own."
            )
        known_port = port or PORTS[parts.scheme]
        return cls(host, known_port, parts.scheme == "smtps", user, Secret(password))


@dataclass(frozen=True)
class Mail:
    """One list of receivers.

    Attributes:
        server: Where mail is handed in.
        sender: From whom it comes.
        receivers: To whom it goes.
        clock: For its date, and for waiting.
    """

    server: Server
    sender: Address
    receivers: tuple[Address, ...]
    clock: Clock

    def send(self, message: Message) -> None:
        """Hand a message in.

        Raises:
            ChannelError: The server does not take it; the text is one line.
        """
        written = self.written(message)
        for attempt in range(1, ATTEMPTS + 1):
            reason, is_final = self._attempt(written)
            if reason is None:
                return
            if is_final or attempt == ATTEMPTS:
                raise ChannelError(reason)
            self.clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1))

    def written(self, message: Message) -> EmailMessage:
        """The mail of a message."""
        mail = EmailMessage()
        mail["Subject"] = message.subject
        mail["From"] = self.sender
        mail["To"] = self.receivers
        mail["Date"] = format_datetime(self.clock.now())
        # The same alerts give the same name: a mail that comes twice can be told to be one.
        digest = hashlib.sha256("\n".join(message.names).encode()).hexdigest()[:32]
        mail["Message-ID"] = f"<{digest}@team-outcomes.invalid>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("\n".join(message.lines()) + "\n")
        mail.add_alternative(_page(message), subtype="html")
        return mail

    def _attempt(self, mail: EmailMessage) -> tuple[str | None, bool]:
        """Why it was not taken (None: it was), and whether asking again is of no use."""
        try:
            with self._session() as session:
                refused = session.send_message(mail)
        except (smtplib.SMTPException, OSError) as error:
            return _reason(error)
        # Who is refused would get it never, and the others have it.
        is_taken = len(refused) < len(self.receivers)
        return (None if is_taken else "it refuses every receiver"), True

    def _session(self) -> smtplib.SMTP:
        server = self.server
        context = ssl.create_default_context()
        if server.is_tls:
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=context
            )
        else:
            session = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        try:
            session.ehlo()
            # A relay on this machine is the only one that is spoken to in the clear.
            is_own = server.host in OWN_MACHINE and not session.has_extn("starttls")
            if not server.is_tls and not is_own:
                session.starttls(context=context)
            if server.user:
                session.login(server.user, server.password.reveal())
        except BaseException:
            session.close()
            raise
        return session


def _reason(error: Exception) -> tuple[str, bool]:
    """What an error says without its words, and whether it is for good."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it does not accept user and password ({error.smtp_code})", True
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answered {error.smtp_code}", error.smtp_code >= LATER
    for kind, reason in FINAL.items():
        if isinstance(error, kind):
            return reason, True
    is_late = isinstance(error, TimeoutError)
    return "no answer in time" if is_late else f"no connection ({type(error).__name__})", False


def _page(message: Message) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("mail.html").render(message=message)
