"""The primary rate limit: points per window and token.

Does not belong here: what a call costs (`sandbox.github.cost`), secondary limits (`faults`).
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """One token's budget for one resource; `reset` is in seconds since 1970, as GitHub says it."""

    limit: int
    window_seconds: int
    clock: Callable[[], float]
    used: int = 0
    reset: int = 0

    def renew(self) -> None:
        """Start a new window if the old one is over."""
        now = self.clock()
        if now >= self.reset:
            self.used, self.reset = 0, int(now) + self.window_seconds

    @property
    def exhausted(self) -> bool:
        """Whether the next call has to be refused."""
        self.renew()
        return self.used >= self.limit

    def spend(self, points: int) -> None:
        """Count a call; the last one may cost more than what was left."""
        self.renew()
        self.used = min(self.limit, self.used + points)

    @property
    def remaining(self) -> int:
        """Points left in this window."""
        return self.limit - self.used

    def headers(self, resource: str) -> dict[str, str]:
        """The headers that every answer carries."""
        self.renew()
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(self.reset),
            "x-ratelimit-resource": resource,
        }

    def as_rest(self) -> dict[str, int]:
        """The budget as `GET /rate_limit` shows it."""
        self.renew()
        return {
            "limit": self.limit,
            "used": self.used,
            "remaining": self.remaining,
            "reset": self.reset,
        }


class Budgets:
    """All tokens' budgets."""

    def __init__(self, limit: int, window_seconds: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._window_seconds = window_seconds
        self._clock = clock
        self._budgets: dict[tuple[str, str], Budget] = {}

    def of(self, token: str, resource: str) -> Budget:
        """The budget of a token for `core` (REST) or `graphql`."""
        new = Budget(self._limit, self._window_seconds, self._clock)
        return self._budgets.setdefault((token, resource), new)
