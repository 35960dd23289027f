"""Fetches pages of GitHub's REST lists and parses them; several lanes may do so at a time.

Belongs here: one list's pages from a start down to a floor, conditional requests, and the way
around GitHub's limit of a thousand results. Does not belong here: which lists there are and what
becomes of their rows (``rest_lists.py``); nothing here touches the landing.

A search among workflow runs shows a thousand results, and page numbers shift while runs are added.
So after ten pages reading goes on with a new search for what was created up to the oldest run met:
no request is spent on finding windows that fit, and no run falls between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from extract.core import fields
from extract.core.batch import Batch
from extract.core.common_streams import QUARANTINE
from extract.core.errors import ExtractError, RecordError
from extract.core.retry import Answer
from extract.core.source import Row, Stream
from extract.sources.github.client import GithubClient
from extract.sources.github.state import FirstPage

PAGE_SIZE = 100

SEARCH_PAGES = 10
"""Pages of a hundred after which GitHub ends a search."""

AHEAD_PAGES = 10
"""Pages that a lane reads before their repository's turn comes; they are held in memory."""


@dataclass(frozen=True)
class RestList:
    """A newest-first list of a repository in the REST API.

    Attributes:
        stream: Where its records land.
        path: Below the repository.
        parameters: Sent with the first page; later pages follow GitHub's links.
        records: Takes the records out of a page.
        parse: One record to one row.
        order: The landed column it is ordered by.
        overlap: How far below the watermark it is read again: records may appear late or change.
        name: What its progress is remembered under.
        left_out: Kinds of activity that are not landed.
        is_search: Whether ``created`` narrows it, so that more than a thousand can be read.
        is_reread: Whether every run begins with the same first page.
    """

    stream: Stream
    path: str
    parameters: Mapping[str, str | int]
    records: Callable[[Any], list[Any]]
    parse: Callable[..., Row]
    order: str
    overlap: timedelta
    name: str
    left_out: frozenset[str] = frozenset()
    is_search: bool = False
    is_reread: bool = True


@dataclass(frozen=True)
class Reading:
    """How far a list is to be read.

    Attributes:
        wanted: The list.
        repository: ``owner/name``.
        url: The first page.
        floor: Where it may end (naive UTC).
        remembered: What is known of the first page from an earlier run, if anything.
    """

    wanted: RestList
    repository: str
    url: str
    floor: datetime
    remembered: FirstPage | None = None


@dataclass(frozen=True)
class RestPage:
    """One page, parsed.

    Attributes:
        rows: Its rows, newest first.
        quarantined: Rows for what could not be parsed.
        oldest: The least order value on it; None if it has none.
        next_url: The page after it, if any.
        total: How many records the list has in all, where GitHub says so.
        etag: What to ask for it with again.
    """

    rows: list[Row] = field(default_factory=list)
    quarantined: list[Row] = field(default_factory=list)
    oldest: datetime | None = None
    next_url: str | None = None
    total: int | None = None
    etag: str | None = None

    def as_first(self) -> FirstPage | None:
        """Return what to remember of a first page; None if GitHub gave it no validator."""
        if self.etag is None:
            return None
        oldest = self.oldest.isoformat() if self.oldest else None
        return FirstPage(self.etag, self.next_url, oldest, self.total)


@dataclass(frozen=True)
class Ahead:
    """Pages of a reading: some that were read before their turn, and the way to the others."""

    pages: list[RestPage]
    error: ExtractError | None
    others: Iterator[RestPage]

    def __iter__(self) -> Iterator[RestPage]:
        yield from self.pages
        if self.error is not None:
            raise self.error
        yield from self.others


def read_ahead(client: GithubClient, reading: Reading) -> Ahead:
    """Read the first pages of a reading; an error is kept until its turn comes."""
    following = pages(client, reading)
    found: list[RestPage] = []
    try:
        for page in islice(following, AHEAD_PAGES):
            found.append(page)  # noqa: PERF402 - what came before an error is kept
    except ExtractError as error:
        return Ahead(found, error, following)
    return Ahead(found, None, following)


def pages(client: GithubClient, reading: Reading) -> Iterator[RestPage]:
    """Yield the pages of a reading down to its floor.

    Raises:
        RecordError: A page is not shaped as documented.
        ExtractError: As ``HttpClient.send``.
    """
    url: str | None = reading.url
    remembered = reading.remembered
    while url is not None:
        answer = client.page(url, remembered.etag if remembered else None)
        if answer.is_unchanged and remembered:
            page = _as_before(remembered)
        else:
            page = _parsed(reading, url, answer)
        yield page
        if page.oldest is not None and page.oldest < reading.floor:
            return
        url, remembered = page.next_url, None


def _as_before(first: FirstPage) -> RestPage:
    """Return a page without rows for a first page that has not changed since it was landed."""
    oldest = datetime.fromisoformat(first.oldest) if first.oldest else None
    return RestPage([], [], oldest, first.next_url, first.total, first.etag)


def _parsed(reading: Reading, url: str, answer: Answer) -> RestPage:
    wanted = reading.wanted
    batch = Batch(reading.repository)
    try:
        raws = wanted.records(answer.payload)
        is_counted = isinstance(answer.payload, Mapping) and "created" not in _query(url)
        total = fields.integer(answer.payload, "total_count") if is_counted else None
    except RecordError as error:
        raise RecordError(
            f"GitHub's list {wanted.path} of {reading.repository} is malformed: {error}"
        ) from error
    for raw in raws:
        if not (isinstance(raw, Mapping) and raw.get("activity_type") in wanted.left_out):
            batch.add(wanted.stream, wanted.parse, raw, reading.repository)
    rows = batch.rows[wanted.stream.name]
    oldest = min((row[wanted.order] for row in rows), default=None)
    following = answer.next_url
    if wanted.is_search and len(raws) == PAGE_SIZE and _number(url) >= SEARCH_PAGES:
        following = _next_search(wanted, url, oldest) if oldest else following
    return RestPage(rows, batch.rows[QUARANTINE.name], oldest, following, total, answer.etag)


def _next_search(wanted: RestList, url: str, oldest: datetime) -> str:
    """Return the first page of what was created up to the oldest run met."""
    created = f"<={oldest.isoformat(timespec='seconds')}Z"
    if _query(url).get("created") == [created]:
        raise RecordError(f"more than a thousand records of {oldest}: GitHub shows no others")
    return f"{url.partition('?')[0]}?{urlencode({**wanted.parameters, 'created': created})}"


def _query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def _number(url: str) -> int:
    (text,) = _query(url).get("page", ["1"])
    return int(text) if text.isdecimal() else 1
