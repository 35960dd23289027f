select
    'B8' as check_id,
    'file_drops' as source,
    cast(null as {{ dbt.type_string() }}) as stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    team_id as scope,
    case when n_things >= 20 then moved_share end as statistic,
    cast(0.1 as double) as threshold,
    n_moved || ' of ' || n_things || ' changes and reviews before ' || remapped_on
    || ' are another team''s since: compare no weeks across it' as detail,
    remapped_on
from {{ ref('int_ownership__remaps') }}
-- Older ones lie outside the quarter and the baseline that anything is compared with.
where remapped_on >= {{ add_days("cast(" ~ as_of() ~ " as date)", -273) }}
