"""Speaks PagerDuty's paging and returns only whole lists.

Belongs here: pages, their bound, and counting what came against what was announced. Does not belong
here: which records are asked for, or how they are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from extract.core.errors import RejectedError
from extract.core.http import HttpClient
from extract.core.retry import Answer, Judgement, Verdict, judge
from extract.sources.pagerduty.windows import Window

PAGE_SIZE = 100
"""The most that PagerDuty gives at once."""

REACHABLE = 10_000
"""Records of one list that can be reached: beyond this, offset and limit are refused."""

_ROUNDS = 3
"""How often a list is read whose records moved while it was read."""


class NotInPlanError(RejectedError):
    """The account's plan does not have what was asked for (HTTP 402)."""

    kind = "not_in_plan"


@dataclass(frozen=True)
class Question:
    """One list to ask for.

    Attributes:
        path: Where.
        member: The field of the answer that holds the records.
        parameters: What else to ask.
        window: The stretch of time asked for; None for lists without time.
    """

    path: str
    member: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    window: Window | None = None

    def within(self, window: Window) -> Question:
        """Return the same question of another stretch of time."""
        return replace(self, window=window)


@dataclass
class Found:
    """What a list had.

    Attributes:
        records: As they came, each once.
        total: How many PagerDuty says there are; None if it does not say.
        is_whole: Whether all of those came.
    """

    records: list[Any]
    total: int | None
    is_whole: bool


@dataclass(frozen=True)
class _Page:
    records: list[Any]
    more: bool
    total: int | None
    size: int


class PagerdutyClient:
    """Asks one account.

    Args:
        http: How to send.
    """

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    def count_requests(self) -> int:
        """Return how many requests have been sent so far, failed attempts included."""
        return self._http.request_count

    def record(self, path: str, member: str) -> Any:
        """Return one record.

        Raises:
            NotFoundError: It does not exist any more.
            ExtractError: As ``HttpClient.send``.
        """
        return self._http.get(path, judge_answer=_with(member, Mapping)).payload[member]

    def first(self, question: Question) -> Any | None:
        """Return the first record of a list, or None if it has none."""
        return next(iter(self._page(question, 0, limit=1).records), None)

    def total(self, question: Question) -> int | None:
        """Return how many records a list has; None if PagerDuty does not say."""
        return self._page(question, 0, limit=1).total

    def everything(self, question: Question) -> Found:
        """Return a whole list, however long: a stretch of time with too many records is divided.

        A record that moves while the pages are read may be passed over; then fewer came than were
        announced, and the list is read again.

        Raises:
            RejectedError: There are more than can be reached, and no stretch of time to divide.
            ExtractError: As ``HttpClient.send``.
        """
        seen: dict[str, Any] = {}
        for _ in range(_ROUNDS):
            first = self._page(question, 0)
            records, is_end = self._pages(question, first)
            if not is_end:
                return self._divided(question, first, records)
            seen.update(records)
            if first.total is None or len(seen) >= first.total:
                return Found(list(seen.values()), first.total, is_whole=True)
        return Found(list(seen.values()), first.total, is_whole=False)

    def _divided(self, question: Question, first: _Page, reached: dict[str, Any]) -> Found:
        window = question.window
        if window is None:
            raise RejectedError(
                f"PagerDuty has more than {REACHABLE} records at {question.path}, and no more "
                "can be reached; choose teams with PAGERDUTY_TEAMS."
            )
        if not window.is_divisible:
            return Found(list(reached.values()), first.total, is_whole=False)
        parts = [self.everything(question.within(half)) for half in window.halves()]
        totals = [part.total for part in parts]
        return Found(
            [record for part in parts for record in part.records],
            None if None in totals else sum(total or 0 for total in totals),
            all(part.is_whole for part in parts),
        )

    def _pages(self, question: Question, first: _Page) -> tuple[dict[str, Any], bool]:
        """Return the records of a list by what tells them apart, and whether its end was reached.

        A list that announces more than can be reached is not read further than its first page.
        """
        page, offset = first, 0
        found = {_identity(record): record for record in page.records}
        if page.total is not None and page.total > REACHABLE and _may_be_divided(question):
            return found, False
        while page.more and offset + 2 * page.size <= REACHABLE:
            offset += page.size
            page = self._page(question, offset)
            found.update((_identity(record), record) for record in page.records)
        return found, not page.more

    def _page(self, question: Question, offset: int, limit: int | None = None) -> _Page:
        limit = limit or PAGE_SIZE
        parameters = {**question.parameters, "limit": limit, "offset": offset}
        if question.window is not None:
            parameters |= question.window.parameters()
        if offset == 0:
            # Counting costs PagerDuty time: once for a list is enough.
            parameters["total"] = "true"
        answer = self._http.get(
            question.path, parameters, judge_answer=_with(question.member, list)
        )
        payload = answer.payload
        total, size = payload.get("total"), payload.get("limit")
        return _Page(
            payload[question.member],
            payload.get("more") is True,
            total if isinstance(total, int) else None,
            size if isinstance(size, int) and size > 0 else limit,
        )


def _may_be_divided(question: Question) -> bool:
    return question.window is not None and question.window.is_divisible


def _identity(record: Any) -> str:
    """Return what tells a record from the others of its list; on-calls have no identifier."""
    known = record.get("id") if isinstance(record, Mapping) else None
    return known if isinstance(known, str) else json.dumps(record, sort_keys=True)


def _with(member: str, kind: type) -> Any:
    """Return a judge that also wants an answer to hold what was asked for."""

    def judged(answer: Answer) -> Judgement:
        if answer.status == HTTPStatus.PAYMENT_REQUIRED:
            reason = answer.message or "the account's plan does not have this"
            return Judgement(Verdict.FAIL, reason, error=NotInPlanError)
        judgement = judge(answer)
        if judgement.verdict is not Verdict.ACCEPT:
            return judgement
        payload = answer.payload
        if not isinstance(payload, Mapping) or not isinstance(payload.get(member), kind):
            return Judgement(Verdict.RETRY, f"an answer without {member}")
        return judgement

    return judged
