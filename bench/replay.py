"""A year of mornings from one landing: landed rows and a day in, judged signals out, in memory.

Here: the signal models of a home over a morning's rows. Not here: those rows (`replay_streams.py`),
what is broken on purpose (`breakages.py`), the figures (`broken_signals.py`).

A home that was filled once tells of every record when it came to be, so that of each morning it can
be said what a run would have landed. Sums of teams are our own arithmetic and no day of a source:
they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb

from bench.replay_streams import declared, rows_of_morning, runs_of_morning
from expectations import compiled_models
from expectations.compiled_models import PREFIX
from expectations.files import literal
from expectations.registry import SIGNALS

READ_AT = time(6)
JUDGED_AFTER = timedelta(minutes=10)
AS_OF = re.compile(r"cast\('(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6})' as timestamp\)")
LANDED = """
    select schema_name, view_name from duckdb_views() where schema_name like 'landing%'
    union all
    select schema_name, table_name from duckdb_tables() where schema_name = 'landing'
"""
COLUMNS = """
    select column_name, data_type from duckdb_columns()
    where schema_name = $schema and table_name = $name order by column_index
"""
LEFT_OUT = f"{PREFIX}int_ownership__team_sums"


class Signal(NamedTuple):
    """A row of a signal table that is above its threshold.

    Attributes:
        severity: `block`, `degrade` or `warn`: what its gate does.
    """

    check_id: str
    measure: str
    source: str
    stream: str
    scope: str
    metric_id: str
    severity: str

    @property
    def takes(self) -> bool:
        """Whether numbers are held back because of it."""
        return self.severity != "warn"


class Replay:
    """The signal models of a home whose warehouse is built.

    Args:
        home: The data root; nothing in it is changed.

    Attributes:
        streams: What is landed, by source and name.
        connection: The warehouse of the morning, in memory.
        read_at: The instant of the morning's run.
        last_day: The day on which the home was filled.
    """

    def __init__(self, home: Path) -> None:
        manifest = compiled_models.manifest(home)
        self._models = compiled_models.models(manifest)
        self.streams = declared(manifest)
        signals = [f"{PREFIX}{guard.asset[1]}" for guard in SIGNALS]
        self._order = compiled_models.in_order(self._models, signals, given=[LEFT_OUT])
        code = self._models[f"{PREFIX}sig_load_completeness"]["compiled_code"]
        (self._as_of,) = set(AS_OF.findall(code))
        self.last_day = date.fromisoformat(self._as_of[:10])
        self.connection = duckdb.connect()
        self.connection.execute("attach ':memory:' as warehouse; use warehouse")
        self.connection.execute("set disabled_optimizers = 'top_n_window_elimination'")
        self._keep(home / "warehouse.duckdb")
        self.read_at = datetime.combine(self.last_day, READ_AT)

    def morning(self, day: date) -> None:
        """Land what a run of that morning knows, and build the signals over it."""
        self.read_at = datetime.combine(day, READ_AT)
        for stream in self.streams.values():
            is_log = stream.name == "extraction_log"
            rows = (runs_of_morning if is_log else rows_of_morning)(stream, self.read_at)
            self.connection.execute(f"create schema if not exists landing_{stream.source}")
            self.connection.execute(f"create or replace table {stream.table} as {rows}")
        self._build(self._order)

    def broken(self) -> set[Signal]:
        """The signals above their threshold, as the guards judge them."""
        found = set()
        for guard in SIGNALS:
            for row in self.connection.execute(guard.sql).fetchall():
                check_id, source, stream, metric_id, scope, statistic, threshold, _, measure = row
                if statistic is not None and statistic > threshold:
                    severity = guard.by_measure[measure].severity
                    names = (measure, source, stream or "", scope, metric_id or "", severity)
                    found.add(Signal(check_id, *names))
        return found

    def judged(self) -> set[tuple[str, str]]:
        """Checks and sources of which at least one statistic has enough to go by."""
        rows = (row for guard in SIGNALS for row in self.connection.execute(guard.sql).fetchall())
        return {(row[0], row[1]) for row in rows if row[5] is not None}

    @contextmanager
    def disturbed(self, statements: Sequence[str], tables: Sequence[str]) -> Iterator[None]:
        """Change what is landed and build what depends on it, until the block ends.

        Args:
            statements: SQL over the landed tables.
            tables: Those that are changed.
        """
        self.connection.execute("begin")
        try:
            for statement in statements:
                self.connection.execute(statement)
            self._build(self._behind(tables))
            yield
        finally:
            self.connection.execute("rollback")

    def _behind(self, tables: Sequence[str]) -> list[str]:
        """The models that read one of the tables, or another such model."""
        behind: list[str] = []
        for name in self._order:
            node = self._models[name]
            if any(table in node["compiled_code"] for table in tables) or any(
                parent in behind for parent in node["depends_on"]["nodes"]
            ):
                behind.append(name)
        return behind

    def _build(self, names: Sequence[str]) -> None:
        as_of = f"{self.read_at + JUDGED_AFTER:%Y-%m-%d %H:%M:%S.%f}"
        for name in names:
            node = self._models[name]
            if name != LEFT_OUT:
                code = node["compiled_code"].replace(self._as_of, as_of)
                self.connection.execute(f"create schema if not exists {node['schema']}")
                self.connection.execute(
                    f"create or replace table {node['relation_name']} as {code}"
                )

    def _keep(self, warehouse: Path) -> None:
        """Copy what is landed, without texts that no signal reads."""
        run = self.connection.execute
        run("create schema kept; create schema landing")
        run(f"attach {literal(warehouse)} as home (read_only)")
        for schema, name in run("use home; " + LANDED).fetchall():
            columns = [n for n, _ in run(COLUMNS, {"schema": schema, "name": name}).fetchall()]
            empty = " replace (null::varchar as raw_json)" if "raw_json" in columns else ""
            place = f"landing.{name}" if schema == "landing" else f'kept."{schema}/{name}"'
            rows = f'select *{empty} from home."{schema}"."{name}"'  # noqa: S608 - dbt's own names
            run(f"create table warehouse.{place} as {rows}")
        left_out = self._models[LEFT_OUT]
        place = f"{left_out['schema']}.{left_out['name']}"
        run(f"create schema if not exists warehouse.{left_out['schema']}")
        run(f"create table warehouse.{place} as from home.{place} limit 0")
        run("use warehouse; detach home")
