"""Every guard there is: which suite judges which relation, and what follows when it fails.

Here: the explicit list. Not here: rules (`suites/`), running them (`runner.py`), turning verdicts
into gates (`gates.py`).

A severity of `block` stops the publication; `degrade` takes the values of the metrics that need the
stream and gives them the status named here; `warn` only says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from expectations.suite import Suite
from expectations.suites import signals
from expectations.suites.marts import leadership
from expectations.suites.raw import file_drops, github

Severity = Literal["block", "degrade", "warn"]
Status = Literal["source_missing", "source_stale", "source_partial"]

RELATIONS = Path(__file__).parent / "relations"
WINDOW_ROWS = 20_000


@dataclass(frozen=True)
class Consequence:
    """What a failure leads to.

    Attributes:
        severity: What happens.
        status: What metrics get that need the stream, where the severity is `degrade`.
    """

    severity: Severity
    status: Status | None = None


BLOCKS = Consequence("block")
WARNS = Consequence("warn")
PARTIAL = Consequence("degrade", "source_partial")
STALE = Consequence("degrade", "source_stale")
MISSING = Consequence("degrade", "source_missing")


@dataclass(frozen=True)
class Guard:
    """A suite, the relation it judges, and what follows.

    Attributes:
        check_id: B1 to B11 for a broken signal, else the suite's name.
        suite: Builds the suite.
        asset: The asset the verdict stands beside: source and stream, or schema and model.
        sql: Selects the rows to judge from the warehouse; never more than fit into memory.
        source: The source it speaks of; None for published tables.
        stream: The stream it speaks of; None for published tables and for signal tables.
        consequence: What follows when the suite fails as a whole.
        by_measure: For a signal table, what follows when a row of this `measure` fails.
        quotes: Whether failing values are sentences for a person to read.
    """

    check_id: str
    suite: Callable[[], Suite]
    asset: tuple[str, str]
    sql: str
    source: str | None
    stream: str | None
    consequence: Consequence
    by_measure: Mapping[str, Consequence] = field(default_factory=dict)
    quotes: bool = False

    @property
    def name(self) -> str:
        """The suite's name, which is unique."""
        return self.suite().name


def _raw(source: str, stream: str, build: Callable[[], Suite], consequence: Consequence) -> Guard:
    """A guard over the latest rows of a stream as landed."""
    suite = build()
    columns = ", ".join(suite.columns)
    sql = f"""
        select {columns} from landing_{source}.{stream}
        where not coalesce(is_deleted, false)
        order by extracted_at desc nulls last, {suite.columns[0]}
        limit {WINDOW_ROWS}
    """  # noqa: S608 - every part is written in this package
    return Guard(suite.name, build, (source, stream), sql, source, stream, consequence)


def _rejections() -> Guard:
    """A guard that quotes what was rejected; that a file is incomplete is for B2 to tell."""
    name = file_drops.rejections().name
    sql = (RELATIONS / f"{name}.sql").read_text(encoding="utf-8")
    asset = ("file_drops", "quarantine")
    return Guard(name, file_drops.rejections, asset, sql, *asset, WARNS, quotes=True)


def _signal(
    build: Callable[[], Suite],
    check_id: str,
    by_measure: Mapping[str, Consequence],
    measure: str = "measure",
) -> Guard:
    """A guard over a signal table; `measure` is the SQL that tells its kinds of rows apart."""
    model = f"sig_{build.__name__}"
    sql = f"""
        select
            check_id, source, stream, metric_id, scope, statistic, threshold, detail,
            {measure} as measure
        from signals.{model}
        window scopes as (partition by source, stream, scope)
        order by all
    """  # noqa: S608 - every part is written in this package
    return Guard(check_id, build, ("signals", model), sql, None, None, BLOCKS, by_measure)


def _mart(build: Callable[[], Suite], model: str) -> Guard:
    """A guard over a published table, by the relation of the suite's name."""
    name = build().name
    sql = (RELATIONS / f"{name}.sql").read_text(encoding="utf-8")
    return Guard(name, build, ("marts", model), sql, None, None, BLOCKS)


