"""One connection to one tool: sends, asks again, and gives up with a clear error.

Belongs here: the session and attempts. Does not belong here: waiting (``waits.py``), paging, or
what an answer means (``retry.py``). The token goes into one header of requests to the tool's own
address, and nowhere else: not into logs, errors or reprs. Several lanes (``parallel.py``) may use
one client.
"""

from __future__ import annotations

import http.cookiejar
import json
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from extract.core.clock import Clock
from extract.core.errors import (
    AuthenticationError,
    RejectedError,
    TooHeavyError,
    UnavailableError,
)
from extract.core.patience import Patience
from extract.core.progress import Progress
from extract.core.retry import Answer, Judgement, Verdict, judge
from extract.core.tool import TokenAuth, Tool
from extract.core.waits import Waits

_UNCHANGED = 304
_MOVED = frozenset({301, 302, 307, 308})
_MOVES = 5


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
        self._lock = threading.Lock()
        self._waits = Waits(tool.name, clock, progress, self._patience)
        self._session = self._new_session()

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.auth = TokenAuth(self.tool)
        session.headers.update({"User-Agent": "team-outcomes", "Accept": self.tool.accept})
        # Lanes share the session: nothing that an answer brings may change it.
        session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("https://", "http://"):
            session.mount(scheme, HTTPAdapter(pool_connections=2, pool_maxsize=self.tool.lanes))
        return session

    def get(
        self,
        path: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        etag: str | None = None,
        judge_answer: Callable[[Answer], Judgement] = judge,
        shrinkable: bool = False,
    ) -> Answer:
        """Send a GET request to a path below the base URL; see ``send``.

        Args:
            path: Starting with a slash, quoted where needed.
            parameters: Query parameters; a list gives its name once for each member.
            etag: As of ``send``.
            judge_answer: As of ``send``.
            shrinkable: As of ``send``.
        """
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        return self.send(
            "GET",
            f"{self.tool.base_url}{path}{query}",
            etag=etag,
            judge_answer=judge_answer,
            shrinkable=shrinkable,
        )

    def send(
        self,
        method: str,
        url: str,
        *,
        body: Any = None,
        etag: str | None = None,
        judge_answer: Callable[[Answer], Judgement] = judge,
        shrinkable: bool = False,
    ) -> Answer:
        """Send one request until its answer is accepted.

        Args:
            method: ``GET`` or ``POST``.
            url: Absolute, at the tool's own address.
            body: Sent as JSON.
            etag: Of the answer we have; an answer that is the same comes back ``is_unchanged``.
            judge_answer: Decides what an answer calls for.
            shrinkable: Whether the caller can ask for less: then a request that is too heavy
                fails at once instead of being repeated as it is.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RejectedError: Refused.
            TooHeavyError: The tool gave up on it, and it is shrinkable.
            UnavailableError: No whole answer within the allowed attempts.
            WaitBudgetError: The run has used up its time, or the tool wants us to wait longer
                than this run may.
        """
        self._check_address(url)
        failures = limits = moves = 0
        while True:
            self._waits.for_turn()
            answer = self._exchange(method, url, body, etag)
            if answer.status in _MOVED:
                moves += 1
                url = self._moved(answer, moves)
                continue
            judgement = judge_answer(answer)
            if judgement.verdict is Verdict.ACCEPT:
                return answer
            if judgement.verdict is Verdict.FAIL:
                raise self._refusal(judgement)
            if judgement.verdict is Verdict.SHRINK and shrinkable:
                raise TooHeavyError(self._safe(f"{self.tool.name}: {judgement.reason}"))
            if judgement.verdict is Verdict.WAIT:
                limits += 1
                self._waits.hold(judgement.wait_seconds, limits)
            else:
                failures += 1
                self._give_up_after(failures, judgement.reason)
                reason = self._safe(judgement.reason)
                self._waits.after_failure(reason, failures, judgement.wait_seconds)

    def _exchange(self, method: str, url: str, body: Any, etag: str | None) -> Answer:
        with self._lock:
            self.request_count += 1
            self._progress.advance()
        patience = self._patience
        try:
            response = self._session.request(
                method,
                url,
                json=body,
                headers={"If-None-Match": etag} if etag else None,
                timeout=(patience.connect_seconds, patience.read_seconds),
                # A redirect would take a token in a header of its own along, wherever it leads.
                allow_redirects=False,
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
        if response.status_code == _UNCHANGED:
            return Answer(_UNCHANGED, headers, is_unchanged=True)
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

    def _moved(self, answer: Answer, moves: int) -> str:
        """Return where a redirect leads, if that is at the tool's own address."""
        url = answer.headers.get("location", "")
        if moves > _MOVES or not url:
            raise RejectedError(f"{self.tool.name} redirects without end or aim; check its address")
        url = urljoin(f"{self.tool.base_url}/", url)
        self._check_address(url)
        return url

    def _give_up_after(self, failures: int, reason: str) -> None:
        if failures >= self._patience.attempts:
            raise UnavailableError(
                self._safe(
                    f"{self.tool.name} at {self.tool.base_url} gave no usable answer in "
                    f"{failures} attempts: {reason}. Check {self.tool.url_variable} and "
                    "the tool's status, then run again."
                )
            )

    def _refusal(self, judgement: Judgement) -> Exception:
        if issubclass(judgement.error, AuthenticationError):
            return AuthenticationError(
                f"{self.tool.name} does not accept the token; set {self.tool.token_variable} to a "
                "valid one."
            )
        return judgement.error(self._safe(f"{self.tool.name}: {judgement.reason}"))

    def _safe(self, text: str) -> str:
        """Remove the secrets should the tool have echoed one."""
        own = (self.tool.token,) if self.tool.token is not None else ()
        for secret in (*own, *self.tool.also_secret):
            if secret.reveal():
                text = text.replace(secret.reveal(), "***")
        return text
