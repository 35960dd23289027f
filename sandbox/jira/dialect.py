"""Jira's words when a request is not simply answered.

Belongs here: refusals, rate headers and tokens. Does not belong here: endpoints.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Request

from sandbox.jira.flavour import Flavour
from sandbox.jira.store import DELETABLE
from sandbox.kit.answers import Answer, html_answer, json_answer
from sandbox.kit.dialect import Dialect, bearer

BROWSE = "browse_projects"
SOFTWARE = "software"
_BURST = 100
_NEAR = 0.2
_UNAUTHORISED = "Client must be authenticated to access this resource."
_FORBIDDEN = "You do not have permission to access this resource."


def refusal(status: int, *messages: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Jira's envelope for errors."""
    content: dict[str, Any] = {"errorMessages": list(messages), "errors": {}}
    return json_answer(content, status, headers)


def hides(project_key: str) -> str:
    """The permission to browse one project."""
    return f"browse_{project_key.lower()}"


def dialect(flavour: Flavour, project_keys: Iterable[str], clock: Callable[[], float]) -> Dialect:
    """How this kind of Jira refuses; only Cloud limits the rate unless an administrator does."""
    return Dialect(
        unauthorised=_unauthorised,
        forbidden=lambda: refusal(403, _FORBIDDEN),
        limited=partial(_limited, clock) if flavour.is_cloud else _limited_by_node,
        failed=_failed,
        rate_headers=_rate_headers if flavour.is_cloud else _no_headers,
        token=_token,
        list_names=("", "values", "issues", "issueChangeLogs", "comments"),
        deletable=DELETABLE,
        drifting=(
            ("fields.status.statusCategory.key", "/search"),
            ("fields.issuetype", "/search"),
            ("state", "/sprint"),
        ),
        permissions=frozenset({BROWSE, SOFTWARE, *map(hides, project_keys)}),
        limit=_BURST if flavour.is_cloud else None,
        window_seconds=1,
    )


def _token(request: Request) -> str | None:
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return bearer(request)
    try:
        _, _, password = base64.b64decode(text).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return password or None


def _unauthorised() -> Answer:
    reason = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}
    return refusal(401, _UNAUTHORISED, headers=reason)


def _limited(clock: Callable[[], float], seconds: int) -> Answer:
    reset = datetime.fromtimestamp(clock() + seconds, UTC)
    headers = {
        "retry-after": str(seconds),
        "x-ratelimit-reset": f"{reset:%Y-%m-%dT%H:%MZ}",
        "ratelimit-reason": "jira-burst-based",
    }
    return refusal(429, "Rate limit exceeded.", headers=headers)


def _limited_by_node(seconds: int) -> Answer:
    headers = {
        "retry-after": str(seconds),
        "x-ratelimit-interval-seconds": "1",
        "x-ratelimit-fillrate": "1",
    }
    return json_answer({"message": "Rate limit exceeded."}, 429, headers)


def _failed(status: int) -> Answer:
    page = f"<html><head><title>{status}</title></head><body>Jira is unavailable.</body></html>"
    return html_answer(status, page.encode())


def _rate_headers(limit: int, remaining: int, _: float) -> Mapping[str, str]:
    near = {"x-ratelimit-nearlimit": "true"} if remaining < _NEAR * limit else {}
    return {"x-ratelimit-limit": str(limit), "x-ratelimit-remaining": str(remaining), **near}


def _no_headers(_: int, __: int, ___: float) -> Mapping[str, str]:
    return {}
