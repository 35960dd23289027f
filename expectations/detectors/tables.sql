-- What detectors leave in the warehouse: teams, never people.
create schema if not exists detectors;

create or replace table detectors.signal_questions (
    finding_id varchar not null,
    detector_id varchar not null,
    quarter varchar not null,
    team_id varchar not null,
    metric_id varchar,
    signal varchar not null,
    window_name varchar not null,
    n bigint not null,
    before double,
    after double,
    expected_counter varchar not null,
    counter_before double,
    counter_after double,
    p double,
    q_bh double,
    effect double,
    false_alarm_rate double,
    benign_options varchar[] not null,
    text varchar not null,
    state varchar not null,
    is_shown boolean not null,
    is_explained boolean not null,
    quarters_in_a_row integer not null,
    resolution varchar,
    resolved_by_role varchar,
    resolved_on date,
    reopened boolean not null
);

create or replace table detectors.detector_results (
    detector_id varchar not null,
    quarter varchar not null,
    team_id varchar not null,
    window_name varchar not null,
    n bigint not null,
    is_testable boolean not null,
    is_move boolean,
    is_explained boolean,
    asks boolean not null
);
