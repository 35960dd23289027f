-- What an audit reads, on top of the small warehouse: thirteen teams, two metrics that are a pair, three findings.
-- In the second quarter of 2026 twelve teams deploy more often, and their changes fail more often.
create temp table teams as select 'team-' || lpad(cast(place as varchar), 2, '0') as team_id, place
from generate_series(1, 13) as t(place);

insert into marts.dim_teams by name select team_id, 'Team ' || place as team_name, 'tribe' as parent_team_id from teams;
insert into marts.dim_teams by name select 'tribe' as team_id, 'Tribe' as team_name;

update marts.dim_metrics set
    definition_version = 1, owner = 'head of engineering', status = 'trial', verdict = 'fragile',
    eligible_decisions = 'team self-observation, release safety',
    direction = case metric_id when 'deploy_freq' then 'up' else 'down' end,
    pair_metric_id = case metric_id when 'deploy_freq' then 'change_fail_rate' else 'deploy_freq' end;
alter table intermediate.int_metrics__rules add column chart_scale varchar;
update intermediate.int_metrics__rules set chart_scale = 'none';

delete from marts.fct_team_metrics;
delete from marts.metric_snapshots;
insert into marts.fct_team_metrics by name
with weeks as (
    select cast(unnest(generate_series(date '2025-09-01', date '2026-06-22', interval 7 day)) as date) as period_start
),

noisy as (
    select *, (hash(team_id || period_start) % 1000) / 1000.0 as noise from teams cross join weeks
)

select
    metric_id, 1 as definition_version, team_id, 'week' as grain, period_start,
    case metric_id
        when 'deploy_freq' then 2 + noise + case when period_start >= date '2026-04-01' and place <= 12 then 2 else 0 end
        else 0.2 + 0.1 * noise + case when period_start >= date '2026-04-01' and place <= 12 then 0.2 else 0 end
    end as value,
    20 as n_items, 6 as n_people, 'ok' as status, 'final' as finality, timestamp '2026-08-06 06:00:00' as as_of,
    'no_limits' as limits_status
from noisy cross join (values ('deploy_freq'), ('change_fail_rate')) as m(metric_id)
union all by name
select
    metric_id, 1 as definition_version, team_id, 'quarter' as grain, date '2026-04-01' as period_start,
    0.5 as value, 80 as n_items, 6 as n_people, 'ok' as status, 'final' as finality,
    timestamp '2026-08-06 06:00:00' as as_of
from teams cross join (values ('deploy_freq'), ('change_fail_rate'), ('review_response')) as m(metric_id);

insert into detectors.signal_questions by name
select
    finding_id, 'D6' as detector_id, '2026Q2' as quarter, team_id, 'deploy_freq' as metric_id,
    'number of deployments' as signal, 'quarter' as window_name, 60 as n, 3.0 as before, 5.0 as after,
    'more changes merged' as expected_counter, 10.0 as counter_before, 10.0 as counter_after, 0.001 as p,
    0.05 as q_bh, 4.2 as effect, cast(null as double) as false_alarm_rate, ['a new service'] as benign_options,
    'Deployments of ' || team_id || ' rose <b>' as text, state, true as is_shown, is_explained,
    1 as quarters_in_a_row, case finding_id when 'f3' then 'false_alarm' end as resolution,
    cast(null as varchar) as resolved_by_role,
    case finding_id when 'f3' then date '2026-07-11' end as resolved_on, false as reopened
from (values
    ('f1', 'team-01', 'shipped', false), ('f2', 'team-02', 'shipped', true), ('f3', 'team-03', 'experimental', false)
) as t(finding_id, team_id, state, is_explained);
insert into detectors.detector_results by name
select 'D6' as detector_id, '2026Q2' as quarter, team_id, 'quarter' as window_name, 60 as n, true as is_testable,
    false as is_move, false as is_explained, false as asks
from teams;

create table staging.stg_file_drops__metric_decisions as select * from (values
    ('d1', 'review_response', 'bonus', date '2026-05-04'), ('d2', 'deploy_freq', 'release safety', date '2026-02-04')
) as t(decision_id, metric_id, decision_kind, decided_on);
create table staging.stg_file_drops__value_rankings as select 'h1' as ranking_id, * from (values
    ('s1', date '2026-03-31', 'safe releases', 'change_fail_rate', 1), ('s1', date '2026-03-31', 'happy suppliers', null, 2)
) as t(stakeholder_id, ranked_on, value_id, metric_id, value_rank);
create table staging.stg_file_drops__survey_items as select
    'use' as survey_id, 'use_1' as item_slot, 'metric_use' as instrument, 'change_fail_rate' as metric_id,
    1 as scale_min, 5 as scale_max, false as is_reverse_keyed
union all select 'pilot', 'clarity_1', 'pilot_clarity', null, 1, 5, false;
create table staging.stg_file_drops__survey_waves as select * from (values
    ('use', 'w1', 'team-01', date '2026-06-15'), ('pilot', 'before', 'team-13', date '2026-02-15'),
    ('pilot', 'after', 'team-13', date '2026-06-15')
) as t(survey_id, wave_id, team_id, closed_on);
create table staging.stg_file_drops__survey_responses as
select 'use' as survey_id, 'w1' as wave_id, 'team-01' as team_id, 'use_1' as item_slot, 5 as value,
    cast(null as varchar) as pair_code
from generate_series(1, 12)
union all
select 'pilot', wave_id, 'team-13', 'clarity_1', 2 + gain * (code % 2 + 1), 'code-' || code
from generate_series(1, 8) as t(code) cross join (values ('before', 0), ('after', 1)) as w(wave_id, gain);
create table staging.stg_file_drops__retrospectives as select
    'r1' as retrospective_id, 'team-13' as team_id, date '2026-04-15' as held_on, 3 as actions_opened_count,
    2 as actions_done_count;
create table staging.stg_file_drops__holidays as select 'team-13' as team_id, date '2026-04-06' as holiday_date;
create table staging.stg_file_drops__pilot_registry as select
    'trunk' as pilot_id, 'Smaller changes fail less' as hypothesis, 'change_fail_rate' as metric_id,
    'down' as direction, 1.0 as min_effect, 'level' as analysis, date '2026-02-20' as registered_on,
    date '2026-03-30' as go_live, 'team-13' as teams, 'team-01;team-02' as comparison_teams,
    'harm:1.5' as stop_rules;
