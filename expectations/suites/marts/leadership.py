"""Do the numbers that leaders will read obey the rules of measurement?

Belongs here: what must hold of every published cell. A failure stops publication.
Does not belong here: types and columns (contracts), keys (data tests of the marts).
"""

from __future__ import annotations

from expectations.guard import Expectation, Guard, expect

STATUSES = (
    "ok",
    "provisional",
    "insufficient_n",
    "not_reached",
    "source_stale",
    "source_missing",
    "source_partial",
    "not_applicable",
    "suppressed_privacy",
)

_RULES = """
    select
        status,
        finality,
        grain,
        count(*) as n_cells,
        count(*) filter (where value is not null and status not in ('ok', 'provisional')) as n_shown_against_status,
        count(*) filter (where value is null and status in ('ok', 'provisional')) as n_missing_against_status,
        count(*) filter (where ci_low > value or ci_high < value) as n_outside_limits,
        count(*) filter (where ci_low < 0 or ci_high > 1) as n_impossible_limits,
        count(*) filter (where n_items < 0 or n_people < 0 or isinf(value) or isnan(value)) as n_impossible,
        count(*) filter (where team_id not in (select team_id from marts.dim_teams)) as n_unknown_teams,
        count(*) filter (where metric_id not in (select metric_id from marts.dim_metrics)) as n_unknown_metrics
    from marts.fct_team_metrics
    group by status, finality, grain
"""

_WORKLOAD = """
    select
        status,
        p_fair,
        effective_people,
        n_people,
        (p_fair is not null or effective_people is not null) and status != 'ok' as is_shown_against_status,
        status = 'ok' and n_people < 6 as is_small_group
    from marts.rpt_workload_distribution
"""


def _never(column: str) -> Expectation:
    return expect("column_values_to_be_between", column=column, min_value=0, max_value=0)


GUARDS = (
    Guard(
        name="marts_leadership_team_metrics",
        sql=_RULES,
        expectations=(
            expect("table_row_count_to_be_between", min_value=1),
            expect("column_values_to_be_in_set", column="status", value_set=list(STATUSES)),
            expect(
                "column_values_to_be_in_set",
                column="finality",
                value_set=["provisional", "settling", "final"],
            ),
            expect(
                "column_values_to_be_in_set", column="grain", value_set=["week", "month", "quarter"]
            ),
            _never("n_shown_against_status"),
            _never("n_missing_against_status"),
            _never("n_outside_limits"),
            _never("n_impossible_limits"),
            _never("n_impossible"),
            _never("n_unknown_teams"),
            _never("n_unknown_metrics"),
        ),
        severity="block",
    ),
    Guard(
        name="marts_leadership_workload_distribution",
        sql=_WORKLOAD,
        expectations=(
            expect("column_values_to_be_in_set", column="status", value_set=list(STATUSES)),
            expect("column_values_to_be_between", column="p_fair", min_value=0, max_value=1),
            expect("column_values_to_be_in_set", column="is_shown_against_status", value_set=[False]),
            expect("column_values_to_be_in_set", column="is_small_group", value_set=[False]),
        ),
        severity="block",
    ),
)
