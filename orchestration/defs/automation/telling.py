"""Who should know is told when a run of Dagster ends, however it ends.

Here: sensors over ended runs. Not here: what is told (`orchestration/alerts`). The daily job of
`make run` tells by itself: its instance ends with it, before any sensor could look.

A sensor, and no hook or last step: it also sees a run whose process was killed.
"""

from __future__ import annotations

from collections.abc import Sequence

import dagster as dg

from orchestration import troubles
from orchestration.alerts.after_a_run import tell_after
from orchestration.alerts.troubles import Trouble
from orchestration.defs.automation.jobs import daily, quarterly

WATCHED: Sequence[dg.JobDefinition | dg.UnresolvedAssetJobDefinition] = (daily, quarterly)


@dg.run_status_sensor(
    name="tell_after_a_run",
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=list(WATCHED),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tell of gates, questions and audits that are new, and of what was not read.",
)
def tell_after_success(context: dg.RunStatusSensorContext) -> None:
    """Tell what is new after a run that ended well."""
    run_id = context.dagster_run.run_id
    logs = context.instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION)
    events = [entry.dagster_event for entry in logs if entry.dagster_event]
    tell_after(run_id, list(troubles.problems(events)))


@dg.run_failure_sensor(
    name="tell_of_a_failed_run",
    monitored_jobs=list(WATCHED),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tell which step failed and why, and that the last good publication stays.",
)
def tell_after_failure(context: dg.RunFailureSensorContext) -> None:
    """Tell what went wrong in a run, and what else is new."""
    found = list(troubles.failures(context.get_step_failure_events()))
    reason = context.failure_event.message or "the run ended without a word"
    tell_after(context.dagster_run.run_id, found or [Trouble("run", reason)])
