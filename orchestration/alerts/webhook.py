"""Sends JSON to a webhook whose address is a secret.

Here: one request until it is taken, with waits. Not here: what is sent (`slack.py`). The address
stands in no log, no error and no repr: whoever has it can write into the channel.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.patience import Patience
from extract.core.retry import Answer, Judgement, Verdict, judge
from extract.core.settings import Secret
from orchestration.alerts import slack
from orchestration.alerts.message import Message
from orchestration.alerts.refusal import ChannelError

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
PATIENCE = Patience(
    attempts=4,
    first_pause_seconds=1.0,
    minimum_limit_seconds=5.0,
    total_wait_seconds=60.0,
    connect_seconds=5.0,
    read_seconds=10.0,
)
LONGEST_ANSWER = 200
# Slack says in one word why it refuses.
WORD = re.compile(r"[a-z][a-z_]{1,60}")
UNTRUSTED = -1
"""Stands for the status of an answer that nobody may have read."""


@dataclass(frozen=True)
class Webhook:
    """One incoming webhook.

    Attributes:
        url: Its address.
        clock: For waiting; a test passes one that does not wait.
        patience: How long and how often to ask.
    """

    url: Secret
    clock: Clock
    patience: Patience = PATIENCE

    @classmethod
    def of(cls, url: str, variable: str, clock: Clock) -> Webhook:
        """A webhook of a setting.

        Raises:
            SettingsError: It is no address that may be sent to; without repeating it.
        """
        try:
            parts = urlsplit(url)
            is_own = parts.hostname in OWN_MACHINE
            is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_own)
            is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            is_safe = is_whole = False
        if not is_safe or not is_whole or any(sign.isspace() for sign in url):
            raise SettingsError(
                f"{variable} is no https address; copy it from the channel's settings."
            )
        return cls(Secret(url), clock)

    def send(self, message: Message) -> None:
        """Send a message until it is taken.

        Raises:
            ChannelError: It is refused, or nobody answers; the text is one line.
        """
        body = slack.payload(message)
        pauses = _Pauses(self.patience)
        with _unlogged(), requests.Session() as session:
            # No .netrc; a proxy and a certificate of the environment stay in use.
            session.auth = _as_it_is
            while not _is_taken(answer := self._exchange(session, body)):
                self.clock.sleep(pauses.after(judge(answer), answer))

    def _exchange(self, session: requests.Session, body: dict[str, Any]) -> Answer:
        """One request; every failure is an answer, because its own words hold the address."""
        try:
            with session.post(
                self.url.reveal(),
                json=body,
                timeout=(self.patience.connect_seconds, self.patience.read_seconds),
                # The message is for this address, wherever it points to.
                allow_redirects=False,
                stream=True,
            ) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                said = next(response.iter_content(LONGEST_ANSWER), b"")
                word = said.decode("ascii", errors="replace").strip()
                payload = word if WORD.fullmatch(word) else None
                return Answer(response.status_code, headers, payload)
        except requests.exceptions.SSLError:
            return Answer(UNTRUSTED)
        except requests.Timeout:
            return Answer(0, defect="no answer in time")
        except requests.RequestException as error:
            return Answer(0, defect=f"no connection ({type(error).__name__})")


class _Pauses:
    """How long to wait before the next attempt, and when there is none.

    Args:
        patience: How often, and how long in all.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._attempts = 0
        self._waited = 0.0

    def after(self, judgement: Judgement, answer: Answer) -> float:
        """Seconds to wait after an answer that is not good.

        Raises:
            ChannelError: There is no further attempt.
        """
        if answer.status == UNTRUSTED:
            raise ChannelError("its certificate cannot be verified")
        if judgement.verdict in {Verdict.FAIL, Verdict.ACCEPT}:
            said = f": {answer.payload}" if answer.payload else ""
            raise ChannelError(f"it answered HTTP {answer.status}{said}")
        self._attempts += 1
        if self._attempts >= self._patience.attempts:
            raise ChannelError(f"{judgement.reason}, {self._attempts} times")
        pause = float(self._patience.first_pause_seconds * 2 ** (self._attempts - 1))
        if judgement.verdict is Verdict.WAIT and judgement.wait_seconds is None:
            pause = max(pause, self._patience.minimum_limit_seconds)
        pause = max(pause, judgement.wait_seconds or 0.0)
        self._waited += pause
        if self._waited > self._patience.total_wait_seconds:
            raise ChannelError("it wants us to wait longer than a run may")
        return pause


def _is_taken(answer: Answer) -> bool:
    return HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep the library below from logging the path of the address."""
    logger = logging.getLogger("urllib3.connectionpool")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
