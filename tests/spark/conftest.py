"""One Spark and one DuckDB for all tests of a session. Not here: what they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

Answers = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Ask a Spark in this process."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.warehouse.dir", str(folder))
        .getOrCreate()
    )

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in session.sql(sql).collect()]

    yield ask
    session.stop()


@pytest.fixture(scope="session")
def on_duckdb() -> Answers:
    """Ask a DuckDB in this process."""
    connection = duckdb.connect()
    return lambda sql: connection.execute(sql).fetchall()
