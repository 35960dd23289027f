"""What leaders, engineers and auditors read: the last steps, after every mart and every guard.

Here: the assets. Not here: writing, auditing and swapping files (`orchestration/publication`),
pages (`website`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import dagster as dg

from expectations.registry import SIGNALS
from orchestration.defs.quality.questions import QUESTIONS, RESULTS
from orchestration.defs.resources import Publisher, SiteWriter
from orchestration.publication.contract import audit_tables, leadership_tables
from orchestration.publication.errors import PublicationError
from orchestration.site import SiteError

LEADERSHIP = dg.AssetKey(["published", "leadership"])
AUDIT = dg.AssetKey(["published", "audit"])
QUARTERLY_AUDIT = dg.AssetKey(["published", "quarterly_audit"])
SITE = dg.AssetKey(["published", "site"])

logger = logging.getLogger(__name__)


@dg.multi_asset(
    name="publish",
    specs=[
        dg.AssetSpec(
            key=LEADERSHIP,
            deps=[dg.AssetKey(["marts", table.name]) for table in leadership_tables()],
            group_name="published",
            description="leadership.duckdb and its Parquet copies: teams, never people.",
            kinds={"duckdb", "parquet"},
        ),
        dg.AssetSpec(
            key=AUDIT,
            deps=[
                *(dg.AssetKey(list(guard.asset)) for guard in SIGNALS),
                *(dg.AssetKey(["marts", table.name]) for table in audit_tables()),
                QUESTIONS,
                RESULTS,
            ],
            group_name="published",
            description="audit.duckdb: what was said when, gates, questions, extraction.",
            kinds={"duckdb", "parquet"},
        ),
    ],
    can_subset=False,
)
def published(publisher: Publisher) -> Iterator[dg.MaterializeResult[None]]:
    """Write beside, audit, swap."""
    logger.info("publication: writing")
    try:
        counts = publisher.publish()
    except PublicationError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    logger.info("publication: %d tables, audited and in place", len(counts))
    yield dg.MaterializeResult(asset_key=LEADERSHIP, metadata=dict(counts))
    yield dg.MaterializeResult(asset_key=AUDIT)


@dg.asset(
    key=SITE,
    # After an audit in the job that has one, so that its answers are on the site at once.
    deps=[LEADERSHIP, AUDIT, QUARTERLY_AUDIT],
    group_name="published",
    description="The site: pages of what is published, to be opened in a browser.",
    kinds={"html"},
)
def site(site_writer: SiteWriter) -> dg.MaterializeResult[None]:
    """Write every page."""
    try:
        built = site_writer.write()
    except SiteError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if built is None:
        logger.info("site: switched off")
        return dg.MaterializeResult(metadata={"pages": 0})
    logger.info("site: %d pages", built.pages)
    return dg.MaterializeResult(
        metadata={
            "first_page": dg.MetadataValue.path(str(built.first)),
            "pages": built.pages,
            "size_bytes": built.size_bytes,
        }
    )
