"""What a run of a morning would have landed of a stream, as SQL over all that a home holds of it.

Here: streams as dbt declares them, their rows and runs of a morning. Not here: the models over them
(`replay.py`).

Of a morning at six a run knows what came to be before; an end that came later is taken away again,
and every scope was read completely each day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KNOWN_RUNS = 5
"""So many mornings stand in the extraction log: after a week a scope counts no more."""
CREATED = ("created_at", "started_at", "generated_at", "submitted_at")
ENDS = ("closed_at", "merged_at", "resolved_at", "completed_at", "finished_at")
NO_RECORDS = ("extraction_log", "extraction_state", "quarantine")
ALWAYS = "timestamp '2000-01-01 06:00:00'"


@dataclass(frozen=True)
class Stream:
    """A landed stream.

    Attributes:
        source: The source.
        name: The stream.
        key: Its key.
        happened_at: The column that tells when a record came to be; None where none does.
        columns: Types by column, as declared.
        values: Known values by column, where they are declared.
    """

    source: str
    name: str
    key: str
    happened_at: str | None
    columns: Mapping[str, str]
    values: Mapping[str, Sequence[str]]

    @property
    def table(self) -> str:
        """Where it is landed."""
        return f'"landing_{self.source}"."{self.name}"'

    @property
    def kept(self) -> str:
        """All of it, whatever the morning."""
        return f'kept."landing_{self.source}/{self.name}"'


def declared(manifest: Mapping[str, Any]) -> dict[tuple[str, str], Stream]:
    """The landed streams by source and name."""
    streams = map(_stream, manifest["sources"].values())
    return {(stream.source, stream.name): stream for stream in streams}


def rows_of_morning(stream: Stream, read_at: datetime) -> str:
    """SQL of the records that the run of a morning knows."""
    told = stream.happened_at or next((c for c in CREATED if c in stream.columns), None)
    is_about_runs = stream.name in NO_RECORDS
    # A record is read by the first run after it came to be.
    seen = (
        f"coalesce(date_trunc('day', {told} - interval 6 hour) + interval 30 hour, {ALWAYS})"
        if told and not is_about_runs
        else ALWAYS
    )
    run = f"timestamp '{read_at}'"
    replaced = [f"{seen} as extracted_at", f"cast(epoch({seen}) as varchar) as _load_id"]
    # What is planned lies ahead and stays; of what is read again each day the last reading counts.
    ends = [] if is_about_runs else [n for n in ENDS if n in stream.columns and n != told]
    replaced += [f"case when {name} <= {run} then {name} end as {name}" for name in ends]
    if stream.source == "github" and stream.name in ("pull_requests", "issues"):
        replaced.append(f"case when closed_at <= {run} then state else 'OPEN' end as state")
    return (
        f"select * replace ({', '.join(replaced)}) from {stream.kept} "  # noqa: S608 - our manifest
        f"where {seen} <= {run}"
    )


def runs_of_morning(log: Stream, read_at: datetime) -> str:
    """SQL of the extraction log: a complete run of every scope on each of the last mornings."""
    runs = ", ".join(
        f"({days}, timestamp '{read_at - timedelta(days=days)}')" for days in range(KNOWN_RUNS)
    )
    return f"""
        select * exclude (days, read_at) replace (
            extraction_log_id || '|' || days as extraction_log_id,
            'run ' || read_at as run_id,
            read_at - interval 5 minute as started_at,
            read_at + interval 2 minute as completed_at,
            read_at as extracted_at,
            cast(epoch(read_at) as varchar) as _load_id,
            null::bigint as expected_count,
            null::bigint as known_count,
            'complete' as status,
            null::varchar as detail,
            null::varchar as failure
        )
        from (
            select * from {log.kept}
            where status = 'complete' and not is_deleted
            qualify row_number() over (partition by stream, scope order by completed_at desc) = 1
        ), (values {runs}) as runs (days, read_at)
    """  # noqa: S608 - names of our own manifest


def _stream(node: Mapping[str, Any]) -> Stream:
    meta = node["config"]["meta"]
    columns = node["columns"]
    return Stream(
        source=node["source_name"],
        name=node["name"],
        key=meta["key"],
        happened_at=meta.get("happened_at"),
        columns={name: column["data_type"] for name, column in columns.items()},
        values={
            name: column["config"]["meta"]["values"]
            for name, column in columns.items()
            if "values" in column["config"]["meta"]
        },
    )
