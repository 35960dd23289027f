with judged as (
    select
        factors.*,
        factors.is_shown and factors.churned_lines > factors.churn_quartile as is_churn_high,
        factors.is_shown and factors.complexity > factors.complexity_quartile as is_complexity_high,
        factors.is_shown and factors.n_failure_links > factors.failure_quartile as is_failure_high,
        factors.is_shown and factors.n_people_for_half < factors.knowledge_quartile as is_knowledge_narrow
    from {{ ref('int_quality__component_factors') }} as factors
),

worded as (
    select
        judged.*,
        case
            when judged.is_churn_high
                then
                    ' Changed lines: ' || {{ written_number('judged.churned_lines') }}
                    || ', upper quartile ' || {{ written_number('judged.churn_quartile', 1) }} || '.'
            else ''
        end
        || case
            when judged.is_complexity_high
                then
                    ' Complexity: ' || {{ written_number('judged.complexity') }}
                    || ', upper quartile ' || {{ written_number('judged.complexity_quartile', 1) }} || '.'
            else ''
        end
        || case
            when judged.is_failure_high
                then
                    ' Links to failed deployments: ' || {{ written_number('judged.n_failure_links') }}
                    || ', upper quartile ' || {{ written_number('judged.failure_quartile', 1) }} || '.'
            else ''
        end
        || case
            when judged.is_knowledge_narrow
                then
                    ' People who made half of the contributions: ' || {{ written_number('judged.n_people_for_half') }}
                    || ', lower quartile ' || {{ written_number('judged.knowledge_quartile', 1) }} || '.'
            else ''
        end as what_stands_out,
        case when judged.churned_lines is null then ' Changed lines are not known.' else '' end
        || case when judged.complexity is null then ' Complexity is not known.' else '' end
        || case when judged.n_failure_links is null then ' Failed deployments are not known.' else '' end
        || case when judged.n_people_for_half is null then ' How far knowledge is spread is not known.' else '' end
        || case
            when
                judged.churn_quartile is null or judged.complexity_quartile is null
                or judged.failure_quartile is null or judged.knowledge_quartile is null
                then ' A factor known of fewer than four components is not compared.'
            else ''
        end as what_is_missing
    from judged
)

select
    worded.component_id,
    worded.team_id,
    worded.repository,
    worded.path_prefix,
    worded.n_people,
    case when worded.is_shown then worded.churned_lines end as churned_lines,
    case when worded.is_shown then worded.complexity end as complexity,
    case when worded.is_shown then worded.n_failure_links end as n_failure_links,
    case when worded.is_shown then worded.n_changes end as n_changes,
    case when worded.is_shown then worded.n_people_for_half end as n_people_for_half,
    case when worded.is_shown then worded.is_churn_high end as is_churn_high,
    case when worded.is_shown then worded.is_complexity_high end as is_complexity_high,
    case when worded.is_shown then worded.is_failure_high end as is_failure_high,
    case when worded.is_shown then worded.is_knowledge_narrow end as is_knowledge_narrow,
    case
        when not worded.is_shown then 'Fewer than five people contributed: nothing is shown.'
        when worded.what_stands_out = ''
            then 'No factor lies beyond the quartile of the organisation''s components.' || worded.what_is_missing
        else
            'Beyond the quartile of the organisation''s components:' || worded.what_stands_out
            || worded.what_is_missing
    end as in_words,
    case when worded.is_shown then 'ok' else 'suppressed_privacy' end as status,
    {{ as_of() }} as as_of
from worded
