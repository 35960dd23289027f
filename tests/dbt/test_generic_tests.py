"""Our generic tests let good rows pass and find bad ones."""

from __future__ import annotations

import duckdb
import pandas as pd

Engine = duckdb.DuckDBPyConnection
Sql = dict[str, str]


def test_a_value_is_there_exactly_where_the_status_says_so(sql: Sql, engine: Engine) -> None:
    engine.execute("create table cells (value double, status varchar)")
    good = [
        (1.0, "ok"),
        (2.0, "provisional"),
        (None, "insufficient_n"),
        (None, "suppressed_privacy"),
    ]
    engine.executemany("insert into cells values (?, ?)", good)
    assert engine.sql(sql["status_rule"]).fetchall() == []
    bad = [(0.0, "source_missing"), (None, "ok"), (None, "unheard_of"), (1.0, None)]
    engine.executemany("insert into cells values (?, ?)", bad)
    assert set(engine.sql(sql["status_rule"]).fetchall()) == set(bad)


def test_a_key_is_unique_and_known(sql: Sql, engine: Engine) -> None:
    engine.execute("create table keys (a integer, b integer)")
    engine.executemany("insert into keys values (?, ?)", [(1, 1), (1, None), (2, None)])
    assert engine.sql(sql["unique_key"]).fetchall() == []
    engine.executemany("insert into keys values (?, ?)", [(1, None), (None, 1)])
    assert set(engine.sql(sql["unique_key"]).fetchall()) == {(1, None, 2), (None, 1, 1)}


def test_spans_meet_or_at_least_do_not_overlap(sql: Sql, engine: Engine) -> None:
    engine.register("spans", pd.DataFrame({"team_id": "a", "a": [1, 2, 5], "b": [2, 5, 6]}))
    assert engine.sql(sql["spans_meet"]).fetchall() == []
    engine.register("spans", pd.DataFrame({"team_id": "a", "a": [1, 3], "b": [2, 5]}))
    assert engine.sql(sql["spans_meet"]).fetchall() == [("a", 1, 2, 3)]
    assert engine.sql(sql["no_overlap"]).fetchall() == []
    engine.register("spans", pd.DataFrame({"team_id": "a", "a": [1, 3, 7], "b": [4, 5, 7]}))
    assert engine.sql(sql["no_overlap"]).fetchall() == [("a", 1, 4, 3), ("a", 7, 7, None)]
