"""Which channels there are, and whom each serves: read from the environment.

Here: settings. Not here: sending. Every address of a webhook is a secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import getaddresses
from typing import Protocol

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.settings import optional
from orchestration.alerts.alert import ENGINEERS, LEADERS, team
from orchestration.alerts.mail import Mail, Server
from orchestration.alerts.message import Message
from orchestration.alerts.webhook import Webhook

WEBHOOK = "TEAM_OUTCOMES_ALERT_WEBHOOK_URL"
LEADERS_WEBHOOK = "TEAM_OUTCOMES_ALERT_LEADERS_WEBHOOK_URL"
TEAM_WEBHOOKS = "TEAM_OUTCOMES_ALERT_TEAM_WEBHOOK_URLS"
SMTP = "TEAM_OUTCOMES_ALERT_SMTP_URL"
USER = "TEAM_OUTCOMES_ALERT_SMTP_USER"
PASSWORD = "TEAM_OUTCOMES_ALERT_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
SENDER = "TEAM_OUTCOMES_ALERT_MAIL_FROM"
RECEIVERS = "TEAM_OUTCOMES_ALERT_MAIL_TO"
LEADERS_RECEIVERS = "TEAM_OUTCOMES_ALERT_LEADERS_MAIL_TO"
PREFIX = WEBHOOK.removesuffix("WEBHOOK_URL")


class Sender(Protocol):
    """What takes a message."""

    def send(self, message: Message) -> None:
        """Send it, or raise a `ChannelError`."""


@dataclass(frozen=True)
class Channel:
    """One way to tell somebody.

    Attributes:
        name: By which it is known in what is kept, in logs and in settings.
        audiences: Whom it serves.
        sender: What takes its messages.
    """

    name: str
    audiences: frozenset[str]
    sender: Sender


def channels(environment: Mapping[str, str], clock: Clock) -> list[Channel]:
    """Every channel that is set; none means that nobody is told.

    Raises:
        SettingsError: A setting is not what is expected; it is not repeated.
    """
    return [*_webhooks(environment, clock), *_mails(environment, clock)]


def _webhooks(environment: Mapping[str, str], clock: Clock) -> Iterator[Channel]:
    everybody, leaders = optional(environment, WEBHOOK), optional(environment, LEADERS_WEBHOOK)
    for name, url, variable, audiences in _served(
        "webhook", (everybody, WEBHOOK), (leaders, LEADERS_WEBHOOK)
    ):
        yield Channel(name, audiences, Webhook.of(url, variable, clock))
    for pair in filter(
        None, map(str.strip, (optional(environment, TEAM_WEBHOOKS) or "").split(","))
    ):
        team_id, separator, url = pair.partition("=")
        if not separator or not team_id.strip():
            raise SettingsError(
                f"{TEAM_WEBHOOKS} is a list of team_id=address, separated by commas; a member "
                "of it is not."
            )
        audience = team(team_id.strip())
        webhook = Webhook.of(url.strip(), TEAM_WEBHOOKS, clock)
        yield Channel(f"webhook of {audience}", frozenset({audience}), webhook)


def _mails(environment: Mapping[str, str], clock: Clock) -> Iterator[Channel]:
    url = optional(environment, SMTP)
    if not url:
        return
    server = Server.of(
        url, optional(environment, USER) or "", optional(environment, PASSWORD) or "", SMTP
    )
    (sender,) = _addresses(optional(environment, SENDER) or "", SENDER)[:1]
    everybody, leaders = optional(environment, RECEIVERS), optional(environment, LEADERS_RECEIVERS)
    if not everybody and not leaders:
        raise SettingsError(f"{SMTP} is set and {RECEIVERS} is not; write who gets the mail.")
    for name, to, variable, audiences in _served(
        "mail", (everybody, RECEIVERS), (leaders, LEADERS_RECEIVERS)
    ):
        yield Channel(name, audiences, Mail(server, sender, _addresses(to, variable), clock))


def _served(
    name: str, everybody: tuple[str | None, str], leaders: tuple[str | None, str]
) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """Engineers have the first; leaders their own, or the first as well."""
    if everybody[0]:
        audiences = {ENGINEERS} if leaders[0] else {ENGINEERS, LEADERS}
        yield name, everybody[0], everybody[1], frozenset(audiences)
    if leaders[0]:
        yield f"{name} of leaders", leaders[0], leaders[1], frozenset({LEADERS})


def _addresses(text: str, variable: str) -> tuple[Address, ...]:
    """Addresses, separated by commas.

    Raises:
        SettingsError: There is none, or one is no address.
    """
    pairs = getaddresses([text]) if text.isprintable() else []
    try:
        found = tuple(Address(name, addr_spec=spec) for name, spec in pairs)
    except (ValueError, LookupError, AttributeError, TypeError):
        found = ()
    is_whole = bool(found) and all(one.username and one.domain for one in found)
    if not is_whole:
        raise SettingsError(f"{variable} is no list of e-mail addresses, separated by commas.")
    return found
