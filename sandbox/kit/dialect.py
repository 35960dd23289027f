"""The words of a vendor when a request is not simply answered.

Belongs here: what the gate must know of a vendor. Does not belong here: its endpoints.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Request

from sandbox.kit.answers import Answer


def bearer(request: Request) -> str | None:
    """The token of an `Authorization: Bearer` (or `token`) header, if there is one."""
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    return text or None if scheme.lower() in {"bearer", "token"} else None


def no_headers(limit: int, remaining: int, seconds_left: float) -> Mapping[str, str]:
    """A vendor that does not tell how much of its limit is left."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one vendor refuses.

    Attributes:
        unauthorised: For a token that is absent, unknown or expired.
        forbidden: For what the token may not read.
        limited: When the rate is limited; gets the seconds to wait.
        failed: For a server error of the given status.
        rate_headers: The headers of every answer: gets the limit, what remains of it, and the
            seconds until it is renewed.
        token: Finds the token in a request.
        list_names: Keys under which the records of a page lie; `""` stands for a body that is a
            list itself.
        deletable: Streams whose records the vendor lets people delete.
        drifting: Fields that a vendor might change, each with a part of the path it is served at.
        permissions: What a token may lack (`without-<permission>`); the endpoints ask for them.
        limit: Requests that a token may send in a window; None for no limit.
        window_seconds: The window's length.
    """

    unauthorised: Callable[[], Answer]
    forbidden: Callable[[], Answer]
    limited: Callable[[int], Answer]
    failed: Callable[[int], Answer]
    rate_headers: Callable[[int, int, float], Mapping[str, str]] = no_headers
    token: Callable[[Request], str | None] = bearer
    list_names: tuple[str, ...] = ("",)
    deletable: tuple[str, ...] = ()
    drifting: tuple[tuple[str, str], ...] = ()
    permissions: frozenset[str] = field(default_factory=frozenset)
    limit: int | None = None
    window_seconds: int = 60
