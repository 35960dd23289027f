"""How SonarQube refuses: a list of messages, or nothing at all.

Belongs here: refusals. Does not belong here: endpoints.
"""

from sandbox.kit.answers import Answer, html_answer, json_answer
from sandbox.kit.dialect import Dialect

BROWSE = "browse"


class Refusal(Exception):  # noqa: N818 - a refusal, not an error of the sandbox
    """A request that is refused, with the server's words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def refused(status: int, message: str) -> Answer:
    """The answer for a refusal."""
    return json_answer({"errors": [{"msg": message}]}, status)


def _limited(seconds: int) -> Answer:
    """The server never limits; the cloud's gateway does."""
    return Answer(429, b"", {"Retry-After": str(seconds)})


DIALECT = Dialect(
    unauthorised=lambda: Answer(401),
    forbidden=lambda: refused(403, "Insufficient privileges"),
    limited=_limited,
    failed=lambda status: html_answer(status, b"<html><body>SonarQube is down</body></html>"),
    list_names=("components", "analyses", "measures", "metrics"),
    deletable=("file_measures", "projects"),
    drifting=(("qualifier", "/component_tree"),),
    permissions=frozenset({BROWSE}),
)
