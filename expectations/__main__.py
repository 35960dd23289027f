"""`python -m expectations`: judge the warehouse as it is and write its gates.

Here: the command. Not here: judging (`judging.py`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from expectations import judging


def main() -> int:
    """Name every check that fails; 1 where one of them blocks the publication."""
    warehouse = (
        Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or "data") / "warehouse.duckdb"
    )
    if not warehouse.exists():
        sys.stderr.write(f"error: There is no warehouse at {warehouse}: run the daily job first.\n")
        return 1
    found = [gate for judged in judging.run(warehouse).values() for gate in judged]
    failed = [gate for gate in found if not gate.passed]
    for gate in failed:
        sys.stdout.write(f"{gate.severity}: {gate.check_id}: {gate.sentence}\n")
    sys.stdout.write(f"{len(found) - len(failed)} of {len(found)} checks passed\n")
    return int(any(gate.blocks for gate in failed))


if __name__ == "__main__":
    sys.exit(main())
