-- How questions turned out that people answered, by detector, and how long after the quarter they did.
select
    detector_id,
    count(*) as n_answered,
    count(*) filter (where resolution = 'false_alarm') as n_false_alarms,
    median(
        date_diff(
            'day',
            make_date(cast(left(quarter, 4) as integer), 3 * cast(right(quarter, 1) as integer), 1) + interval 1 month,
            resolved_on
        )
    ) as median_days
from warehouse.detectors.signal_questions
where quarter <= $quarter and resolution is not null and resolved_on is not null
group by detector_id
order by detector_id
