"""What happens on which day: the same for the same seed, whether or not it is played in one go.

Here: the scenario of a day, and which days have faults and kills. Not here: playing them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

HISTORY = timedelta(days=49)
"""The first day finds so much of the scenario: with less there is hardly a number to publish."""
READ_AT = time(6, tzinfo=UTC)
WITH_FAULTS, WITH_KILL = 0.25, 0.2
KINDS = ("bad_gateway", "server_error", "rate_limited", "truncated", "malformed", "reset")
TOOLS = ("", "gitlab", "jenkins", "jira", "pagerduty", "prometheus", "sonarqube")
"""GitHub's control stands at the root of the sandbox."""
FEWEST, MOST = 1, 4
LATEST_REQUEST = 40
EARLIEST, LATEST = 0.05, 0.95


@dataclass(frozen=True)
class Day:
    """A day to play.

    Attributes:
        number: From 1 on.
        as_of: The instant of its run.
        faults: Plans of HTTP faults by tool.
        kill_at: The share of the last run's time after which the run is killed; None: it is not.
    """

    number: int
    as_of: datetime
    faults: Mapping[str, list[dict[str, Any]]]
    kill_at: float | None


def day(number: int, first: date, seed: int) -> Day:
    """A day of the plan. The first has neither: there has to be a publication to keep."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - reproducible, no secret
    as_of = datetime.combine(first + timedelta(days=number - 1), READ_AT)
    has_faults, has_kill = chance.random() < WITH_FAULTS, chance.random() < WITH_KILL
    faults: dict[str, list[dict[str, Any]]] = {}
    if has_faults and number > 1:
        for _ in range(chance.randint(FEWEST, MOST)):
            fault = {"kind": chance.choice(KINDS), "after": chance.randrange(LATEST_REQUEST)}
            faults.setdefault(chance.choice(TOOLS), []).append(fault)
    kill_at = chance.uniform(EARLIEST, LATEST) if has_kill and number > 1 else None
    return Day(number, as_of, faults, kill_at)


def first_day(scenario: Mapping[str, Any]) -> date:
    """The first day to play of a scenario."""
    start: date = scenario["period"]["start"]
    return start + HISTORY


def scenario_of(scenario: Mapping[str, Any], as_of: datetime, days: int) -> dict[str, Any]:
    """The scenario as it stands on a day: whatever is later has not happened yet.

    Its period is that of all days, so that every day sees the beginning of the same story.
    """
    found = deepcopy(dict(scenario))
    found["as_of"] = as_of
    found["period"]["end"] = first_day(scenario) + timedelta(days=days)
    return found
