"""GitLab's words when a request is not simply answered.

Belongs here: refusals and rate-limit headers. Does not belong here: endpoints.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from flask import Request

from sandbox.gitlab.limits import GitlabLimits
from sandbox.kit.answers import Answer, json_answer
from sandbox.kit.dialect import Dialect, bearer

PERMISSIONS = frozenset(
    {
        "builds",
        "deployments",
        "environments",
        "issues",
        "members",
        "merge_requests",
        "projects",
        "repository",
    }
)
DELETABLE = ("merge_request_notes", "issue_notes", "deployments", "issues", "merge_requests")
"""What people delete; children before parents, which take theirs along."""

DRIFTING = (
    ("state", "/merge_requests"),
    ("state", "/issues"),
    ("status", "/pipelines"),
    ("status", "/jobs"),
    ("status", "/deployments"),
)
_LIMITED = 429


def dialect(limits: GitlabLimits, clock: Callable[[], float]) -> Dialect:
    """How the sandboxed GitLab refuses.

    Args:
        limits: Its limits.
        clock: Seconds since 1970: the headers say when a limit is renewed.
    """

    def headers(limit: int, remaining: int, seconds_left: float) -> Mapping[str, str]:
        return _rate_headers(limit, remaining, clock() + seconds_left) if limit else {}

    return Dialect(
        unauthorised=lambda: message(401, "401 Unauthorized"),
        forbidden=lambda: message(403, "403 Forbidden"),
        limited=_limited,
        failed=lambda status: message(status, f"{status} Internal Server Error"),
        rate_headers=headers,
        token=_token,
        deletable=DELETABLE,
        drifting=DRIFTING,
        permissions=PERMISSIONS,
        limit=limits.requests_per_minute,
        window_seconds=60,
    )


def message(status: int, text: str) -> Answer:
    """A refusal that says why under `message`."""
    return json_answer({"message": text}, status)


def error(status: int, text: str) -> Answer:
    """A refusal that says why under `error`, as the checks of parameters do."""
    return json_answer({"error": text}, status)


def not_found(what: str = "") -> Answer:
    """A refusal for what is not there or may not be seen."""
    return message(404, f"404 {what} Not Found" if what else "404 Not found")


def _token(request: Request) -> str | None:
    """The token in either of the headers that GitLab takes, or in the address."""
    return (
        request.headers.get("private-token") or bearer(request) or request.args.get("private_token")
    )


def _limited(seconds: int) -> Answer:
    """Plain text, as the server in front of GitLab says it."""
    headers = {"content-type": "text/plain", "retry-after": str(seconds)}
    return Answer(_LIMITED, b"Retry later\n", headers)


def _rate_headers(limit: int, remaining: int, reset: float) -> dict[str, str]:
    at: Any = datetime.fromtimestamp(int(reset), UTC)
    return {
        "ratelimit-limit": str(limit),
        "ratelimit-observed": str(limit - remaining),
        "ratelimit-remaining": str(remaining),
        "ratelimit-reset": str(int(reset)),
        "ratelimit-resettime": format_datetime(at, usegmt=True),
    }
