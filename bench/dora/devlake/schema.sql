-- The domain tables that DevLake's DORA dashboards read, with the keys and indexes its models declare (columns that
-- neither the plugin nor the dashboards read are left out), and the equal rows from which they are filled.
-- Translated: varchar for MySQL's varchar (of 64 where a copied commit no longer fits into 40), timestamp(3) for
-- datetime(3); "table" is quoted.
create schema given;

create table given.deployments (
    deployment_id text,
    service_id text,
    repository text,
    environment text,
    commit_sha text,
    result text,
    started_at timestamp,
    finished_at timestamp
);

create table given.deployment_commits (
    deployment_id text,
    service_id text,
    repository text,
    commit_sha text
);

create table given.pull_requests (
    pull_request_id text,
    repository text,
    created_at timestamp,
    merged_at timestamp,
    merge_commit_sha text,
    first_authored_at timestamp,
    first_reviewed_at timestamp
);

create table given.incidents (
    incident_id text,
    service_id text,
    repository text,
    declared_at timestamp,
    started_at timestamp,
    mitigated_at timestamp,
    is_urgent boolean,
    stated_deployment_id text
);

create table given.owners (
    service_id text,
    repository text,
    team_id text,
    valid_from date,
    valid_to date
);

create table given.team_tree (
    team_id text,
    member_team_id text
);

create table project_mapping (
    project_name varchar(255),
    "table" varchar(255),
    row_id varchar(255),
    primary key (project_name, "table", row_id)
);

create table cicd_deployment_commits (
    id varchar(255),
    cicd_scope_id varchar(255),
    cicd_deployment_id varchar(255),
    result varchar(100),
    environment varchar(255),
    started_date timestamp(3),
    finished_date timestamp(3),
    commit_sha varchar(255),
    repo_id varchar(255),
    repo_url varchar(191) not null,
    prev_success_deployment_commit_id varchar(255),
    primary key (id, commit_sha)
);

create index on cicd_deployment_commits (cicd_scope_id);
create index on cicd_deployment_commits (repo_url);

create table commits_diffs (
    new_commit_sha varchar(64),
    old_commit_sha varchar(64),
    commit_sha varchar(64),
    sorting_index bigint,
    primary key (new_commit_sha, old_commit_sha, commit_sha)
);

create table pull_requests (
    id varchar(255) primary key,
    base_repo_id varchar(191),
    created_date timestamp(3),
    merged_date timestamp(3),
    merge_commit_sha varchar(64)
);

create index on pull_requests (base_repo_id);

create table project_pr_metrics (
    id varchar(255),
    project_name varchar(100),
    pr_coding_time bigint,
    pr_pickup_time bigint,
    pr_review_time bigint,
    pr_deploy_time bigint,
    pr_cycle_time bigint,
    deployment_commit_id varchar(255),
    primary key (id, project_name)
);

create table incidents (
    id varchar(255) primary key,
    scope_id varchar(255),
    "table" varchar(255),
    created_date timestamp(3),
    resolution_date timestamp(3)
);

create table project_incident_deployment_relationships (
    id varchar(255),
    project_name varchar(100),
    deployment_id varchar(255),
    primary key (id, project_name)
);

-- A table DevLake ships filled: one row per month.
create table calendar_months (
    month varchar(10),
    month_timestamp timestamp
);

insert into calendar_months (month, month_timestamp)
select
    to_char(months.month_start, 'YY/MM') as month,
    months.month_start as month_timestamp
from generate_series(timestamp '2020-01-01', timestamp '2029-12-01', interval '1 month') as months (month_start);
