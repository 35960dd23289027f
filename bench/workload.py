"""`python -m bench.workload`: how often a fair load is called uneven, and what overload is found.

Here: simulated teams and shares over them. Not here: the statistics, which are the models of
`dbt_project/models/intermediate/workload` as dbt compiles them.

A case is many teams with the same capacities in one window. Fair teams draw every event in
proportion to capacity; in the others one person carries a multiple of their share.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from bench.runs import ROOT

MODELS = ("int_workload__slices", "int_workload__draws", "int_workload__spreads")
LEVEL = "load_level"
FOLDER = ROOT / "dbt_project" / "models" / "intermediate" / "workload"
SEPARATOR = "-- next model --"
SIZES, EVENTS = (5, 8, 12), (40, 80, 200, 1_000)
OVERLOADS = ((40, 2.0), (40, 3.0), (80, 2.0), (80, 3.0), (80, 4.0), (200, 2.0))
PROMISED = (80, 3.0)
FALSE_ALARMS, POWER, ALERT_P, NOTICED_P = 0.01, 0.9, 0.01, 0.05
SHARES = 10_000
FOUND = """
    select
        count(*) filter (where p_fair < ?) / count(*),
        count(*) filter (where p_fair_high < ?) / count(*),
        count(*) filter (where is_uneven) / count(*)
    from intermediate.int_workload__spreads
"""


@dataclass(frozen=True)
class Case:
    """What teams look like.

    Attributes:
        weights: Capacities of their people, in any unit.
        n_events: Events in the window.
        multiple: How many times their fair share the first person carries.
    """

    weights: tuple[int, ...]
    n_events: int
    multiple: float = 1.0

    @property
    def ten_thousandths(self) -> tuple[int, ...]:
        """Shares of the capacity, ascending, as the models round them."""
        total = sum(self.weights)
        return tuple(sorted(int(SHARES * weight / total + 0.5) for weight in self.weights))

    @property
    def chances(self) -> list[float]:
        """Each person's chance of an event."""
        shares = [share / sum(self.ten_thousandths) for share in self.ten_thousandths]
        example = shares[0] * self.multiple
        return [example, *(share * (1 - example) / (1 - shares[0]) for share in shares[1:])]


@dataclass(frozen=True)
class Found:
    """Shares of teams: noticed at a level, by what the alert goes by, and alerted once."""

    noticed: float
    by_alert_p: float
    uneven: float


def equal(people: int) -> tuple[int, ...]:
    """Everybody full time."""
    return (4,) * people


def unequal(people: int) -> tuple[int, ...]:
    """A newcomer, a third of the others half time, the rest full time."""
    return (1, *(2 if number % 3 == 0 else 4 for number in range(1, people)))


def snippets() -> dict[str, str]:
    """What dbt is to compile: the models, and the level a number of events reaches."""
    raw = {name: (FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in MODELS}
    return raw | {LEVEL: "{{ load_level('team_events') }}"}


def compiled() -> dict[str, str]:
    """The SQL of the models, from one call of dbt."""
    raw = snippets()
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "--no-use-colors"]
        command += ["compile", "--inline", f"\n{SEPARATOR}\n".join(raw.values())]
        done = subprocess.run(  # noqa: S603 - our own project
            [*command, "--target-path", f"{folder}/target", "--log-path", f"{folder}/logs"],
            cwd=ROOT / "dbt_project",
            env=os.environ
            | {"TEAM_OUTCOMES_HOME": folder, "DBT_PROFILES_DIR": str(ROOT / "dbt_project")},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise SystemExit(f"error: dbt cannot compile the models:\n{done.stdout}{done.stderr}")
    return dict(zip(raw, done.stdout.split(SEPARATOR), strict=True))


def shares(case: Case, count: int, random: np.random.Generator) -> pa.Table:
    """Rows of `int_workload__shares` for so many teams of a case."""
    people = len(case.weights)
    drawn = random.multinomial(case.n_events, case.chances, size=count).reshape(-1)
    capacities = np.array(case.ten_thousandths)
    each = np.ones(count * people, dtype=np.int64)
    return pa.table(
        {
            "team_id": np.repeat(np.arange(count), people),
            "place": np.tile(np.arange(1, people + 1), count),
            "n_events": drawn,
            "n_people": each * people,
            "team_events": each * case.n_events,
            "capacity_share": np.tile(capacities / capacities.sum(), count),
            "load_share": drawn / case.n_events,
        }
    )


def measured(
    models: Mapping[str, str], case: Case, options: tuple[int, int], level: float = ALERT_P
) -> Found:
    """What the models say of the teams of a case.

    Args:
        models: The SQL of the models, as `compiled` gives it.
        case: What the teams look like.
        options: How many there are, and the seed of their chance.
        level: Below it p counts as noticed.
    """
    count, seed = options
    table = shares(case, count, np.random.default_rng(seed))
    profile = ", ".join(map(str, case.ten_thousandths))
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        connection.execute("create schema intermediate")
        connection.register("drawn", table)
        connection.execute(
            "create table intermediate.int_workload__shares as "  # noqa: S608 - words of ours
            "select * replace (team_id::varchar as team_id), 12 as window_weeks, "
            f"date '2026-03-16' as window_start, 'review' as load_kind, '{profile}' as profile_id, "
            f"true as is_judged, {models[LEVEL]} as drawn_level from drawn"
        )
        for name in MODELS:
            connection.execute(f"create table intermediate.{name} as {models[name]}")
        (row,) = connection.execute(FOUND, [level, ALERT_P]).fetchall()
    return Found(*row)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=10_000, help="teams a row")
    given = parser.parse_args(arguments)
    models, options, missed = compiled(), (given.draws, given.seed), 0
    print("people  capacity  events  p<.01   alert p  alert in one window")  # noqa: T201
    for people in SIZES:
        for word, weights in (("equal", equal(people)), ("unequal", unequal(people))):
            for n_events in EVENTS:
                found = measured(models, Case(weights, n_events), options)
                missed += found.by_alert_p > FALSE_ALARMS
                print(  # noqa: T201
                    f"{people:>6}  {word:<8}  {n_events:>6}  {found.noticed:.4f}  "
                    f"{found.by_alert_p:.4f}   {found.uneven:.4f}"
                )
    print("multiple of one of 8  events  p<.05  alert p  alert in one window")  # noqa: T201
    for n_events, multiple in OVERLOADS:
        found = measured(models, Case(equal(8), n_events, multiple), options, NOTICED_P)
        missed += (n_events, multiple) == PROMISED and found.by_alert_p < POWER
        print(  # noqa: T201
            f"{multiple:>20}  {n_events:>6}  {found.noticed:.3f}  "
            f"{found.by_alert_p:.3f}    {found.uneven:.3f}"
        )
    print(f"bars missed: {missed}")  # noqa: T201
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
