"""The counters as they are served now, with every change made while the server runs.

Belongs here: evaluating queries, the truth, late samples. Does not belong here: HTTP.
"""

import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sandbox.kit.store import ChangeError, Truth
from sandbox.prometheus.counters import HOUR, Counters, extrapolated
from sandbox.prometheus.objectives import Objective, objectives
from sandbox.prometheus.promql import Increase, parse
from sandbox.world import World

_LATE = timedelta(days=1)
_LATE_EVENTS = 40


class Store:
    """What one Prometheus holds; see `sandbox.kit.store`.

    Args:
        world: Whose services are watched.
    """

    def __init__(self, world: World) -> None:
        self.as_of = world.as_of
        self.objectives = objectives(world)
        self.counters = {s.service_id: Counters(world, s) for s in world.directory.services}
        self._places: dict[Increase, list[tuple[Counters, list[int]]]] = {}
        self._seed = world.seed
        self._changes = 0

    def value(self, wanted: Increase, end: datetime) -> float | None:
        """The value of a query at an instant; None if no series has any.

        Increases are known by the hour: at other instants, and over other spans, there is none.
        """
        if wanted.span != HOUR or end.minute or end.second or end.microsecond:
            return None
        counts = [
            hour.counts[place]
            for counters, places in self._matching(wanted)
            if (hour := counters.increase(end - HOUR)) is not None
            for place in places
        ]
        return extrapolated(sum(counts)) if counts else None

    def _matching(self, wanted: Increase) -> list[tuple[Counters, list[int]]]:
        """The counters that a query speaks of, with the places of their series."""
        if wanted not in self._places:
            places = [
                (
                    counters,
                    [n for n, labels in enumerate(counters.series) if wanted.matches(labels)],
                )
                for counters in self.counters.values()
            ]
            self._places[wanted] = [(counters, found) for counters, found in places if found]
        return self._places[wanted]

    def truth(self) -> Truth:
        """Every live record that extraction should land."""
        events = {
            f"{objective.slo_id}|{row['hour_start']}": row
            for objective in self.objectives
            for row in self._events(objective)
        }
        return {"slos": {o.slo_id: asdict(o) for o in self.objectives}, "slo_events": events}

    def _events(self, objective: Objective) -> Iterator[dict[str, Any]]:
        """The hours from the first to the last that has a value; those without one in between."""
        good, valid = (
            parse(f"sum(increase({selector}[1h]))")
            for selector in (objective.good_events, objective.valid_events)
        )
        end = self.counters[objective.service_id].first + HOUR
        missing: list[dict[str, Any]] = []
        is_begun = False
        while end <= self.as_of:
            row = {
                "slo_id": objective.slo_id,
                "hour_start": (end - HOUR).strftime("%Y-%m-%dT%H:00:00Z"),
                "good_events": self.value(good, end),
                "valid_events": self.value(valid, end),
            }
            missing.append(row)
            if row["valid_events"] is not None:
                yield from missing if is_begun else missing[-1:]
                is_begun = True
                missing = []
            end += HOUR

    def touch(self, share: float) -> int:
        """Let samples of the last day arrive late, for a share of the services, at least one."""
        names = sorted(self.counters)
        self._changes += 1
        draw = random.Random(f"{self._seed}:{self._changes}")  # noqa: S311 - no secret
        chosen = draw.sample(names, min(len(names), max(1, round(len(names) * share))))
        hour = self.as_of.replace(minute=0, second=0, microsecond=0)
        for name in chosen:
            back = draw.randint(1, int(_LATE / HOUR))
            self.counters[name].write_late(hour - back * HOUR, _LATE_EVENTS)
        return len(chosen)

    def delete(self, stream: str, key: str) -> None:
        """Refuse: Prometheus forgets by age, not by key.

        Raises:
            ChangeError: Always.
        """
        raise ChangeError(f"Prometheus deletes nothing of {stream} ({key!r}) one by one")
