-- What happens to code: changes, approvals, deployments, coverage, tests.

-- One row per change that a person wrote, by the week of its merge.
create table observed.changes (
    team_id varchar not null,
    week_start date not null,
    change_id varchar not null,
    author_key varchar,
    written_lines bigint,            -- added and deleted, without generated and vendored files
    churn_lines bigint,              -- added and deleted, all files
    generated_lines bigint,          -- of these, in generated, vendored, lock, snapshot, minified or moved files
    pickup_hours double,             -- ready for review to first independent review; null: none
    deploy_wait_hours double,        -- merge to production; null: not there yet
    approval_minutes double,         -- request (or ready) to first independent approval; null: none
    is_reviewed boolean not null,    -- an independent person reviewed it before the merge
    is_approved boolean not null,    -- an independent approval after the last material push
    has_substance boolean not null,  -- a comment with substance or a request for changes
    comment_count bigint,            -- comments of independent people
    comment_length double,           -- median characters of a comment; null: none with a text
    has_push_after_review boolean not null
);

-- One row per independent approval.
create table observed.approvals (
    team_id varchar not null,
    week_start date not null,
    change_id varchar not null,
    author_key varchar not null,
    reviewer_key varchar not null
);

-- One row per successful production deployment.
create table observed.deployments (
    team_id varchar not null,
    week_start date not null,
    deployment_id varchar not null,
    service_id varchar not null,
    is_change_carrying boolean not null,
    is_failed boolean not null       -- a failure is linked to it
);

-- One row per merged change with measured coverage.
create table observed.coverage (
    team_id varchar not null,
    week_start date not null,
    change_id varchar not null,
    coverable_lines bigint not null,
    covered_lines bigint not null,
    excluded_lines bigint not null,
    assertion_free_tests bigint,     -- null: nothing tells
    changed_tests bigint,
    mutation_score double            -- null: no sample
);

-- One row per team and week with test runs.
create table observed.test_weeks (
    team_id varchar not null,
    week_start date not null,
    run_count bigint not null,       -- executions of a test
    retry_flake_count bigint not null,   -- passed on a retry that the tool shows
    disagreement_count bigint not null,  -- test and commit with both a pass and a failure
    commit_test_count bigint not null,   -- test and commit that ran at all
    test_count bigint not null,          -- different tests
    quarantined_count bigint not null    -- of these, skipped or quarantined
);
