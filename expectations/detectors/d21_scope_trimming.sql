-- Is scope taken out of sprints near their end and put into the next one, sprint after sprint?
-- The last six sprints that ended by the window's end are looked at, and the share has to be new to the team: one item
-- of nine is more than a tenth. Where priorities changed, less of what was left is completed; where only the denominator
-- was trimmed, what is left is completed as before.
with ended as (
    select
        windows.team_id,
        windows.window_name,
        sprint.*,
        sprint.week_start >= windows.window_start as is_current,
        row_number() over (
            partition by windows.team_id, windows.window_name
            order by sprint.week_start desc nulls last, sprint.sprint_id desc nulls last
        ) as age
    from windows
    inner join observed.sprints as sprint
        on
            windows.team_id = sprint.team_id
            and sprint.week_start >= windows.prior_start
            and sprint.week_start < windows.window_end
    where sprint.frozen_scope > 0
),

seen as (
    select
        team_id,
        window_name,
        count(*) filter (where age <= $sprints) as n,
        -- A window without a sprint of its own says nothing new.
        bool_or(is_current) as is_current,
        count(*) filter (where age <= $sprints and removed_late >= $share * frozen_scope) as trimmed,
        coalesce(sum(removed_late) filter (where age <= $sprints), 0) as removed,
        coalesce(sum(frozen_scope) filter (where age <= $sprints), 0) as frozen,
        coalesce(sum(removed_late) filter (where age > $sprints), 0) as removed_before,
        coalesce(sum(frozen_scope) filter (where age > $sprints), 0) as frozen_before,
        coalesce(sum(completed) filter (where age <= $sprints), 0) as completed,
        coalesce(sum(completed) filter (where age > $sprints), 0) as completed_before
    from ended
    group by all
),

tested as (
    select
        *,
        fisher_greater(removed, frozen - removed, removed_before, frozen_before - removed_before) as p,
        fisher_greater(
            frozen - removed - completed, completed,
            frozen_before - removed_before - completed_before, completed_before
        ) as p_less_completed
    from seen
)

select
    windows.team_id,
    windows.window_name,
    cast(if(tested.is_current, tested.n, 0) as bigint) as n,
    removed_before / nullif(frozen_before, 0) as before,
    removed / nullif(frozen, 0) as after,
    normal_equivalent(p) as effect,
    p,
    completed_before / nullif(frozen_before - removed_before, 0) as counter_before,
    completed / nullif(frozen - removed, 0) as counter_after,
    trimmed >= $trimmed_sprints and p < $p_move as is_move,
    p_less_completed < $p_counter as is_explained
from windows
left join tested on windows.team_id = tested.team_id and windows.window_name = tested.window_name
