select
    latest.value_ranking_id,
    latest.ranking_id,
    latest.stakeholder_id,
    latest.stakeholder_group,
    latest.ranked_on,
    latest.value_id,
    latest.metric_id,
    latest.value_rank,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'value_rankings'), key='value_ranking_id') }} as latest
