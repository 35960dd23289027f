"""Cases whose truth is known, in which a documented rule gives another number.

Here: the question of each case, what is true as it follows from how its rows are made, and what
each answers. One case is plain, one is planted against ourselves. Nobody's answer is written down:
all are asked. Not here: the rows (`planted.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.dora import devlake, planted, published
from bench.dora.planting import Planting

APRIL, MAY, JUNE = (datetime.fromisoformat(f"2026-0{month}-01") for month in (4, 5, 6))


@dataclass(frozen=True)
class Case:
    """One question to all, with the answer that is right.

    Attributes:
        name: The case; its team is called `planted-` and this, unless `team` says another.
        rule: Which rule of DevLake's it is about (or of ours, where `against` says so).
        metric: One of the four.
        starts: First day of the month, or for recovery of the quarter.
        truth: The right answer; `None`: there is none, and no number is right.
        words: Why that is true.
        plant: Plants the rows of it; cases of the same rows plant them once.
        against: Whose rule is attacked.
        team: The team that is asked about, if it is not named after the case.
    """

    name: str
    rule: str
    metric: str
    starts: datetime
    truth: float | None
    words: str
    plant: Callable[[Planting], None]
    against: str = "devlake"
    team: str = ""

    @property
    def asked(self) -> str:
        """The team that is asked about."""
        return self.team or f"planted-{self.name}"


def plant_all(planting: Planting) -> None:
    """Plant the rows of every case."""
    for plant in dict.fromkeys(case.plant for case in CASES):
        plant(planting)


FREQUENCY, LEAD = "deploy_freq", "change_lead_time"
RATE, RECOVERY = "change_fail_rate", "failed_deploy_recovery"
CASES = (
    Case(
        *("redeployed", "every success is a deployment", FREQUENCY, APRIL, 20),
        "20 days on which a change went out; on 10 more the same commit was deployed again",
        planted.redeployed,
    ),
    Case(
        *("redeployed", "every success is in the denominator", RATE, APRIL, 4 / 20),
        "4 of 20 changes caused an incident within the hour",
        planted.redeployed,
    ),
    Case(
        *("unrelated", "an incident has no time limit", RATE, APRIL, 0.0),
        "every incident, 40 hours after a deployment, was an expired certificate",
        planted.unrelated,
    ),
    Case(
        *("neighbour", "an incident has no service", RECOVERY, APRIL, 3.0),
        "restored 3 hours after the service that broke was deployed, 1 after its neighbour was",
        planted.neighbour,
    ),
    Case(
        *("named", "the deployment an incident names is not read", RECOVERY, APRIL, 6.0),
        "restored 6 hours after the deployment that the incident names, 1 after the one since",
        planted.named,
    ),
    Case(
        *("trunk", "commits without a pull request never count", LEAD, APRIL, 12.0),
        "every commit was pushed to the default branch 12 hours before its deployment",
        planted.trunk,
    ),
    Case(
        *("pause", "a month without any is drawn as 0", LEAD, MAY, None),
        "nothing was deployed in May",
        planted.pause,
    ),
    Case(
        *("halves", "a median is a value at or below the middle", LEAD, APRIL, 20.0),
        "half of 20 changes took 10 hours, half 30",
        planted.halves,
    ),
    Case(
        *("rewritten", "time begins with the author's clock", LEAD, APRIL, 24.0),
        "a server saw every commit 24 hours before its deployment; clocks said 30 days earlier",
        planted.rewritten,
    ),
    Case(
        *("shared", "a project is whole repositories", FREQUENCY, APRIL, 10),
        "10 deployments of this team's service, 10 of another's in the same repository",
        *(planted.shared, "devlake", "planted-shared-one"),
    ),
    Case(
        *("reverted", "only incidents make a failure", RATE, APRIL, 5 / 25),
        "5 of 25 deployments were taken back within hours, without an incident",
        planted.reverted,
    ),
    Case(
        *("midnight", "days and months are the server's", FREQUENCY, JUNE, 10),
        "10 deployments in June by the team's clock, the first while it was still May in UTC",
        planted.midnight,
    ),
    Case(
        *("moved", "today's mapping holds for the past", FREQUENCY, APRIL, 10),
        "the team deployed 10 times in April and gave the service away in May",
        planted.moved,
    ),
    Case(
        *("open", "only resolved incidents count", RECOVERY, APRIL, None),
        "5 of 12 failures were over in 2 hours, 7 never: more than half last longer than was seen",
        planted.open_ended,
    ),
    Case(
        *("plain", "nothing: the plain case", RATE, APRIL, 5 / 20),
        "5 of 20 deployments caused an incident within the hour",
        *(planted.plain, "nobody"),
    ),
    Case(
        *("slow", "an incident after a day must name its cause", RATE, APRIL, 10 / 20),
        "every second of 20 deployments caused an incident 30 hours later that names none",
        *(planted.slow, "us"),
    ),
)

# The panel that answers each metric, and the column of its first row that does.
PANELS = {
    FREQUENCY: ("frequency_months", 1),
    LEAD: ("lead_time_months", 1),
    RATE: ("failure_rate_months", 1),
    RECOVERY: ("recovery_tile", 0),
}
MONTHS = {FREQUENCY: 1, LEAD: 1, RATE: 1, RECOVERY: 3}
# An answer is right if it is within this share of the truth: DevLake's are whole minutes.
EXACT = 0.005


def answers(connection: psycopg.Connection, leadership: Path) -> list[dict[str, Any]]:
    """What DevLake's rules and our marts say of every case, and whether it is true."""
    return [_answer(case, connection, leadership) for case in CASES]


def _answer(case: Case, connection: psycopg.Connection, leadership: Path) -> dict[str, Any]:
    window = _window(case)
    panel, column = PANELS[case.metric]
    drawn = devlake.ask(connection, panel, window)
    theirs = None if drawn[0][column] is None else float(drawn[0][column])
    found = {
        (metric, start): (value, status)
        for metric, _, start, value, status in published.ask(leadership, [case.asked], window)
    }
    ours, status = found.get((case.metric, case.starts.date()), (None, "not published"))
    return {
        "case": case.name,
        "rule": case.rule,
        "against": case.against,
        "metric": case.metric,
        "period_start": f"{case.starts:%Y-%m-%d}",
        "truth": case.truth,
        "because": case.words,
        "devlake": theirs,
        "devlake_is_right": is_right(case.truth, theirs),
        "ours": ours,
        "ours_status": status,
        "ours_is_right": is_right(case.truth, ours),
    }


def is_right(truth: float | None, answer: float | None) -> bool:
    """Whether an answer is the truth; where there is none, only no answer is right."""
    if truth is None or answer is None:
        return truth is answer
    return abs(truth - answer) <= EXACT * max(1.0, abs(truth))


def _window(case: Case) -> devlake.Window:
    """The case's period to its last microsecond, of the case's team."""
    months = case.starts.month - 1 + MONTHS[case.metric]
    ends = case.starts.replace(year=case.starts.year + months // 12, month=months % 12 + 1)
    return devlake.Window([case.asked], case.starts, ends - timedelta(microseconds=1))
