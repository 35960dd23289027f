-- Every item of every metric, in the periods of its team and of the teams above, and what they come to.
human as (
    select lower(replace(account, '[bot]', '')) as account, min(person_id) as person_id, min(actor_kind) as actor_kind
    from identities where source = 'github' group by all
),

reviewed as (
    select
        merged.pull_request_id, min(submitted_at) as first_at,
        coalesce(max(submitted_at) filter (reviews.state = 'APPROVED'), max(submitted_at)) as decided_at
    from merged inner join pull_request_reviews as reviews using (pull_request_id)
    left join human as reviewer on lower(replace(reviews.author_login, '[bot]', '')) = reviewer.account
    left join human as author on lower(replace(merged.author_login, '[bot]', '')) = author.account
    where reviews.state != 'PENDING' and submitted_at <= {as_of} and submitted_at <= merged.merged_at
        and coalesce(reviewer.actor_kind, if(reviews.author_type = 'User', 'human', 'bot')) = 'human'
        and coalesce(reviews.author_login != merged.author_login, true)
        and coalesce(reviewer.person_id != author.person_id, true)
    group by merged.pull_request_id
),

parts as (
    select
        merged.pull_request_id, arrived.service_id, arrived.team_id, arrived.finished_at, reviewed.first_at is not null as is_reviewed,
        coalesce(started.seen_on, merged.created_at) as seen_at,
        greatest(seen_at, least(
            coalesce(ready.seen_on, merged.created_at), coalesce(first_at, merged.merged_at), finished_at
        )) as ready_at,
        greatest(ready_at, if(is_reviewed, least(first_at, decided_at, finished_at), ready_at)) as review_at,
        greatest(review_at, if(is_reviewed, least(decided_at, merged.merged_at, finished_at), review_at)) as end_at,
        greatest(end_at, least(merged.merged_at, finished_at)) as merge_at
    from merged inner join arrived using (pull_request_id)
    left join reviewed using (pull_request_id)
    left join (
        select pull_request_id, min(first_seen_at) as seen_on from seen group by all
    ) as started using (pull_request_id)
    left join (
        select events.pull_request_id, max(events.created_at) as seen_on
        from pull_request_timeline as events inner join merged using (pull_request_id)
        left join reviewed using (pull_request_id)
        where event_type = 'ReadyForReviewEvent' and events.created_at <= coalesce(first_at, merged.merged_at)
        group by all
    ) as ready using (pull_request_id)
    where arrived.place > 1 or finished_at - coalesce(started.seen_on, merged.created_at) <= interval 720 hours
),

lead_times as (
    select
        team_id, finished_at, is_server,
        min(first_seen_at) over (partition by repository, commit_sha, service_id) as first_seen_at,
        arrived.place
    from seen inner join arrived using (change_id) where not is_merge
    qualify row_number() over (
        partition by repository, commit_sha, service_id order by arrived.place, seen.pull_request_id
    ) = 1
),

items as (
    select 'share' as kind, 'noop_deploy_share' as metric_id, team_id, finished_at as seen_on, (not is_change)::bigint as a, 1 as b, true as observed
    from deployed
    union all
    select 'share', 'change_fail_rate', team_id, finished_at, (item_id in (select item_id from links))::bigint, 1, true from changes_made
    union all
    select 'share', 'deploy_rework_rate', team_id, finished_at, (item_id in (
        select deployment from arrived inner join repairs using (pull_request_id) where is_hotfix or is_revert
    ))::bigint, 1, true
    from changes_made
    union all
    select 'share', unnest(['lt_coding', 'lt_pickup', 'lt_review', 'lt_merge_wait', 'lt_deploy_wait']), team_id, finished_at, epoch_us(unnest([
        ready_at, review_at, end_at, merge_at, finished_at
    ])) - epoch_us(unnest([seen_at, ready_at, review_at, end_at, merge_at])), epoch_us(finished_at) - epoch_us(seen_at), true
    from parts
    union all
    select 'median', 'change_lead_time', team_id, finished_at, epoch_us(finished_at) - epoch_us(first_seen_at), null, true
    from lead_times
    where is_server and (place > 1 or finished_at - first_seen_at <= interval 720 hours)
    union all
    select 'survival', unnest(['failed_deploy_recovery', 'failed_deploy_detection', 'failed_deploy_restoration']), team_id, finished_at, unnest([
        epoch_us(coalesce(restored_at, {as_of})) - epoch_us(finished_at),
        epoch_us(detected_at) - epoch_us(finished_at),
        epoch_us(coalesce(restored_at, {as_of})) - epoch_us(detected_at)
    ]), null, unnest([is_restored, true, is_restored])
    from failures
),

