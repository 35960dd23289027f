"""One step judges everything, so that Great Expectations is imported once by each judge of a run.

Here: the checks and their blocking. Not here: suites and gates (`expectations`).

Only a check on a signal or a mart can hold up the publication in Dagster: what is landed comes
before the models, and the guards after them. A guard of a stream that blocks fails this step, too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import dagster as dg

from expectations.gates import Gate
from expectations.registry import GUARDS, Guard
from orchestration.defs.resources import Guards

BUILT_BY_DBT = ("signals", "marts")
SHOWN = 3
LOGGED = 20

logger = logging.getLogger(__name__)


def _spec(guard: Guard) -> dg.AssetCheckSpec:
    document = guard.suite.__doc__ or ""
    return dg.AssetCheckSpec(
        name=guard.name,
        asset=list(guard.asset),
        description=document,
        blocking=guard.consequence.severity == "block" and guard.asset[0] in BUILT_BY_DBT,
    )


@dg.multi_asset_check(name="guards", specs=[_spec(guard) for guard in GUARDS])
def guarded(guards: Guards) -> Iterator[dg.AssetCheckResult]:
    """Run every guard, write the gates, and stop the run where one blocks."""
    logger.info("guards: judging")
    found = guards.judge()
    for guard in GUARDS:
        yield _result(guard, found[guard.name])
    gates = [gate for of_guard in found.values() for gate in of_guard]
    failed = [gate for gate in gates if not gate.passed]
    logger.info("guards: %d of %d checks passed", len(gates) - len(failed), len(gates))
    for gate in failed[:LOGGED]:
        logger.warning("guards: %s (%s): %s", gate.check_id, gate.severity, gate.sentence)
    if len(failed) > LOGGED:
        logger.warning("guards: and %d more, in gates.gate_results", len(failed) - LOGGED)
    blocking = [gate for gate in failed if gate.blocks]
    if blocking:
        shown = "; ".join(f"{gate.check_id}: {gate.sentence}" for gate in blocking[:SHOWN])
        raise dg.Failure(
            f"Nothing was published, the last publication stays. A guard blocks it: {shown}",
            allow_retries=False,
        )


def _result(guard: Guard, gates: list[Gate]) -> dg.AssetCheckResult:
    failed = [gate for gate in gates if not gate.passed]
    blocks = any(gate.blocks for gate in failed)
    return dg.AssetCheckResult(
        asset_key=list(guard.asset),
        check_name=guard.name,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN,
        metadata={"failed": len(failed), "judged": len(gates)}
        | {"found": "; ".join(gate.sentence for gate in failed[:SHOWN])},
    )
