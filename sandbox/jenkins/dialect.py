"""How Jenkins refuses: by pages for people, and headers that say why.

Belongs here: refusals. Does not belong here: endpoints.
"""

import base64
import binascii

from flask import Request, request

from sandbox.kit.answers import Answer, html_answer
from sandbox.kit.dialect import Dialect

OWN = {"X-Jenkins": "2.479.1"}
"""What marks an answer of Jenkins itself, and not of a proxy before it."""

OVERALL = "overall"
JOBS = "jobs"


def token(asked: Request) -> str | None:
    """The token of a Basic header; it needs a user as well."""
    scheme, _, text = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, secret = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return secret or None if user else None


def page(status: int, title: str, headers: dict[str, str] | None = None) -> Answer:
    """A page of Jenkins."""
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return html_answer(status, body.encode()).with_headers({**OWN, **(headers or {})})


def not_found() -> Answer:
    """For an item that is not there, or that the user may not even discover."""
    return page(404, "Not Found")


def _unauthorised() -> Answer:
    """Jenkins asks nobody for a login: without one it refuses what anonymous may not read."""
    if "authorization" in request.headers:
        realm = {"WWW-Authenticate": 'Basic realm="Jenkins"'}
        return page(401, "Invalid password/token for user: reader", realm)
    return _refused("anonymous")


def _refused(user: str) -> Answer:
    headers = {
        "X-You-Are-Authenticated-As": user,
        "X-You-Are-In-Group-Disabled": "JENKINS-39402",
        "X-Required-Permission": "hudson.model.Hudson.Read",
    }
    return page(403, f"{user} is missing the Overall/Read permission", headers)


def _limited(seconds: int) -> Answer:
    """Jenkins itself never limits; proxies before it do."""
    return html_answer(429).with_headers({"Retry-After": str(seconds)})


DIALECT = Dialect(
    unauthorised=_unauthorised,
    forbidden=lambda: _refused("reader"),
    limited=_limited,
    failed=lambda status: page(status, "Oops!"),
    token=token,
    list_names=("allBuilds", "jobs"),
    deletable=("jobs",),
    drifting=(("result", "/api/json"), ("allBuilds.result", "/api/json")),
    permissions=frozenset({OVERALL, JOBS}),
)
