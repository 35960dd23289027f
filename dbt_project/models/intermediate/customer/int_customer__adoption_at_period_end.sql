-- Two shares are counted on a day: who uses the feature, and who of those that did eight weeks before still does.
with counted as (
    select
        adoption.*,
        'adoption' as share_kind,
        adoption.adopting_account_count as counted_accounts,
        adoption.eligible_account_count as all_accounts
    from {{ ref('stg_file_drops__product_adoption') }} as adoption
    union all
    select
        adoption.*,
        'retention' as share_kind,
        adoption.retained_account_count as counted_accounts,
        adoption.retention_cohort_count as all_accounts
    from {{ ref('stg_file_drops__product_adoption') }} as adoption
    where adoption.retention_cohort_count is not null
),

measurements as (
    select
        counted.*,
        counted.product_id || ':' || counted.feature_id || ':' || counted.audience
        || ':' || coalesce(counted.service_id, '') as population_id
    from counted
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            counted.team_id = zones.team_id
            and counted.measured_on >= zones.valid_from
            and counted.measured_on < zones.valid_to
    where {{ to_utc(add_days('counted.measured_on', 1), 'zones.time_zone') }} <= {{ as_of() }}
),

-- One measurement speaks for the period: weekly ones look at the same accounts again and again.
last_ones as (
    select
        measurements.share_kind,
        measurements.population_id,
        measurements.audience,
        measurements.team_id,
        periods.grain,
        periods.period_start,
        max(measurements.measured_on) as measured_on,
        max_by(measurements.counted_accounts, measurements.measured_on)
        filter (where measurements.counted_accounts is not null) as counted_accounts,
        max_by(measurements.all_accounts, measurements.measured_on)
        filter (where measurements.all_accounts is not null) as all_accounts
    from measurements
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            measurements.team_id = periods.team_id
            and measurements.measured_on >= periods.period_start
            and measurements.measured_on < periods.period_end
    where periods.grain in ('month', 'quarter')
    group by
        measurements.share_kind, measurements.population_id, measurements.audience, measurements.team_id,
        periods.grain, periods.period_start
),

-- What two teams measure together, the team above both has once: the measurement of more accounts.
counting as (
    select
        last_ones.*,
        tree.team_id as counting_team_id,
        row_number() over (
            partition by
                tree.team_id, last_ones.share_kind, last_ones.population_id, last_ones.grain, last_ones.period_start
            order by last_ones.all_accounts desc nulls last, last_ones.team_id asc nulls last
        ) as place
    from last_ones
    inner join {{ ref('int_ownership__team_tree') }} as tree on last_ones.team_id = tree.member_team_id
)

select
    counting.share_kind || ':' || counting.population_id || ':' || counting.counting_team_id || ':' || counting.grain
    || ':' || cast(counting.period_start as {{ dbt.type_string() }}) as adoption_at_period_end_id,
    counting.share_kind,
    counting.population_id,
    counting.audience,
    counting.counting_team_id as team_id,
    counting.grain,
    counting.period_start,
    counting.measured_on,
    counting.counted_accounts,
    counting.all_accounts
from counting
where counting.place = 1
