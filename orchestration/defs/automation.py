"""What runs when: the daily job and its schedule.

Belongs here: jobs, schedules and what is logged when a run fails. Does not belong here: assets.
"""

from __future__ import annotations

import dagster as dg

daily = dg.define_asset_job(
    "daily",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Extract, build, judge, publish. In one process: each further one costs seconds.",
)

daily_schedule = dg.ScheduleDefinition(
    name="daily_at_five",
    job=daily,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


@dg.run_failure_sensor(
    name="log_failed_runs",
    monitored_jobs=[daily],
    default_status=dg.DefaultSensorStatus.STOPPED,
)
def log_failed_runs(context: dg.RunFailureSensorContext) -> None:
    """Say in the daemon's log which run failed and why; what was published stays as it is."""
    context.log.error(
        "%s failed: %s", context.dagster_run.job_name, context.failure_event.message
    )
