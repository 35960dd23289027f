"""The state of one running tool: what it serves, limits, counts and what was planned for it.

Belongs here: everything that changes while the server runs, behind one lock. Does not belong
here: HTTP (`sandbox.kit.gate`) and protocol.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.kit.dialect import Dialect
from sandbox.kit.drift import Drift
from sandbox.kit.faults import FaultPlan
from sandbox.kit.store import Store

_KEPT_REQUESTS = 20_000


@dataclass(slots=True)
class Requests:
    """Which requests came in since the last reset."""

    total: int = 0
    by_operation: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_KEPT_REQUESTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """How the sandbox is run.

    Attributes:
        latency_seconds: Added to every answer.
        clock: Seconds since 1970, for rate limits.
    """

    latency_seconds: float = 0.0
    clock: Callable[[], float] = time.time


class ToolService:
    """One sandboxed tool. Hold `lock` while reading or changing anything of it."""

    def __init__(self, name: str, store: Store, dialect: Dialect, hosting: Hosting) -> None:
        self.lock = threading.RLock()
        self.name = name
        self.store = store
        self.dialect = dialect
        self.hosting = hosting
        self.faults = FaultPlan()
        self.drifts: list[Drift] = []
        self.denied: frozenset[str] = frozenset()
        self.requests = Requests()
        self.shift_every: int | None = None
        self._served = 0
        self._windows: dict[str, tuple[float, int]] = {}

    def count(self, entry: dict[str, Any]) -> None:
        """Take note of a request, and let records move where that was planned."""
        self._served += 1
        self.requests.total += 1
        self.requests.by_operation[entry["operation"]] += 1
        self.requests.log.append(entry)
        if self.shift_every and self._served % self.shift_every == 0:
            self.store.touch(0.0)

    def spend(self, token: str) -> tuple[int, float]:
        """Count a request against its token's window.

        Returns:
            What remains (negative if there was nothing left), and the seconds until renewal.
        """
        dialect, now = self.dialect, self.hosting.clock()
        began, used = self._windows.get(token, (now, 0))
        if now - began >= dialect.window_seconds:
            began, used = now, 0
        self._windows[token] = (began, used + 1)
        limit = dialect.limit or used + 2
        return limit - used - 1, began + dialect.window_seconds - now
