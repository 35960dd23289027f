"""The running server's state: what it serves, limits, counts and what was planned for it.

Belongs here: everything that changes while the server runs, behind one lock. Does not belong
here: HTTP (`sandbox.github.gate`) and protocol.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.github.budget import Budgets
from sandbox.github.changes import Changes
from sandbox.github.execution import Documents
from sandbox.github.faults import FaultPlan
from sandbox.github.limits import Limits
from sandbox.github.store import Store
from sandbox.kit.drift import Drift
from sandbox.world import World

_KEPT_REQUESTS = 20_000


@dataclass(slots=True)
class Requests:
    """Which requests came in since the last reset."""

    total: int = 0
    by_operation: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_KEPT_REQUESTS))


class Service:
    """One sandboxed GitHub. Hold `lock` while reading or changing anything of it."""

    def __init__(
        self, world: World, *, latency_seconds: float = 0.0, clock: Callable[[], float] = time.time
    ) -> None:
        self.lock = threading.RLock()
        self.limits = Limits.read(world.limits)
        self.latency_seconds = latency_seconds
        self.store = Store(world)
        self.changes = Changes(self.store)
        self.documents = Documents()
        self.budgets = Budgets(self.limits.primary_limit, self.limits.primary_window_seconds, clock)
        self.faults = FaultPlan(self.limits.random_faults, world.seed)
        self.drifts: list[Drift] = []
        self.denied: frozenset[str] = frozenset()
        self.requests = Requests()
        self.served = 0
