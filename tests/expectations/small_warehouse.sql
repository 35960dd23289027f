-- The tables that guards and publication read; the marts are created from their contracts before.

create table staging.stg_file_drops__roster as select * from (values ('p-ada'), ('p-bo')) t(person_id);
create table staging.stg_file_drops__identities as select * from (values
    ('p-ada', 'ada-codes', 'human'), ('p-bo', 'atlas', 'human'), (null, 'builder[bot]', 'bot')
) t(person_id, account, actor_kind);
create table staging.stg_github__team_members as select 'cleo' as login;
create table staging.stg_file_drops__services as
    select 'checkout' as service_id, 'harbour/checkout' as repository;
create table staging.stg_file_drops__quarantine (
    file varchar, row_number bigint, field varchar, value varchar, reason varchar, remedy varchar,
    extracted_at timestamp
);
create table staging.stg_github__quarantine (
    stream varchar, scope varchar, reason varchar, payload varchar, extracted_at timestamp
);

create table staging.stg_file_drops__audit_actions (
    audit_action_id varchar, audit_id varchar, metric_id varchar, action varchar, accepted_by_role varchar, accepted_on date,
    reason varchar, evidence varchar, extracted_at timestamp
);

create table intermediate.int_metrics__streams as select * from (values
    ('deploy_freq', 'github', 'deployments'), ('change_fail_rate', 'github', 'deployments'),
    ('change_fail_rate', 'github', 'issues'), ('review_response', 'github', 'pull_request_reviews'),
    ('unlinked_incident_share', 'github', 'issues')
) t(metric_id, source, stream);
create table intermediate.int_ownership__team_tree as select 'atlas' as team_id, 'atlas' as member_team_id;
create table intermediate.int_identity__reporting_roster as
    select 'atlas' as team_id, 'p-' || n as person_id, quarter_start
    from range(8) t(n), (values (date '2026-01-01'), (date '2026-04-01'), (date '2026-07-01')) q(quarter_start);
create table intermediate.int_metrics__rules as select * from (values
    ('deploy_freq', 'week', false), ('change_fail_rate', 'week', false), ('review_response', 'week', true)
) t(metric_id, grain, is_behavioural);
create table intermediate.int_landing__scope_runs as select
    'github' as source, 'issues' as stream, 'harbour/checkout' as scope, 'complete' as last_status,
    7 as expected_count, 7 as known_count, timestamp '2026-07-06 06:00:00' as last_run_at, timestamp '2026-07-06 06:00:00' as last_success_at,
    cast(null as varchar) as detail;

insert into marts.dim_teams by name select 'atlas' as team_id, 'Atlas' as team_name;
insert into marts.dim_dates by name select date '2026-06-29' as date_day;
insert into marts.dim_metrics by name select *, 'Metric ' || metric_id as name from (values
    ('deploy_freq', 'count', 'days', 'delivery'), ('change_fail_rate', 'ratio', 'share of deployments', 'quality'),
    ('review_response', 'survival', 'business hours', 'collaboration')
) t(metric_id, kind, unit, dimension);
insert into marts.fct_team_metrics by name select
    metric_id, 1 as definition_version, 'atlas' as team_id, 'week' as grain, date '2026-06-22' as period_start,
    value, numerator, denominator, n_items, n_people, ci_low, ci_high, status, 'settling' as finality,
    timestamp '2026-07-06 06:00:00' as as_of, timestamp '2026-07-06 06:00:00' as source_max_loaded_at, 2.0 as centre_line, 'limits' as limits_status
from (values
    ('deploy_freq', 3.0, 3.0, 7.0, 4, 4, null, null, 'ok'),
    ('change_fail_rate', 0.25, 5.0, 20.0, 20, 4, 0.11, 0.47, 'ok'),
    ('review_response', null, null, null, null, 4, null, null, 'suppressed_privacy')
) t(metric_id, value, numerator, denominator, n_items, n_people, ci_low, ci_high, status);
insert into marts.metric_snapshots by name
select metric_id, definition_version, team_id, grain, period_start, value, numerator, denominator, n_items, status, finality, as_of
from marts.fct_team_metrics;
insert into marts.rpt_workload_distribution by name select
    'atlas' as team_id, 'review' as load_kind, date '2026-03-16' as window_start, date '2026-06-08' as window_end,
    7 as n_people, 90 as n_events, 0.1 as excess_over_fair_share, 6.5 as effective_people, 0.004 as p_fair,
    2.5 as detectable_multiple, true as is_concentrated, 'Check the routing.' as advice, 'ok' as status;
insert into marts.rpt_team_workload by name select
    'atlas' as team_id, load_kind, date '2026-05-11' as window_start, date '2026-06-08' as window_end, 7 as n_people,
    0.1 as excess_over_fair_share, 6.5 as effective_people, 0.04 as p_fair, 4.0 as detectable_multiple, 'ok' as status
from (values ('review'), ('page')) t(load_kind);
insert into marts.rpt_bottlenecks by name select
    'f1' as finding_id, 'atlas' as team_id, date '2026-04-01' as quarter_start, 'long_review_wait' as kind,
    'harbour/a: requested reviews' as subject, 'harbour/a' as subject_id, 1 as place_within_team, 2 as n_items,
    1 as n_occasions, 5 as n_people, 1.5 as hours, 0.1 as share_of_total_hours, 0 as n_quarters_before,
    'two waited' as evidence, 'ok' as status, timestamp '2026-07-06 06:00:00' as as_of;
insert into marts.rpt_bottleneck_evidence by name select
    'f1' as finding_id, 'atlas' as team_id, date '2026-04-01' as quarter_start, 'long_review_wait' as kind,
    'change' as evidence_kind, 'harbour/a#7' as evidence_id, 'harbour/a' as repository,
    date '2026-06-01' as occurred_on, 2 as n_items, 1.5 as hours;
insert into marts.rpt_deployment_failure_links by name select
    'atlas' as team_id, date '2026-04-01' as period_start, 'revert' as link_method, 21 as n_links, 1.0 as link_share,
    24 as n_severe_incidents, 6 as n_unlinked_incidents, 0.25 as unlinked_incident_share, 'ok' as status,
    'provisional' as finality;
insert into marts.rpt_signal_status by name
select source, stream, metric_id, 'ok' as status, timestamp '2026-07-06 06:00:00' as last_good_as_of
from intermediate.int_metrics__streams
union all by name
select 'github' as source, 'releases' as stream, null as metric_id, 'ok' as status, timestamp '2026-07-06 06:00:00' as last_good_as_of;
insert into marts.rpt_safety_signals by name select
    'atlas' as team_id, 'psychological_safety' as signal_id, 'pulse:2026-03' as period_name,
    date '2026-03-02' as period_start, date '2026-03-14' as period_end, 7 as n_people, 7 as n_items, 5.1 as value,
    0.9 as spread, 5.2 as median, 0.85 as agreement, 0.9 as response_rate, 0.85 as earlier_response_rate,
    6.5 as earlier_value, 5.8 as moving_average, 1.3 as minimum_detectable_change, -1.4 as change_since_last,
    'The mean of the scores is 5.1. Ask.' as reading, 'ok' as status, timestamp '2026-07-06 06:00:00' as as_of;
insert into marts.rpt_safety_signals by name select
    'atlas' as team_id, 'silent_reviews' as signal_id, '2026Q2' as period_name, date '2026-04-01' as period_start,
    date '2026-07-01' as period_end, 'Too few people.' as reading, 'suppressed_privacy' as status,
    timestamp '2026-07-06 06:00:00' as as_of;
