"""Speaks Jenkins' JSON API and returns only whole answers.

Belongs here: addresses of items, and what Jenkins' refusals mean. Does not belong here: which
records are asked for (``trees.py``), or how they are read.

Addresses are built from names. The ``url`` fields of answers say what the controller believes to
be called, which may be another host than ours: they are not even asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from extract.core import fields
from extract.core.errors import AuthenticationError, RecordError
from extract.core.http import HttpClient
from extract.core.retry import Answer, Judgement, Verdict, judge


class JenkinsClient:
    """Asks one controller.

    Args:
        http: How to send.
    """

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    @property
    def request_count(self) -> int:
        """Requests sent so far, failed attempts included."""
        return self._http.request_count

    def get(
        self, name: str, tree: str, *, build: int | None = None, shrinkable: bool = False
    ) -> Mapping[str, Any]:
        """Return what the tree names of an item or a build.

        Args:
            name: The item's full name; empty for the controller itself.
            tree: Of ``trees.py``.
            build: A build's number; None for the item.
            shrinkable: Whether the caller can ask for less if this is too heavy.

        Raises:
            ExtractError: As ``HttpClient.send``; RecordError if the answer is no object.
        """
        path = address(name) + ("" if build is None else f"/{build}")
        answer = self._http.get(
            f"{path}/api/json",
            {"tree": tree},
            judge_answer=judge_jenkins,
            shrinkable=shrinkable,
        )
        try:
            return fields.record(answer.payload, "answer")
        except RecordError as error:
            raise RecordError(f"Jenkins' answer about {name or 'itself'}: {error}") from error


def address(name: str) -> str:
    """Return the path of an item.

    A branch with a slash is called ``feature%2Fx`` by Jenkins itself, and its address escapes
    that once more.
    """
    return "".join(f"/job/{quote(part, safe='')}" for part in name.split("/") if part)


def judge_jenkins(answer: Answer) -> Judgement:
    """Judge an answer; Jenkins says in HTML and headers that it wants a login.

    A page without its ``X-Jenkins`` header is not Jenkins' own, and may be gone the next time.
    """
    is_own_page = answer.defect.startswith("HTML") and "x-jenkins" in answer.headers
    is_anonymous = answer.headers.get("x-you-are-authenticated-as") == "anonymous"
    if is_own_page and answer.status == HTTPStatus.OK:
        return Judgement(Verdict.FAIL, "a page to log in", error=AuthenticationError)
    if is_anonymous and answer.status == HTTPStatus.FORBIDDEN:
        return Judgement(Verdict.FAIL, "the request counts as anonymous", error=AuthenticationError)
    judgement = judge(answer)
    required = answer.headers.get("x-required-permission")
    if required and judgement.verdict is Verdict.FAIL:
        return replace(judgement, reason=f"the permission {required[:80]} is missing")
    return judgement
