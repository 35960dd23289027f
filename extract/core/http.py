"""One connection to one tool: sends, waits when told to, and gives up with a clear error.

Belongs here: the session, attempts and waiting. Does not belong here: paging, or what an answer
means. The token goes into the Authorization header of requests to the tool's own address, and
nowhere else: not into logs, errors or reprs.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from extract.core.clock import Clock
from extract.core.errors import (
    AuthenticationError,
    RejectedError,
    TooHeavyError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.progress import Progress
from extract.core.retry import Answer, Judgement, Verdict, judge
from extract.core.settings import Secret

logger = logging.getLogger(__name__)

_CONNECT_SECONDS = 10
_READ_SECONDS = 40


@dataclass(frozen=True)
class Patience:
    """How long and how often one run asks again.

    Attributes:
        attempts: Attempts at one request when the tool fails to answer.
        limit_attempts: Waits in a row for one request when the tool limits our rate.
        first_pause_seconds: Pause after the first failure; it doubles each time.
        minimum_limit_seconds: Least wait for a rate limit that gives no hint; it doubles.
        total_wait_seconds: What one run may wait for rate limits in all.
    """

    attempts: int = 5
    limit_attempts: int = 5
    first_pause_seconds: float = 1.0
    minimum_limit_seconds: float = 60.0
    total_wait_seconds: float = 5400.0


@dataclass(frozen=True)
class Tool:
    """The tool at the other end.

    Attributes:
        name: As people call it, for errors.
        base_url: Where it answers.
        token_variable: The environment variable that holds the token, for errors.
        url_variable: The environment variable that holds the base URL, for errors.
        token: The token; revealed only into the Authorization header.
    """

    name: str
    base_url: str
    token_variable: str
    url_variable: str
    token: Secret


class _TokenAuth(AuthBase):
    """Sets the header itself, so that a .netrc file cannot replace our token."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        return request