placed as (
    select tree.team_id, items.* exclude (team_id), timezone(zones.time_zone, timezone('UTC', seen_on)) as local_at
    from items inner join tree on items.team_id = tree.member_team_id
    inner join zones on items.team_id = zones.team_id and seen_on::date >= valid_from and seen_on::date < valid_to
    union all
    -- An incident of several teams is one for the team above them, in the time of the first.
    select tree.team_id, 'survival', 'incident_recovery', started_at,
        epoch_us(coalesce(mitigated_at, given_up_at, {as_of})) - epoch_us(started_at), null, mitigated_at is not null,
        timezone(zones.time_zone, timezone('UTC', started_at))
    from (
        select tree.team_id, incidents.incident_id, incidents.started_at, mitigated_at, given_up_at, min(owners.team_id) as own
        from all_incidents as incidents inner join incident_services as services using (incident_id)
        inner join owners on services.service_id = owners.service_id
            and incidents.started_at::date >= owners.valid_from and incidents.started_at::date < owners.valid_to
        inner join tree on owners.team_id = tree.member_team_id
        group by all
    ) as tree inner join zones
        on tree.own = zones.team_id and started_at::date >= valid_from and started_at::date < valid_to
),

in_periods as (
    select *, date_trunc(grain, local_at)::date as period_start
    from placed cross join (select unnest(['week', 'month', 'quarter']) as grain)
),

curves as (
    select team_id, grain, period_start, metric_id, a, events, leaving, exp(sum(
        if(events < at_risk, ln(1 - events / at_risk), -1000)
    ) over (partition by team_id, grain, period_start, metric_id order by a)) as survival
    from (
        select team_id, grain, period_start, metric_id, a, count(*) as leaving, count(*) filter (observed) as events,
            sum(count(*)) over (
                partition by team_id, grain, period_start, metric_id order by a desc
            ) as at_risk
        from in_periods where kind = 'survival' group by team_id, grain, period_start, metric_id, a
    )
)

select
    'deploy_freq' as metric_id, team_id, grain, period_start, count(distinct local_at::date)::double as value
from in_periods where metric_id = 'change_fail_rate' group by all
union all
select metric_id, team_id, grain, period_start, sum(a) / sum(b)
from in_periods where kind = 'share' group by all
having count(*) >= if(starts_with(metric_id, 'lt_'), 5, 20)
union all
select metric_id || ending, team_id, grain, period_start, microseconds / 3.6e9
from (
    select
        metric_id, team_id, grain, period_start, count(*) as n, unnest(['', '_p85']) as ending,
        unnest([5, 10]) as least, unnest(quantile_cont(a, [0.5, 0.85])) as microseconds
    from in_periods where kind = 'median' group by metric_id, team_id, grain, period_start
) where n >= least
union all
select metric_id, team_id, grain, period_start, min(a) filter (events > 0 and survival <= 0.5 + 1e-9) / 3.6e9
from curves where metric_id != 'incident_recovery' and grain = 'quarter' group by all having sum(leaving) >= 8
union all
select
    metric_id || if(p = 0.5, '', '_p85'), team_id, grain, period_start,
    min(a) filter (events > 0 and survival <= 1 - p + 1e-9) / 3.6e9
from curves cross join (select unnest([0.5, 0.85]) as p)
where metric_id = 'incident_recovery' and grain != 'week'
group by metric_id, p, team_id, grain, period_start having sum(leaving) >= if(p = 0.5, 5, 10)
