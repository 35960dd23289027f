{%- set hours = written_number('findings.hours', 2) %}
{%- set share = written_number('100 * findings.share_of_total_hours', 0) %}
with worded as (
    select
        findings.*,
        case findings.kind
            when 'recurring_build_failure'
                then
                    findings.subject || ' failed ' || cast(findings.n_items as {{ dbt.type_string() }})
                    || ' times on ' || cast(findings.n_occasions as {{ dbt.type_string() }}) || ' commits, which took '
                    || {{ hours }} || ' hours, ' || {{ share }} || ' % of the hours of all jobs.'
            when 'long_review_wait'
                then
                    findings.subject || ' stood longer than eight business hours '
                    || cast(findings.n_items as {{ dbt.type_string() }}) || ' times on '
                    || cast(findings.n_occasions as {{ dbt.type_string() }})
                    || ' changes; beyond these eight they waited '
                    || {{ hours }}
                    || ' business hours, '
                    || {{ share }}
                    || ' % of all business hours that requests stood.'
            when 'queue_stage'
                then
                    cast(findings.n_items as {{ dbt.type_string() }}) || ' changes waited in the stage '
                    || findings.subject || ' for ' || {{ hours }} || ' hours, ' || {{ share }}
                    || ' % of the hours of all lead times.'
            when 'flaky_test' then
                findings.subject || ' both passed and failed on '
                || cast(findings.n_occasions as {{ dbt.type_string() }}) || ' commits; '
                || cast(findings.n_items as {{ dbt.type_string() }}) || ' repetitions took ' || {{ hours }}
                || ' hours, ' || {{ share }} || ' % of the hours of all tests.'
        end as what_was_found,
        case
            when not findings.is_closed or findings.n_quarters_before = 0 then null
            when findings.hours > 1.1 * findings.median_hours_before then 'more'
            when findings.hours < 0.9 * findings.median_hours_before then 'less'
            else 'alike'
        end as trend
    from {{ ref('int_delivery__bottleneck_findings') }} as findings
)

select
    worded.finding_id,
    worded.team_id,
    worded.quarter_start,
    worded.kind,
    worded.subject,
    worded.subject_id,
    -- The findings of one team of one kind, the dearest first; teams are never compared.
    cast(row_number() over (
        partition by worded.team_id, worded.quarter_start, worded.kind
        order by worded.hours desc nulls last, worded.subject_id asc nulls last
    ) as integer) as place_within_team,
    worded.n_items,
    worded.n_occasions,
    worded.n_people,
    worded.hours,
    worded.share_of_total_hours,
    worded.n_quarters_before,
    worded.median_hours_before,
    worded.trend,
    worded.what_was_found || case
        when worded.n_quarters_before = 0 then ' No quarter before has such a finding.'
        else
            ' The median of the quarters before (' || cast(worded.n_quarters_before as {{ dbt.type_string() }})
            || ') is ' || {{ written_number('worded.median_hours_before', 2) }} || ' hours.'
    end as evidence,
    case when worded.is_closed then 'ok' else 'provisional' end as status,
    {{ as_of() }} as as_of
from worded
