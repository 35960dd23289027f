"""Speaks GitLab's REST API in pages and returns only whole answers.

Belongs here: pages, their links and totals, unchanged answers, and asking ahead in lanes.
Does not belong here: which records are asked for, or how they are read.

A page is followed only by its ``Link`` header: totals vanish above 10,000 records, and a page
may be shorter than asked for although more follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from extract.core.errors import ExtractError, RecordError, TooHeavyError
from extract.core.fields import found
from extract.core.http import HttpClient
from extract.core.parallel import in_order
from extract.core.retry import Answer
from extract.sources.gitlab.parsing.accounts import without_people

PAGE_SIZE = 100
"""The most GitLab gives at once."""

_SMALLEST_PAGE = 10

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of a list.

    Attributes:
        records: As they came, accounts reduced to their usernames.
        next_url: The page after it; None if this is the last.
        total: How many records the whole list has, where GitLab says so.
        etag: What to ask with the next time.
        is_unchanged: Whether GitLab says that it is the page we have; it then has no records.
    """

    records: list[Any]
    next_url: str | None = None
    total: int | None = None
    etag: str | None = None
    is_unchanged: bool = False


@dataclass(frozen=True)
class Question:
    """The first page of a list.

    Attributes:
        path: Below the API's base URL.
        parameters: Of the query; ``per_page`` is added.
        etag: Of the page we have; None asks for it whatever we have.
        size: How many records to ask for; None for as many as GitLab gives.
    """

    path: str
    parameters: Parameters
    etag: str | None = None
    size: int | None = None

    @property
    def name(self) -> str:
        """What tells it from every other question."""
        return f"{self.path}?{urlencode(self.parameters, doseq=True)}"


class GitlabClient:
    """Asks one GitLab.

    Args:
        http: How to send.
    """

    def __init__(self, http: HttpClient) -> None:
        self._http = http
        self._page_size = PAGE_SIZE
        self._ahead: dict[str, Page | ExtractError] = {}

    @property
    def request_count(self) -> int:
        """Requests sent so far, failed attempts included."""
        return self._http.request_count

    @property
    def lanes(self) -> int:
        """Requests that may run at a time."""
        return self._http.tool.lanes

    def record(self, path: str) -> Any:
        """Return a single record.

        Raises:
            ExtractError: As ``HttpClient.send``.
        """
        return without_people(self._http.get(path).payload)

    def ask_ahead(self, questions: Iterable[Question]) -> None:
        """Ask several questions side by side; ``page`` then finds their answers here."""
        self._ahead.clear()
        for question, answer in in_order(self._answer_or_error, questions, self.lanes):
            self._ahead[question.name] = answer

    def page(self, question: Question) -> Page:
        """Return the first page of a list, smaller if GitLab cannot manage a whole one.

        Raises:
            ExtractError: As ``HttpClient.send``.
            RecordError: The answer is no list.
        """
        answer = self._ahead.pop(question.name, None)
        if isinstance(answer, ExtractError):
            raise answer
        return answer if answer is not None else self._ask(question)

    def after(self, url: str) -> Page:
        """Return the page that another one named as the next."""
        return _page(self._http.send("GET", url), url)

    def all_records(self, path: str, parameters: Parameters) -> Iterator[Any]:
        """Yield every record of a list, page after page."""
        page = self.page(Question(path, parameters))
        yield from page.records
        while page.next_url:
            page = self.after(page.next_url)
            yield from page.records

    def _answer_or_error(self, question: Question) -> Page | ExtractError:
        try:
            return self._ask(question)
        except ExtractError as error:
            return error

    def _ask(self, question: Question) -> Page:
        while True:
            size = question.size or self._page_size
            try:
                answer = self._http.get(
                    question.path,
                    {**question.parameters, "per_page": size},
                    etag=question.etag,
                    shrinkable=size > _SMALLEST_PAGE,
                )
            except TooHeavyError:
                # Lanes may shrink it at the same time: from what each of them had asked for.
                self._page_size = min(self._page_size, max(_SMALLEST_PAGE, size // 2))
            else:
                return _page(answer, question.path)


def _page(answer: Answer, what: str) -> Page:
    if answer.is_unchanged:
        return Page([], is_unchanged=True, etag=answer.etag)
    if not isinstance(answer.payload, list):
        raise RecordError(f"{what}: expected a list, found {found(answer.payload)}")
    total = answer.headers.get("x-total", "")
    return Page(
        records=without_people(answer.payload),
        next_url=answer.next_url,
        total=int(total) if total.isdecimal() else None,
        etag=answer.etag,
    )
