"""The daily job and its schedule.

Here: one job of every asset and check. Not here: running it by hand (`orchestration/daily.py`).

The job runs in one process: each further process would import everything again.
"""

from __future__ import annotations

import dagster as dg


@dg.failure_hook(name="tell_of_failure")
def tell_of_failure(context: dg.HookContext) -> None:
    """Log which step failed and why; a channel such as e-mail is one more hook."""
    context.log.error(f"{context.step_key} failed: {context.op_exception}")  # noqa: G004


daily = dg.define_asset_job(
    "daily",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    hooks={tell_of_failure},
    description="Extract, build, judge and publish everything.",
)
every_morning = dg.ScheduleDefinition(
    job=daily,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)
