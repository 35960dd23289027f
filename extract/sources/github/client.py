"""Speaks GitHub's two protocols and returns only whole answers.

Belongs here: the GraphQL envelope, REST pages and their links, and what GitHub's refusals mean.
Does not belong here: which records are asked for, or how they are read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from extract.core.errors import (
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
    TooHeavyError,
)
from extract.core.http import HttpClient
from extract.core.retry import Answer, Judgement, Verdict, judge, wait_seconds
from extract.sources.github.page_size import PageSize
from extract.sources.github.settings import GithubSettings

_REFUSALS: Mapping[str, type[RejectedError | NotFoundError | PermissionDeniedError]] = {
    "NOT_FOUND": NotFoundError,
    "FORBIDDEN": PermissionDeniedError,
    "INSUFFICIENT_SCOPES": PermissionDeniedError,
    "INVALID_CURSOR_ARGUMENTS": RejectedError,
}
_TOO_HEAVY_TYPES = frozenset(
    {"MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED", "TIMEOUT", "SERVICE_UNAVAILABLE"}
)
_TOO_HEAVY_PHRASES = ("something went wrong", "timeout", "timed out", "respond to your request in")


class GithubClient:
    """Asks one GitHub for one scope; several lanes may do so at a time.

    Args:
        settings: Where it is.
        http: How to send.
    """

    def __init__(self, settings: GithubSettings, http: HttpClient) -> None:
        self._settings = settings
        self._http = http
        self._lock = threading.Lock()
        self._count = 0

    @property
    def request_count(self) -> int:
        """Requests sent for this scope so far, failed attempts included."""
        return self._count

    @property
    def total_request_count(self) -> int:
        """Requests sent for all scopes so far."""
        return self._http.request_count

    def for_scope(self) -> GithubClient:
        """Return a client with the same connection and a count of its own."""
        return GithubClient(self._settings, self._http)

    def _counting(self, judged: Callable[[Answer], Judgement]) -> Callable[[Answer], Judgement]:
        """Count each answer that is judged, so that lanes can tell apart whose it is."""

        def counted(answer: Answer) -> Judgement:
            with self._lock:
                self._count += 1
            return judged(answer)

        return counted

    def graphql(
        self, document: str, variables: Mapping[str, Any], *, shrinkable: bool = False
    ) -> Mapping[str, Any]:
        """Send a query and return its ``data``; an answer with ``errors`` is never used.

        Args:
            document: One of ``queries.DOCUMENTS``.
            variables: Their values.
            shrinkable: Whether the caller can ask for less if this is too heavy.

        Raises:
            ExtractError: As ``HttpClient.send``; what GitHub refuses inside a 200 included.
        """
        answer = self._http.send(
            "POST",
            self._settings.graphql_url,
            body={
                "query": document,
                "operationName": operation_name(document),
                "variables": dict(variables),
            },
            judge_answer=self._counting(judge_graphql),
            shrinkable=shrinkable,
        )
        data: Mapping[str, Any] = answer.payload["data"]
        return data

    def sized(
        self, document: str, size: PageSize, variables: Callable[[PageSize], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Send a query, asking for less until GitHub manages it; return its ``data``.

        Args:
            document: One of ``queries.DOCUMENTS``.
            size: How much to begin with; it learns from what happens.
            variables: Gives the variables for a size.
        """
        while True:
            try:
                answer = self.graphql(document, variables(size), shrinkable=size.can_shrink)
            except TooHeavyError:
                size.shrink()
            else:
                size.succeeded()
                return answer

    def url(self, path: str, parameters: Mapping[str, str | int]) -> str:
        """Return the address of a REST list.

        Args:
            path: Below the API's base URL, starting with a slash.
            parameters: Query parameters.
        """
        return f"{self._settings.api_url}{path}?{urlencode(parameters)}"

    def page(self, url: str, etag: str | None = None) -> Answer:
        """Return one REST answer.

        Args:
            url: As ``url`` returns it, or as GitHub links it.
            etag: Of the answer we have; one that is the same comes back ``is_unchanged``.

        Raises:
            ExtractError: As ``HttpClient.send``.
        """
        return self._http.send("GET", url, etag=etag, judge_answer=self._counting(judge))

    def pages(self, path: str, parameters: Mapping[str, str | int]) -> Iterator[Any]:
        """Yield the pages of a short REST list.

        Args:
            path: As of ``url``.
            parameters: As of ``url``.

        Raises:
            ExtractError: As ``HttpClient.send``.
        """
        url: str | None = self.url(path, parameters)
        while url:
            answer = self.page(url)
            yield answer.payload
            url = answer.next_url


def operation_name(document: str) -> str:
    """Return the name of a document's only operation, so that both sides can log it."""
    return document.split("query ", 1)[1].split("(", 1)[0].strip()


def judge_graphql(answer: Answer) -> Judgement:
    """Judge an answer to a GraphQL query: GitHub reports most failures inside a 200."""
    judgement = judge(answer)
    if judgement.verdict is not Verdict.ACCEPT:
        return judgement
    payload = answer.payload
    if not isinstance(payload, Mapping):
        return Judgement(Verdict.RETRY, "JSON that is no GraphQL answer")
    errors = payload.get("errors")
    if errors:
        first = errors[0] if isinstance(errors, list) else errors
        return _judge_error(first if isinstance(first, Mapping) else {}, answer)
    if not isinstance(payload.get("data"), Mapping):
        return Judgement(Verdict.RETRY, "a GraphQL answer without data")
    return judgement


def _judge_error(error: Mapping[str, Any], answer: Answer) -> Judgement:
    kind = str(error.get("type") or "")
    message = " ".join(str(error.get("message") or "no message").split())[:200]
    lowered = message.lower()
    if kind == "RATE_LIMITED" or "rate limit" in lowered:
        return Judgement(Verdict.WAIT, "rate limit", wait_seconds=wait_seconds(answer))
    if kind in _REFUSALS:
        return Judgement(Verdict.FAIL, message, error=_REFUSALS[kind])
    if kind in _TOO_HEAVY_TYPES or any(phrase in lowered for phrase in _TOO_HEAVY_PHRASES):
        return Judgement(Verdict.SHRINK, message)
    if not kind and "path" not in error and "locations" in error:
        return Judgement(Verdict.FAIL, f"the query is not valid: {message}")
    return Judgement(Verdict.RETRY, f"an incomplete answer ({message})")