class HttpClient:
    """Sends requests to one tool and returns only whole, accepted answers.

    Args:
        tool: Whom to ask.
        clock: For waiting; a test passes one that does not wait.
        progress: Shows requests and waits.
        patience: How often and how long to ask again.

    Attributes:
        request_count: Requests sent, failed attempts included.
    """

    def __init__(
        self,
        tool: Tool,
        clock: Clock,
        progress: Progress,
        patience: Patience | None = None,
    ) -> None:
        self.tool = tool
        self.request_count = 0
        self._clock = clock
        self._progress = progress
        self._patience = patience or Patience()
        self._waited = 0.0
        self._session = requests.Session()
        self._session.auth = _TokenAuth(tool.token)
        self._session.headers.update({"User-Agent": "team-outcomes", "Accept": "application/json"})
        self._session.mount("https://", HTTPAdapter(pool_connections=2, pool_maxsize=2))

    def send(
        self,
        method: str,
        url: str,
        *,
        body: Any = None,
        judge_answer: Callable[[Answer], Judgement] = judge,
        shrinkable: bool = False,
    ) -> Answer:
        """Send one request until its answer is accepted.

        Args:
            method: ``GET`` or ``POST``.
            url: Absolute, at the tool's own address.
            body: Sent as JSON.
            judge_answer: Decides what an answer calls for.
            shrinkable: Whether the caller can ask for less: then a request that is too heavy
                fails at once instead of being repeated as it is.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RejectedError: Refused.
            TooHeavyError: The tool gave up on it, and it is shrinkable.
            UnavailableError: No whole answer within the allowed attempts.
            WaitBudgetError: The tool wants us to wait longer than this run may.
        """
        self._check_address(url)
        failures = limits = 0
        while True:
            answer = self._exchange(method, url, body)
            judgement = judge_answer(answer)
            if judgement.verdict is Verdict.ACCEPT:
                return answer
            if judgement.verdict is Verdict.FAIL:
                raise self._refusal(judgement)
            if judgement.verdict is Verdict.SHRINK and shrinkable:
                raise TooHeavyError(self._safe(f"{self.tool.name}: {judgement.reason}"))
            if judgement.verdict is Verdict.WAIT:
                limits += 1
                self._wait_for_limit(judgement, limits)
            else:
                failures += 1
                self._pause_after_failure(judgement, failures)

    def _exchange(self, method: str, url: str, body: Any) -> Answer:
        self.request_count += 1
        self._progress.advance()
        try:
            response = self._session.request(
                method, url, json=body, timeout=(_CONNECT_SECONDS, _READ_SECONDS)
            )
        except requests.Timeout:
            return Answer(status=0, defect="no answer in time", timed_out=True)
        except requests.exceptions.ChunkedEncodingError:
            return Answer(status=0, defect="the answer was cut short")
        except requests.RequestException as error:
            return Answer(status=0, defect=f"no connection ({type(error).__name__})")
        return self._answer(response)

    def _answer(self, response: requests.Response) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        headers["x-received-at"] = str(self._clock.wall_seconds())
        payload, defect = None, ""
        try:
            payload = json.loads(response.content)
        except ValueError:
            is_html = response.content.lstrip()[:1] == b"<"
            defect = "HTML instead of JSON" if is_html else "JSON that is cut short or malformed"
        next_url = response.links.get("next", {}).get("url")
        return Answer(response.status_code, headers, payload, defect, next_url=next_url)

    def _check_address(self, url: str) -> None:
        """Refuse to send the token anywhere but to the tool's own address."""
        ours, theirs = urlsplit(self.tool.base_url), urlsplit(url)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise RejectedError(
                f"{self.tool.name} names a page at {theirs.scheme}://{theirs.hostname}, which is "
                f"not the address in {self.tool.url_variable}; the token is not sent there."
            )

    def _wait_for_limit(self, judgement: Judgement, limits: int) -> None:
        patience = self._patience
        least = patience.minimum_limit_seconds * 2 ** (limits - 1)
        seconds = least if judgement.wait_seconds is None else judgement.wait_seconds
        if limits > patience.limit_attempts:
            raise WaitBudgetError(
                f"{self.tool.name} still limits our rate after {patience.limit_attempts} waits; "
                "run again later, it continues where it stopped."
            )
        if self._waited + seconds > patience.total_wait_seconds:
            raise WaitBudgetError(
                f"{self.tool.name} asks to wait {seconds:.0f} s, more than the "
                f"{patience.total_wait_seconds:.0f} s one run may wait in all; run again later, "
                "it continues where it stopped."
            )
        self._waited += seconds
        self._pause(seconds, f"waiting {seconds:.0f} s for {self.tool.name}'s rate limit")

    def _pause_after_failure(self, judgement: Judgement, failures: int) -> None:
        if failures >= self._patience.attempts:
            raise UnavailableError(
                self._safe(
                    f"{self.tool.name} at {self.tool.base_url} gave no usable answer in "
                    f"{failures} attempts: {judgement.reason}. Check {self.tool.url_variable} and "
                    "the tool's status, then run again."
                )
            )
        seconds = self._patience.first_pause_seconds * 2 ** (failures - 1)
        self._pause(seconds, self._safe(f"{judgement.reason}; trying again in {seconds:.0f} s"))

    def _pause(self, seconds: float, why: str) -> None:
        logger.info("%s", why)
        self._progress.describe(why)
        self._clock.sleep(seconds)
        self._progress.describe("")

    def _refusal(self, judgement: Judgement) -> Exception:
        if issubclass(judgement.error, AuthenticationError):
            return AuthenticationError(
                f"{self.tool.name} does not accept the token; set {self.tool.token_variable} to a "
                "valid one."
            )
        return judgement.error(self._safe(f"{self.tool.name}: {judgement.reason}"))

    def _safe(self, text: str) -> str:
        """Remove the token should the tool have echoed it."""
        return text.replace(self.tool.token.reveal(), "***")