RAW: tuple[Guard, ...] = (
    _raw("github", "repositories", github.repositories, PARTIAL),
    _raw("github", "pull_requests", github.pull_requests, PARTIAL),
    _raw("github", "pull_request_files", github.pull_request_files, PARTIAL),
    _raw("github", "pull_request_reviews", github.pull_request_reviews, PARTIAL),
    _raw("github", "pull_request_commits", github.pull_request_commits, PARTIAL),
    _raw("github", "pull_request_timeline", github.pull_request_timeline, PARTIAL),
    _raw("github", "commits", github.commits, PARTIAL),
    _raw("github", "pushes", github.pushes, PARTIAL),
    _raw("github", "issues", github.issues, PARTIAL),
    _raw("github", "releases", github.releases, PARTIAL),
    _raw("github", "deployments", github.deployments, PARTIAL),
    _raw("github", "deployment_statuses", github.deployment_statuses, PARTIAL),
    _raw("github", "teams", github.teams, WARNS),
    _raw("github", "team_members", github.team_members, WARNS),
    _raw("github", "workflow_runs", github.workflow_runs, PARTIAL),
    _raw("github", "workflow_jobs", github.workflow_jobs, PARTIAL),
    _raw("file_drops", "teams", file_drops.teams, BLOCKS),
    _raw("file_drops", "team_calendars", file_drops.team_calendars, BLOCKS),
    _raw("file_drops", "holidays", file_drops.holidays, BLOCKS),
    _raw("file_drops", "services", file_drops.services, BLOCKS),
    _raw("file_drops", "service_owners", file_drops.service_owners, BLOCKS),
    _raw("file_drops", "deployment_environments", file_drops.deployment_environments, BLOCKS),
    _raw("file_drops", "incident_rules", file_drops.incident_rules, BLOCKS),
    _raw("file_drops", "generated_paths", file_drops.generated_paths, BLOCKS),
    _raw("file_drops", "github_teams", file_drops.github_teams, BLOCKS),
    _rejections(),
    _raw("file_drops", "roster", file_drops.roster, MISSING),
    _raw("file_drops", "identities", file_drops.identities, MISSING),
)

# A scope that was never read completely has no numbers that could be wrong; the marts call those of
# its teams missing. A stream that was never read anywhere is another matter (`never_landed`).
INCOMPLETE = """
    case
        when measure = 'incomplete_run'
            and max(case measure when 'hours_since_success' then statistic end) over scopes is null
            then 'never_complete'
        else measure
    end
"""

SIGNALS: tuple[Guard, ...] = (
    _signal(signals.silent_zero, "B1", {"silence": STALE}, "'silence'"),
    _signal(
        signals.load_completeness,
        "B2",
        {
            "incomplete_run": PARTIAL,
            "never_complete": WARNS,
            "missing_records": PARTIAL,
            "hours_since_success": STALE,
            "never_landed": MISSING,
        },
        INCOMPLETE,
    ),
    _signal(
        signals.duplicate_load,
        "B4",
        {"repeated_rows": PARTIAL, "twin_contents": PARTIAL, "doubled_volume": PARTIAL},
    ),
    _signal(
        signals.schema_drift,
        "B5",
        {"unknown_values": PARTIAL, "vanished_column": PARTIAL, "new_column": WARNS},
    ),
    _signal(signals.freshness_skew, "B9", {"skew": STALE}, "'skew'"),
    _signal(
        signals.conservation,
        "B10",
        # Parts that do not add up are our own mistake, not a source's: nothing may be published.
        {"opened_less_closed": PARTIAL, "parts_of_lead_time": BLOCKS, "team_sums": PARTIAL},
    ),
)

MARTS: tuple[Guard, ...] = (
    _mart(leadership.team_metrics, "fct_team_metrics"),
    _mart(leadership.metric_words, "fct_team_metrics"),
    _mart(leadership.lead_time_parts, "fct_team_metrics"),
    _mart(leadership.workload, "rpt_workload_distribution"),
    _mart(leadership.published_columns, "fct_team_metrics"),
)

GUARDS: tuple[Guard, ...] = (*RAW, *SIGNALS, *MARTS)
