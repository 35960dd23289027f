"""Guards become asset checks, judged in one step because Great Expectations is slow to import.

Belongs here: which asset a guard checks, and the order. Does not belong here: guards themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from expectations import gates, runner
from expectations.guard import Guard
from expectations.registry import GUARDS
from orchestration import dbt_command
from orchestration.defs.transformation import dbt_models

MARTS = [key for key in dbt_models.keys if key.path[0] == "marts"]


def checked_asset(guard: Guard) -> dg.AssetKey:
    """Return the asset a guard speaks of."""
    if guard.is_signal:
        return dg.AssetKey(["signals", guard.name.replace("signals_", "sig_", 1)])
    if guard.source and guard.stream:
        return dg.AssetKey(["staging", f"stg_{guard.source}__{guard.stream}"])
    prefix = "marts_leadership_"
    model = next(key for key in MARTS if key.path[1].endswith(guard.name.removeprefix(prefix)))
    return model


SPECS = [
    dg.AssetCheckSpec(
        name=guard.name,
        asset=checked_asset(guard),
        blocking=guard.severity == "block",
        description=f"{len(guard.expectations)} expectations; a failure means: {guard.severity}.",
        additional_deps=[key for key in MARTS if key != checked_asset(guard)],
    )
    for guard in GUARDS
]


@dg.multi_asset_check(specs=SPECS, name="guards")
def guards() -> Iterator[dg.AssetCheckResult]:
    """Judge every guard and write the gates that publication obeys."""
    warehouse = dbt_command.home() / "warehouse.duckdb"
    verdicts = runner.judge(warehouse, GUARDS)
    gates.write(warehouse, gates.gate_rows(verdicts, gates.judged_build(warehouse)))
    for guard in GUARDS:
        failed = [v for v in verdicts if v.guard == guard and not v.passed]
        blocks = guard.severity == "block"
        yield dg.AssetCheckResult(
            check_name=guard.name,
            asset_key=checked_asset(guard),
            passed=not failed,
            severity=dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN,
            metadata={verdict.expectation.title: verdict.detail for verdict in failed},
        )
