"""The jobs and their schedules: every morning, and after each quarter.

Here: one job of every asset and check a day, and one that audits after it. Not here: running them
by hand (`orchestration/daily.py`, `orchestration/audit.py`).

The job runs in one process: each further process would import everything again.
"""

from __future__ import annotations

import dagster as dg

from expectations.audit.period import Quarter
from orchestration.defs.audit.quarters import key_of
from orchestration.defs.publication.assets import QUARTERLY_AUDIT


@dg.failure_hook(name="tell_of_failure")
def tell_of_failure(context: dg.HookContext) -> None:
    """Log which step failed and why; channels are told when the run has ended (`telling.py`)."""
    context.log.error(f"{context.step_key} failed: {context.op_exception}")  # noqa: G004


daily = dg.define_asset_job(
    "daily",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(QUARTERLY_AUDIT),
    executor_def=dg.in_process_executor,
    hooks={tell_of_failure},
    description="Extract, build, judge and publish everything.",
)
every_morning = dg.ScheduleDefinition(
    job=daily,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every day at 05:00 UTC, once it is switched on.",
)

# What is read on that day is audited, too: the quarter is final once that day is published.
quarterly = dg.define_asset_job(
    "quarterly_audit",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    hooks={tell_of_failure},
    description="Extract, build, judge and publish everything, then audit a quarter.",
)


# Dagster's own schedule of a partitioned job would run as the quarter ends.
# 36 days after the last day of each quarter; by then it is that day in every time zone with a team.
@dg.schedule(
    job=quarterly,
    name="quarterly_audit_schedule",
    cron_schedule=["0 14 5 2,8,11 *", "0 14 6 5 *"],
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="36 days after each quarter, once it is switched on: audit the one that is final.",
)
def after_each_quarter(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Audit the quarter that ended 36 days ago, once."""
    quarter = Quarter.of(context.scheduled_execution_time.date()).previous
    return dg.RunRequest(run_key=quarter.name, partition_key=key_of(quarter))
