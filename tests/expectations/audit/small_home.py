"""A small data root that can be audited: published, final, with something to find.

Here: building it. Not here: what an audit should say of it.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.gates import write
from orchestration.publication import publish
from tests.expectations import small_warehouse
from tests.orchestration.publication.conftest import PASSED

SCRIPT = Path(__file__).with_name("small_audit.sql")


def build(home: Path) -> None:
    """Build and publish it."""
    warehouse = home / "warehouse.duckdb"
    small_warehouse.build(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(SCRIPT.read_text(encoding="utf-8"))
        write(connection, [PASSED])
    publish(home)
