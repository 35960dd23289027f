"""Every guard there is: which suite judges which relation, and what follows when it fails.

Here: the explicit list. Not here: rules (`suites/`), running them (`runner.py`), turning verdicts
into gates (`gates.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expectations.consequence import (
    BLOCKS,
    MISSING,
    PARTIAL,
    STALE,
    WARNS,
    Consequence,
    Rule,
)
from expectations.suite import Suite
from expectations.suites import signals
from expectations.suites.marts import leadership
from expectations.suites.raw import (
    alert_exports,
    coverage_reports,
    file_drops,
    git,
    github,
    gitlab,
    jenkins,
    jira,
    junit,
    pagerduty,
    prometheus,
    sonarqube,
)

RELATIONS = Path(__file__).parent / "relations"
WINDOW_ROWS = 20_000


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


def _raw(source: str, rule: Rule) -> Guard:
    """A guard over the latest rows of a stream as landed."""
    suite, stream = rule.build(), rule.stream
    columns = ", ".join(suite.columns)
    sql = f"""
        select {columns} from landing_{source}.{stream}
        where not coalesce(is_deleted, false)
        order by extracted_at desc nulls last, {suite.columns[0]}
        limit {WINDOW_ROWS}
    """  # noqa: S608 - every part is written in this package
    return Guard(suite.name, rule.build, (source, stream), sql, source, stream, rule.consequence)


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


RAW_SUITES = (
    file_drops,
    github,
    gitlab,
    junit,
    coverage_reports,
    alert_exports,
    pagerduty,
    prometheus,
    jenkins,
    sonarqube,
    git,
    jira,
)
"""The rules of every source: one line each."""

RAW: tuple[Guard, ...] = (
    *(
        _raw(module.__name__.rpartition(".")[2], rule)
        for module in RAW_SUITES
        for rule in module.RULES
    ),
    _rejections(),
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
    _signal(signals.permission_loss, "B3", {"refused": PARTIAL, "vanished_scope": WARNS}),
    _signal(
        signals.duplicate_load,
        "B4",
        {"repeated_rows": PARTIAL, "twin_contents": PARTIAL, "doubled_volume": PARTIAL},
    ),
    _signal(
        signals.schema_drift,
        "B5",
        {
            "unknown_values": PARTIAL,
            "vanished_column": PARTIAL,
            "emptied_column": PARTIAL,
            "quarantined_records": PARTIAL,
            "new_column": WARNS,
        },
    ),
    # People may begin their day earlier and then do so in every tool: only a clock that moves away
    # from those of the other tools takes numbers.
    _signal(signals.timezone_shift, "B6", {"clock_moved": PARTIAL, "hours_moved": WARNS}),
    # A newcomer whom nobody registered yet, a busy day, a program under a person's account: to be
    # cleared up, and little is counted wrongly until then. Half of all acts without an owner is a
    # registry that was lost.
    _signal(
        signals.identity_break,
        "B7",
        {
            "unknown_share": WARNS,
            "unknown_rise": WARNS,
            "identities_lost": PARTIAL,
            "one_account": WARNS,
            "without_pause": WARNS,
        },
    ),
    # Each week is right; two weeks on either side of the day are not the same team's. The day is a
    # boundary for detectors, and a reason to decide on new limits (ADR 0016).
    _signal(signals.team_remap, "B8", {"remap": WARNS}, "'remap'"),
    _signal(signals.freshness_skew, "B9", {"skew": STALE}, "'skew'"),
    _signal(
        signals.conservation,
        "B10",
        # Parts that do not add up are our own mistake, not a source's: nothing may be published.
        {"opened_less_closed": PARTIAL, "parts_of_lead_time": BLOCKS, "team_sums": PARTIAL},
    ),
    # Honest work drifts: smaller changes, faster builds. No work multiplies every value by twenty
    # and keeps the shape; another unit does.
    _signal(
        signals.distribution_drift,
        "B11",
        {"drift": WARNS, "stability_index": WARNS, "unit_changed": PARTIAL},
    ),
)

MARTS: tuple[Guard, ...] = (
    _mart(leadership.team_metrics, "fct_team_metrics"),
    _mart(leadership.metric_words, "fct_team_metrics"),
    _mart(leadership.lead_time_parts, "fct_team_metrics"),
    _mart(leadership.workload, "rpt_workload_distribution"),
    _mart(leadership.safety_signals, "rpt_safety_signals"),
    _mart(leadership.published_columns, "fct_team_metrics"),
)

GUARDS: tuple[Guard, ...] = (*RAW, *SIGNALS, *MARTS)
