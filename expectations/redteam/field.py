"""Where attacks run: the honest warehouse as it was built, and a copy of what an attack touches.

Belongs here: running the models' compiled SQL over attacked rows, building only what lies
downstream of the streams the attack changes, so that everything else is the same noise to the last
digit. Does not belong here: what a move is worth (`shifts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import duckdb

from expectations import compiled_models
from expectations.compiled_models import PREFIX
from expectations.files import literal
from expectations.redteam import headers
from expectations.redteam.attacks import Attack
from expectations.redteam.detected import OBSERVATIONS

PLAN = tuple(Path(__file__).with_name(name) for name in ("plan.sql", "targets.sql"))
PROJECT = "team_outcomes"
CELLS = "int_metrics__cells"
SUSTAINED_WEEKS = 13
RELATIONS = """
    select schema_name, view_name from duckdb_views()
    where database_name = 'honest' and (schema_name like 'landing%' or schema_name = 'staging')
    union all
    select schema_name, table_name from duckdb_tables() where database_name = 'honest'
"""
MONDAY = timedelta(days=7)


@dataclass(frozen=True)
class Plan:
    """Which quarters are attacked.

    Attributes:
        solo: First day of the quarter in which one week is attacked.
        sustained: First day of the quarter attacked for thirteen weeks; None leaves it out.
        round_number: Moves the attacked weeks, so that another round has other replicates.
    """

    solo: date
    sustained: date | None
    round_number: int = 0

    def weeks(self, attack: Attack, n_teams: int) -> Iterator[tuple[int, str, date, date]]:
        """Team's number, arm, Monday, and the end of what is switched once."""
        whole = _mondays(self.solo)
        for team in range(n_teams):
            within = whole[2 + (team * 3 + self.round_number * 4) % 9]
            monday = _last_week(self.solo) if attack.week == "last" else within
            yield team, "solo", monday, _next_quarter(self.solo)
            if self.sustained:
                first = _mondays(self.sustained)[0]
                for week in range(SUSTAINED_WEEKS):
                    yield team, "sustained", first + week * MONDAY, _next_quarter(self.sustained)


def _next_quarter(start: date) -> date:
    return (start.replace(day=28) + timedelta(days=70)).replace(day=1)


def _last_week(start: date) -> date:
    """The Monday of the week in which a quarter ends."""
    last = _next_quarter(start) - timedelta(days=1)
    return last - timedelta(days=last.weekday())


def _mondays(start: date) -> list[date]:
    """The Mondays of the whole ISO weeks of a quarter."""
    first = start + timedelta(days=-start.weekday() % 7)
    weeks = (_next_quarter(start) - first).days // 7
    return [first + week * MONDAY for week in range(weeks)]


