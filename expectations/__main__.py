"""`python -m expectations`: judge what the warehouse holds and write the gates.

Belongs here: the command. Does not belong here: judging itself (runner.py).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from expectations import gates, runner
from expectations.registry import GUARDS


def main() -> int:
    """Judge every guard; name each one that fails. Returns 1 when publication is blocked."""
    warehouse = Path(os.environ.get("TEAM_OUTCOMES_HOME") or "data") / "warehouse.duckdb"
    if not warehouse.exists():
        sys.stderr.write(f"{warehouse} does not exist: run the daily job first.\n")
        return 1
    verdicts = runner.judge(warehouse, GUARDS)
    gates.write(warehouse, gates.gate_rows(verdicts, gates.judged_build(warehouse)))
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        sys.stdout.write(
            f"{verdict.guard.severity}: {verdict.guard.name}: {verdict.expectation.title}: "
            f"{verdict.detail}\n"
        )
    sys.stdout.write(f"{len(verdicts)} expectations judged, {len(failed)} failed\n")
    return int(any(verdict.guard.severity == "block" for verdict in failed))


if __name__ == "__main__":
    sys.exit(main())
