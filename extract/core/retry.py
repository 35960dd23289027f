"""What to do with an answer: take it, wait, try again, ask for less, or give up.

Belongs here: judging one answer, without side effects, so a table of cases can test it.
Does not belong here: sending or waiting (``http.py``), or errors inside a tool's own envelope.

The order of the waits follows GitHub's best practices for the REST API: Retry-After first; else,
with nothing remaining, until the reset; else at least a minute, growing exponentially.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
_SMALLEST_EPOCH = 1e8
"""Seconds below it are a time to wait (three years at most), above it a time since 1970."""
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
        is_unchanged: Whether the tool says that it has not changed since the answer we have.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: Any = None
    defect: str = ""
    timed_out: bool = False
    next_url: str | None = None
    is_unchanged: bool = False

    @property
    def etag(self) -> str | None:
        """What to ask with the next time, to be told that nothing has changed."""
        return self.headers.get("etag")

    @property
    def message(self) -> str:
        """What the tool says about a refusal, cut to a line; empty if it says nothing."""
        said = _said(self.payload)
        return " ".join(said.split())[:200]


def _said(payload: Any) -> str:
    """Return the words of a refusal, wherever a tool puts them."""
    if isinstance(payload, str):
        return payload
    if isinstance(payload, list):
        return "; ".join(filter(None, map(_said, payload)))
    if not isinstance(payload, Mapping):
        return ""
    names = ("message", "error_description", "errorMessages", "error", "errors", "msg")
    return next(filter(None, (_said(payload.get(name)) for name in names)), "")


def judge(answer: Answer) -> Judgement:
    """Judge an answer by transport, status, headers and message."""
    if answer.status == 0:
        verdict = Verdict.SHRINK if answer.timed_out else Verdict.RETRY
        return Judgement(verdict, answer.defect)
    if is_rate_limited(answer):
        return Judgement(Verdict.WAIT, "rate limit", wait_seconds=wait_seconds(answer))
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        verdict = Verdict.SHRINK if answer.status in _TOO_HEAVY_STATUSES else Verdict.RETRY
        after = _moment_or_seconds(answer.headers.get("retry-after"), answer)
        return Judgement(verdict, f"HTTP {answer.status}", wait_seconds=after)
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
    """Return how long the tool asks us to wait, or None if it gives no hint.

    ``Retry-After`` comes first. The reset is an epoch for GitHub and GitLab, seconds to wait for
    PagerDuty, and ISO-8601 for Jira. It is believed where nothing remains, and of a 429 that does
    not say what remains: GitHub's secondary limits come while requests remain until the reset.
    """
    after = _moment_or_seconds(answer.headers.get("retry-after"), answer)
    if after is not None:
        return after
    names = ("x-ratelimit-remaining", "ratelimit-remaining")
    remaining = {answer.headers[name] for name in names if name in answer.headers}
    is_limit = answer.status == HTTPStatus.TOO_MANY_REQUESTS
    believed = "0" in remaining or (is_limit and not remaining)
    for name in ("x-ratelimit-reset", "ratelimit-reset"):
        reset = _moment_or_seconds(answer.headers.get(name), answer)
        if reset is not None and believed:
            # One second more, because both instants are cut to whole seconds.
            return reset + 1.0
    return None


def _moment_or_seconds(text: str | None, answer: Answer) -> float | None:
    """Return the seconds until what a header says, in whichever unit it says it."""
    if text is None:
        return None
    value = _number(text)
    if value is not None and value < _SMALLEST_EPOCH:
        return max(value, 0.0)
    moment = value if value is not None else _moment(text)
    now = _server_seconds(answer)
    return None if moment is None or now is None else max(moment - now, 0.0)


def _moment(text: str) -> float | None:
    """Return seconds since 1970 of an ISO-8601 instant or an HTTP date."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError):
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return None


def _server_seconds(answer: Answer) -> float | None:
    """Return the tool's own time: ours may be wrong by more than the wait."""
    now = _moment(answer.headers.get("date", ""))
    return now if now is not None else _number(answer.headers.get("x-received-at"))


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is None or math.isfinite(value) else None
