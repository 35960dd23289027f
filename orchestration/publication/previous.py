"""Whether what is published now is good enough to stop a run for.

Here: the question a step asks when a source cannot be read. Not here: what is carried on from the
previous publication (`overlay.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import duckdb

from orchestration.publication.publish import Publication

KEPT_FOR = timedelta(hours=48)
STATE = """
    with published as (select max(as_of) as as_of from marts.gate_results)

    select published.as_of, count(log.source)
    from published
    left join marts.extraction_log as log
        on log.source = $source
        and (log.status != 'complete' or log.last_success_at < published.as_of - $kept_for)
    group by published.as_of
"""


def must_stop(publication: Publication, source: str, as_of: datetime, *, was_read: bool) -> bool:
    """Whether a run that cannot read a source completely should end, and leave what is published.

    It should while the publication holds good numbers of the source: read completely, and not
    longer ago than two daily runs. After that the failure must be seen where the numbers are: the
    run goes on and the guards take what it concerns. The first publication needs some of a source.

    Args:
        publication: What is published now, if anything.
        source: The source that cannot be read completely.
        as_of: The instant of the run, in UTC.
        was_read: Whether some of it was read.
    """
    if not publication.audit.exists():
        return not was_read
    try:
        with duckdb.connect(str(publication.audit), read_only=True) as connection:
            found = connection.execute(STATE, {"source": source, "kept_for": KEPT_FOR}).fetchall()
    except duckdb.Error:
        return not was_read
    published_at, incomplete = found[0]
    return not incomplete and as_of.replace(tzinfo=None) - published_at <= KEPT_FOR
