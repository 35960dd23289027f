-- What tests took in all, and what of it was repeated for a test that both passed and failed on the commit.
with reports as (
    select
        reports.repository,
        reports.commit_sha,
        reports.test_report_id,
        coalesce(reports.generated_at, reports.run_started_at) as occurred_at,
        cast(round(reports.duration_seconds * 1000000) as bigint) as whole_microseconds
    from {{ ref('stg_junit__test_reports') }} as reports
    where
        reports.duration_seconds is not null
        and coalesce(reports.generated_at, reports.run_started_at) <= {{ as_of() }}
),

names as (
    select
        disagreements.repository,
        disagreements.test_id,
        min(
            case when disagreements.suite_path = '' then '' else disagreements.suite_path || ' / ' end
            || case when disagreements.class_name = '' then '' else disagreements.class_name || ' / ' end
            || disagreements.test_name
        ) as test_words
    from {{ ref('int_quality__test_disagreements') }} as disagreements
    group by disagreements.repository, disagreements.test_id
)

select
    reruns.repository,
    reruns.commit_sha,
    reruns.test_id,
    names.test_words,
    reruns.run_id || ':' || cast(reruns.attempt as {{ dbt.type_string() }}) as test_run_id,
    reruns.seen_at as occurred_at,
    reruns.n_reruns,
    reruns.microseconds as rerun_microseconds,
    0 as whole_microseconds
from {{ ref('int_quality__test_reruns') }} as reruns
inner join names on reruns.repository = names.repository and reruns.test_id = names.test_id
union all
select
    reports.repository,
    reports.commit_sha,
    null as test_id,
    null as test_words,
    reports.test_report_id as test_run_id,
    reports.occurred_at,
    0 as n_reruns,
    0 as rerun_microseconds,
    reports.whole_microseconds
from reports
