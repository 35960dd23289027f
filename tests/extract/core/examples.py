"""A source that does not exist, a clock that does not wait, and a server made of a list.

Belongs here: stand-ins for the tests of the core. Does not belong here: anything about a tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import requests
from requests.adapters import BaseAdapter
from urllib3.response import HTTPResponse

from extract.core.clock import Clock
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.http import HttpClient
from extract.core.patience import Patience
from extract.core.progress import Progress
from extract.core.settings import Secret
from extract.core.source import (
    BOOLEAN,
    DAY,
    INSTANT,
    INTEGER,
    REAL,
    TEXT,
    RunResult,
    Source,
    Stream,
)
from extract.core.tool import Tool

CANARY = "canary-token-5f2c"
BASE_URL = "https://tool.example"

THINGS = Stream(
    "things",
    "thing_id",
    {
        "thing_id": TEXT,
        "repository": TEXT,
        "size": INTEGER,
        "weight": REAL,
        "is_new": BOOLEAN,
        "made_on": DAY,
        "seen_at": INSTANT,
        "never_given": TEXT,
    },
    scope_column="repository",
)
PARTS = Stream("parts", "part_id", {"part_id": TEXT, "thing_id": TEXT})
EXAMPLE = Source(
    "example",
    (THINGS, PARTS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE),
    lambda landing, request: RunResult(),
)


class ImpatientClock(Clock):
    """Notes how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    def monotonic_seconds(self) -> float:
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def answer(
    status: int = 200, payload: Any = None, text: str | None = None, **headers: str
) -> requests.Response:
    """An answer with JSON (or any text) and headers, given as ``retry_after="5"``."""
    response = requests.Response()
    response.status_code = status
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    content = json.dumps(payload) if text is None else text
    response._content = content.encode()
    response.raw = HTTPResponse(body=content.encode())
    return response


class Server(BaseAdapter):
    """Gives prepared answers (or raises prepared errors) one after the other.

    Attributes:
        seen: The requests it was sent.
    """

    def __init__(self, answers: Iterable[requests.Response | Exception]) -> None:
        super().__init__()
        self._answers = list(answers)
        self.seen: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        self.seen.append(request)
        given = self._answers.pop(0)
        if isinstance(given, Exception):
            raise given
        given.url, given.request = request.url, request
        return given

    def close(self) -> None:
        """Nothing is open."""


def http_client(
    *answers: requests.Response | Exception, patience: Patience | None = None
) -> tuple[HttpClient, Server, ImpatientClock]:
    """A client that gets these answers."""
    clock = ImpatientClock()
    tool = Tool("Tool", BASE_URL, "TOOL_TOKEN", "TOOL_URL", Secret(CANARY))
    client = HttpClient(tool, clock, Progress("off"), patience)
    server = Server(answers)
    client._session.mount("https://", server)
    return client, server, clock
