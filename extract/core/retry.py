"""What to do with an answer: take it, wait, try again, ask for less, or give up.

Belongs here: judging one answer, without side effects, so a table of cases can test it.
Does not belong here: sending or waiting (``http.py``), or errors inside a tool's own envelope.

The order of the waits follows GitHub's best practices for the REST API: Retry-After first; else,
with nothing remaining, until the reset; else at least a minute, growing exponentially.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus
from typing import Any

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
)

RATE_LIMIT_PHRASES = ("rate limit", "abuse detection", "too many requests")
_TOO_HEAVY_STATUSES = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})


class Verdict(Enum):
    """What an answer calls for."""

    ACCEPT = "accept"
    WAIT = "wait"
    RETRY = "retry"
    SHRINK = "shrink"
    FAIL = "fail"


@dataclass(frozen=True)
class Judgement:
    """A verdict and what belongs to it.

    Attributes:
        verdict: What to do.
        reason: Why, in a few words; shown to people.
        wait_seconds: For WAIT, how long the tool asks us to wait; None if it does not say.
        error: For FAIL, the class of error to raise.
    """

    verdict: Verdict
    reason: str = ""
    wait_seconds: float | None = None
    error: type[ExtractError] = RejectedError


_ACCEPTED = Judgement(Verdict.ACCEPT)


@dataclass(frozen=True)
class Answer:
    """One answer, or the lack of one.

    Attributes:
        status: HTTP status; 0 if no answer came.
        headers: By lower-case name.
        payload: The parsed JSON body; None if there is none.
        defect: What is wrong with the body or the transport; empty if nothing is.
        timed_out: Whether we stopped waiting for it.
        next_url: The next page, if a Link header names one.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: Any = None
    defect: str = ""
    timed_out: bool = False
    next_url: str | None = None

    @property
    def message(self) -> str:
        """What the tool says about a refusal, cut to a line; empty if it says nothing."""
        text = self.payload.get("message") if isinstance(self.payload, dict) else None
        return " ".join(text.split())[:200] if isinstance(text, str) else ""


def judge(answer: Answer) -> Judgement:
    """Judge an answer by transport, status, headers and message."""
    if answer.status == 0:
        verdict = Verdict.SHRINK if answer.timed_out else Verdict.RETRY
        return Judgement(verdict, answer.defect)
    if is_rate_limited(answer):
        return Judgement(Verdict.WAIT, "rate limit", wait_seconds=wait_seconds(answer))
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        verdict = Verdict.SHRINK if answer.status in _TOO_HEAVY_STATUSES else Verdict.RETRY
        return Judgement(verdict, f"HTTP {answer.status}")
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return _refusal(answer)
    return Judgement(Verdict.RETRY, answer.defect) if answer.defect else _ACCEPTED


def _refusal(answer: Answer) -> Judgement:
    errors: dict[int, type[ExtractError]] = {
        HTTPStatus.UNAUTHORIZED: AuthenticationError,
        HTTPStatus.FORBIDDEN: PermissionDeniedError,
        HTTPStatus.NOT_FOUND: NotFoundError,
    }
    error = errors.get(answer.status, RejectedError)
    return Judgement(Verdict.FAIL, answer.message or f"HTTP {answer.status}", error=error)


def is_rate_limited(answer: Answer) -> bool:
    """Tell a rate limit from a plain 403: by 429, by headers, or by the message."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if answer.status != HTTPStatus.FORBIDDEN:
        return False
    exhausted = answer.headers.get("x-ratelimit-remaining") == "0"
    said_so = any(phrase in answer.message.lower() for phrase in RATE_LIMIT_PHRASES)
    return exhausted or said_so or "retry-after" in answer.headers


def wait_seconds(answer: Answer) -> float | None:
    """Return how long the tool asks us to wait, or None if it gives no hint."""
    after = _number(answer.headers.get("retry-after"))
    if after is not None:
        return max(after, 0.0)
    reset = _number(answer.headers.get("x-ratelimit-reset"))
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset is not None:
        now = _server_seconds(answer)
        # One second more, because both instants are cut to whole seconds.
        return max(reset - now, 0.0) + 1.0 if now is not None else None
    return None


def _server_seconds(answer: Answer) -> float | None:
    """Return the tool's own time: ours may be wrong by more than the wait."""
    try:
        return parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return _number(answer.headers.get("x-received-at"))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
