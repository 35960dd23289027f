"""GitHub's refusals by status.

Belongs here: GitHub's words. Does not belong here: when to refuse.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from sandbox.kit.answers import HTML, Answer, json_answer

DOCS = "https://docs.github.com"
RATE_LIMIT_DOCS = f"{DOCS}/rest/using-the-rest-api/rate-limits-for-the-rest-api"
OK = 200

_LIMIT_MESSAGE = "API rate limit exceeded for user ID 20001."
_SECONDARY_MESSAGE = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID."
)
TIMED_OUT: Mapping[str, Any] = {
    "data": None,
    "errors": [
        {
            "message": "Something went wrong while executing your query. This may be the result "
            "of a timeout, or it could be a GitHub bug. Please include the request ID when "
            "reporting this issue."
        }
    ],
}


def refusal(
    status: int, message: str, documentation: str, headers: Mapping[str, str] | None = None
) -> Answer:
    """A refusal as REST writes it."""
    content = {"message": message, "documentation_url": documentation, "status": str(status)}
    return json_answer(content, status, headers)


def validation_failure(errors: list[str], documentation: str) -> Answer:
    """422: a parameter has a value that cannot be."""
    content = {
        "message": "Validation Failed",
        "documentation_url": documentation,
        "errors": errors,
        "status": "422",
    }
    return json_answer(content, 422)


def bad_credentials() -> Answer:
    """401: the token is unknown or has been revoked."""
    return refusal(401, "Bad credentials", f"{DOCS}/rest")


def not_found(documentation: str = f"{DOCS}/rest") -> Answer:
    """404: it does not exist, or the token may not know that it does."""
    return refusal(404, "Not Found", documentation)


def no_permission(documentation: str) -> Answer:
    """403 for good: waiting does not help."""
    return refusal(403, "Resource not accessible by personal access token", documentation)


def _exhausted(budget_headers: Mapping[str, str]) -> dict[str, str]:
    used = {"x-ratelimit-remaining": "0", "x-ratelimit-used": budget_headers["x-ratelimit-limit"]}
    return {**budget_headers, **used}


def primary_limit_reached(status: int, budget_headers: Mapping[str, str]) -> Answer:
    """403 or 429: no requests are left until the window ends."""
    documentation = f"{RATE_LIMIT_DOCS}#about-primary-rate-limits"
    return refusal(status, _LIMIT_MESSAGE, documentation, _exhausted(budget_headers))


def graphql_limit_reached(budget_headers: Mapping[str, str]) -> Answer:
    """200: GraphQL reports that no points are left inside its answer."""
    content = {"errors": [{"type": "RATE_LIMITED", "message": _LIMIT_MESSAGE}]}
    return json_answer(content, headers=_exhausted(budget_headers))


def secondary_limit_reached(
    status: int, retry_after: int | None, budget_headers: Mapping[str, str]
) -> Answer:
    """403 or 429 although requests are left; `retry_after` in seconds is not always given.

    GraphQL may also say it with a 200.
    """
    headers = dict(budget_headers)
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    if status == OK:
        return json_answer({"errors": [{"message": _SECONDARY_MESSAGE}]}, headers=headers)
    documentation = f"{RATE_LIMIT_DOCS}#about-secondary-rate-limits"
    return refusal(status, _SECONDARY_MESSAGE, documentation, headers)


def timed_out() -> Answer:
    """504: the call took too long, and GitHub itself says so."""
    content = {"message": "We couldn't respond to your request in time.", "status": "504"}
    return json_answer(content, 504)


def bad_gateway(*, html: bool) -> Answer:
    """502: the gateway did not wait for the answer; the body is a page for people, or empty."""
    if not html:
        return Answer(502, b"", {"content-type": HTML})
    page = "<html><head><title>502 Bad Gateway</title></head><body>Unicorn!</body></html>"
    return Answer(502, page.encode(), {"content-type": HTML})


def entity_tag(body: bytes) -> str:
    """The weak validator of a body."""
    return f'W/"{hashlib.sha256(body).hexdigest()}"'
