with changes as (
    select
        parts.*,
        parts.repository || '#' || cast(pull_requests.number as {{ dbt.type_string() }}) as change_number
    from {{ ref('int_delivery__lead_time_parts') }} as parts
    inner join {{ ref('stg_github__pull_requests') }} as pull_requests
        on parts.pull_request_id = pull_requests.pull_request_id
    where parts.team_id is not null
),

-- Who writes does not wait; in all other stages a change is in somebody's queue.
stages as (
    {%- for stage in ['coding', 'pickup', 'review', 'merge_wait', 'deploy_wait'] %}
    select
        changes.pull_request_id,
        changes.change_number,
        changes.repository,
        changes.team_id,
        changes.person_id,
        changes.finished_at,
        '{{ stage }}' as stage_name,
        {{ 'false' if stage == 'coding' else 'true' }} as is_queue,
        changes.{{ stage }}_microseconds as microseconds
    from changes
    where changes.{{ stage }}_microseconds is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    stages.pull_request_id,
    stages.change_number,
    stages.repository,
    stages.team_id,
    stages.person_id,
    stages.finished_at,
    stages.stage_name,
    stages.is_queue,
    stages.microseconds
from stages
