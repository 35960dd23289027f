"""Publication as an asset: what leaders and auditors read.

Belongs here: the wrapping. Does not belong here: how it is published (orchestration/publication).
"""

from __future__ import annotations

import dagster as dg

from orchestration import dbt_command
from orchestration.defs.quality import MARTS
from orchestration.publication import PublicationError, publish


@dg.asset(
    name="published",
    deps=MARTS,
    group_name="publication",
    owners=["team:analytics"],
    kinds={"duckdb", "parquet"},
    description="The leaders' and the auditors' database and their Parquet copies, swapped in whole.",
)
def published() -> dg.MaterializeResult:
    """Write new files, audit them, put them in place."""
    try:
        done = publish(dbt_command.home())
    except PublicationError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None
    return dg.MaterializeResult(metadata={f"{table}_rows": n for table, n in done.rows.items()})