class Field:
    """A built home to attack copies of.

    Args:
        home: A home whose warehouse dbt has built.
    """

    def __init__(self, home: Path) -> None:
        self._warehouse = home / "warehouse.duckdb"
        self._models = compiled_models.models(compiled_models.manifest(home))

    @cached_property
    def _order(self) -> list[str]:
        """The models behind cells, observations and all staging, each after those it reads."""
        observations = f"{PREFIX}{OBSERVATIONS}"
        last = [f"{PREFIX}{CELLS}"]
        last += [name for name in self._models if name.startswith(observations)]
        # Naive definitions read staging, but not what it tells of the loads themselves.
        last += [
            name
            for name, node in self._models.items()
            if node["schema"] == "staging" and not node["name"].startswith("stg_landing__")
        ]
        return compiled_models.in_order(self._models, last)

    def downstream(self, streams: Sequence[str]) -> list[str]:
        """The models that read a stream, or a model that does, in the order of building."""
        touched = {f"source.{PROJECT}.{stream}" for stream in streams}
        for name in self._order:
            if touched & set(self._models[name]["depends_on"].get("nodes", [])):
                touched.add(name)
        return [name for name in self._order if name in touched]

    @contextmanager
    def attacked(self, attack: Attack, plan: Plan) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to `honest` (as built) and `warehouse` (as it would be after the attack).

        Raises:
            RedTeamError: A statement of the attack, or a model over what it left, fails.
        """
        built = self.downstream(attack.streams)
        with self._open(plan, attack) as connection:
            self._copy(connection, attack.streams, {self._relation(name) for name in built})
            for number, statement in enumerate(attack.sql, start=1):
                _execute(connection, statement, f"{attack.attack_id}.sql, statement {number}")
            self._must_change(connection, attack)
            for name in built:
                node = self._models[name]
                text = f"create table {node['relation_name']} as {node['compiled_code']}"
                _execute(connection, text, f"{attack.attack_id}: {name}")
            yield connection

    @staticmethod
    def _must_change(connection: duckdb.DuckDBPyConnection, attack: Attack) -> None:
        """An attack that changed no landed row was none, and must not pass for one in vain."""
        if not attack.sql:
            return
        for stream in attack.streams:
            source, name = stream.split(".")
            table = f"landing_{source}.{name}"
            pair = (f"(from {table})", f"(from honest.{table})")
            for one, other in (pair, pair[::-1]):
                found = connection.sql(f"{one} except all {other} limit 1").fetchall()
                if found:
                    return
        raise headers.RedTeamError(f"{attack.attack_id}.sql changes no landed row.")

    @contextmanager
    def _open(self, plan: Plan, attack: Attack) -> Iterator[duckdb.DuckDBPyConnection]:
        with duckdb.connect() as connection:
            connection.execute("set disabled_optimizers = 'top_n_window_elimination'")
            connection.execute("set timezone = 'UTC'")
            connection.execute(f"attach {literal(self._warehouse)} as honest (read_only)")
            connection.execute("attach ':memory:' as warehouse; use warehouse")
            connection.execute(f"set variable actions = {attack.actions}")
            self._plan(connection, plan, attack)
            yield connection

    @staticmethod
    def _plan(connection: duckdb.DuckDBPyConnection, plan: Plan, attack: Attack) -> None:
        """The tables of schema `attack`."""
        parts = [
            part for file in PLAN for part in headers.statements(file.read_text(encoding="utf-8"))
        ]
        connection.execute(
            "create table attack_plan(team_id text, arm text, week_start date, lasts_until date)"
        )
        for part in parts[:2]:
            connection.execute(part)
        teams = connection.sql(
            "select team_id from attack.attackers order by team_number"
        ).fetchall()
        rows = [
            (teams[team][0], arm, week_start, lasts_until)
            for team, arm, week_start, lasts_until in plan.weeks(attack, len(teams))
        ]
        connection.executemany("insert into attack_plan values (?, ?, ?, ?)", rows)
        for part in parts[2:]:
            connection.execute(part)

    def _relation(self, name: str) -> tuple[str, str]:
        return self._models[name]["schema"], self._models[name]["alias"]

    @staticmethod
    def _copy(
        connection: duckdb.DuckDBPyConnection,
        streams: Sequence[str],
        built: set[tuple[str, str]],
    ) -> None:
        """The touched streams as tables, all that is not built anew as views."""
        tables = {("landing_" + stream.split(".")[0], stream.split(".")[1]) for stream in streams}
        for schema, name in connection.sql(RELATIONS).fetchall():
            if (schema, name) in built:
                continue
            kind = "table" if (schema, name) in tables else "view"
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(
                f'create {kind} "{schema}"."{name}" as from honest."{schema}"."{name}"'
            )
        for schema in {schema for schema, _ in built}:
            connection.execute(f'create schema if not exists "{schema}"')


def _execute(connection: duckdb.DuckDBPyConnection, text: str, what: str) -> None:
    try:
        connection.execute(text)
    except duckdb.Error as error:
        raise headers.RedTeamError(f"{what}: {error}") from error
