-- Prometheus extrapolates; whole events, so that no sum depends on the order of addition. An hour without both
-- numbers was not measured.
with measured as (
    select
        slos.slo_id,
        slos.service_id,
        cast(events.hour_start as date) as measured_on,
        cast(round(events.good_events) as bigint) as good_events,
        cast(round(events.valid_events) as bigint) as valid_events
    from {{ ref('stg_prometheus__slo_events') }} as events
    inner join {{ ref('stg_prometheus__slos') }} as slos on events.slo_id = slos.slo_id
    where
        events.good_events is not null
        and events.valid_events is not null
        and events.hour_start <= {{ as_of() }}
),

watched as (
    select distinct slos.service_id from {{ ref('stg_prometheus__slos') }} as slos
),

-- Of a service that Prometheus has an objective for, the file would tell the same a second time.
filed as (
    select
        files.slo_id,
        files.service_id,
        files.measured_on,
        files.good_count as good_events,
        files.valid_count as valid_events
    from {{ ref('stg_file_drops__slo_events') }} as files
    left join watched on files.service_id = watched.service_id
    where watched.service_id is null
),

days as (
    select
        measured.slo_id,
        measured.service_id,
        measured.measured_on,
        cast(sum(measured.good_events) as bigint) as good_events,
        cast(sum(measured.valid_events) as bigint) as valid_events
    from measured
    group by measured.slo_id, measured.service_id, measured.measured_on
    union all
    select * from filed
),

-- A day in UTC counts at its noon: that lies on the same day almost everywhere.
timed as (
    select
        days.*,
        {{ add_seconds('cast(days.measured_on as timestamp)', 43200) }} as counted_at
    from days
)

select
    timed.service_id || ':' || timed.slo_id || ':' || cast(timed.measured_on as {{ dbt.type_string() }}) as slo_day_id,
    timed.service_id,
    timed.slo_id,
    timed.measured_on,
    timed.counted_at,
    owners.team_id,
    timed.good_events,
    timed.valid_events
from timed
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        timed.service_id = owners.service_id
        and timed.measured_on >= owners.valid_from
        and timed.measured_on < owners.valid_to
where timed.counted_at <= {{ as_of() }}
