-- Five findings a team and quarter, four of them stages of the lead time.
select
    kind || ':' || team_id || ':' || cast(period_start as varchar) || ':' || subject as finding_id,
    team_id, period_start as quarter_start, kind, subject, subject as subject_id,
    1 as place_within_team, 40 as n_items, 30 as n_occasions, 6 as n_people,
    200 * draw(team_id || subject || cast(period_start as varchar)) as hours, 0.2 as share_of_total_hours,
    0 as n_quarters_before,
    'Changes waited in the stage ' || subject || ' (publication ' || cast(mark() as varchar) || ').' as evidence,
    case when period_start = max(period_start) over () then 'provisional' else 'ok' end as status,
    cast(last_day() as timestamp) as as_of
from warehouse.marts.dim_teams
cross join (select period_start from periods where grain = 'quarter') as quarters
cross join (
    values ('queue_stage', 'pickup'), ('queue_stage', 'review'), ('queue_stage', 'merge_wait'),
    ('queue_stage', 'deploy_wait'), ('long_review_wait', 'harbour/checkout: requested reviews')
) as kinds (kind, subject)
