"""What leaders read once a quarter: the last step of all, after the publication.

Here: the asset. Not here: questions and report (`expectations/audit`), when it runs
(`orchestration/defs/automation`).

Annotations are not postponed here: Dagster reads the config's class from them.
"""

import logging
from datetime import timedelta

import dagster as dg

from expectations.audit.period import QuarterError
from orchestration.defs.publication.assets import AUDIT, LEADERSHIP, QUARTERLY_AUDIT
from orchestration.defs.resources import Auditor
from orchestration.lock import BusyError
from orchestration.publication.errors import PublicationError

LATE_AFTER, STALE_AFTER = timedelta(days=95), timedelta(days=100)

logger = logging.getLogger(__name__)


class QuarterConfig(dg.Config):
    """Which quarter to audit.

    Attributes:
        quarter: Such as 2026Q2.
    """

    quarter: str


@dg.asset(
    key=QUARTERLY_AUDIT,
    deps=[LEADERSHIP, AUDIT],
    group_name="published",
    description="The audit of a quarter: three questions a metric, a report, proposed actions.",
    kinds={"duckdb", "html"},
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=STALE_AFTER, warn_window=LATE_AFTER
    ),
)
def quarterly_audit(config: QuarterConfig, auditor: Auditor) -> dg.MaterializeResult[None]:
    """Audit, write the report, publish the history."""
    logger.info("audit: %s", config.quarter)
    try:
        done = auditor.audit(config.quarter)
    except (QuarterError, BusyError, PublicationError) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    return dg.MaterializeResult(
        metadata={"audit_id": done.audit_id, "report": str(done.report), **done.verdicts}
    )
