-- One row: how many safety signals break each rule.
with judged as (
    select
        *,
        signal_id in ('psychological_safety', 'metric_use_known', 'metric_use_safe_to_report') as is_asked,
        signal_id not in ('psychological_safety', 'risk_raise_lead_time', 'incident_reporting') as is_share
    from marts.rpt_safety_signals
)

select
    count(*) filter (
        where status not in ('ok', 'provisional')
        and coalesce(
            value, spread, median, agreement, earlier_value, moving_average, minimum_detectable_change, change_since_last
        ) is not null
    ) as figures_in_spite_of_their_status,
    count(*) filter (where status in ('ok', 'provisional') and value is null) as good_statuses_without_a_value,
    count(*) filter (
        where value is not null and (n_people is null or n_people < 5 or (signal_id = 'silent_reviews' and n_people < 6))
    ) as figures_of_too_few_people,
    count(*) filter (where status = 'suppressed_privacy' and (n_people is not null or n_items is not null))
        as counts_of_too_few_people,
    count(*) filter (
        where is_asked and value is not null and (response_rate is null or response_rate < 0.7 - 1e-9)
    ) as scores_below_seven_in_ten,
    count(*) filter (
        where response_rate not between 0 and 1 or earlier_response_rate not between 0 and 1
        or (is_share and value not between 0 and 1)
        or agreement not between 0 and 1
        or spread < 0
    ) as rates_outside_0_to_1,
    count(*) filter (
        where change_since_last is not null
        and (
            minimum_detectable_change is null
            or earlier_value is null
            or abs(change_since_last) < minimum_detectable_change - 1e-6
        )
    ) as changes_that_could_not_be_seen,
    count(*) filter (where reading is null or reading = '') as rows_without_a_reading,
    count(*) filter (where team_id not in (select team_id from marts.dim_teams)) as unknown_teams
from judged
