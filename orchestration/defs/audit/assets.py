"""What leaders read once a quarter: the last step of all, after the publication.

Here: the asset. Not here: questions and report (`expectations/audit`), when it runs
(`orchestration/defs/automation`).

Annotations are not postponed here: Dagster reads the context's class from them.
"""

import logging
import warnings
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import dagster as dg

from expectations.audit.period import QuarterError
from orchestration.audit import Audited
from orchestration.defs.audit.quarters import QUARTERS, key_of, quarter_of
from orchestration.defs.publication.assets import AUDIT, LEADERSHIP, QUARTERLY_AUDIT
from orchestration.defs.resources import Auditor
from orchestration.lock import BusyError
from orchestration.publication.errors import PublicationError

LATE_AFTER, STALE_AFTER = timedelta(days=95), timedelta(days=100)

NO_QUARTER = "Choose the partition of a quarter, by its first day: 2026-04-01 is 2026Q2."

# Dagster calls it beta in every process that loads this, whose users cannot help it.
warnings.filterwarnings("ignore", message=".*`backfill_policy`.*", module="dagster")

logger = logging.getLogger(__name__)


@dg.asset(
    key=QUARTERLY_AUDIT,
    deps=[LEADERSHIP, AUDIT],
    group_name="published",
    description="The audit of a quarter: three questions a metric, a report, proposed actions.",
    kinds={"duckdb", "html"},
    partitions_def=QUARTERS,
    # Audits exclude each other, and each one sees what the one before it answered.
    backfill_policy=dg.BackfillPolicy.single_run(),
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=STALE_AFTER, warn_window=LATE_AFTER
    ),
)
def quarterly_audit(
    context: dg.AssetExecutionContext, auditor: Auditor
) -> Iterator[dg.AssetMaterialization | dg.MaterializeResult[None]]:
    """Audit each quarter in order, write its report, publish the history."""
    if not context.has_partition_key_range and not context.has_partition_key:
        raise dg.Failure(NO_QUARTER, allow_retries=False)
    done: dict[str, Mapping[str, Any]] = {}
    try:
        for audited in auditor.audits([quarter_of(key) for key in context.partition_keys]):
            logger.info("audit: %s", audited.audit_id)
            done[key_of(audited.quarter)] = _metadata(audited)
    except (QuarterError, BusyError, PublicationError) as error:
        # Dagster keeps nothing of a step that fails, and these audits are published.
        for key, metadata in done.items():
            yield dg.AssetMaterialization(QUARTERLY_AUDIT, partition=key, metadata=metadata)
        raise dg.Failure(str(error), allow_retries=False) from error
    for key, metadata in done.items():
        context.add_asset_metadata(metadata, partition_key=key)
    yield dg.MaterializeResult()


def _metadata(audited: Audited) -> Mapping[str, Any]:
    return {
        "quarter": audited.quarter.name,
        "audit_id": audited.audit_id,
        "report": str(audited.report),
        **audited.verdicts,
    }
