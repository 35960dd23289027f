"""The broken signals that the guards would tell of, from the landing of one round.

Here: building the signal models of lost permissions and changed formats, and reading them. Not
here: what a round expects of them (`fault_round.py`).
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration import dbt_command, paths

MODELS = "+sig_permission_loss +sig_schema_drift"
BROKEN = """
    select check_id || ' ' || measure || ' ' || stream || ' ' || scope || ': ' || detail
    from (
        select * from signals.sig_permission_loss
        union all by name
        select * from signals.sig_schema_drift
    )
    where source = $source and statistic > threshold
    order by all
"""


def broken_signals(home: Path, source: str, as_of: datetime) -> list[str]:
    """Build the signals over what is landed and return those that are broken.

    Args:
        home: The data root of the round.
        source: The source that was read.
        as_of: The instant to look from.

    Raises:
        subprocess.CalledProcessError: dbt failed; it said why on standard output.
    """
    environment = {
        **os.environ,
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_AS_OF": f"{as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "DBT_PROFILES_DIR": str(paths.DBT_PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    # Beside the data root, so that the next round finds what dbt has parsed.
    work = home.parent / "dbt"
    command = (
        str(dbt_command.executable()),
        *("--quiet", "run", "--select", MODELS),
        *("--target-path", str(work / "target"), "--log-path", str(work / "logs")),
    )
    subprocess.run(command, cwd=paths.DBT_PROJECT, env=environment, check=True)  # noqa: S603
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return [text for (text,) in connection.execute(BROKEN, {"source": source}).fetchall()]
