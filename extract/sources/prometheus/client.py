"""Speaks Prometheus' HTTP API: range queries by the hour.

Belongs here: the query, the envelope, and what Prometheus' refusals mean. Does not belong here:
objectives, or rows.

The increase is taken of each counter before they are added up, so that one that starts over at
zero is Prometheus' own affair. It is extrapolated to the edges of the hour: numbers of events need
not be whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from extract.core.errors import ExtractError, NotFoundError, RejectedError, TooHeavyError
from extract.core.http import HttpClient
from extract.core.retry import Answer, Judgement, Verdict, judge

HOUR = timedelta(hours=1)

_TOO_MUCH = ("maximum resolution", "too many samples", "exceeds the limit", "too many points")
_REFUSALS: Mapping[str, type[ExtractError]] = {
    "bad_data": RejectedError,
    "execution": RejectedError,
    "not_found": NotFoundError,
}
_TOO_SLOW = frozenset({"timeout", "canceled"})


@dataclass(frozen=True)
class Hours:
    """Some hours in a row: the ends of the first and the last (naive UTC)."""

    first: datetime
    last: datetime

    @property
    def is_divisible(self) -> bool:
        """Whether it is more than one hour."""
        return self.last > self.first

    def halves(self) -> tuple[Hours, Hours]:
        """Return the two halves of it."""
        middle = self.first + ((self.last - self.first) // HOUR // 2) * HOUR
        return Hours(self.first, middle), Hours(middle + HOUR, self.last)

    def ends(self) -> Iterator[datetime]:
        """Yield the end of each hour."""
        end = self.first
        while end <= self.last:
            yield end
            end += HOUR


@dataclass
class Series:
    """What a range query gave.

    Attributes:
        samples: As they came: the instant in seconds since 1970, and the value as text.
        warnings: What Prometheus says may be missing.
        remarks: What Prometheus says about the query.
    """

    samples: list[Any] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, other: Series) -> None:
        """Add what another stretch of time gave."""
        self.samples += other.samples
        self.warnings += other.warnings
        self.remarks += other.remarks


class PrometheusClient:
    """Asks one Prometheus.

    Args:
        http: How to send.
    """

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    def count_requests(self) -> int:
        """Return how many requests have been sent so far, failed attempts included."""
        return self._http.request_count

    def increase(self, selector: str, hours: Hours) -> Series:
        """Return by how much counters grew in each of some hours.

        What is too much for Prometheus at once is asked for in halves.

        Raises:
            ExtractError: As ``HttpClient.send``; what Prometheus says is wrong with the query
                included.
        """
        try:
            return self._increase(selector, hours)
        except TooHeavyError:
            series = Series()
            for half in hours.halves():
                series.add(self.increase(selector, half))
            return series

    def _increase(self, selector: str, hours: Hours) -> Series:
        answer = self._http.get(
            "/api/v1/query_range",
            {
                "query": f"sum(increase({selector}[1h]))",
                "start": _seconds(hours.first),
                "end": _seconds(hours.last),
                "step": int(HOUR.total_seconds()),
            },
            judge_answer=judge_range,
            shrinkable=hours.is_divisible,
        )
        result = answer.payload["data"]["result"]
        series = Series(
            warnings=_texts(answer.payload, "warnings"), remarks=_texts(answer.payload, "infos")
        )
        # A sum has one series, or none where nothing matches.
        if result:
            series.samples += result[0]["values"]
        return series


def judge_range(answer: Answer) -> Judgement:
    """Judge an answer to a range query: Prometheus says what is wrong in its own envelope."""
    judgement = judge(answer)
    payload = answer.payload
    if judgement.verdict is Verdict.WAIT or not isinstance(payload, Mapping):
        return judgement if judgement.verdict is not Verdict.ACCEPT else _malformed()
    if payload.get("status") == "error" and answer.status not in _ABOUT_US:
        return _judge_error(payload, judgement)
    if judgement.verdict is not Verdict.ACCEPT:
        return judgement
    return judgement if _is_matrix(payload) else _malformed()


_ABOUT_US = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def _judge_error(payload: Mapping[str, Any], judgement: Judgement) -> Judgement:
    kind = str(payload.get("errorType") or "")
    message = " ".join(str(payload.get("error") or "no message").split())[:200]
    reason = f"{kind or 'error'}: {message}"
    if kind in _TOO_SLOW or any(phrase in message for phrase in _TOO_MUCH):
        return Judgement(Verdict.SHRINK, reason)
    if kind in _REFUSALS:
        return Judgement(Verdict.FAIL, reason, error=_REFUSALS[kind])
    return Judgement(Verdict.RETRY, reason, wait_seconds=judgement.wait_seconds)


def _is_matrix(payload: Mapping[str, Any]) -> bool:
    data = payload.get("data")
    if payload.get("status") != "success" or not isinstance(data, Mapping):
        return False
    result = data.get("result")
    if data.get("resultType") != "matrix" or not isinstance(result, list) or len(result) > 1:
        return False
    return all(isinstance(s, Mapping) and isinstance(s.get("values"), list) for s in result)


def _malformed() -> Judgement:
    return Judgement(Verdict.RETRY, "an answer that is no matrix of one series")


def _texts(payload: Mapping[str, Any], name: str) -> list[str]:
    listed = payload.get(name)
    return [str(text) for text in listed] if isinstance(listed, list) else []


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())
