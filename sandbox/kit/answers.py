"""An HTTP answer before the web framework sees it.

Belongs here: the shape of an answer. Does not belong here: what a vendor says in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
PROXY_PAGE = b"<html><body>Please sign in to the network to continue.</body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer to one request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def with_headers(self, headers: Mapping[str, str]) -> "Answer":
        """The same answer; headers it already has are kept."""
        return Answer(self.status, self.body, {**headers, **self.headers})


def json_answer(
    content: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer whose body is `content`."""
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(status, body, {"content-type": JSON, **(headers or {})})


def html_answer(status: int, body: bytes = PROXY_PAGE) -> Answer:
    """A page for people, as proxies and login forms answer."""
    return Answer(status, body, {"content-type": HTML})
