-- Two decisions for everything and for one metric may begin on the same day: each is one row.
select
    decisions.team_id,
    decisions.metric_id,
    decisions.effective_from
from {{ ref('stg_file_drops__baseline_decisions') }} as decisions
where decisions.decided_on <= cast({{ as_of() }} as date)
union distinct
-- Weeks before a reorganisation are another team's work: nothing is compared across its day.
select
    remaps.team_id,
    {{ text_literal(none) }} as metric_id,
    remaps.remapped_on as effective_from
from {{ ref('int_ownership__remaps') }} as remaps
where remaps.is_boundary
